"""What is counted of a year: person-times with proof by county against the target, owners funded against the places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.training import law
from zhiwei.platform.training.models import Enrolment, Kind, Place, Topic, Year

FIRST = 2012
"""The year of the Opinions."""


@dataclass(frozen=True, slots=True)
class County:
    """One county in a year. ``persons`` counts each owner once, ``firms`` each firm once; ``funded`` those who hold a place."""

    division: str
    attendances: int
    persons: int
    firms: int
    courses: int
    funded: int
    waiting: int
    trained: int
    """Owners with a place whose training is proved."""


def attendances(year: int) -> QuerySet[Enrolment]:
    """The person-times of a year: one row for each person at each short course, proved and found to count."""
    return Enrolment.objects.filter(
        counts=True, course__commission__kind=Kind.SHORT, course__ends_on__year=year
    )


def counties(year: int, within: Collection[str] | None = None) -> list[County]:
    """Every county that exists, or those of some divisions, with what is counted of its firms; nothing is nought."""
    shorts = {
        division: (n, persons, firms, courses)
        for division, n, persons, firms, courses in attendances(year).values_list("division").annotate(
            n=Count("pk"), persons=Count("person", distinct=True), firms=Count("firm", distinct=True),
            courses=Count("course", distinct=True),
        ).order_by()
    }  # fmt: skip
    holders, waits, done = _places(year)
    codes = {one.code for one in load_divisions() if one.level == 3 and not one.abolished}
    codes |= set(shorts) | set(holders) | set(waits)
    return [
        County(code, *shorts.get(code, (0, 0, 0, 0)), holders[code], waits[code], done[code])
        for code in sorted(codes)
        if within is None or code in within
    ]


def _places(year: int) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """By county of the firm: owners with a place, owners who wait, owners trained."""
    rows = Place.objects.filter(year=year, live=True)
    every = list(rows.values_list("firm__division", "holds", "case__state"))
    holders = Counter(division for division, holds, _state in every if holds)
    waits = Counter(division for division, _holds, state in every if state == "waiting")
    done = Counter(division for division, _holds, state in every if state in ("completed", "payable", "paid"))
    return holders, waits, done


def short_training(year: int) -> law.Reached:
    """The province's person-times of a year against 16.2."""
    return law.target(law.SHORT, year, attendances(year).count())


def funded_owners(year: int) -> law.Reached:
    """The owners funded in a year against 16.3."""
    return law.target(law.ABILITY, year, Place.objects.filter(year=year, holds=True).count())


def topics(year: int) -> list[tuple[str, int]]:
    """Person-times of a year by what the courses were about (5.4: ability to manage, sense of responsibility)."""
    counted = dict(attendances(year).values_list("course__topic").annotate(n=Count("pk")).order_by())
    return [(str(one.label), counted.get(one.value, 0)) for one in Topic]


def years(today_year: int) -> list[int]:
    """The years there may be figures of, the latest first."""
    return list(range(today_year, FIRST - 1, -1))


def year_of(year: int) -> Year | None:
    """The year as announced."""
    return Year.objects.filter(pk=year).first()
