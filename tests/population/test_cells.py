"""Cells: every convention of writing a value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from zhiwei.population.cells import Absent, CellReader

Cells = Callable[[str], CellReader]


@pytest.mark.parametrize(
    ("heading", "raw", "fen"),
    [
        ("营业收入", "60000", 6_000_000),
        ("营业收入", "60000.01", 6_000_001),
        ("营业收入", "60,000.01", 6_000_001),
        ("营业收入", "６０，０００．０１", 6_000_001),
        ("营业收入", " ¥60,000.01 元", 6_000_001),
        ("营业收入", "￥1,234,567", 123_456_700),
        ("营业收入", "6万元", 6_000_000),
        ("营业收入", "6 万", 6_000_000),
        ("营业收入", "6.000001万元", 6_000_001),
        ("营业收入（万元）", "6.000001", 6_000_001),
        ("营业收入（万元）", 6.000001, 6_000_001),
        ("营业收入（万元）", "6万元", 6_000_000),
        ("营业收入（万元）", 300, 300_000_000),
        ("营业收入（元）", "300元", 30_000),
        ("营业收入", 60000.01, 6_000_001),
        ("营业收入", 19999.99, 1_999_999),
        ("营业收入", 0.1 + 0.2, 30),
        ("营业收入", 60000.0000009, 6_000_000),
        ("营业收入", Decimal("60000.01"), 6_000_001),
        ("营业收入", 0, 0),
        ("营业收入", "0.00", 0),
        ("营业收入", ".5", 50),
        ("利润", "-1,234.50", -123_450),
        ("利润", "(1,234.50)", -123_450),
        ("利润", "（1,234.50）", -123_450),
        ("利润", "−3", -300),
        ("利润", -0.01, -1),
        ("利润", "+3", 300),
    ],
)
def test_money(cells: Cells, heading: str, raw: Any, fen: int) -> None:
    assert cells(heading).read(raw) == fen


@pytest.mark.parametrize(
    ("heading", "raw", "value"),
    [
        ("份额", "5%", Fraction(1, 20)),
        ("份额", "５％", Fraction(1, 20)),
        ("份额", "12.5 %", Fraction(1, 8)),
        ("份额", 0.05, Fraction(1, 20)),
        ("份额", "0.05", Fraction(1, 20)),
        ("份额", 1, Fraction(1)),
        ("份额（%）", "5", Fraction(1, 20)),
        ("份额（%）", 12.5, Fraction(1, 8)),
        ("份额（%）", "5%", Fraction(1, 20)),
        ("从业人员", "1,200", 1200),
        ("从业人员", "50人", 50),
        ("从业人员", "５０名", 50),
        ("从业人员", 50.0, 50),
        ("从业人员（人）", "50 人", 50),
        ("箱数", "24", 24),
        ("箱数", "24个", 24),
        ("从业人数（年度平均）", "50.5", Fraction(101, 2)),
        ("从业人数（年度平均）", 80.1, Fraction(801, 10)),
        ("从业人数（年度平均）", 80, Fraction(80)),
    ],
)
def test_rates_counts_and_numbers(cells: Cells, heading: str, raw: Any, value: Any) -> None:
    assert cells(heading).read(raw) == value


@pytest.mark.parametrize(
    "raw",
    [
        "2012-06-30",
        "2012/6/30",
        "2012.6.30",
        "2012年6月30日",
        "2012 年 6 月 30 日",
        "２０１２年６月３０日",
        "2012/06/30",
        "2012-6-30",
        "20120630",
        20120630,
        20120630.0,
        "2012-06-30 00:00:00",
        "2012-06-30T14:23:11",
        date(2012, 6, 30),
        datetime(2012, 6, 30, 14, 23),
    ],
)
def test_dates(cells: Cells, raw: Any) -> None:
    assert cells("成立日期").read(raw) == date(2012, 6, 30)


@pytest.mark.parametrize("raw", ["是", "yes", "YES", "Y", "true", "TRUE", "1", 1, 1.0, True, "√", "１"])
def test_yes(cells: Cells, raw: Any) -> None:
    assert cells("已认定").read(raw) is True


@pytest.mark.parametrize("raw", ["否", "no", "No", "n", "false", "0", 0, 0.0, False, "×"])
def test_no(cells: Cells, raw: Any) -> None:
    assert cells("已认定").read(raw) is False


@pytest.mark.parametrize("raw", ["sole_trader", "Sole Trader", "sole trader", "个体户", " 个体户 "])
def test_enums_by_code_and_by_label(cells: Cells, raw: Any) -> None:
    assert cells("组织形式").read(raw) == "sole_trader"


@pytest.mark.parametrize(
    ("raw", "code"), [("0111", "0111"), ("13", "13"), ("０１１", "011"), (3411.0, "3411"), (1310, "1310")]
)
def test_codes(cells: Cells, raw: Any, code: str) -> None:
    assert cells("行业代码").read(raw) == code


@pytest.mark.parametrize(
    ("raw", "text"),
    [("阿里山茶行", "阿里山茶行"), (2012.0, "2012"), (1.5, "1.5"), (date(2012, 6, 30), "2012-06-30")],
)
def test_text(cells: Cells, raw: Any, text: str) -> None:
    assert cells("名称").read(raw) == text


@pytest.mark.parametrize(
    "heading", ["营业收入", "从业人员", "成立日期", "已认定", "组织形式", "行业代码", "名称", "份额"]
)
@pytest.mark.parametrize("raw", [None, "", "  ", "\u3000", "\n"])
def test_empty_is_missing_never_zero(cells: Cells, heading: str, raw: Any) -> None:
    assert cells(heading).read(raw) is Absent.MISSING


@pytest.mark.parametrize("raw", ["无", "n/a", "N/A", "不适用", " 无 ", "Ｎ／Ａ"])
def test_not_applicable(cells: Cells, raw: str) -> None:
    assert cells("合并日期").read(raw) is Absent.NOT_APPLICABLE


@pytest.mark.parametrize("raw", ["拒绝", "refused", " 拒绝"])
def test_refused(cells: Cells, raw: str) -> None:
    assert cells("营业收入").read(raw) is Absent.REFUSED
