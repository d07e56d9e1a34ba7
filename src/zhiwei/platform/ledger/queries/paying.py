"""What can be paid now: of one fund, and of every fund whose lists an official makes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.models import BankAccount, Commitment, Fund, Tranche


def payable(fund: Fund) -> QuerySet[Commitment]:
    """What of an open fund is committed, stands on no open list, and has an account its subject confirmed."""
    return _able(Commitment.objects.filter(fund=fund)).select_related("fund", "subject")


def _able(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    rows = rows.filter(committed__gt=0, fund__state=Fund.State.OPEN)
    rows = rows.filter(subject__bank_accounts__state=BankAccount.State.CONFIRMED)
    rows = rows.exclude(payments__state__in=("waiting", "ordered"))
    due = Q(tranches=None) | Q(pk__in=_left().filter(due_on__lte=clock.today()).values("commitment"))
    return rows.filter(due).distinct()


def _left() -> QuerySet[Tranche]:
    """The instalments that are neither paid nor on a list that may still pay them."""
    return Tranche.objects.exclude(payments__state__in=("waiting", "ordered", "paid"))


@dataclass(frozen=True, slots=True)
class Payable:
    """A fund with the number of its commitments that can be paid now and what a list of them would pay, fen."""

    fund: Fund
    count: int
    fen: int


def payable_by_fund(viewer: Viewer) -> list[Payable]:
    """The funds of the viewer's own divisions, not of those below, of which he could make a payment list now."""
    own = {one.division for one in viewer.grants if viewer.may("payments.make", division=one.division)}
    rows = _able(Commitment.objects.filter(fund__division__in=own))
    left = _left().filter(commitment=OuterRef("pk"))
    next_part = Subquery(left.order_by("number").values("fen")[:1])
    sums = (
        Commitment.objects.filter(pk__in=rows.values("pk"))
        .annotate(due=Coalesce(next_part, F("committed")))
        .order_by()
        .values_list("fund")
        .annotate(count=Count("pk"), fen=Sum("due"))
    )
    found = {fund: (count, fen) for fund, count, fen in sums}
    return [Payable(one, *found[one.pk]) for one in Fund.objects.filter(pk__in=found)]
