"""Where loans and guarantees stand: balances and losses on a day, and who may see which record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.subjects.models import Guarantee, GuaranteeEvent, Loan
from zhiwei.platform.subjects.queries.visible import limited, organisations_for

Kind = GuaranteeEvent.Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """A guarantee on a day, in fen: what is still guaranteed, what was paid for the firm, what of that is not recovered."""

    balance: int
    claimed: int
    loss: int
    claimed_on: date | None
    """The day of the latest claim."""


def standing(guarantee: Guarantee, on: date | None = None) -> Standing:
    """Where one guarantee stands, by default by all that is entered; computed from its events."""
    return standings([guarantee], on)[guarantee.pk]


def standings(guarantees: Iterable[Guarantee], on: date | None = None) -> dict[int, Standing]:
    """Where many stand, by key, in one query; nothing is guaranteed by one that was struck."""
    every = list(guarantees)
    events = GuaranteeEvent.objects.filter(guarantee__in=every, struck_at=None)
    if on is not None:
        events = events.filter(on_day__lte=on)
    sums: dict[int, Counter[str]] = {one.pk: Counter() for one in every}
    last: dict[int, date] = {}
    for key, kind, fen, day in events.values_list("guarantee_id", "kind", "fen", "on_day"):
        sums[key][kind] += fen
        if kind == Kind.CLAIM:
            last[key] = max(day, last.get(key, day))
    return {one.pk: _standing(one, sums[one.pk], last.get(one.pk)) for one in every}


def _standing(one: Guarantee, sums: Counter[str], claimed_on: date | None) -> Standing:
    claimed = sums[Kind.CLAIM]
    given = 0 if one.struck_at else one.fen
    return Standing(given - sums[Kind.REPAID] - claimed, claimed, claimed - sums[Kind.RECOVERED], claimed_on)


def guarantees(viewer: Viewer) -> QuerySet[Guarantee]:
    """The guarantees of the official's divisions, and those the viewer's own organisation gave."""
    rows = Guarantee.objects.filter(_seen(viewer, "guarantor"))
    return rows.select_related("subject", "guarantor", "borrower").order_by("-from_day", "contract")


def loans(viewer: Viewer) -> QuerySet[Loan]:
    """The loans of the official's divisions, and those the viewer's own organisation gave."""
    rows = Loan.objects.filter(_seen(viewer, "lender"))
    return rows.select_related("subject", "lender", "borrower").order_by("-from_day", "contract")


def _seen(viewer: Viewer, party: str) -> Q:
    """Records of the viewer's divisions, and those of which his own organisation is the party."""
    if viewer.is_system:
        return Q()
    own = organisations_for(viewer, "subjects.read")
    return limited(viewer, "subjects.read", "subject__") | Q(**{f"{party}__organisation__in": own})
