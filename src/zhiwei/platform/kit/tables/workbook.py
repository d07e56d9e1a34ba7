"""A workbook written row by row: the head stays in sight, codes are text, dates dates, amounts numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter  # type: ignore[import-untyped]

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables.columns import Column
from zhiwei.platform.kit.tables.harmless import plain

MOST_ROWS = 1_048_575
"""Rows a sheet holds below its head."""
MOST_EXACT = 10**15
"""Fen beyond which a spreadsheet's number would lose a digit; such an amount is written as text."""
WIDTHS = {"money": 18, "date": 12, "moment": 17, "count": 12, "rate": 10, "flag": 8}
TEXT_WIDTH = 24
LONGEST_NAME = 31
"""Signs of a sheet's name."""
_NO_SIGN_OF_A_SHEET = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


def write(
    file: IO[bytes], columns: Sequence[tuple[str, Column]], rows: Iterable[Any], *, title: str = ""
) -> int:
    """Write the rows under their headings, on sheets named by the title; a further one begins where one is full. Gives the
    count of rows."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    if title:
        book.set_properties({"title": title})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 2}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "count": book.add_format({"num_format": "#,##0"}),
        "rate": book.add_format({"num_format": "0.00%"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        "text": book.add_format({"num_format": "@"}),
    }
    sheet, line, count = None, MOST_ROWS + 1, 0
    for row in rows:
        if line > MOST_ROWS:
            sheet, line = _sheet(book, columns, formats, title), 1
        for place, (_, column) in enumerate(columns):
            _cell(sheet, line, place, column, row, formats)
        line, count = line + 1, count + 1
    if sheet is None:
        _sheet(book, columns, formats, title)
    book.close()
    return count


def sheet_name(title: str, number: int) -> str | None:
    """The name of a list's sheet of that number, from 1, without the signs that no sheet's name may have; None for a list
    without a title."""
    counted = "" if number == 1 else f" {number}"
    plain_title = _NO_SIGN_OF_A_SHEET.sub("_", title)[: LONGEST_NAME - len(counted)].strip(" '")
    return f"{plain_title}{counted}" if plain_title else None


def _sheet(book: Any, columns: Sequence[tuple[str, Column]], formats: dict[str, Any], title: str) -> Any:
    sheet = book.add_worksheet(sheet_name(title, len(book.worksheets()) + 1))
    sheet.freeze_panes(1, 0)
    for place, (heading, column) in enumerate(columns):
        sheet.set_column(place, place, WIDTHS.get(column.kind, TEXT_WIDTH))
        sheet.write_string(0, place, heading, formats["head"])
    return sheet


def _cell(sheet: Any, line: int, place: int, column: Column, row: Any, formats: dict[str, Any]) -> None:
    """A string is always written as one, so nothing in it is run."""
    value, kind = column.of(row), column.kind
    if value is None or value == "":
        return
    if kind == "money" and abs(int(value)) < MOST_EXACT:
        sheet.write_number(line, place, int(value) / 100, formats["money"])
    elif kind == "count" and abs(int(value)) < MOST_EXACT:
        sheet.write_number(line, place, int(value), formats["count"])
    elif kind == "rate":
        sheet.write_number(line, place, float(value), formats["rate"])
    elif kind in ("date", "moment") and isinstance(value, datetime):
        local = value.astimezone(clock.ZONE).replace(tzinfo=None)
        sheet.write_datetime(line, place, local, formats[kind])
    elif kind == "date" and isinstance(value, date):
        sheet.write_datetime(line, place, value, formats["date"])
    else:
        sheet.write_string(line, place, plain(value, kind), formats["text"])
