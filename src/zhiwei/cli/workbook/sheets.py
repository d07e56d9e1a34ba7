"""The workbook of answers: 判定, 缺项, 依据, 说明, 问题."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from zhiwei.cli.workbook.collect import Collected, Line

MONEY = "#,##0.00"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Name, columns with their widths, rows; a row's whole numbers under ``money`` headings are fen."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Any]]
    money: frozenset[str] = frozenset()


def write_workbook(found: Collected, target: Path) -> None:
    """Write the five sheets; every one has a frozen heading row, widths and filters."""
    with xlsxwriter.Workbook(str(target), {"strings_to_urls": False, "strings_to_formulas": False}) as book:
        book.set_properties({"title": f"{found.file} 判定结果"})
        forms = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "money": book.add_format({"num_format": MONEY, "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for sheet in sheets(found):
            _write(book.add_worksheet(sheet.name), sheet, forms)


def sheets(found: Collected) -> list[Sheet]:
    """The sheets with their rows."""
    firm = [("适用日", 11), ("编号", 7), ("名称", 30), ("措施", 13), ("措施名称", 30)]
    return [
        Sheet(
            "判定",
            [*firm, ("判定", 22), ("金额（元）", 16), ("最高（元）", 16), ("缺项数", 8)],
            [(*_head(x), x.word.zh, x.amount, x.maximum, len(x.missing)) for x in found.lines],
            frozenset({"金额（元）", "最高（元）"}),
        ),
        Sheet(
            "缺项",
            [*firm, ("还需要的事实", 32), ("列名", 32)],
            [
                (*_head(x), label.zh, name)
                for x in found.lines
                for name, label in zip(x.missing, x.missing_labels, strict=True)
            ],
        ),
        Sheet(
            "依据",
            [("适用日", 11), ("措施", 13), ("措施名称", 30), ("出处", 40), ("原文", 100)],
            [(day, measure, *clause) for (day, measure), clause in found.clauses.items()],
        ),
        Sheet(
            "说明",
            [*firm, ("说明", 90), ("怎样会改变、附近的断崖", 60)],
            [(*_head(x), x.explanation.zh, x.outlook.zh) for x in found.lines],
        ),
        Sheet("问题", [("类别", 8), ("问题", 120)], _problems(found)),
    ]


def _head(line: Line) -> tuple[str, ...]:
    return line.day, line.firm, line.name, line.measure, line.title.zh


def _problems(found: Collected) -> list[tuple[str, str]]:
    listed = [("错误" if d.is_error else "提醒", d.describe("zh")) for d in found.defects]
    return listed or [("", "没有发现问题。")]


def _write(sheet: Any, content: Sheet, forms: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for column, (heading, width) in enumerate(content.columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, forms["head"])
    last = 0
    for last, row in enumerate(content.rows, start=1):
        for column, ((heading, _), value) in enumerate(zip(content.columns, row, strict=True)):
            if value is None or value == "":
                continue
            if heading in content.money:
                sheet.write_number(last, column, value / 100, forms["money"])
            elif isinstance(value, int):
                sheet.write_number(last, column, value, forms["text"])
            else:
                sheet.write_string(last, column, str(value), forms["text"])
    sheet.autofilter(0, 0, last, len(content.columns) - 1)
