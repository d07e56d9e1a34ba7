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
from zhiwei.population.readers import READERS
from zhiwei.population.text import plain
from zhiwei.population.words import as_text

NUMBER, NAME, CODE = "办件编号", "主体名称", "主体号码"
ERRORS = "错误"
"""Heading of the column in which a marked file says what is wrong; passed over when it comes back."""
COLOUR = "#ffc7ce"
WIDTH = 22


def headings(one: Choice) -> list[str]:
    """The columns of the template: whom a row is about, then the fields of the form."""
    about = [NAME, CODE] if opens(one) else [NUMBER, NAME]
    return [*about, *(field.words.zh for field in one.rule.form)]


def template(one: Choice, waiting: Iterable[Case]) -> bytes:
    """The workbook to fill in; for a step with a row for each case that waits for it. Every cell is text."""
    target = io.BytesIO()
    book = _book(target)
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
    """The file as it came, as xlsx, every row where it stood, its defects coloured, noted and named in a column."""
    table = READERS[f".{bulk.file.kind}"](path or uploads.path_of(bulk.file), None)
    wrong: dict[int, list[tuple[str, str]]] = {
        row["number"]: [(at, text) for at, text in row["defects"]] for row in bulk.rows if row["defects"]
    }
    target = io.BytesIO()
    book = _book(target)
    sheet, text, head = (
        book.add_worksheet(),
        book.add_format({"num_format": "@"}),
        book.add_format({"bold": True}),
    )
    fault = book.add_format({"num_format": "@", "bg_color": COLOUR, "border": 1})
    own = [place for place, name in enumerate(table.headings) if name != ERRORS]
    for at, place in enumerate(own):
        sheet.write_string(0, at, table.headings[place], head)
    sheet.set_column(0, max(len(own) - 1, 0), WIDTH)
    sheet.write_string(0, len(own), ERRORS, head)
    sheet.set_column(len(own), len(own), 60)
    for row in table.rows():
        line, defects = row.number - 1, wrong.get(row.number, [])
        by_heading = {at: "；".join(said for where, said in defects if where == at) for at, _said in defects}
        for at, place in enumerate(own):
            said = by_heading.get(heading_of(table.headings[place]))
            sheet.write_string(line, at, cell(row.cells, place), fault if said else text)
            if said:
                sheet.write_comment(line, at, said, {"x_scale": 2})
        if defects:
            told = "；".join(f"{at}：{said}" if at else said for at, said in defects)
            sheet.write_string(line, len(own), told, fault)
    book.close()
    return target.getvalue()


def heading_of(text: str) -> str:
    """``金额（元）`` and ``金额`` are one column."""
    return plain(text).replace("(", "（").partition("（")[0].strip()


def cell(cells: Sequence[Any], place: int) -> str:
    """A cell as text."""
    return as_text(cells[place]).strip() if place < len(cells) and cells[place] is not None else ""


def _book(target: io.BytesIO) -> Any:
    return xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
