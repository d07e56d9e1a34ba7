"""退款通知书: the letter that asks a payee for money back, as a page to print, sign and send."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from zhiwei.platform.answers.codes import code_of
from zhiwei.platform.kit import clock, money, pdf
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.ledger.models import Commitment, Line, PaymentLine
from zhiwei.platform.ledger.upwards import basis_text


def response(one: Commitment, by: date | None = None) -> HttpResponse:
    """The letter for what a commitment's payee has still to pay back, by a day if one is given. Raises Http404 where that is
    nothing."""
    if not one.receivable:
        raise Http404
    return pdf.response(
        "kit/document.typ", letter(one, by), f"{_('退款通知书')}_{one.pk.hex[:6].upper()}.pdf"
    )


def letter(one: Commitment, by: date | None = None) -> dict[str, Any]:
    """What stands in the letter: whom it is for, what was paid when, what is to come back, why and what of it came or was given
    up, by which day and where to; places to fill in where the platform does not know."""
    fund = one.fund
    payee = one.subject.name if one.subject else basis_text(one.basis_kind, one.basis_key)
    paid = one.payments.filter(state=PaymentLine.State.PAID).order_by("paid_on")
    pairs = [
        [_("收款单位"), payee],
        [_("资金"), fund.with_place],
        [_("付款依据"), quoted(one.sentence)],
        [_("凭据"), basis_text(one.basis_kind, one.basis_key)],
        [_("银行付出"), _yuan(one.ever_paid)],
        [_("已退回"), _yuan(one.returned)],
    ]
    if one.receipt:
        pairs.append([_("回执核验码"), code_of(one.receipt)])
    if fund.refund_number:
        where = [fund.refund_holder, fund.refund_bank, fund.refund_number]
    else:
        where = [BLANK] * 3
    authority = fund.refund_office or (fund.organisation.name if fund.organisation else BLANK)
    limit = str(by) if by else _("以出具机关写明的日期为准：%(blank)s") % {"blank": BLANK}
    return {
        "title": _("退款通知书"),
        "lead": _("致：%(payee)s") % {"payee": payee},
        "blocks": [
            {"kind": "result", "label": _("请退回"), "value": _yuan(one.receivable), "tag": "todo"},
            {"kind": "facts", "pairs": pairs},
            {"kind": "heading", "text": _("退款的事由")},
            {
                "kind": "table", "heads": [_("日期"), _("事项"), _("金额"), _("尚待退回"), _("事由")], "numeric": [2, 3],
                "widths": [2, 2, 2, 2, 4], "rows": list(_steps(one)),
            },
            {"kind": "heading", "text": _("当时的付款")},
            {
                "kind": "table", "heads": [_("付款日"), _("金额"), _("付款清单"), _("银行流水号")], "numeric": [1],
                "widths": [2, 2, 3, 3],
                "rows": [
                    [str(line.paid_on), _yuan(line.fen), line.list.number, line.bank_reference or "—"]
                    for line in paid.select_related("list")
                ],
            },
            {"kind": "heading", "text": _("退到哪里")},
            {
                "kind": "facts",
                "pairs": [[_("退回期限"), limit], *zip([_("户名"), _("开户银行"), _("账号")], where, strict=True)],
            },
            {"kind": "paragraph", "text": _("对退款有不同意见的，可以在“咨询和诉求”中提出，或向出具机关陈述。")},
            {"kind": "facts", "pairs": [[_("出具机关（盖章）"), authority], [_("日期"), str(clock.today())]]},
        ],
    }  # fmt: skip


def _steps(one: Commitment) -> Iterator[list[str]]:
    """All that raised or lowered what a payee has to pay back, in order, with what was left to be paid back after each: the
    last is what the letter asks for."""
    rows = Line.objects.filter(entry__commitment=one).filter(
        Q(taken_from__place=Place.RECEIVABLE) | Q(given_to__place=Place.RECEIVABLE)
    )
    left = 0
    for line in rows.select_related("entry", "given_to").order_by("entry__booked_at", "pk"):
        fen = line.fen if line.given_to.place == Place.RECEIVABLE else -line.fen
        left += fen
        entry = line.entry
        why = retold(entry.reason) or entry.document
        yield [str(entry.booked_on), entry.get_kind_display(), _yuan(fen), _yuan(left), why]


BLANK = "＿" * 16
"""To be filled in by hand: what the platform does not know."""


def _yuan(fen: int) -> str:
    return _("%(fen)s 元") % {"fen": money.yuan(fen)}
