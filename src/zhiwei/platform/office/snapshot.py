"""Registered enterprises as a table that the population floor reads."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from zhiwei.platform.decisions.effects import portions
from zhiwei.platform.office.surveys import enterprises
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import FactRecord
from zhiwei.platform.subjects.queries.register import COLUMNS

CELLS = {"refused": "拒绝", "not_applicable": "无"}
TEXTS = frozenset({"name"})
"""Facts that no rule reads."""


def labels(division: str, as_of: date) -> list[str]:
    """The facts stated of the division's enterprises that a rule of the day may read: without period, or of this
    period and the one before."""
    quarter = (as_of.month + 2) // 3
    near = {
        "", f"{as_of.year}", f"{as_of.year - 1}", f"{as_of:%Y-%m}", f"{as_of}", f"{as_of.year}Q{quarter}",
        f"{as_of.year}Q{quarter - 1}" if quarter > 1 else f"{as_of.year - 1}Q4",
    }  # fmt: skip
    stated = FactRecord.objects.filter(subject__in=enterprises(division).values("pk")).values_list(
        "name", "period"
    )
    found = {f"{name}@{period}" if period else name for name, period in stated.distinct() if period in near}
    return sorted((found | set(COLUMNS)) - TEXTS)


def write(
    division: str, as_of: date, path: Path, progress: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """Write the table as CSV; gives the number of enterprises. Missing facts are empty cells."""
    wanted = labels(division, as_of)
    rows = enterprises(division)
    total, done = rows.count(), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", *wanted])
        for portion in portions(rows):
            facts = subjects.facts_of_many(portion, as_of=as_of)
            for subject in portion:
                own = facts[subject.pk]
                out.writerow([subject.pk, *(_cell(own.get(label)) for label in wanted)])
            done += len(portion)
            progress(done, total)
    return total


def _cell(fact: dict[str, Any] | None) -> str:
    if fact is None:
        return ""
    if "status" in fact:
        return CELLS.get(str(fact["status"]), "")
    value = fact.get("value")
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
