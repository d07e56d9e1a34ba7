"""How filings are decided: on the spot, in how many days, late or not; by county and month, computed from the filings (17.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from zhiwei.platform.cases.models import Clock
from zhiwei.platform.registration.case_acts import DECIDE
from zhiwei.platform.registration.models import Filing, Outcome
from zhiwei.platform.registration.queries import TYPE

DECIDED = (Outcome.REGISTERED, Outcome.REFUSED)


@dataclass(frozen=True, slots=True)
class Row:
    """A county's filings decided in a month. Days are those from acceptance to decision without those of correction."""

    division: str
    month: date
    decided: int
    on_the_spot: int
    median_days: Fraction
    late: int

    @property
    def share(self) -> Fraction:
        """The share decided on the spot."""
        return Fraction(self.on_the_spot, self.decided)


@dataclass(frozen=True, slots=True)
class Total:
    """The same of everything that is shown, with what is open and red."""

    decided: int
    on_the_spot: int
    median_days: Fraction | None
    late: int
    open: int
    overdue: int

    @property
    def share(self) -> Fraction | None:
        """The share decided on the spot; None where nothing was decided."""
        return Fraction(self.on_the_spot, self.decided) if self.decided else None


def median(days: Sequence[int]) -> Fraction:
    """The middle of some numbers of days, the mean of the two in the middle where there are two."""
    ordered, half = sorted(days), len(days) // 2
    if len(ordered) % 2:
        return Fraction(ordered[half])
    return Fraction(ordered[half - 1] + ordered[half], 2)


_Decided = tuple[str, date, int, bool, bool]


def _decided(divisions: Iterable[str] | None, year: int | None) -> list[_Decided]:
    rows = Filing.objects.filter(outcome__in=DECIDED, accepted_on__isnull=False, decided_on__isnull=False)
    if divisions is not None:
        rows = rows.filter(division__in=sorted(divisions))
    if year is not None:
        rows = rows.filter(decided_on__year=year)
    found = []
    for place, accepted, decided, corrected, spot, timely in rows.values_list(
        "division", "accepted_on", "decided_on", "correction_days", "on_the_spot", "in_time"
    ):
        if accepted is not None and decided is not None:
            days = (decided - accepted).days - corrected
            found.append((place, decided.replace(day=1), days, spot, timely is False))
    return found


def by_county_and_month(year: int | None = None, divisions: Iterable[str] | None = None) -> list[Row]:
    """A row for each county and month in which something was decided, the latest month first."""
    groups: dict[tuple[date, str], list[_Decided]] = defaultdict(list)
    for one in _decided(divisions, year):
        groups[one[1], one[0]].append(one)
    return [
        Row(
            place, month, len(ones), sum(one[3] for one in ones), median([one[2] for one in ones]),
            sum(one[4] for one in ones),
        )
        for (month, place), ones in sorted(groups.items(), key=lambda each: (-each[0][0].toordinal(), each[0][1]))
    ]  # fmt: skip


def total(today: date, year: int | None = None, divisions: Iterable[str] | None = None) -> Total:
    """The sum of a year (or of all), and what is open today: ``overdue`` are those past the last day of their clock."""
    ones = _decided(divisions, year)
    running = Clock.objects.filter(case__type=TYPE, name=DECIDE, ended_on=None)
    waiting = Filing.objects.filter(outcome="").exclude(case=None)
    if divisions is not None:
        running = running.filter(case__division__in=sorted(divisions))
        waiting = waiting.filter(division__in=sorted(divisions))
    return Total(
        len(ones), sum(one[3] for one in ones), median([one[2] for one in ones]) if ones else None,
        sum(one[4] for one in ones), waiting.count(), running.filter(due_on__lt=today).count(),
    )  # fmt: skip
