"""Replies of the bank: handed in, checked against the list, shown, and booked in one go or not at all."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.tables.harmless import harmless
from zhiwei.platform.ledger.bank import layout
from zhiwei.platform.ledger.bank.reading import Read, read_reply
from zhiwei.platform.ledger.faults import refuse
from zhiwei.platform.ledger.models import BankReply, PaymentLine, PaymentList, ReplyRow
from zhiwei.platform.ledger.posting import locked
from zhiwei.platform.ledger.services.banks import number_for_the_bank
from zhiwei.platform.ledger.services.common import must, record
from zhiwei.platform.ledger.services.payments import Failed, Paid, answer, faults_of
from zhiwei.population.text import plain

KINDS = {"xlsx", "csv"}
LIMIT = 10 * 1024 * 1024
State = BankReply.State
Line = PaymentLine.State


def upload_reply(viewer: Viewer, wanted: PaymentList, file: Any) -> BankReply:
    """Read a file about an approved list and keep it with what is wrong in each row.

    Raises Refused where it is no reply at all or says no result, the kit's ``uploads.Refused`` for a bad file, PermissionDenied.
    """
    must(viewer, "payments.bank", wanted.fund)
    if wanted.state not in (PaymentList.State.APPROVED, PaymentList.State.DONE):
        raise refuse("state", _("清单复核并交付银行后才有回单"))
    checked = uploads.check(file, KINDS, LIMIT)
    with transaction.atomic():
        stored = uploads.keep(checked, viewer.user_id)
        lines = {one.reference: one for one in wanted.lines.select_related("commitment", "account")}
        rows = read_reply(uploads.path_of(stored), stored.kind, lines)
        if all(row.paid is None and not row.defects for row in rows):
            raise refuse(
                "result",
                _("回单里没有填写处理结果，没有可以入账的；请在“处理结果”一列写“成功”或“失败”后重新上传"),
            )
        for row in rows:
            _to_whom(row)
            _against_the_list(row, wanted)
        state = State.FAULTY if any(row.defects for row in rows) else State.READY
        made = BankReply.objects.create(
            list=wanted, file=stored, state=state, made_by_id=viewer.user_id, made_at=clock.now()
        )
        ReplyRow.objects.bulk_create(_kept(made, row) for row in rows)
        record(
            viewer, "payments.reply", "payments.bank", wanted.fund, kind="payment_list", key=str(wanted.pk),
            reply=str(made.pk), sha256=stored.sha256, state=state, rows=len(rows),
        )  # fmt: skip
    return made


def _to_whom(row: Read) -> None:
    """The payee is the list's; where the bank repeats name or account, they must be the same."""
    if row.line is None:
        return
    line = row.line
    if row.payee and plain(row.payee) not in (plain(line.payee), plain(harmless(line.payee))):
        text = _("收款人与清单不符：清单为“%(payee)s”") % {"payee": line.payee}
        row.defects.append((layout.PAYEE, text))
    if row.account and not _is_account(row.account, number_for_the_bank(line.account)):
        text = _("收款账号与清单不符：清单为 %(account)s") % {"account": line.account.masked}
        row.defects.append((layout.NUMBER, text))


def _is_account(said: str, number: str) -> bool:
    """Whether a bank's words, with gaps or with all but the last digits hidden, are an account number."""
    digits = "".join(said.split()).replace("-", "")
    hidden, stars, end = digits.rpartition("*")
    if stars:
        return bool(end) and number.endswith(end) and number.startswith(hidden.partition("*")[0])
    return digits == number


def _against_the_list(row: Read, wanted: PaymentList) -> None:
    if row.line is None or row.defects or row.paid is None:
        return
    for fault in faults_of(wanted, row.line, _said(row.line, row)):
        row.defects.append((layout.DAY if fault.code == "day" else layout.RESULT, fault.text))


def _kept(reply: BankReply, row: Read) -> ReplyRow:
    return ReplyRow(
        reply=reply, number=row.number, line=row.line, paid=row.paid, paid_on=row.paid_on,
        bank_reference=row.bank_reference, failure=row.failure, defects=row.defects,
    )  # fmt: skip


def book_reply(viewer: Viewer, wanted: BankReply) -> BankReply:
    """Book what a sound reply says, and keep how many payments that moved. Said twice it is booked once; what it says of a
    list since changed is refused."""
    with transaction.atomic():
        held = BankReply.objects.select_for_update().get(pk=wanted.pk)
        must(viewer, "payments.bank", locked(held.list.fund_id))
        if held.state == State.BOOKED:
            return held
        if held.state != State.READY:
            raise refuse("state", _("有错误的回单不能入账，请改正后重新上传"))
        rows = list(held.rows.select_related("line").exclude(paid=None))
        moved = [(row.line.state, bool(row.paid)) for row in rows if row.line is not None]
        said = [_said(row.line, row) for row in rows if row.line is not None]
        paid = [one for one in said if isinstance(one, Paid)]
        failed = [one for one in said if isinstance(one, Failed)]
        answer(viewer, held.list, paid, failed)
        held.booked_paid = moved.count((Line.ORDERED, True))
        held.booked_failed = moved.count((Line.ORDERED, False)) + moved.count((Line.PAID, False))
        held.state, held.booked_at = State.BOOKED, clock.now()
        held.save()
    return held


def cancel_reply(viewer: Viewer, wanted: BankReply) -> BankReply:
    """Put a reply aside that is not booked."""
    with transaction.atomic():
        held = BankReply.objects.select_for_update().get(pk=wanted.pk)
        must(viewer, "payments.bank", held.list.fund)
        if held.state == State.BOOKED:
            raise refuse("state", _("已入账的回单不能取消"))
        held.state = State.CANCELLED
        held.save()
    return held


def _said(line: PaymentLine, row: Read | ReplyRow) -> Paid | Failed:
    if row.paid and row.paid_on is not None:
        return Paid(line.pk, row.paid_on, row.bank_reference)
    return Failed(line.pk, row.failure, row.paid_on)
