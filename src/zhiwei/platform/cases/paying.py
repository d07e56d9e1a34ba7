"""Where the payment of a case stands: on a list that waits for its second person, with the bank, or failed there."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from zhiwei.platform.cases import hanging
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.values import amount_words
from zhiwei.platform.kit.language import semicolons
from zhiwei.platform.ledger.models import ENDED, Commitment, PaymentLine

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
