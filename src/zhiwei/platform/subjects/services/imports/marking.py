"""The workbook given back with its faults marked: coloured cells with notes, a column 错误, a list of all faults."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import python_calamine as calamine
import xlsxwriter  # type: ignore[import-untyped]

from zhiwei.platform.subjects.models import ImportBatch
from zhiwei.platform.subjects.services.imports.reading import ERRORS
from zhiwei.population.cells import ErrorCell
from zhiwei.population.readers import READERS
from zhiwei.population.readers.table import Table
from zhiwei.population.text import key

LIST = "错误清单"
LIST_HEADINGS = ("行", "列", "列名", "原值", "问题", "处理", "程度")
MOST_EXACT = 10**15
NOTE_LENGTH = 2_000
Faults = Mapping[tuple[int, str], Sequence[Mapping[str, Any]]]
"""Defects by row (0 for the headings) and mark of the column."""


def marked(batch: ImportBatch, path: Path) -> bytes:
    """The batch's file as xlsx, cells where they stood, each fault marked; other sheets are kept with their values."""
    table = READERS[f".{batch.file.kind}"](path, batch.sheet or None)
    listed = list(batch.columns)
    for defects in batch.rows.exclude(defects=[]).values_list("defects", flat=True):
        listed += defects
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    writer = _Writer(book)
    writer.table(table, _by_place(listed))
    writer.listing(listed)
    if batch.file.kind == "xlsx":
        for name, rows in _other_sheets(path, table.sheet):
            writer.copy(name, rows)
    book.close()
    return target.getvalue()


def _by_place(listed: Sequence[Mapping[str, Any]]) -> Faults:
    found: dict[tuple[int, str], list[Mapping[str, Any]]] = defaultdict(list)
    for defect in listed:
        found[defect["row"] or 0, defect["column"]].append(defect)
    return found


def _other_sheets(path: Path, taken: str) -> list[tuple[str, list[list[Any]]]]:
    book = calamine.load_workbook(str(path))
    names = [n for n in book.sheet_names if n not in (taken, LIST)]
    return [(n, book.get_sheet_by_name(n).to_python(skip_empty_area=False)) for n in names]


def said(defects: Sequence[Mapping[str, Any]]) -> str:
    """Faults in one line of Chinese: what is wrong and what to do."""
    return "；".join(f"{d['zh']}（{d['remedy_zh']}）" if d["remedy_zh"] else d["zh"] for d in defects)


class _Writer:
    def __init__(self, book: Any) -> None:
        self.book = book
        self.plain = book.add_format({"num_format": "General"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.head = book.add_format({"bold": True})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self._colours = {"error": "#ffc7ce", "warning": "#ffeb9c"}
        self._marked: dict[tuple[str, bool], Any] = {}

    def table(self, table: Table, faults: Faults) -> None:
        """The table with its faults, every row in the line in which it stood."""
        sheet = self.book.add_worksheet(table.sheet or "数据")
        sheet.freeze_panes(1, 0)
        shift = 0 if table.marks[0].isdigit() else _position(table.marks[0])
        own = [i for i, heading in enumerate(table.headings) if key(heading) != ERRORS]
        last = shift + len(table.headings)
        by_row: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        for (number, _), defects in faults.items():
            by_row[number] += defects
        for i in own:
            found = faults.get((0, table.marks[i]), ())
            self.cell(sheet, 0, shift + i, table.headings[i], found, self.head)
        sheet.write_string(0, last, ERRORS, self.head)
        sheet.set_column(last, last, 60)
        for line, row in enumerate(table.rows(), start=1):
            at = row.number - 1 if table.sheet else line
            for i in own:
                value = row.cells[i] if i < len(row.cells) else None
                self.cell(sheet, at, shift + i, value, faults.get((row.number, table.marks[i]), ()))
            if row.number in by_row:
                sheet.write_string(at, last, said(by_row[row.number]), self.text)

    def cell(
        self,
        sheet: Any,
        line: int,
        column: int,
        value: Any,
        found: Sequence[Mapping[str, Any]],
        usual: Any = None,
    ) -> None:
        """A cell as it was, of its kind; text is never run as a formula."""
        dated = isinstance(value, date)
        form = self.mark(found, dated) if found else usual or (self.day if dated else self.plain)
        if value is None or value == "":
            if found:
                sheet.write_blank(line, column, None, form)
        elif isinstance(value, bool):
            sheet.write_boolean(line, column, value, form)
        elif isinstance(value, (int, float)) and abs(value) < MOST_EXACT:
            sheet.write_number(line, column, value, form)
        elif dated:
            sheet.write_datetime(line, column, value, form)
        else:
            text = value.isoformat() if isinstance(value, (time, datetime)) else str(value)
            sheet.write_string(line, column, str(value) if isinstance(value, ErrorCell) else text, form)
        if found:
            sheet.write_comment(line, column, said(found)[:NOTE_LENGTH], {"x_scale": 2})

    def mark(self, found: Sequence[Mapping[str, Any]], dated: bool) -> Any:
        """The colour of the gravest fault."""
        gravest = "error" if any(d["severity"] == "error" for d in found) else "warning"
        if (gravest, dated) not in self._marked:
            form = {"bg_color": self._colours[gravest], "border": 1}
            self._marked[gravest, dated] = self.book.add_format(
                form | ({"num_format": "yyyy-mm-dd"} if dated else {})
            )
        return self._marked[gravest, dated]

    def listing(self, listed: Sequence[Mapping[str, Any]]) -> None:
        """All faults on a sheet of their own."""
        sheet = self.book.add_worksheet(LIST)
        sheet.freeze_panes(1, 0)
        sheet.set_column(2, 5, 24)
        sheet.write_row(0, 0, LIST_HEADINGS, self.head)
        for line, defect in enumerate(listed, start=1):
            grade = "错误" if defect["severity"] == "error" else "提醒"
            values = (defect["column"], defect["heading"], defect["value"], defect["zh"])
            if defect["row"] is not None:
                sheet.write_number(line, 0, defect["row"])
            for place, value in enumerate((*values, defect["remedy_zh"], grade), start=1):
                sheet.write_string(line, place, "" if value is None else str(value))

    def copy(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        """Another sheet of the workbook, values as they were."""
        sheet = self.book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                self.cell(sheet, line, column, value, ())


def _position(mark: str) -> int:
    """A column's letters as a position from 0."""
    place = 0
    for letter in mark:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
