"""Readers: rows numbered as the user sees them, encodings, sheets, spreadsheet errors, broken files."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.population.tables import WRITERS, write_csv, write_parquet, write_xlsx
from zhiwei.population.cells import ErrorCell
from zhiwei.population.defects import InputDefects
from zhiwei.population.readers import open_table

ROWS = [["编号", "名称"], ["a", "甲"], ["b", "乙"]]


def said(call: Callable[[], object]) -> str:
    """What a refusal says in Chinese."""
    with pytest.raises(InputDefects) as caught:
        call()
    return "\n".join(d.describe("zh") for d in caught.value.defects)


@pytest.mark.parametrize("suffix", WRITERS)
def test_headings_rows_and_progress(tmp_path: Path, suffix: str) -> None:
    table = open_table(WRITERS[suffix](tmp_path / f"t{suffix}", ROWS))
    assert table.headings == ("编号", "名称")
    assert [list(row.cells) for row in table.rows()] == [["a", "甲"], ["b", "乙"]]
    assert table.done() == table.total > 0
    assert [list(row.cells) for row in table.rows()] == [["a", "甲"], ["b", "乙"]]


def test_row_numbers_are_those_of_the_users_program(tmp_path: Path) -> None:
    blank = [["", ""], ["编号", "名称"], ["", ""], ["a", "甲"], [" ", ""], ["b", "乙"]]
    sheet = open_table(write_xlsx(tmp_path / "t.xlsx", blank))
    assert [row.number for row in sheet.rows()] == [4, 6]
    text = tmp_path / "t.csv"
    text.write_text('编号,名称\n\na,"甲\n甲"\n,\nb,乙\n', encoding="utf-8")
    assert [(row.number, row.cells[0]) for row in open_table(text).rows()] == [(3, "a"), (6, "b")]
    parquet = open_table(write_parquet(tmp_path / "t.parquet", ROWS))
    assert [row.number for row in parquet.rows()] == [1, 2]


def test_a_sheet_that_starts_to_the_right_keeps_its_letters(tmp_path: Path) -> None:
    table = open_table(write_xlsx(tmp_path / "t.xlsx", [[None, None, "编号"], [None, None, "a"]]))
    assert dict(zip(table.headings, table.marks, strict=True))["编号"] == "C"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings_of_text(tmp_path: Path, encoding: str) -> None:
    table = open_table(write_csv(tmp_path / "t.csv", ROWS, encoding))
    assert table.headings == ("编号", "名称")
    assert [row.cells[1] for row in table.rows()] == ["甲", "乙"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"编号{delimiter}名称\na{delimiter}甲\n", encoding="utf-8")
    assert [list(row.cells) for row in open_table(path).rows()] == [["a", "甲"]]


def test_a_row_with_another_number_of_cells(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("编号,名称\na\nb,乙,丙\nc,丁,\n", encoding="utf-8")
    problems = [row.problem and row.problem.zh for row in open_table(path).rows()]
    assert problems == ["这一行有1格，列名有2格", "这一行有3格，列名有2格", None]


def test_cells_beyond_the_headings_of_a_sheet(tmp_path: Path) -> None:
    table = open_table(write_xlsx(tmp_path / "t.xlsx", [["编号"], ["a"], ["b", "多"]]))
    assert [row.problem and row.problem.zh for row in table.rows()] == [None, "这一行有2格，列名有1格"]


def test_types_of_a_workbook_are_kept(tmp_path: Path) -> None:
    day = datetime.date(2012, 6, 30)
    table = open_table(write_xlsx(tmp_path / "t.xlsx", [["a", "b", "c", "d"], [0.1, day, True, "0111"]]))
    (row,) = table.rows()
    assert list(row.cells) == [0.1, day, True, "0111"]


def test_types_of_parquet_are_kept(tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": [Decimal("0.10")], "b": [datetime.date(2012, 6, 30)], "c": [None], "d": [7]})
    frame.write_parquet(tmp_path / "t.parquet")
    (row,) = open_table(tmp_path / "t.parquet").rows()
    assert list(row.cells) == [Decimal("0.10"), datetime.date(2012, 6, 30), None, 7]


def test_errors_and_formulas_never_computed_are_not_empty_cells(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", [["a", "b", "c"], ["#DIV/0!", "=1+1", 3]])
    (row,) = open_table(path).rows()
    assert [(type(c), c) for c in row.cells] == [(ErrorCell, "#DIV/0!"), (ErrorCell, "=…"), (float, 3.0)]


def test_the_sheet_of_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("说明", "企业", "其他"):
        page = book.create_sheet(name)
        page.append(["编号"])
        page.append([name])
    book.remove(book["Sheet"])
    book.save(tmp_path / "t.xlsx")
    assert [row.cells[0] for row in open_table(tmp_path / "t.xlsx").rows()] == ["企业"]
    assert [row.cells[0] for row in open_table(tmp_path / "t.xlsx", "其他").rows()] == ["其他"]
    assert said(lambda: open_table(tmp_path / "t.xlsx", "没有")) == (
        "t.xlsx：值“没有”：没有这个工作表。可选：说明、企业、其他。"
    )


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("t.doc", b"x", "t.doc：不认识的文件类型“.doc”。另存为 .xlsx、.csv 或 .parquet。"),
        ("t.csv", b"", "t.csv：没有列名行。第一行写列名。"),
        ("t.csv", b"\xff\xff\xff", "t.csv：文字编码既不是 UTF-8 也不是 GB18030。另存为“CSV UTF-8”。"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said(lambda: open_table(path)) == what


@pytest.mark.parametrize("name", ["t.xlsx", "t.parquet"])
def test_files_of_another_kind(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"no such file at all")
    assert said(lambda: open_table(path)).startswith(f"{name}：无法读取文件（")


def test_an_empty_sheet(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", [])
    assert said(lambda: open_table(path)) == "t.xlsx 工作表“企业”：没有列名行。第一行写列名。"
