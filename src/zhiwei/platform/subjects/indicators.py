"""Indicators under the four difficulties of 2.1: what the rooms' reports count, to be narrowed and counted as enquiries are.

Rooms hand in what they count when they start; each says which difficulty an indicator is about, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise

from zhiwei.platform.kit.money import yuan
from zhiwei.platform.kit.tables.columns import percent
from zhiwei.platform.subjects.models import Difficulty


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number of a report. ``kind`` is count, money (fen) or rate (a fraction of 1); ``value`` is None where it cannot be
    computed; ``difficulty`` is one of the four or empty; ``address`` leads to the report."""

    report: str | Promise
    label: str | Promise
    kind: str
    value: int | Fraction | None
    address: str
    difficulty: str = ""

    @property
    def text(self) -> str:
        """The number as people read it; empty for none."""
        if self.value is None:
            return ""
        if self.kind == "money":
            return yuan(int(self.value))
        return percent(self.value) if self.kind == "rate" else f"{int(self.value):,}"

    @property
    def difficulty_words(self) -> str:
        """The difficulty in words; empty for none."""
        return str(Difficulty(self.difficulty).label) if self.difficulty else ""


Provider = Callable[[Collection[str], int], Iterable[Indicator]]
"""From divisions and a year to what a room counts there."""
_providers: list[Provider] = []


def add_indicators(provider: Provider) -> None:
    """Hand in what a room's report counts, in its ``AppConfig.ready``."""
    if provider not in _providers:
        _providers.append(provider)


def indicators(divisions: Collection[str], year: int) -> list[Indicator]:
    """Every indicator of some divisions and a year, in the order of the rooms."""
    return [one for provider in _providers for one in provider(divisions, year)]
