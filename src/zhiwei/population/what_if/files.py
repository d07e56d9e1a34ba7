"""A result into a folder: the page, a workbook, JSON, and a Parquet file and SVG for each table and chart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import xlsxwriter  # type: ignore[import-untyped]
from polars.exceptions import PolarsError
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from zhiwei.population.what_if.charts import charts
from zhiwei.population.what_if.json_form import to_json
from zhiwei.population.what_if.page import page
from zhiwei.population.what_if.result import Result
from zhiwei.population.what_if.tables import COUNT, FEN, Table, tables
from zhiwei.population.what_if.words import HYPOTHETICAL, yuan
from zhiwei.population.writers import cannot_write, partial

PAGE, BOOK, DATA = "report.html", "tables.xlsx", "what-if.json"
TABLES, CHARTS = "tables", "charts"
EXACT = 2**53
"""A spreadsheet's number is exact up to here; beyond it an amount is written as text."""

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
"""What the name of a sheet may not hold."""


def make(folder: Path) -> None:
    """Make the folder and those below it; raises InputDefects where it cannot."""
    try:
        for part in (folder, folder / TABLES, folder / CHARTS):
            part.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error


def write(result: Result, folder: Path, lang: str) -> list[Path]:
    """Write every file, each appearing when it is complete; the files written.

    Raises InputDefects where one cannot be written; what was there under its name stays.
    """
    make(folder)
    listed = tables(result, lang)
    written = [
        _placed(folder / PAGE, lambda path: _text(path, page(result, lang))),
        _placed(folder / BOOK, lambda path: _workbook(path, listed, lang)),
        _placed(folder / DATA, lambda path: _text(path, json.dumps(to_json(result), ensure_ascii=False, indent=1))),
    ]  # fmt: skip
    for table in listed:
        written.append(_placed(folder / TABLES / f"{table.name}.parquet", _parquet(table)))
    for chart in charts(result, lang):
        written.append(_placed(folder / CHARTS / f"{chart.name}.svg", _svg(chart.text)))
    return written


def _placed(path: Path, write_to: Callable[[Path], None]) -> Path:
    """Write under another name, then put in place."""
    try:
        write_to(partial(path))
        partial(path).replace(path)
    except (OSError, PolarsError, FileCreateError) as error:
        partial(path).unlink(missing_ok=True)
        raise cannot_write(path, error) from error
    return path


def _text(path: Path, text: str) -> None:
    path.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")


def _svg(text: str) -> Callable[[Path], None]:
    return lambda path: _text(path, text)


def _parquet(table: Table) -> Callable[[Path], None]:
    """Counts and fen as whole numbers; a column of fen says so in its name."""
    types = {COUNT: pl.Int64(), FEN: pl.Int64()}
    names = [f"{c.name}_fen" if c.kind == FEN else c.name for c in table.columns]
    schema = {name: types.get(c.kind, pl.String()) for name, c in zip(names, table.columns, strict=True)}
    return lambda path: pl.DataFrame(list(table.rows), schema=schema, orient="row").write_parquet(path)


def _workbook(path: Path, listed: list[Table], lang: str) -> None:
    """A sheet for each table; yuan as numbers, as text where a number would not be exact."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False, "strings_to_formulas": False})
    bold, money, count = (
        book.add_format(f) for f in ({"bold": True}, {"num_format": "#,##0.00"}, {"num_format": "#,##0"})
    )
    for table in listed:
        sheet = book.add_worksheet(_NOT_IN_NAMES.sub(" ", table.label(lang))[:31])
        sheet.write_string(0, 0, f"{table.label(lang)} — {HYPOTHETICAL[lang]}", bold)
        for place, column in enumerate(table.columns):
            sheet.write_string(1, place, column.label(lang), bold)
            sheet.set_column(place, place, 18)
        sheet.freeze_panes(2, 0)
        for number, row in enumerate(table.rows, 2):
            for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                if value is None:
                    continue
                if column.kind == FEN and abs(value) < EXACT:
                    sheet.write_number(number, place, value / 100, money)
                elif column.kind == COUNT:
                    sheet.write_number(number, place, value, count)
                else:
                    text = yuan(value) if column.kind == FEN else str(value)
                    sheet.write_string(number, place, text)
    book.close()
