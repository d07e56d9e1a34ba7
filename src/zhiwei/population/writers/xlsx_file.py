"""A workbook with one sheet, written row by row in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.exceptions import XlsxWriterException  # type: ignore[import-untyped]

SHEET = "结果"
MAX_ROWS = 1_048_576
EXACT = 2**53
"""A spreadsheet's number is exact up to here; beyond it a whole number is written as text."""


def write_xlsx(parts: Sequence[Path], path: Path, empty: pl.DataFrame) -> None:
    """The parts, kept as Parquet, as one sheet. Raises OSError."""
    _write((row for part in parts for row in pl.read_parquet(part).iter_rows()), path, empty.columns)


def write_sheet(frame: pl.DataFrame, path: Path) -> None:
    """A table as one sheet. Raises OSError."""
    _write(frame.iter_rows(), path, frame.columns)


def _write(rows: Iterable[Sequence[Any]], path: Path, headings: Sequence[str]) -> None:
    """Text as text, whole numbers as numbers."""
    options = {"constant_memory": True, "strings_to_urls": False}
    book = xlsxwriter.Workbook(str(path), options)
    sheet = book.add_worksheet(SHEET)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    _put(sheet, 0, headings)
    for number, cells in enumerate(rows, start=1):
        _put(sheet, number, cells)
    try:
        book.close()
    except XlsxWriterException as error:
        raise OSError(str(error)) from error


def _put(sheet: Any, row: int, cells: Sequence[Any]) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, int) and abs(value) <= EXACT:
            sheet.write_number(row, column, value)
        elif value not in (None, ""):
            sheet.write_string(row, column, str(value))
