"""Who sees which funds, commitments, lists and accounts."""

from __future__ import annotations

from functools import reduce
from operator import add, or_
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.chart import UNPAID, Kind, Place
from zhiwei.platform.ledger.models import (
    Account,
    BankAccount,
    Commitment,
    Entry,
    Fund,
    FundProposal,
    PaymentList,
    Proposal,
)
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries.visible import divisions_for, limited, organisations_for


def visible(viewer: Viewer) -> QuerySet[Fund]:
    """The funds of the divisions an official covers; none for anybody else."""
    rows = Fund.objects.all()
    return rows if viewer.is_system else rows.filter(division__in=divisions_for(viewer, "ledger.read"))


def over() -> Q:
    """The condition that a fund's days are over and it was not closed."""
    return Q(state=Fund.State.OPEN, to_day__lt=clock.today())


def unpaid() -> Q:
    """The condition that some of a commitment is promised and has not left the fund."""
    return reduce(or_, (Q(**{f"{place.value}__gt": 0}) for place in UNPAID))


def commitments(viewer: Viewer) -> QuerySet[Commitment]:
    """Commitments of the funds an official sees, and those to the viewer's own organisations."""
    rows = Commitment.objects.select_related("fund", "subject")
    if viewer.is_system:
        return rows
    own = Q(subject__organisation__in=organisations_for(viewer, "ledger.read"))
    return rows.filter(own | Q(fund__division__in=divisions_for(viewer, "ledger.read")))


def hanging(viewer: Viewer) -> QuerySet[Commitment]:
    """What was promised from funds whose days are over and is not paid, of which the viewer could see to it; the oldest
    first."""
    rows = Commitment.objects.filter(unpaid())
    if not viewer.is_system:
        rows = rows.filter(fund__division__in=divisions_for(viewer, "ledger.promise"))
    return rows.filter(fund__to_day__lt=clock.today()).order_by("made_at")


def commitments_of(viewer: Viewer, subject: Subject) -> QuerySet[Commitment]:
    """What was promised and paid to one subject, as far as the viewer may see it."""
    return commitments(viewer).filter(subject=subject)


def payment_lists(viewer: Viewer) -> QuerySet[PaymentList]:
    """The lists of the funds an official sees, with count and sum of their lines."""
    rows = PaymentList.objects.filter(fund__in=visible(viewer)).select_related(
        "fund", "made_by", "checked_by"
    )
    return rows.annotate(payments=Count("lines"), total=Coalesce(Sum("lines__fen"), 0))


def lists_to_check(viewer: Viewer) -> QuerySet[PaymentList]:
    """The lists that wait for a check the viewer may make: of his divisions, made by somebody else."""
    rows = PaymentList.objects.filter(state=PaymentList.State.DRAFT)
    if not viewer.is_system:
        rows = rows.filter(fund__division__in=divisions_for(viewer, "payments.approve"))
    return rows.exclude(made_by=viewer.user_id)


def proposals_to_check(viewer: Viewer) -> QuerySet[Proposal]:
    """What waits for the agreement of the viewer: of his divisions, proposed by somebody else; the oldest first."""
    rows = Proposal.objects.filter(state=Proposal.State.WAITING).select_related("commitment__fund", "made_by")
    if not viewer.is_system:
        rows = rows.filter(commitment__fund__division__in=divisions_for(viewer, "ledger.promise"))
    return rows.exclude(made_by=viewer.user_id)


def fund_proposals_to_check(viewer: Viewer) -> QuerySet[FundProposal]:
    """The same of what is proposed for funds as a whole: appropriations put right, funds closed."""
    rows = FundProposal.objects.filter(state=FundProposal.State.WAITING).select_related("fund", "made_by")
    if not viewer.is_system:
        rows = rows.filter(fund__division__in=divisions_for(viewer, "ledger.open"))
    return rows.exclude(made_by=viewer.user_id)


def correctable(fund: Fund) -> QuerySet[Entry]:
    """The appropriations of a fund that were not reversed, the latest first."""
    rows = Entry.objects.filter(fund=fund, kind=Kind.APPROPRIATE, reversed_by=None)
    return rows.prefetch_related("lines").order_by("-booked_on", "-booked_at")


def undoable(one: Commitment) -> QuerySet[Entry]:
    """The receipts of a commitment's returned money that were not reversed, the latest first."""
    rows = one.entries.filter(kind=Kind.RECEIVE, reversed_by=None)
    return rows.prefetch_related("lines").order_by("-booked_on", "-booked_at")


def own_accounts(viewer: Viewer, act: str = "bank_accounts.give") -> QuerySet[BankAccount]:
    """The bank accounts on which the viewer may act; numbers stay masked."""
    return BankAccount.objects.select_related("subject").filter(limited(viewer, act, "subject__"))


def account_of(subject: Subject) -> BankAccount | None:
    """The account a subject confirmed; None where it has none yet."""
    return subject.bank_accounts.filter(state=BankAccount.State.CONFIRMED).first()


WITH_THE_BANK = (Place.COMMITTED, Place.ORDERED)
"""What is firmly promised and not paid yet."""
OUT_AGAIN = (Place.RECEIVABLE, Place.RETURNED, Place.SURRENDERED)
"""What was paid and is asked back, came back, or went to the treasury."""


def public_funds() -> QuerySet[Fund]:
    """Every fund with what it got and where that stands, and to how many payees: figures without anybody's name.

    ``appropriated`` is the sum of ``paid``, ``promised``, ``reserved``, ``out_again`` and ``available``.
    """

    def at(place: Place) -> Subquery:
        rows = Account.objects.filter(fund=OuterRef("pk"), place=place)
        return Subquery(rows.values("balance")[:1])

    def of(places: tuple[Place, ...]) -> Any:
        first, *rest = map(at, places)
        return reduce(add, rest, first)

    paid = Q(commitments__paid__gt=0)
    return Fund.objects.annotate(
        appropriated=-at(Place.APPROPRIATED),
        available=at(Place.AVAILABLE),
        reserved=at(Place.RESERVED),
        promised=of(WITH_THE_BANK),
        out_again=of(OUT_AGAIN),
        paid=at(Place.PAID),
        payees=Count("commitments__subject", filter=paid, distinct=True),
    )
