"""A workbook given back as it came, every row where it stood, its defects coloured, noted and named in a column."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from zhiwei.population.words import as_text

ERRORS = "错误"
"""Heading of the column in which a marked file says what is wrong; passed over when it comes back."""
FAULT = {"bg_color": "#ffc7ce", "border": 1}
TEXT, NUMBER, DAY, MOMENT = FORMATS = ("@", "General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm")


def marked(
    headings: Sequence[str],
    rows: Iterable[tuple[int, Sequence[Any]]],
    wrong: Mapping[int, Sequence[tuple[str, str]]],
    heading_of: Callable[[str], str],
    *,
    width: int,
    title: str | None = None,
) -> bytes:
    """The xlsx of rows, each its number and a cell for each heading: numbers and days stay what they are.

    ``wrong`` has the defects of a row's number as heading and text, '' for the whole row; ``heading_of`` tells which
    heading of a defect a column has. ``width`` is that of its columns, ``title`` its sheet's name.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet, head = book.add_worksheet(title), book.add_format({"bold": True})
    sound, faulty = (
        {kind: book.add_format({"num_format": kind, **look}) for kind in FORMATS} for look in ({}, FAULT)
    )
    own = [place for place, name in enumerate(headings) if name != ERRORS]
    for at, place in enumerate(own):
        sheet.write_string(0, at, headings[place], head)
    sheet.set_column(0, max(len(own) - 1, 0), width)
    sheet.write_string(0, len(own), ERRORS, head)
    sheet.set_column(len(own), len(own), 60)
    for number, cells in rows:
        line, defects = number - 1, wrong.get(number, ())
        by_heading = {at: "；".join(said for where, said in defects if where == at) for at, _said in defects}
        for at, place in enumerate(own):
            said = by_heading.get(heading_of(headings[place]))
            _write(sheet, line, at, cells[place], faulty if said else sound)
            if said:
                sheet.write_comment(line, at, said, {"x_scale": 2})
        if defects:
            told = "；".join(f"{at}：{said}" if at else said for at, said in defects)
            sheet.write_string(line, len(own), told, faulty[TEXT])
    book.close()
    return target.getvalue()


def _write(sheet: Any, line: int, at: int, cell: Any, looks: Mapping[str, Any]) -> None:
    match cell:
        case bool():
            sheet.write_boolean(line, at, cell, looks[NUMBER])
        case int() | float():
            sheet.write_number(line, at, cell, looks[NUMBER])
        case datetime() if cell.time() != time():
            sheet.write_datetime(line, at, cell, looks[MOMENT])
        case date():
            sheet.write_datetime(line, at, cell, looks[DAY])
        case str() | None:
            sheet.write_string(line, at, (cell or "").strip(), looks[TEXT])
        case _:
            sheet.write_string(line, at, as_text(cell), looks[TEXT])
