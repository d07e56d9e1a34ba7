"""Agency files made for the tests."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import python_calamine as calamine
import xlsxwriter

from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.subjects.models import ImportBatch
from zhiwei.platform.subjects.services.imports.staging import stage

Rows = Sequence[Sequence[Any]]


def workbook(rows: Rows, sheet: str = "企业", others: dict[str, Rows] | None = None) -> bytes:
    """An xlsx file; days as days, numbers as numbers."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, lines in {sheet: rows, **(others or {})}.items():
        page = book.add_worksheet(name)
        for line, row in enumerate(lines):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(line, column, value, day)
                elif value is not None:
                    page.write(line, column, value)
    book.close()
    return target.getvalue()


def cells(data: bytes, sheet: str) -> list[list[Any]]:
    """The cells of a sheet as the reading library gives them."""
    book = calamine.load_workbook(io.BytesIO(data))
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def batch(path: Path, rows: Rows | str, **more: Any) -> ImportBatch:
    """A batch of a file written at ``path``: csv text or rows of a workbook; not read yet."""
    kind = "csv" if isinstance(rows, str) else "xlsx"
    path.write_bytes(rows.encode() if isinstance(rows, str) else workbook(rows))
    stored = StoredFile.objects.create(
        sha256=f"{hash(path.read_bytes()):064x}"[-64:],
        name=f"税务.{kind}",
        size=path.stat().st_size,
        kind=kind,
    )
    given = {"source": "tax", "received_on": date(2012, 7, 1), "division": "330106"} | more
    return ImportBatch.objects.create(file=stored, **given)


def staged(path: Path, rows: Rows | str, viewer: Any, **more: Any) -> ImportBatch:
    """The same, read into staging rows."""
    return stage(batch(path, rows, **more), path, viewer)
