"""Where the payment of a case stands: on a list that waits for its second person, with the bank, or failed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhiwei.platform.cases import hanging
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.values import amount_words
from zhiwei.platform.kit.language import listed, semicolons
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.ledger.chart import Kind
from zhiwei.platform.ledger.models import ENDED, BankAccount, Commitment, PaymentLine

Line = PaymentLine.State


def on_its_way(case: Case) -> str:
    """How far the payment is that a case waits for, as the ledger's lists say; '' while none of it is on a list."""
    if not hanging.waits_for_payment(case):
        return ""
    fen = _amounts(case)
    stands = {name for name, one in fen.items() if one}
    if stands.isdisjoint(("checked", "bank")):
        return ""
    if stands == {"checked"}:
        return _("付款清单已经编好，正在等另一人复核；复核以后交银行付款。")
    if stands == {"bank"}:
        return _("付款清单已经由另一人复核，款项已交银行，正在等银行付款。")
    said = {
        "paid": _("%(yuan)s银行已付"),
        "bank": _("%(yuan)s已交银行，正在等银行付款"),
        "checked": _("%(yuan)s已编入付款清单，正在等另一人复核"),
        "open": _("%(yuan)s还没有编入付款清单"),
        "reserved": _("%(yuan)s还没有核定"),
    }
    parts = [words % {"yuan": amount_words(fen[name])} for name, words in said.items() if fen[name]]
    return _("这笔钱分几笔付：%(parts)s。") % {"parts": semicolons(parts)}


def failed(case: Case) -> str:
    """That the bank did not pay, or sent back, what a case waits for, and no new list was made; '' where that is not so."""
    if not hanging.waits_for_payment(case):
        return ""
    for one in _standing(case):
        last = max(one.payments.all(), key=lambda line: line.list.made_at, default=None)
        if one.committed and last is not None and last.state == Line.FAILED:
            return _("银行没有付成，钱还留着：财政核对以后重新编制付款清单，由另一人复核后再交银行。")
    return ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the applicant has still to pay back of one promise, fen, and why; ``key`` is the promise's."""

    key: UUID
    fen: int
    reason: str


def claimed(case: Case) -> list[Claimed]:
    """The money that was paid to a case's applicant and claimed back, as far as it has not come back."""
    rows = _claimed(case).order_by("part", "made_at")
    return [Claimed(one.pk, one.receivable, why_claimed(one)) for one in rows]


def _claimed(case: Case) -> QuerySet[Commitment]:
    return Commitment.objects.filter(case=str(case.pk), subject=case.subject_id, receivable__gt=0)


def why_claimed(one: Commitment) -> str:
    """The reason of the latest claim on a promise; '' where there was none."""
    last = one.entries.filter(kind=Kind.CLAIM).order_by("-booked_at").first()
    return retold(last.reason) if last is not None else ""


def to_pay_back(case: Case) -> str:
    """That the applicant is asked for money back; '' where he is not."""
    fen = sum(_claimed(case).values_list("receivable", flat=True))
    return _("请退回 %(yuan)s") % {"yuan": amount_words(fen)} if fen else ""


def released(case: Case) -> bool:
    """Whether money that was set aside for a case was freed."""
    return Commitment.objects.filter(case=str(case.pk), state=Commitment.State.RELEASED).exists()


def accounts_paid(case: Case) -> str:
    """The accounts to which the bank paid the applicant of a case, masked; '' before it has."""
    rows = BankAccount.objects.filter(
        subject=case.subject_id, payments__commitment__case=str(case.pk), payments__state=Line.PAID
    )
    return listed(one.masked for one in rows.distinct())


def _standing(case: Case) -> list[Commitment]:
    rows = Commitment.objects.filter(case=str(case.pk)).exclude(state__in=ENDED)
    return list(rows.prefetch_related("payments__list"))


def _amounts(case: Case) -> Mapping[str, int]:
    """Fen of a case by where its payment stands."""
    found = dict.fromkeys(("paid", "bank", "checked", "open", "reserved"), 0)
    for one in _standing(case):
        listed = sum(line.fen for line in one.payments.all() if line.state == Line.WAITING)
        found["paid"] += one.paid
        found["bank"] += one.ordered
        found["checked"] += listed
        found["open"] += one.committed - listed
        found["reserved"] += one.reserved
    return found
