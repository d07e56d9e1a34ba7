"""A list of tax payments as tax offices keep it: read whole, entered whole, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.models import TaxPayment
from zhiwei.platform.bases.rewards.payments import enter_payment
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.kit import money
from zhiwei.platform.kit.uploads import Checked, on_disk
from zhiwei.platform.subjects.queries.searching import firms_named
from zhiwei.platform.subjects.services.kept_lists import FILE, Line, read_list
from zhiwei.population.dates import read_date
from zhiwei.population.defects import Problem
from zhiwei.population.words import as_text

HEADINGS = {
    "firm": ("企业", "企业名称", "纳税人", "纳税人名称", "统一社会信用代码"),
    "paid_on": ("缴款日期", "入库日期"),
    "fen": ("缴纳税款", "税款", "入库税款"),
    "number": ("完税凭证号", "税票号"),
}
"""What a column may be called; the unit of an amount stands in brackets behind it."""
MOST = 2_000
"""Rows of one file."""


def enter(viewer: Viewer, file: Checked) -> tuple[int, int]:
    """Enter every row or none; gives how many are new and how many were there already, unchanged.

    Raises Refused with every fault of every row, each with its number.
    """
    rows = _read(file)
    faults: list[Fault] = []
    made = there = 0
    seen: dict[str, int] = {}
    with transaction.atomic():
        for row in rows:
            given, wrong = _given(row, seen)
            if not wrong and _is_there(given):
                there += 1
                continue
            if not wrong:
                try:
                    enter_payment(viewer, given.pop("firm"), **given)
                    made += 1
                except Refused as refused:
                    wrong = [str(one) for one in refused.faults]
            faults += [
                Fault(FILE, _("第 %(n)d 行：%(text)s") % {"n": row.number, "text": one}) for one in wrong
            ]
        if faults:
            raise Refused(faults)
    return made, there


def _read(file: Checked) -> list[Line]:
    """The rows that hold anything. Raises Refused where it is no such table."""
    with on_disk(file) as path:
        rows = read_list(path, file.kind, HEADINGS, refused=Refused, empty=_("文件里没有缴税记录"))
    if len(rows) > MOST:
        raise Refused([Fault(FILE, _("一个文件最多 %(n)d 行，请分成几个") % {"n": MOST})])
    return rows


def _given(row: Line, seen: dict[str, int]) -> tuple[dict[str, Any], list[str]]:
    """What a row says, and what is wrong with it."""
    wrong: list[str] = []
    text = {name: as_text(row.cells[name]).strip() for name in ("firm", "fen", "number")}
    firms = firms_named(text["firm"])
    if len(firms) != 1:
        said = _("有多个企业叫“%(name)s”，请写统一社会信用代码") if firms else _("名录里没有“%(name)s”")
        wrong.append(said % {"name": text["firm"] or _("（空）")})
    number = "".join(text["number"].split()).upper()
    if number in seen:
        wrong.append(_("完税凭证号与第 %(n)d 行重复") % {"n": seen[number]})
    seen.setdefault(number, row.number)
    fen = 0
    try:
        fen = money.parse(text["fen"], unit=row.unit)
    except money.Unreadable as unreadable:
        wrong.append(f"{HEADINGS['fen'][0]}：{unreadable}")
    day = read_date(row.cells["paid_on"]) if row.cells["paid_on"] not in (None, "") else None
    if not isinstance(day, date):
        wrong.append(f"{HEADINGS['paid_on'][0]}：{day.zh if isinstance(day, Problem) else _('请填写日期')}")
    return {"firm": firms[0] if firms else None, "paid_on": day, "fen": fen, "number": number}, wrong


def _is_there(given: Mapping[str, Any]) -> bool:
    """Whether just this payment was entered before."""
    return TaxPayment.objects.filter(
        number=given["number"], firm=given["firm"], paid_on=given["paid_on"], fen=given["fen"], struck_at=None
    ).exists()
