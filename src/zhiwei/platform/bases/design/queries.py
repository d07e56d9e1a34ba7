"""What may be asked of design bases: the places, the local money by year, and the yearly report. All is computed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Sum

from zhiwei.platform.bases.design import law
from zhiwei.platform.bases.models import DesignPlace
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import ENDED, Commitment
from zhiwei.policy.vocabulary_programme import MatchTotalReading

GRANTED, MATCHED = "design_base", "design_match"
"""Kinds of basis in the ledger: the province's grant of a base; the local money of a base and year."""


def places() -> QuerySet[DesignPlace]:
    """The supported bases by their place."""
    return DesignPlace.objects.select_related("subject")


def place_of(subject: UUID) -> DesignPlace | None:
    """The place of a base."""
    return places().filter(subject=subject).first()


def match_key(subject: UUID, year: int) -> str:
    """The basis of a base's local money of a year."""
    return f"{subject}/{year}"


def local_money(subjects: Collection[UUID]) -> dict[UUID, dict[int, int]]:
    """Local money committed or paid by base and year of the budget, fen.

    The text names no first year: the first with local money is taken, or that of the place as long as there is none. Years
    without money after it stand at nought.
    """
    rows = Commitment.objects.filter(basis_kind=MATCHED, sentence=law.MATCH, subject__in=subjects).exclude(
        state__in=ENDED
    )
    sums = rows.exclude(level=Level.PROVINCE).order_by().values_list("subject", "fund__budget_year")
    given: dict[UUID, dict[int, int]] = {key: {} for key in subjects}
    for key, year, fen in sums.annotate(fen_now=Sum(F("committed") + F("ordered") + F("paid"))):
        if fen:
            given[key][year] = fen
    this = clock.today().year
    found = {}
    for place in places().filter(subject__in=subjects):
        own = given[place.subject_id]
        span = range(min(own, default=place.taken_on.year), max([this, *own]) + 1)
        found[place.subject_id] = {year: own.get(year, 0) for year in span}
    return found


def granted(subjects: Collection[UUID]) -> dict[UUID, int]:
    """The province's money by base, fen."""
    rows = Commitment.objects.filter(basis_kind=GRANTED, subject__in=subjects).exclude(state__in=ENDED)
    sums = rows.order_by().values_list("subject").annotate(n=Sum(F("committed") + F("ordered") + F("paid")))
    return dict(sums)


@dataclass(frozen=True, slots=True)
class Checked:
    """A base in a year: local money of the year and the years before, growth, and the tests in both readings."""

    place: DesignPlace
    year: int
    province: int
    fen: int
    sum: int
    growth: Fraction | None
    """Local money over that of the year before, less one; None where there was none."""
    each: law.Tests
    together: law.Tests

    @property
    def readings_differ(self) -> bool:
        """Whether the readings lead to different verdicts."""
        return self.each.verdict != self.together.verdict


def report(year: int, only: UUID | None = None) -> list[Checked]:
    """Every base that held its place by the end of a year, or one of them, checked for it.

    The tests speak of three years; a later year shows how those three ended.
    """
    held = [one for one in places() if one.taken_on.year <= year]
    keys = [one.subject_id for one in held]
    money, grants = local_money(keys), granted(keys)
    span = law.years_summed()
    ends = {key: min(year, min(money[key]) + span - 1) for key in keys}
    sums = {
        key: sum(money[key].get(one, 0) for one in range(end - span + 1, end + 1))
        for key, end in ends.items()
    }
    wanted = [one for one in held if only in (None, one.subject_id)]
    return [_checked(one, year, ends[one.subject_id], money[one.subject_id], sums, grants) for one in wanted]


def _checked(
    one: DesignPlace, year: int, end: int, by_year: Mapping[int, int], sums: Mapping[UUID, int], grants: Mapping[Any, int]
) -> Checked:  # fmt: skip
    key, before = one.subject_id, by_year.get(year - 1)
    others = sum(fen for other, fen in sums.items() if other != key)
    fen = by_year.get(year, 0)

    def tests(reading: MatchTotalReading) -> law.Tests:
        if end - min(by_year) + 1 < law.years_summed():
            return law.NOT_YET
        return law.tests(one.subject.division, by_year, others, end, reading)

    return Checked(
        one, year, grants.get(key, 0), fen, sums[key], Fraction(fen, before) - 1 if before else None,
        tests(MatchTotalReading.EACH_BASE), tests(MatchTotalReading.ALL_BASES),
    )  # fmt: skip


def years() -> list[int]:
    """The years to be checked, the latest first: from the first place to the end of the last three years."""
    keys = list(places().values_list("subject", flat=True))
    found = [
        one
        for by_year in local_money(keys).values()
        for one in (min(by_year), min(by_year) + law.years_summed() - 1)
    ]
    taken = [one.year for one in places().values_list("taken_on", flat=True)]
    if not found:
        return []
    return list(range(min(clock.today().year, max(found)), min([*found, *taken]) - 1, -1))
