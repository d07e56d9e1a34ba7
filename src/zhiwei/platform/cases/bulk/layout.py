"""The workbook: headings, the template to fill in, and the file given back with its defects marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from zhiwei.platform.cases.bulk.choices import Choice, opens
from zhiwei.platform.cases.models import Bulk, Case
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.tables import marked as marking
from zhiwei.population.readers import READERS
from zhiwei.population.text import plain
from zhiwei.population.words import as_text

NUMBER, NAME, CODE = "办件编号", "主体名称", "主体号码"
WIDTH = 22


def headings(one: Choice) -> list[str]:
    """The columns of the template: whom a row is about, then the fields of the form."""
    about = [NAME, CODE] if opens(one) else [NUMBER, NAME]
    return [*about, *(field.words.zh for field in one.rule.form)]


def template(one: Choice, waiting: Iterable[Case]) -> bytes:
    """The workbook to fill in; for a step with a row for each case that waits for it. Every cell is text."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet, text, head = (
        book.add_worksheet(),
        book.add_format({"num_format": "@"}),
        book.add_format({"bold": True}),
    )
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headings(one)) - 1, WIDTH, text)
    for at, heading in enumerate(headings(one)):
        sheet.write_string(0, at, heading, head)
    last = 0
    for last, case in enumerate(waiting, 1):
        sheet.write_string(last, 0, case.number, text)
        sheet.write_string(last, 1, case.subject.name, text)
    for at, field in enumerate(one.rule.form, 2):
        words = [str(word.zh) for word in field.choices.values()]
        if field.kind == "flag":
            words = ["是", "否"]
        if words and len(",".join(words)) <= 255:
            sheet.data_validation(1, at, max(last, 200), at, {"validate": "list", "source": words})
    book.close()
    return target.getvalue()


def marked(bulk: Bulk, path: Path | None = None) -> bytes:
    """The file as it came with its defects marked."""
    table = READERS[f".{bulk.file.kind}"](path or uploads.path_of(bulk.file), None)
    wrong = {row["number"]: row["defects"] for row in bulk.rows}
    every = range(len(table.headings))
    rows = ((row.number, [cell(row.cells, place) for place in every]) for row in table.rows())
    return marking.marked(table.headings, rows, wrong, heading_of, width=WIDTH)


def heading_of(text: str) -> str:
    """``金额（元）`` and ``金额`` are one column."""
    return plain(text).replace("(", "（").partition("（")[0].strip()


def cell(cells: Sequence[Any], place: int) -> str:
    """A cell as text."""
    return as_text(cells[place]).strip() if place < len(cells) and cells[place] is not None else ""
