"""A workbook with one sheet, written row by row in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import xlsxwriter  # type: ignore[import-untyped]

from zhiwei.population.defects import Problem, refuse
from zhiwei.population.writers.table import OutColumn, partial

SHEET = "结果"
MAX_ROWS = 1_048_576
EXACT = 2**53
"""A spreadsheet's number is exact up to here; beyond it a whole number is written as text."""


class XlsxWriter:
    """Text as text, whole numbers as numbers."""

    def __init__(self, path: Path, columns: Sequence[OutColumn]) -> None:
        self._path = path
        self._book = xlsxwriter.Workbook(
            str(partial(path)), {"constant_memory": True, "strings_to_urls": False}
        )
        self._sheet = self._book.add_worksheet(SHEET)
        self._sheet.freeze_panes(1, 1)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._row = 0
        self._put([c.name for c in columns])

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows; raises InputDefects when the sheet is full."""
        for row in rows:
            if self._row >= MAX_ROWS:
                raise refuse(_full(), file=self._path.name)
            self._put(row)

    def _put(self, row: Sequence[Any]) -> None:
        for column, value in enumerate(row):
            if isinstance(value, int) and abs(value) <= EXACT:
                self._sheet.write_number(self._row, column, value)
            elif value not in (None, ""):
                self._sheet.write_string(self._row, column, str(value))
        self._row += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._book.close()
        if kind is None:
            partial(self._path).replace(self._path)
        else:
            partial(self._path).unlink(missing_ok=True)


def _full() -> Problem:
    return Problem(
        "sheet_full",
        "结果超过一张工作表的行数上限",
        "more rows than a sheet can hold",
        "结果改存为 .csv 或 .parquet",
        "write to .csv or .parquet instead",
    )
