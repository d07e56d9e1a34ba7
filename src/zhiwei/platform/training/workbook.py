"""The sign-in sheet as a workbook: written with everybody enrolled, read back, given back with its defects marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.language import listed
from zhiwei.platform.kit.tables import marked as marking
from zhiwei.platform.training.faults import Fault, Refused
from zhiwei.platform.training.models import Enrolment, Sheet
from zhiwei.population.defects import InputDefects
from zhiwei.population.readers import READERS
from zhiwei.population.text import plain
from zhiwei.population.words import as_text

NUMBER, NAME, FIRM, PRESENT, SIGNED = "编号", "姓名", "企业", "到课（是或否）", "本人已签到"
HEADINGS = (NUMBER, NAME, FIRM, PRESENT, SIGNED)
WIDTHS = (16, 16, 40, 16, 14)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet, numbered as the user sees it, its cells by heading as text."""

    number: int
    cells: Mapping[str, str]


def written(rows: Iterable[Enrolment]) -> bytes:
    """The sheet to print and fill: every cell is text."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet, text = book.add_worksheet("签到表"), book.add_format({"num_format": "@"})
    head = book.add_format({"bold": True, "bottom": 2})
    sheet.freeze_panes(1, 0)
    for place, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.set_column(place, place, width, text)
        sheet.write_string(0, place, heading, head)
    line = 0
    for line, one in enumerate(rows, 1):
        present = "" if one.present is None else "是" if one.present else "否"
        signed = "是" if one.confirmed_at else ""
        for place, cell in enumerate((one.number, str(one.person), one.firm.name, present, signed)):
            sheet.write_string(line, place, cell, text)
    if line:
        sheet.data_validation(1, 3, line, 3, {"validate": "list", "source": ["是", "否"]})
    book.close()
    return target.getvalue()


def read(path: Path, kind: str) -> list[Row]:
    """The rows that hold anything. Raises Refused where it is no sheet at all."""
    try:
        table = READERS[f".{kind}"](path, None)
    except InputDefects as wrong:
        raise Refused([Fault("file", "；".join(one.problem.zh for one in wrong.defects))]) from wrong
    places = {heading_of(text): place for place, text in enumerate(table.headings)}
    if missing := [one for one in (NUMBER, PRESENT) if one not in places]:
        said = _("缺少列：%(names)s；请用导出的签到表填写") % {"names": listed(missing)}
        raise Refused([Fault("file", said)])
    found = []
    for row in table.rows():
        cells = {name: _text(row.cells, place) for name, place in places.items() if name in HEADINGS}
        if any(cells.values()):
            found.append(Row(row.number, cells))
    if not found:
        raise Refused([Fault("file", _("签到表里没有内容"))])
    return found


def heading_of(text: str) -> str:
    """A heading as it was written, whatever brackets and blanks a program made of it."""
    said = plain(text).replace("(", "（").replace(")", "）").replace(" ", "")
    return PRESENT if said.startswith("到课") else said


def _text(cells: Sequence[Any], place: int) -> str:
    return as_text(cells[place]).strip() if place < len(cells) and cells[place] is not None else ""


def marked(handed: Sheet, path: Path | None = None) -> bytes:
    """The sheet as it came with its defects marked."""
    table = READERS[f".{handed.file.kind}"](path or uploads.path_of(handed.file), None)
    wrong: dict[int, list[tuple[str, str]]] = {}
    for one in handed.defects:
        wrong.setdefault(one["row"], []).append((one["heading"], one["text"]))
    every = range(len(table.headings))
    rows = ((row.number, [_text(row.cells, place) for place in every]) for row in table.rows())
    return marking.marked(table.headings, rows, wrong, heading_of, width=18, title="签到表")
