"""Rows: ids, official numbers, codes against their edition, and every defect of a row at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.population.tables import write_csv, write_xlsx
from zhiwei import rulebook
from zhiwei.engine.facts import KNOWN, MISSING, NOT_APPLICABLE, REFUSED
from zhiwei.population.readers import open_table
from zhiwei.population.running import code_lists
from zhiwei.population.subjects import Subject, Subjects

Rows = Sequence[Sequence[object]]


def subjects(path: Path, **options: str) -> tuple[Subjects, list[Subject]]:
    """The subjects of a file, read whole."""
    book = rulebook()
    found = Subjects(open_table(path), book.entities["enterprise"], code_lists(book), **options)
    return found, list(found)


def said(tmp_path: Path, rows: Rows, lang: str = "zh", **options: str) -> list[str]:
    """Everything that is wrong with a table."""
    found, read = subjects(write_csv(tmp_path / "t.csv", rows), **options)
    return [d.describe(lang) for d in (*found.defects, *(d for s in read for d in s.defects))]


def test_facts_by_name_and_period(tmp_path: Path) -> None:
    rows = [
        ["编号", "组织形式", "营业收入（万元）", "营业收入@2011", "从业人员", "转企前个体工商户成立日期"],
        ["甲", "有限责任公司", "300", "拒绝", "", "无"],
    ]
    _, (subject,) = subjects(write_csv(tmp_path / "t.csv", rows))
    assert subject.id == "甲"
    assert {name: (f.state, f.value) for name, f in subject.facts.items()} == {
        "legal_form": (KNOWN, "limited_company"),
        "revenue": (KNOWN, 300_000_000),
        "revenue@2011": (REFUSED, None),
        "employees": (MISSING, None),
        "predecessor_founded_on": (NOT_APPLICABLE, None),
    }


def test_without_an_id_column_rows_are_named_by_their_number(tmp_path: Path) -> None:
    _, read = subjects(write_csv(tmp_path / "t.csv", [["从业人员"], ["1"], ["2"]]))
    assert [s.id for s in read] == ["2", "3"]


def test_ids_kept_as_numbers_read_as_written(tmp_path: Path) -> None:
    _, read = subjects(write_xlsx(tmp_path / "t.xlsx", [["编号", "从业人员"], [7, 1]]))
    assert [s.id for s in read] == ["7"]


def test_missing_and_repeated_ids(tmp_path: Path) -> None:
    rows = [["编号", "从业人员"], ["a", "1"], ["", "2"], ["a", "3"]]
    assert said(tmp_path, rows) == [
        "t.csv 第3行 第1列“编号”：没有编号。给这一行一个编号。",
        "t.csv 第4行 第1列“编号”：值“a”：与第2行的编号相同。每个主体一个编号，重复的删去。",
    ]
    assert said(tmp_path, rows, "en") == [
        't.csv, row 3, column 1 "编号": no id. Give the row an id.',
        't.csv, row 4, column 1 "编号": value "a": the same id as row 2. One id per subject; remove the duplicate.',
    ]


@pytest.mark.parametrize(
    ("heading", "number", "what"),
    [
        ("统一社会信用代码", "91350100M000100Y43", ""),
        ("统一社会信用代码", "91350100m000100y43", ""),
        ("统一社会信用代码", "无", ""),
        ("统一社会信用代码", "91350100M000100Y44", "校验码不符：应为 3，现为 4"),
        ("统一社会信用代码", "91350100M000100Y4", "统一社会信用代码应为18位，现为17位"),
        ("组织机构代码", "D2143569-X", ""),
        ("组织机构代码", "D2143569-0", "校验码不符：应为 X，现为 0"),
        ("注册号", "110108000000016", ""),
        ("注册号", "110108000000017", "校验码不符：应为 6，现为 7"),
    ],
)
def test_check_digits(tmp_path: Path, heading: str, number: str, what: str) -> None:
    place = f"t.csv 第2行 第1列“{heading}”：值“{number}”"
    wanted = [f"{place}：{what}。对照证照核对；不知道就留空。"] if what else []
    assert said(tmp_path, [[heading, "从业人员"], [number, "1"]]) == wanted


def test_an_official_number_in_a_numeric_cell(tmp_path: Path) -> None:
    _, (subject,) = subjects(write_xlsx(tmp_path / "t.xlsx", [["注册号"], [110108000000016]]))
    place = "t.xlsx 工作表“企业” 第2行 A列“注册号”：值“110108000000016”"
    what = "号码存成了数字，位数可能已丢失。把该列设为文本格式后重新填写。"
    assert [d.describe() for d in subject.defects] == [f"{place}：{what}"]


@pytest.mark.parametrize(
    ("code", "edition", "wrong", "remedy"),
    [
        ("1830", "2011", "", ""),
        ("6242", "2017", "", ""),
        ("6242", "", "", ""),
        ("6242", "2011", "GB/T 4754-2011 中没有这个代码", "核对代码；该代码见于 2017 版，可把版本改为 2017"),
        ("9999", "2011", "不是有效代码", "核对代码；不知道就留空"),
    ],
)
def test_industry_codes_against_their_edition(
    tmp_path: Path, code: str, edition: str, wrong: str, remedy: str
) -> None:
    place = f"t.csv 第2行 第1列“行业代码”：值“{code}”"
    wanted = [f"{place}：{wrong}。{remedy}。"] if wrong else []
    assert said(tmp_path, [["行业代码", "行业分类版本"], [code, edition]]) == wanted


def test_a_division_that_contradicts_the_option(tmp_path: Path) -> None:
    rows = [["所在行政区划"], ["330106"], ["330681"]]
    assert said(tmp_path, rows, division="330106") == [
        "t.csv 第3行 第1列“所在行政区划”：值“330681”：与 --division 330106 不一致。去掉该选项，或改正这一格。"
    ]


def test_every_defect_of_a_row_is_reported_at_once(tmp_path: Path) -> None:
    rows = [["从业人员", "营业收入", "成立日期"], ["-1", "多", "2012-02-30"]]
    assert [line.partition("：")[0] for line in said(tmp_path, rows)] == [
        "t.csv 第2行 第1列“从业人员”",
        "t.csv 第2行 第2列“营业收入”",
        "t.csv 第2行 第3列“成立日期”",
    ]
