"""The reply given back as a workbook with its faults marked: coloured cells with notes and a column 错误."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from zhiwei.platform.kit import uploads
from zhiwei.platform.ledger.bank.layout import ERRORS
from zhiwei.platform.ledger.bank.reading import heading_of
from zhiwei.platform.ledger.models import BankReply
from zhiwei.population.readers import READERS
from zhiwei.population.words import as_text

COLOUR = "#ffc7ce"


def marked(reply: BankReply, path: Path | None = None) -> bytes:
    """The file as it came, as xlsx, every row where it stood."""
    table = READERS[f".{reply.file.kind}"](path or uploads.path_of(reply.file), None)
    wrong = {row.number: row.defects for row in reply.rows.exclude(defects=[])}
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    fault = book.add_format({"num_format": "@", "bg_color": COLOUR, "border": 1})
    own = [place for place, name in enumerate(table.headings) if name != ERRORS]
    for at, place in enumerate(own):
        sheet.write_string(0, at, table.headings[place], head)
    sheet.write_string(0, len(own), ERRORS, head)
    sheet.set_column(len(own), len(own), 60)
    for line, row in enumerate(table.rows(), 1):
        defects = dict(wrong.get(row.number, []))
        for at, place in enumerate(own):
            said = defects.get(heading_of(table.headings[place]))
            _cell(
                sheet, line, at, row.cells[place] if place < len(row.cells) else None, fault if said else text
            )
            if said:
                sheet.write_comment(line, at, said, {"x_scale": 2})
        if defects:
            told = "；".join(f"{name}：{said}" for name, said in defects.items())
            sheet.write_string(line, len(own), told, fault)
    book.close()
    return target.getvalue()


def _cell(sheet: Any, line: int, at: int, value: Any, form: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(line, at, None, form)
    else:
        sheet.write_string(line, at, as_text(value), form)
