"""Workbooks (xlsx, xls, ods): cells keep their types; spreadsheet errors are not taken for empty cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import python_calamine as calamine

from zhiwei.population.cells import ErrorCell
from zhiwei.population.columns import letters
from zhiwei.population.defects import Problem, refuse
from zhiwei.population.readers.table import Row, Table, empty_table, ragged, unreadable
from zhiwei.population.readers.xlsx_errors import error_cells

PREFERRED_SHEET = "企业"


def open_xlsx(path: Path, sheet: str | None = None) -> Table:
    """The table of one sheet; headings stand in its first row that is not empty."""
    try:
        book = calamine.load_workbook(str(path))
        name = _choose(book.sheet_names, sheet, path)
        cells = book.get_sheet_by_name(name)
    except (calamine.CalamineError, OSError) as error:
        raise refuse(unreadable(_reason(error)), file=path.name) from error
    numbered = enumerate(cells.iter_rows(), start=1)
    first = next(((number, row) for number, row in numbered if not blank(row)), None)
    if first is None:
        raise refuse(empty_table(), file=path.name, sheet=name)
    heading_row, row = first
    shift = cells.start[1] if cells.start else 0
    width = max(i for i, cell in enumerate(row) if not empty(cell)) + 1
    headings = tuple(str(cell) for cell in row[:width])
    marks = tuple(letters(i + shift) for i in range(width))
    errors = error_cells(path, name)
    position = [0]

    def rows() -> Iterator[Row]:
        for number, found in enumerate(cells.iter_rows(), start=1):
            position[0] = number
            bad = errors.get(number, {})
            values = [ErrorCell(bad[i + shift]) if i + shift in bad else v for i, v in enumerate(found)]
            if number > heading_row and not blank(values):
                surplus = any(not empty(v) for v in values[width:])
                yield Row(number, values, ragged(_filled(values), width) if surplus else None)

    return Table(path.name, name, headings, marks, rows, (cells.end or (0, 0))[0] + 1, lambda: position[0])


def other_sheets(path: Path, sheet: str) -> list[str]:
    """The sheets of a workbook beside one, in which anything stands."""
    book = calamine.load_workbook(str(path))
    return [
        name for name in book.sheet_names
        if name != sheet and not all(map(blank, book.get_sheet_by_name(name).iter_rows()))
    ]  # fmt: skip


def empty(cell: Any) -> bool:
    """Whether nothing stands in a cell."""
    return isinstance(cell, str) and not cell.strip()


def blank(row: list[Any]) -> bool:
    """Whether nothing stands in a row."""
    return all(map(empty, row))


def _filled(values: list[Any]) -> int:
    return max(i for i, cell in enumerate(values) if not empty(cell)) + 1


def _choose(names: list[str], sheet: str | None, path: Path) -> str:
    if sheet is not None and sheet not in names:
        raise refuse(_no_such_sheet(names), value=sheet, file=path.name)
    return sheet or (PREFERRED_SHEET if PREFERRED_SHEET in names else names[0])


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _no_such_sheet(names: list[str]) -> Problem:
    return Problem(
        "no_such_sheet",
        "没有这个工作表",
        "no such sheet",
        "可选：" + "、".join(names),
        "sheets: " + ", ".join(names),
    )
