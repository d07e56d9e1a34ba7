"""The file that takes an approved list to the bank, xlsx or csv. Whoever gets it sees whole account numbers."""

from __future__ import annotations

import csv
import hashlib
import io

import xlsxwriter  # type: ignore[import-untyped]
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import reads
from zhiwei.platform.kit import money
from zhiwei.platform.kit.tables.harmless import harmless
from zhiwei.platform.ledger.bank.layout import HEADINGS, THE_BANKS
from zhiwei.platform.ledger.faults import refuse
from zhiwei.platform.ledger.models import PaymentLine, PaymentList
from zhiwei.platform.ledger.services.banks import number_for_the_bank
from zhiwei.platform.ledger.services.common import must, record

KINDS = ("xlsx", "csv")
WIDTHS = (8, 16, 36, 26, 36, 16, 16, 24, 12, 14, 24, 30)


def bank_file(viewer: Viewer, wanted: PaymentList, kind: str) -> bytes:
    """The file of what is still to be paid of an approved list; who took it, its sum and its SHA-256 stand in the audit.

    What the bank paid or sent back is never in it: no order is given twice. Raises Refused for a list that is not approved
    or holds nothing to be paid any more, ValueError for another kind of file.
    """
    if kind not in KINDS:
        raise ValueError(f"a bank file is {' or '.join(KINDS)}, not {kind}")
    must(viewer, "payments.bank", wanted.fund)
    if wanted.state not in (PaymentList.State.APPROVED, PaymentList.State.DONE):
        raise refuse("state", _("复核通过后才能导出银行文件"))
    lines = list(to_be_paid(wanted).select_related("account", "commitment").order_by("number"))
    if not lines:
        raise refuse("paid", _("清单里没有待银行付款的笔数，不再导出银行文件；已付的请导出付款明细"))
    rows = [_row(wanted, line) for line in lines]
    content = _xlsx(rows, wanted.number) if kind == "xlsx" else _csv(rows)
    with transaction.atomic():
        payees = {str(line.account.subject_id) for line in lines}
        why = _("银行付款文件 %(number)s") % {"number": wanted.number}
        reads.reveal_all(viewer, kind="subject", keys=sorted(payees), fields=["bank_account"], why=why)
        total = sum(line.fen for line in lines)
        record(
            viewer, "payments.export", "payments.make", wanted.fund, kind="payment_list", key=str(wanted.pk),
            number=wanted.number, lines=len(rows), fen=total, sha256=hashlib.sha256(content).hexdigest(),
        )  # fmt: skip
    return content


def to_be_paid(wanted: PaymentList) -> QuerySet[PaymentLine]:
    """The payments of a list that the bank has still to make."""
    return wanted.lines.filter(state=PaymentLine.State.ORDERED)


def _row(wanted: PaymentList, line: PaymentLine) -> tuple[str, ...]:
    return (
        str(line.number), line.reference, line.payee, number_for_the_bank(line.account), line.account.bank,
        line.account.bank_code, money.yuan(line.fen, grouped=False), f"{wanted.number} {line.commitment.sentence}",
        *("" for _ in THE_BANKS),
    )  # fmt: skip


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(rows: list[tuple[str, ...]], title: str) -> bytes:
    """All cells are text, so that no digit of an account number is lost."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet, text = book.add_worksheet(title[:31]), book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 0)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width, text)
    for line, row in enumerate([HEADINGS, *rows]):
        for place, cell in enumerate(row):
            sheet.write_string(line, place, cell, text)
    book.close()
    return target.getvalue()
