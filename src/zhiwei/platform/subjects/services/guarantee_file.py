"""A list of guarantees as guarantors and their associations keep it: read whole, entered whole, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import money
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.subjects.models import Guarantee, Subject
from zhiwei.platform.subjects.queries.searching import firms_named
from zhiwei.platform.subjects.services.kept_lists import Line, read_list
from zhiwei.platform.subjects.services.records import Contract, Refused, record_guarantee
from zhiwei.population.dates import read_date
from zhiwei.population.defects import Problem
from zhiwei.population.words import as_text

HEADINGS = {
    "borrower": ("被担保企业", "被担保企业名称", "企业名称"),
    "contract": ("担保合同编号", "合同编号"),
    "fen": ("担保金额",),
    "from_day": ("担保起日", "起始日", "起"),
    "to_day": ("担保止日", "终止日", "止"),
}
"""What a column may be called; the unit of an amount stands in brackets behind it."""


@dataclass(slots=True)
class Row:
    """A row as it was read; ``wrong`` are its faults by the heading they concern."""

    number: int
    borrower: Subject | None = None
    contract: str = ""
    fen: int = 0
    from_day: date | None = None
    to_day: date | None = None
    wrong: list[tuple[str, str]] = field(default_factory=list)


def read(path: Path, kind: str) -> list[Row]:
    """The rows of an xlsx or csv file with all that is wrong with each. Raises Refused where it is no such table."""
    seen: dict[str, int] = {}
    found = read_list(path, kind, HEADINGS, refused=Refused, empty=_("文件里没有担保业务"))
    return [_row(line, seen) for line in found]


def enter(viewer: Viewer, guarantor: Subject, rows: Sequence[Row], *, source: str) -> tuple[int, int]:
    """Enter every row or none; gives how many are new and how many were there already, unchanged.

    Raises Refused with every fault of every row, each with its number.
    """
    faults = [Fault("file", _said(row.number, at, text)) for row in rows for at, text in row.wrong]
    made = there = 0
    with transaction.atomic():
        for row in [] if faults else rows:
            if row.borrower is None or row.from_day is None or row.to_day is None:
                continue  # said as a fault above
            if found := Guarantee.objects.filter(guarantor=guarantor, contract=row.contract).first():
                there += 1
                faults += _changed(row, found)
                continue
            try:
                said = Contract(row.contract, row.fen, row.from_day, row.to_day)
                record_guarantee(viewer, guarantor, row.borrower, said, source=source)
                made += 1
            except Refused as refused:
                faults += [Fault("file", _said(row.number, "", str(one))) for one in refused.faults]
        if faults:
            raise Refused(faults)
    return made, there


def _row(line: Line, seen: dict[str, int]) -> Row:
    cells = line.cells
    row = Row(line.number, contract=as_text(cells["contract"]).strip())
    name = as_text(cells["borrower"]).strip()
    firms = firms_named(name)
    if len(firms) == 1:
        row.borrower = firms[0]
    elif firms:
        row.wrong.append(
            (HEADINGS["borrower"][0], _("有多个企业叫“%(name)s”，请写统一社会信用代码") % {"name": name})
        )
    else:
        row.wrong.append((HEADINGS["borrower"][0], _("名录里没有“%(name)s”") % {"name": name or _("（空）")}))
    if not row.contract:
        row.wrong.append((HEADINGS["contract"][0], _("请填写合同编号")))
    elif row.contract in seen:
        row.wrong.append((HEADINGS["contract"][0], _("与第 %(n)d 行重复") % {"n": seen[row.contract]}))
    seen.setdefault(row.contract, line.number)
    try:
        row.fen = money.parse(as_text(cells["fen"]), unit=line.unit)
    except money.Unreadable as wrong:
        row.wrong.append((HEADINGS["fen"][0], str(wrong)))
    row.from_day, row.to_day = (_day(row, cells, name) for name in ("from_day", "to_day"))
    return row


def _day(row: Row, cells: Mapping[str, Any], name: str) -> date | None:
    given = read_date(cells[name]) if cells[name] not in (None, "") else None
    if isinstance(given, date):
        return given
    row.wrong.append((HEADINGS[name][0], given.zh if isinstance(given, Problem) else _("请填写日期")))
    return None


def _changed(row: Row, found: Guarantee) -> list[Fault]:
    """A contract that is there says what the file says, or the file is wrong."""
    same = (row.borrower, row.fen, row.from_day, row.to_day) == (
        found.borrower, found.fen, found.from_day, found.to_day,
    )  # fmt: skip
    return (
        []
        if same
        else [Fault("file", _said(row.number, HEADINGS["contract"][0], _("这份合同已经登记，内容不同")))]
    )


def _said(number: int, at: str, text: str) -> str:
    where = _("第 %(n)d 行") % {"n": number}
    return f"{where} {at}：{text}" if at else f"{where}：{text}"
