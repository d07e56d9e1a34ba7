"""The registered capital of an enterprise, computed from its contributions; nobody types a sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from zhiwei.platform.registration.models import Contribution, Entry, Kind
from zhiwei.platform.subjects.models import Subject
from zhiwei.policy.vocabulary_procedure import ContributionKind

MONEY = str(ContributionKind.MONEY.value)


@dataclass(frozen=True, slots=True)
class Capital:
    """Sums in fen. ``paid``: what is paid, or is paid at founding; ``fully_paid_on``: the last day of payment, if all is."""

    registered: int
    paid: int
    non_monetary: int
    added: int
    fully_paid_on: date | None


def standing(enterprise: Subject) -> QuerySet[Contribution]:
    """The schedule of an enterprise as it stands today."""
    return Contribution.objects.filter(enterprise=enterprise, ended_on=None)


def registered(enterprise: Subject) -> int:
    """The registered capital of an enterprise, fen."""
    return sum(standing(enterprise).values_list("fen", flat=True))


def rows_of(entry: Entry) -> list[Contribution]:
    """The contributions that make up the capital an entry leads to: an increase comes on top of what stands."""
    new = list(entry.contributions.all()) if entry.contributions.exists() else []
    if entry.filing.kind == Kind.CAPITAL_INCREASE and entry.filing.enterprise is not None:
        there = standing(entry.filing.enterprise).exclude(entry=entry)
        return [*there, *new]
    return new


def total(rows: Iterable[Contribution], added: Sequence[Contribution] = ()) -> Capital:
    """The sums of some contributions, ``added`` being those of them that an increase adds."""
    every = list(rows)
    paid = [one for one in every if one.at_founding or one.paid_on]
    days = [one.paid_on for one in every]
    full = max((day for day in days if day), default=None) if every and all(days) else None
    return Capital(
        registered=sum(one.fen for one in every),
        paid=sum(one.fen for one in paid),
        non_monetary=sum(one.fen for one in every if one.kind != MONEY),
        added=sum(one.fen for one in added),
        fully_paid_on=full,
    )


def of(entry: Entry) -> Capital:
    """The capital that an entry leads to."""
    added = list(entry.contributions.all()) if entry.filing.kind == Kind.CAPITAL_INCREASE else []
    return total(rows_of(entry), added)
