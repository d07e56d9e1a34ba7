"""Counts by the four difficulties of sentence 2.1, of whatever carries the tag."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from zhiwei.platform.subjects.models import Difficulty


@dataclass(frozen=True, slots=True)
class Counted:
    """One division's count under each difficulty, and without one."""

    division: str
    by: dict[str, int]

    @property
    def total(self) -> int:
        """All together."""
        return sum(self.by.values())


def by_difficulty_and_division(rows: QuerySet[Any]) -> list[Counted]:
    """Counts of rows that have ``difficulty`` and ``division``, a line for each division, the busiest first."""
    found: dict[str, Counter[str]] = {}
    for division, difficulty, count in (
        rows.order_by().values_list("division", "difficulty").annotate(Count("pk"))
    ):
        found.setdefault(division, Counter())[difficulty] += count
    keys = [*Difficulty.values, ""]
    lines = [Counted(division, {k: counts[k] for k in keys}) for division, counts in found.items()]
    return sorted(lines, key=lambda line: (-line.total, line.division))


def by_difficulty(rows: QuerySet[Any]) -> dict[str, int]:
    """Counts under each of the four, zero where there is none; what carries no tag is not in it."""
    counts = dict(rows.order_by().values_list("difficulty").annotate(Count("pk")))
    return {value: counts.get(value, 0) for value in Difficulty.values}
