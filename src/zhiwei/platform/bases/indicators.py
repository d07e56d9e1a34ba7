"""The two indicators of 14.2, computed from the registers; nobody types them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.bases.models import Base, Residency
from zhiwei.platform.subjects import queries as subjects

COUNTS = "technology_resident_counts"
"""The rule that says whether a residency counts (14.2, 8.1)."""


@dataclass(frozen=True, slots=True)
class Indicators:
    """What a base shows on a day. ``unsettled`` residents lack facts; each with the names of what is missing."""

    residents: int
    technology: int
    raised: int
    unsettled: Mapping[UUID, tuple[str, ...]]
    let: int
    """Square metres let."""

    @property
    def share(self) -> Fraction | None:
        """Technology and high-technology service firms among the residents; None without residents."""
        return Fraction(self.technology, self.residents) if self.residents else None


def residents(base: Base, day: date) -> QuerySet[Residency]:
    """Who resides on a day, in the order of moving in."""
    lasting = Q(moved_out_on=None) | Q(moved_out_on__gt=day)
    rows = base.residencies.filter(lasting, moved_in_on__lte=day, struck_at=None)
    return rows.select_related("firm").order_by("moved_in_on", "pk")


def of(base: Base, day: date) -> Indicators:
    """The indicators of a base on a day, each resident judged by the rulebook with its registered facts."""
    here = list(residents(base, day))
    firms = [one.firm for one in here]
    facts = subjects.facts_of_many(firms, as_of=day)
    counted, unsettled = 0, {}
    for one in here:
        counts, missing = _counts(one, facts[one.firm_id], day)
        counted += counts is True
        if counts is None:
            unsettled[one.firm_id] = missing
    raised = base.graduations.filter(graduated_on__lte=day, struck_at=None).count()
    return Indicators(len(here), counted, raised, unsettled, sum(one.area for one in here))


def _counts(one: Residency, facts: Mapping[str, Any], day: date) -> tuple[bool | None, tuple[str, ...]]:
    """Whether a residency counts; None with the missing facts where that cannot be told."""
    own: dict[str, Any] = {
        "moved_in_on": one.moved_in_on.isoformat(),
        "moved_out_on": one.moved_out_on.isoformat() if one.moved_out_on else {"status": "not_applicable"},
    }
    book = current()
    try:
        case = book.case(own, day, entity="residency", links={"resident": {"facts": facts}})
    except InputError as error:
        return None, tuple(str(defect) for defect in error.defects)
    found = book.calc_case(case, law(day), (COUNTS,))[COUNTS]
    if found.status == "known":
        return bool(found.value), ()
    return None, found.missing


@dataclass(frozen=True, slots=True)
class Ranked:
    """A base of a round with its place; ``leads``: above the average of all in both indicators."""

    key: UUID
    place: int
    leads: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """What is ranked: a base by its subject, and its two indicators."""

    key: UUID
    share: Fraction | None
    raised: int


def averages(entered: Sequence[Entered]) -> tuple[Fraction, Fraction]:
    """The averages of both indicators over the bases compared; a base without residents counts with a share of nought."""
    if not entered:
        return Fraction(0), Fraction(0)
    shares = sum((one.share or Fraction(0) for one in entered), Fraction(0))
    return shares / len(entered), Fraction(sum(one.raised for one in entered), len(entered))


def rank(entered: Iterable[Entered]) -> list[Ranked]:
    """The places of bases: by the sum of their places in the two indicators, then by share, then by firms raised.

    Equals share a place. Which weights the two have is left open by 14.2; equal weight of places is the reading taken.
    """
    every = list(entered)
    share, raised = averages(every)
    by_share = _places(every, lambda one: one.share or Fraction(0))
    by_raised = _places(every, lambda one: Fraction(one.raised))

    def key(one: Entered) -> tuple[Any, ...]:
        return (by_share[one.key] + by_raised[one.key], -(one.share or Fraction(0)), -one.raised)

    ordered = sorted(every, key=lambda one: (*key(one), str(one.key)))
    places = {one.key: 1 + sum(key(other) < key(one) for other in every) for one in every}
    leads = {one.key: (one.share or Fraction(0)) > share and one.raised > raised for one in every}
    return [Ranked(one.key, places[one.key], leads[one.key]) for one in ordered]


def _places(every: Sequence[Entered], value: Any) -> dict[UUID, int]:
    return {one.key: 1 + sum(value(other) > value(one) for other in every) for one in every}
