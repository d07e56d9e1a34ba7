"""The yearly report of 15.5 and 15.3: how many bodies are linked, separated, converted, how many platforms have moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from zhiwei.platform.agencies.models import Body, Platform, State
from zhiwei.platform.kit import clock

ORDER = list(State)


@dataclass
class Line:
    """One division at the end of a year (or today), and what happened in the year."""

    division: str
    linked: int = 0
    separated: int = 0
    converted: int = 0
    to_convert: int = 0
    """Separated, and still no enterprise."""
    separated_in_year: int = 0
    converted_in_year: int = 0
    platforms_open: int = 0
    platforms_moved: int = 0
    moved_in_year: int = 0

    @property
    def bodies(self) -> int:
        """All in the list."""
        return self.linked + self.separated + self.converted


def lines(bodies: QuerySet[Body], platforms: QuerySet[Platform], year: int) -> list[Line]:
    """The report of a year by division, from the dated stages alone; what came later than its last day is not in it."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), clock.today())
    found: dict[str, Line] = {}

    def line(division: str) -> Line:
        return found.setdefault(division, Line(division))

    for body in bodies.prefetch_related("stages"):
        reached = {one.state: one.on for one in body.stages.all() if one.on <= last}
        if not reached:
            continue
        at = line(body.subject.division)
        state = max(reached, key=lambda one: ORDER.index(State(one)))
        setattr(at, state, getattr(at, state) + 1)
        at.to_convert += state == State.SEPARATED and body.must_convert
        at.separated_in_year += reached.get(State.SEPARATED, date.min) >= first
        at.converted_in_year += reached.get(State.CONVERTED, date.min) >= first
    for one in platforms.filter(to_be_moved=True, registered_on__lte=last):
        at = line(one.subject.division)
        moved = one.closed_on is not None and one.closed_on <= last
        at.platforms_open += not moved
        at.platforms_moved += moved
        at.moved_in_year += moved and one.closed_on is not None and one.closed_on >= first
    return [found[key] for key in sorted(found)]


def total(rows: Iterable[Line]) -> Line:
    """The sum of lines."""
    every = list(rows)
    names = [name for name in Line.__dataclass_fields__ if name != "division"]
    return Line("", **{name: sum(getattr(one, name) for one in every) for name in names})
