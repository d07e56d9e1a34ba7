"""A reply of the bank as it was read: one result for a payment in each row, with all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.platform.kit import money
from zhiwei.platform.ledger.bank import layout
from zhiwei.platform.ledger.faults import refuse
from zhiwei.platform.ledger.models import PaymentLine
from zhiwei.population.dates import read_date
from zhiwei.population.defects import InputDefects, Problem
from zhiwei.population.readers import READERS
from zhiwei.population.text import plain
from zhiwei.population.words import as_text


@dataclass(slots=True)
class Read:
    """One row; ``paid`` is None where the bank has not answered yet. Defects are pairs of heading and text.

    ``payee`` and ``account`` are as the bank repeats them, empty where it does not.
    """

    number: int
    line: PaymentLine | None = None
    paid: bool | None = None
    paid_on: date | None = None
    bank_reference: str = ""
    failure: str = ""
    payee: str = ""
    account: str = ""
    defects: list[tuple[str, str]] = field(default_factory=list)


def read_reply(path: Path, kind: str, lines: Mapping[str, PaymentLine]) -> list[Read]:
    """The rows of a reply about the payments given by reference. Raises Refused where it is no such table at all."""
    try:
        table = READERS[f".{kind}"](path, None)
    except InputDefects as wrong:
        raise refuse("file", "；".join(one.problem.zh for one in wrong.defects)) from wrong
    places = {heading_of(text): place for place, text in enumerate(table.headings)}
    needed = (layout.REFERENCE, layout.RESULT, layout.DAY)
    if missing := [one for one in needed if one not in places]:
        raise refuse("headings", _("缺少列：%(names)s；请用导出的银行文件填写结果") % {
            "names": "、".join(missing),
        })  # fmt: skip
    found: list[Read] = []
    seen: dict[str, int] = {}
    for row in table.rows():
        cells = {name: _cell(row.cells, place) for name, place in places.items()}
        if any(value not in (None, "") for value in cells.values()):
            found.append(_row(row.number, cells, lines, seen))
    if not found:
        raise refuse("empty", _("文件里没有付款结果"))
    return found


def heading_of(text: str) -> str:
    """``金额（元）`` and ``金额`` are one column."""
    return plain(text).partition("(")[0].partition("（")[0].strip()


def _cell(cells: Sequence[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else None


def _row(
    number: int, cells: Mapping[str, Any], lines: Mapping[str, PaymentLine], seen: dict[str, int]
) -> Read:
    read = Read(number)
    reference = _text(cells, layout.REFERENCE).upper()
    read.line = lines.get(reference)
    if read.line is None:
        text = _("清单中没有付款编号“%(ref)s”") % {"ref": reference or _("（空）")}
        read.defects.append((layout.REFERENCE, text))
    elif reference in seen:
        read.defects.append((layout.REFERENCE, _("与第 %(n)d 行重复") % {"n": seen[reference]}))
    seen.setdefault(reference, number)
    _result(read, _text(cells, layout.RESULT).lower())
    if read.paid is not None:
        _day(read, cells[layout.DAY])
    read.bank_reference = _text(cells, layout.SERIAL)[:60]
    read.failure = _text(cells, layout.FAILURE)[:200]
    if read.paid is False and not read.failure:
        read.defects.append((layout.FAILURE, _("失败的付款须写明原因")))
    read.payee = _text(cells, layout.PAYEE)
    read.account = _text(cells, layout.NUMBER)
    _amount(read, cells.get(layout.AMOUNT))
    return read


def _text(cells: Mapping[str, Any], name: str) -> str:
    """A cell as text, empty where the column or the cell is not there."""
    raw = cells.get(name)
    return "" if raw is None else as_text(raw).strip()


def _result(read: Read, word: str) -> None:
    if word in layout.PAID_WORDS:
        read.paid = True
    elif word in layout.FAILED_WORDS:
        read.paid = False
    elif word:
        read.defects.append((layout.RESULT, _("只能写“成功”或“失败”，不能写“%(word)s”") % {"word": word}))


def _day(read: Read, raw: Any) -> None:
    given = read_date(raw) if raw not in (None, "") else None
    if given is None:
        read.defects.append((layout.DAY, _("请填写处理日期")))
    elif isinstance(given, Problem):
        read.defects.append((layout.DAY, given.zh))
    else:
        read.paid_on = given


def _amount(read: Read, raw: Any) -> None:
    """The amount is ours; where the bank repeats it, it must be the same."""
    if read.line is None or raw in (None, ""):
        return
    try:
        fen = money.parse(as_text(raw))
    except money.Unreadable as wrong:
        read.defects.append((layout.AMOUNT, str(wrong)))
        return
    if fen != read.line.fen:
        text = _("金额与清单不符：清单为 %(fen)s 元，回单为 %(said)s 元") % {
            "fen": money.short(read.line.fen),
            "said": money.short(fen),
        }
        read.defects.append((layout.AMOUNT, text))
