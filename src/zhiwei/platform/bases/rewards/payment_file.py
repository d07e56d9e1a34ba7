"""A list of tax payments as tax offices keep it: read whole, entered whole, or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.models import TaxPayment
from zhiwei.platform.bases.rewards.payments import enter_payment
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.kit import money
from zhiwei.platform.kit.uploads import Checked
from zhiwei.platform.subjects.entities import ENTERPRISE
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries import by_text
from zhiwei.population.dates import read_date
from zhiwei.population.defects import InputDefects, Problem
from zhiwei.population.readers import READERS
from zhiwei.population.text import plain
from zhiwei.population.words import as_text

FILE = "file"
HEADINGS = {
    "firm": ("企业", "企业名称", "纳税人", "纳税人名称", "统一社会信用代码"),
    "paid_on": ("缴款日期", "入库日期"),
    "fen": ("缴纳税款", "税款", "入库税款"),
    "number": ("完税凭证号", "税票号"),
}
"""What a column may be called; the unit of an amount stands in brackets behind it."""
UNITS = ("元", "万元")
MOST = 2_000
"""Rows of one file."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file with its number; ``unit`` is that of its amount."""

    number: int
    cells: Mapping[str, Any]
    unit: str


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


def _read(file: Checked) -> list[Row]:
    """The rows that hold anything. Raises Refused where it is no such table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{file.kind}"
        file.file.seek(0)
        path.write_bytes(file.file.read())
        try:
            table = READERS[f".{file.kind}"](path, None)
        except InputDefects as wrong:
            raise Refused([Fault(FILE, one.problem.zh) for one in wrong.defects]) from wrong
        places, unit = _places(list(table.headings))
        if missing := [names[0] for name, names in HEADINGS.items() if name not in places]:
            raise Refused([Fault(FILE, _("缺少列：%(names)s") % {"names": "、".join(missing)})])
        rows = [
            Row(
                row.number,
                {name: row.cells[at] if at < len(row.cells) else None for name, at in places.items()},
                unit,
            )
            for row in table.rows()
        ]
    rows = [row for row in rows if any(value not in (None, "") for value in row.cells.values())]
    if not rows:
        raise Refused([Fault(FILE, _("文件里没有缴税记录"))])
    if len(rows) > MOST:
        raise Refused([Fault(FILE, _("一个文件最多 %(n)d 行，请分成几个") % {"n": MOST})])
    return rows


def _places(headings: list[str]) -> tuple[dict[str, int], str]:
    """Where each column stands, and the unit of the amount."""
    found, unit = {}, UNITS[0]
    for at, heading in enumerate(headings):
        name, _bracket, rest = plain(heading).replace("(", "（").replace(")", "）").partition("（")
        for key, names in HEADINGS.items():
            if name.strip() in names:
                found[key] = at
                unit = rest.strip("） ") if key == "fen" and rest.strip("） ") in UNITS else unit
    return found, unit


def _given(row: Row, seen: dict[str, int]) -> tuple[dict[str, Any], list[str]]:
    """What a row says, and what is wrong with it."""
    wrong: list[str] = []
    text = {name: as_text(row.cells[name]).strip() for name in ("firm", "fen", "number")}
    firms = list(_firms(text["firm"]))
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


def _firms(name: str) -> Iterator[Subject]:
    """Firms of exactly this name, or of this number; two at most."""
    rows = Subject.objects.filter(entity=ENTERPRISE, state=Subject.State.ACTIVE)
    exact = list(rows.filter(name=name)[:2]) if name else []
    yield from exact or (one for one in by_text(rows, name)[:2] if name and name.isascii())


def _is_there(given: Mapping[str, Any]) -> bool:
    """Whether just this payment was entered before."""
    return TaxPayment.objects.filter(
        number=given["number"], firm=given["firm"], paid_on=given["paid_on"], fen=given["fen"], struck_at=None
    ).exists()
