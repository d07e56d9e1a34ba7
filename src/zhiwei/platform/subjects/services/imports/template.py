"""An empty workbook for agencies to fill in: headings as the import reads them, lists to choose from, how to fill it in."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from django.http import Http404

from zhiwei.engine.model import Variable
from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import Identifier

LAST_ROW = 5_000
"""Rows for which the lists to choose from are set up."""
LONGEST_LIST = 255
"""Characters a workbook takes for a list in a cell's rule."""
KINDS = {
    "money": "金额，以列名中的单位计；空着表示不知道",
    "count": "整数",
    "number": "数字",
    "rate": "小数或百分数",
    "date": "日期，例如 2012-06-30",
    "flag": "是或否",
    "enum": "从下拉列表中选择",
    "code": "代码，设为文本格式，保留前面的零",
    "text": "文字",
}


SAMPLES = {
    "money": "1200000", "count": "25", "number": "1.5", "rate": "50%", "date": "2012-06-30", "flag": "是",
}  # fmt: skip
"""How a value of a kind is written; the sheet with them is not read."""
EXAMPLE_NUMBER = "（统一社会信用代码或注册号）"


def template(entity: str) -> bytes:
    """The workbook as bytes; raises Http404 for a kind without facts."""
    known = entities.of_rulebook(entity)
    if known is None:
        raise Http404
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("企业" if entity == entities.ENTERPRISE else known.zh[:31])
    sheet.freeze_panes(1, 0)
    numbers = [str(kind.label) for kind in Identifier.Kind]
    headings: list[tuple[str, Variable | None]] = [(label, None) for label in numbers]
    headings += [(_heading(v), v) for v in known.facts.values()]
    for place, (heading, variable) in enumerate(headings):
        coded = variable is None or variable.type.kind in ("code", "text")
        sheet.set_column(place, place, 18, text if coded else None)
        sheet.write_string(0, place, heading, head)
        _choices(sheet, place, variable)
    _example(book.add_worksheet("示例"), headings, head)
    notes = book.add_worksheet("填报说明")
    notes.set_column(0, 1, 46)
    lines = [
        ("列名", "怎样填"),
        ("空格", "不知道就空着，不要填 0"),
        ("无", "不适用"),
        ("拒绝", "拒绝提供"),
        ("其他年度", "列名后加 @ 和期间，例如 营业收入@2011（万元）"),
        *((h, KINDS[v.type.kind]) for h, v in headings if v is not None),
    ]
    for line, (left, right) in enumerate(lines):
        notes.write_string(line, 0, left, head if not line else None)
        notes.write_string(line, 1, right, head if not line else None)
    book.close()
    return target.getvalue()


def _example(sheet: Any, headings: list[tuple[str, Variable | None]], head: Any) -> None:
    """One row as it may be filled in: a firm by its number, then only what the agency knows of it."""
    sheet.freeze_panes(1, 0)
    for place, (heading, variable) in enumerate(headings):
        sheet.set_column(place, place, 18)
        sheet.write_string(0, place, heading, head)
        sheet.write_string(1, place, EXAMPLE_NUMBER if not place else _sample(variable))


def _sample(variable: Variable | None) -> str:
    if variable is None:
        return ""
    if variable.type.kind == "enum":
        return next((m.zh for m in variable.enum), "")
    return SAMPLES.get(variable.type.kind, "")


def _heading(variable: Variable) -> str:
    return f"{variable.zh}（元）" if variable.type.kind == "money" else variable.zh


def _choices(sheet: Any, place: int, variable: Variable | None) -> None:
    if variable is None or variable.type.kind not in ("enum", "flag"):
        return
    words = ["是", "否"] if variable.type.kind == "flag" else [m.zh for m in variable.enum]
    if sum(len(w) + 1 for w in words) <= LONGEST_LIST and not any("," in w for w in words):
        sheet.data_validation(
            1, place, LAST_ROW, place, {"validate": "list", "source": words, "error_type": "warning"}
        )
