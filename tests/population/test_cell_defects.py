"""Cells that cannot be read: each message as people see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from zhiwei.population.cells import Absent, CellReader, ErrorCell
from zhiwei.population.defects import Problem, Severity

Cells = Callable[[str], CellReader]
LEAVE_ZH, LEAVE_EN = "不知道就留空", "leave it empty if unknown"


def said(cells: Cells, heading: str, *raws: Any) -> tuple[str, str, str, str]:
    """What is said of the last of the cells."""
    reader = cells(heading)
    read = [reader.read(raw) for raw in raws][-1]
    assert isinstance(read, Problem), read
    return read.zh, read.remedy_zh, read.en, read.remedy_en


NUMBER = (
    "不是数字",
    f"填数字，如 1200 或 1,200.50；{LEAVE_ZH}",
    "not a number",
    f"write a number such as 1200 or 1,200.50; {LEAVE_EN}",
)


@pytest.mark.parametrize(
    "raw", ["三十万", "约300", "abc", "1.2.3", "12-5", "#DIV/0!", "1e400 元", float("nan"), "9" * 40]
)
def test_text_in_a_number(cells: Cells, raw: Any) -> None:
    assert said(cells, "营业收入", raw) == NUMBER


@pytest.mark.parametrize("raw", [float("inf"), Decimal("NaN")])
def test_no_number_at_all(cells: Cells, raw: Any) -> None:
    assert said(cells, "从业人员", raw) == NUMBER


@pytest.mark.parametrize("raw", ["-", "—", "－－", "/"])
def test_a_dash(cells: Cells, raw: str) -> None:
    assert said(cells, "营业收入", raw) == (
        "横线可能是零，也可能是没有数",
        f"是零填0；{LEAVE_ZH}",
        "a dash may mean zero or nothing",
        f"write 0 if it is zero; {LEAVE_EN}",
    )


@pytest.mark.parametrize("raw", ["1.23E+05", "5e3"])
def test_scientific_notation(cells: Cells, raw: str) -> None:
    assert said(cells, "营业收入", raw) == (
        "科学记数法的数可能已丢失位数",
        "在原表中设为数值格式后重新保存",
        "a number in scientific notation may have lost digits",
        "format the column as a number in the source and save again",
    )


@pytest.mark.parametrize("raw", ["1,23", "12,34,567", ",500", "1,2345.00"])
def test_thousands_separators_in_the_wrong_places(cells: Cells, raw: str) -> None:
    assert said(cells, "营业收入", raw) == (
        "千分位逗号的位置不对",
        "每三位一个逗号，或不写逗号",
        "thousands separators in the wrong places",
        "one comma every three digits, or none",
    )


def test_a_unit_that_money_does_not_have(cells: Cells) -> None:
    assert said(cells, "营业收入", "3亿元") == (
        "不认识的单位“亿元”",
        "只认元、万元",
        'unknown unit "亿元"',
        "use 元 or 万元",
    )


def test_a_unit_that_a_count_does_not_have(cells: Cells) -> None:
    assert said(cells, "从业人员", "3元") == (
        "不认识的单位“元”",
        "只认人、名",
        'unknown unit "元"',
        "use 人 or 名",
    )


def test_two_units_heading_and_cell(cells: Cells) -> None:
    assert said(cells, "营业收入（万元）", "300元") == (
        "同一列声明了两个单位：列名写明万元，这里写元",
        "全列统一用万元或元",
        "two units declared for one column: the heading says 万元, this cell says 元",
        "use either 万元 or 元 in the whole column",
    )


def test_two_units_in_two_cells(cells: Cells) -> None:
    assert said(cells, "营业收入", "300", "30万元", "300元") == (
        "同一列声明了两个单位：本列前面的单元格写明万元，这里写元",
        "全列统一用万元或元",
        "two units declared for one column: an earlier cell of this column says 万元, this cell says 元",
        "use either 万元 or 元 in the whole column",
    )


@pytest.mark.parametrize(
    ("heading", "raw"),
    [
        ("营业收入", "60000.001"),
        ("营业收入", 60000.005),
        ("营业收入", 60000.000002),
        ("营业收入（万元）", "6.0000001"),
        ("营业收入", Decimal("0.0000001")),
    ],
)
def test_finer_than_a_fen(cells: Cells, heading: str, raw: Any) -> None:
    assert said(cells, heading, raw) == (
        "金额细于一分",
        "四舍五入到分后填写",
        "an amount finer than a fen",
        "round it to the fen",
    )


@pytest.mark.parametrize("raw", ["-3", -3, -3.0, "－３", "(3)"])
def test_negative_staff(cells: Cells, raw: Any) -> None:
    assert said(cells, "从业人员", raw) == (
        "小于最小值 0",
        f"填 0 或更大的数；{LEAVE_ZH}",
        "below the minimum 0",
        f"write 0 or more; {LEAVE_EN}",
    )


def test_a_share_above_one(cells: Cells) -> None:
    assert said(cells, "份额", "5") == (
        "大于最大值 1",
        f"填 1 或更小的数；{LEAVE_ZH}",
        "above the maximum 1",
        f"write 1 or less; {LEAVE_EN}",
    )


def test_off_the_step(cells: Cells) -> None:
    assert said(cells, "箱数", "13") == (
        "不是 12 的整倍数",
        f"按 12 取整后填写；{LEAVE_ZH}",
        "not a multiple of 12",
        f"write a multiple of 12; {LEAVE_EN}",
    )


@pytest.mark.parametrize("raw", ["50.5", 50.5])
def test_half_a_person(cells: Cells, raw: Any) -> None:
    assert said(cells, "从业人员", raw) == (
        "应为整数",
        f"填整数；{LEAVE_ZH}",
        "a whole number is needed",
        f"write a whole number; {LEAVE_EN}",
    )


def test_a_date_in_a_number(cells: Cells) -> None:
    assert said(cells, "从业人员", date(1900, 1, 20)) == (
        "这里是日期，应为数字",
        f"改为数字；{LEAVE_ZH}",
        "this is a date, a number is needed",
        f"write a number; {LEAVE_EN}",
    )


def test_yes_in_a_number(cells: Cells) -> None:
    assert said(cells, "从业人员", True)[0] == "这里是是/否，应为数字"


@pytest.mark.parametrize("raw", ["2012-02-30", "2012/13/1", "2012年6月31日", 20120230, "2011-02-29"])
def test_impossible_dates(cells: Cells, raw: Any) -> None:
    assert said(cells, "成立日期", raw) == (
        "没有这一天",
        f"核对年月日；{LEAVE_ZH}",
        "there is no such day",
        f"check year, month and day; {LEAVE_EN}",
    )


@pytest.mark.parametrize("raw", [41090, 41090.0, 41090.5, "41090"])
def test_a_day_as_a_serial_number(cells: Cells, raw: Any) -> None:
    assert said(cells, "成立日期", raw) == (
        "日期列里是一个数",
        "在表中把该列设为日期格式",
        "a bare number in a column of dates",
        "format the column as a date",
    )


@pytest.mark.parametrize("raw", ["去年", "30/6/2012", "12-6-30", "2012年6月", "二〇一二年六月"])
def test_text_in_a_date(cells: Cells, raw: str) -> None:
    assert said(cells, "成立日期", raw) == (
        "不是日期",
        f"写成 2012-06-30、2012/6/30 或 2012年6月30日；{LEAVE_ZH}",
        "not a date",
        f"write 2012-06-30, 2012/6/30 or 2012年6月30日; {LEAVE_EN}",
    )


@pytest.mark.parametrize("raw", ["或许", "2", 2.0, "是的", date(2012, 6, 30)])
def test_neither_yes_nor_no(cells: Cells, raw: Any) -> None:
    assert said(cells, "已认定", raw) == (
        "应为“是”或“否”",
        f"填 是 或 否（也可填 yes、no、true、false、1、0）；{LEAVE_ZH}",
        "yes or no is needed",
        f"write yes or no (是, 否, true, false, 1, 0 also do); {LEAVE_EN}",
    )


@pytest.mark.parametrize("raw", ["公私合营", 3.0, "未知"])
def test_outside_the_options(cells: Cells, raw: Any) -> None:
    assert said(cells, "组织形式", raw) == (
        "不在可选项之内",
        f"可填：公司、个体户；{LEAVE_ZH}",
        "not one of the options",
        f"options: company, sole_trader; {LEAVE_EN}",
    )


@pytest.mark.parametrize(("raw", "offer"), [("9999", ""), ("111", "0111"), ("34119", "3411")])
def test_codes_outside_the_list(cells: Cells, raw: str, offer: str) -> None:
    zh, remedy_zh, en, remedy_en = said(cells, "行业代码", raw)
    assert (zh, en) == ("不是有效代码", "not a valid code")
    assert remedy_zh == (f"是否应为 {offer}？" if offer else "") + f"核对代码；{LEAVE_ZH}"
    assert remedy_en == (f"did you mean {offer}? " if offer else "") + f"check the code; {LEAVE_EN}"


@pytest.mark.parametrize(
    ("raw", "zh", "en"),
    [
        (111.0, "0111", "0111"),
        (13, "013或13", "013 or 13"),
        (999, "999", "999"),
    ],
)
def test_a_code_kept_as_a_number_is_not_guessed(cells: Cells, raw: Any, zh: str, en: str) -> None:
    assert said(cells, "行业代码", raw) == (
        "代码存成了数字，前导零可能已丢失",
        f"把该列设为文本格式，写成 {zh}",
        "a code kept as a number may have lost its leading zero",
        f"format the column as text and write {en}",
    )


def test_not_applicable_where_the_fact_as_a_rule_applies(cells: Cells) -> None:
    reader = cells("营业收入")
    assert [reader.read(raw) for raw in ("无", "n/a")] == [Absent.NOT_APPLICABLE] * 2
    assert [(w.zh, w.remedy_zh, w.severity) for w in reader.warnings()] == [
        ("有2格填“不适用”，依赖这一项的结果也将是“不适用”", "若是不知道，改为留空", Severity.WARNING)
    ]
    optional = cells("合并日期")
    optional.read("无")
    assert optional.warnings() == []


def test_a_spreadsheet_error(cells: Cells) -> None:
    assert said(cells, "营业收入", ErrorCell("#DIV/0!")) == (
        "单元格是错误或未计算的公式（#DIV/0!）",
        "在表格软件中改正公式并重新保存",
        "the cell holds an error or a formula never computed (#DIV/0!)",
        "correct the formula in the spreadsheet program and save again",
    )


def test_columns_of_implausible_scale_are_remarked_upon(cells: Cells) -> None:
    small = cells("营业收入")
    for raw in ("350", "1200.50", "88"):
        small.read(raw)
    declared = cells("营业收入（元）")
    for raw in ("350", "1200", "88"):
        declared.read(raw)
    huge = cells("营业收入（万元）")
    huge.read("100000000")
    mixed = cells("营业收入")
    for raw in ("3万元", "30000"):
        mixed.read(raw)
    said_zh = [[w.zh for w in r.warnings()] for r in (small, declared, huge, mixed)]
    assert said_zh == [
        ["全列最大的数才 1,200.50 元"],
        [],
        ["有1个数达到一万亿元（按万元计）"],
        ["有的单元格带“万元”，有的不带单位；不带单位的按元读取"],
    ]
