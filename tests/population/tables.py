"""The same table written as csv, xlsx and parquet, by libraries other than those under test where there are two."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl

Cells = Sequence[Sequence[Any]]


def write_csv(path: Path, rows: Cells, encoding: str = "utf-8") -> Path:
    """A text file, lines ending as Excel writes them."""
    with path.open("w", encoding=encoding, newline="") as text:
        csv.writer(text).writerows(["" if c is None else c for c in row] for row in rows)
    return path


def write_xlsx(path: Path, rows: Cells, sheet: str = "企业") -> Path:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(["" if c is None else c for c in row])
    book.save(path)
    return path


def write_parquet(path: Path, rows: Cells) -> Path:
    """A Parquet file; every column takes the type of its values."""
    headings, *body = rows
    columns = zip(*body, strict=True)
    data = {h: [None if c == "" else c for c in column] for h, column in zip(headings, columns, strict=True)}
    pl.DataFrame(data, strict=False).write_parquet(path)
    return path


WRITERS = {".csv": write_csv, ".xlsx": write_xlsx, ".parquet": write_parquet}


def read_text(path: Path) -> list[dict[str, str]]:
    """Any of the three as rows of text, empty for an empty cell."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as text:
            return list(csv.DictReader(text))
    if path.suffix == ".xlsx":
        page = openpyxl.load_workbook(path).active
        assert page is not None
        headings, *body = page.iter_rows(values_only=True)
    else:
        frame = pl.read_parquet(path)
        headings, body = tuple(frame.columns), frame.rows()
    return [{str(h): "" if c is None else str(c) for h, c in zip(headings, row, strict=True)} for row in body]
