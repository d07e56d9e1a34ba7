"""Headings: names, labels, aliases, units, periods, and what is said of those that are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhiwei.population.columns import Column, Role, letters
from zhiwei.population.headings import Headings


@pytest.mark.parametrize(
    ("heading", "fact", "unit"),
    [
        ("revenue", "revenue", None),
        ("Revenue ", "revenue", None),
        ("营业收入", "revenue", None),
        (" 营业 收入\n", "revenue", None),
        ("operating revenue", "revenue", None),
        ("Operating Revenue (yuan)", "revenue", "元"),
        ("营业收入（万元）", "revenue", "万元"),
        ("营业收入(元)", "revenue", "元"),
        ("营业收入（单位：万元）", "revenue", "万元"),
        ("revenue (wan yuan)", "revenue", "万元"),
        ("营业收入@2011", "revenue@2011", None),
        ("营业收入@2011（万元）", "revenue@2011", "万元"),
        ("营业收入（万元）@2011", "revenue@2011", "万元"),
        ("revenue@2011年", "revenue@2011", None),
        ("营业收入＠２０１１", "revenue@2011", None),
        ("月销售额@2012-6", "sales@2012-06", None),
        ("月销售额@2012年6月", "sales@2012-06", None),
        ("从业人数（年度平均）", "average_staff", None),
        ("从业人数(年度平均)(人)", "average_staff", "人"),
        ("职工人数（人）", "staff", "人"),
        ("份额（％）", "share", "%"),
    ],
)
def test_a_heading_names_a_fact(
    column: Callable[[str], Column], heading: str, fact: str, unit: str | None
) -> None:
    read = column(heading)
    assert (read.role, read.fact, read.unit) == (Role.FACT, fact, unit)


@pytest.mark.parametrize("heading", ["id", "ID", "编号", "序号"])
def test_id_headings(column: Callable[[str], Column], heading: str) -> None:
    assert column(heading).role is Role.ID


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("uscc", "uscc"),
        ("统一社会信用代码", "uscc"),
        ("组织机构代码", "organisation_code"),
        ("注册号", "registration_number"),
    ],
)
def test_identifier_headings(column: Callable[[str], Column], heading: str, name: str) -> None:
    read = column(heading)
    assert (read.role, read.name) == (Role.IDENTIFIER, name)


@pytest.mark.parametrize("heading", ["", "  ", "备注", "Remarks"])
def test_empty_headings_and_notes_are_passed_over(column: Callable[[str], Column], heading: str) -> None:
    assert column(heading).role is Role.IGNORED


def test_the_user_may_pass_over_a_column() -> None:
    columns, defects = Headings([], ignore=["电话"]).read(["电话"], ["A"])
    assert columns[0].role is Role.IGNORED
    assert defects == []


@pytest.mark.parametrize(
    ("heading", "zh", "en"),
    [
        (
            "营业收人",
            "B列“营业收人”：不认识的列名，该列未读取。是否应为“营业收入”？改列名，或删去该列，或加 --ignore 营业收人。",
            (
                'column B "营业收人": unknown column, not read. Did you mean "营业收入"? rename it, remove it, '
                "or add --ignore 营业收人."
            ),
        ),
        (
            "2011年营业收入",
            (
                "B列“2011年营业收入”：不认识的列名，该列未读取。是否应为“营业收入@2011”？"
                "改列名，或删去该列，或加 --ignore 2011年营业收入。"
            ),
            (
                'column B "2011年营业收入": unknown column, not read. Did you mean "营业收入@2011"? rename it, '
                "remove it, or add --ignore 2011年营业收入."
            ),
        ),
        (
            "电话",
            "B列“电话”：不认识的列名，该列未读取。改列名，或删去该列，或加 --ignore 电话。",
            'column B "电话": unknown column, not read. Rename it, remove it, or add --ignore 电话.',
        ),
        (
            "营业收入（元）（万元）",
            "B列“营业收入(元)(万元)”：同一列声明了两个单位（元、万元），该列未读取。列名只留一个单位。",
            (
                'column B "营业收入(元)(万元)": two units declared for one column (元, 万元), not read. '
                "Keep one unit in the heading."
            ),
        ),
        (
            "营业收入（元/万元）",
            "B列“营业收入(元/万元)”：同一列声明了两个单位（元、万元），该列未读取。列名只留一个单位。",
            (
                'column B "营业收入(元/万元)": two units declared for one column (元, 万元), not read. '
                "Keep one unit in the heading."
            ),
        ),
        (
            "营业收入（亿元）",
            "B列“营业收入(亿元)”：不认识的单位“亿元”，该列未读取。只认元、万元。",
            'column B "营业收入(亿元)": unknown unit "亿元", not read. Use 元 or 万元.',
        ),
        (
            "成立日期（元）",
            "B列“成立日期(元)”：不认识的单位“元”，该列未读取。这一列不带单位。",
            'column B "成立日期(元)": unknown unit "元", not read. This column takes no unit.',
        ),
        (
            "营业收入@上年",
            "B列“营业收入@上年”：“上年”不是一个年，该列未读取。写成 营业收入@2011。",
            'column B "营业收入@上年": "上年" is not a year, not read. Write revenue@2011.',
        ),
        (
            "月销售额@2012-13",
            "B列“月销售额@2012-13”：“2012-13”不是一个月，该列未读取。写成 月销售额@2012-06。",
            'column B "月销售额@2012-13": "2012-13" is not a month, not read. Write sales@2012-06.',
        ),
        (
            "从业人员@2011",
            "B列“从业人员@2011”：“从业人员”不分期间，该列未读取。去掉 @ 及其后的期间。",
            'column B "从业人员@2011": "staff" has no period, not read. Remove @ and what follows.',
        ),
    ],
)
def test_what_is_said_of_a_bad_heading(headings: Headings, heading: str, zh: str, en: str) -> None:
    columns, defects = headings.read(["id", heading], ["A", "B"])
    assert [d.describe("zh") for d in defects] == [zh]
    assert [d.describe("en") for d in defects] == [en]
    assert columns[1].role is Role.IGNORED


def test_one_fact_in_two_columns(headings: Headings) -> None:
    columns, defects = headings.read(["营业收入（元）", "revenue（万元）", "营业收入@2011"], ["A", "B", "C"])
    assert [c.role for c in columns] == [Role.FACT, Role.IGNORED, Role.FACT]
    assert [d.describe() for d in defects] == [
        "B列“revenue(万元)”：与A列“营业收入(元)”是同一项，该列未读取。只留一列；别的期间写成 列名@2011。"
    ]


def test_a_column_of_text_is_named_by_its_number(headings: Headings) -> None:
    _, defects = headings.read(["营业收入", "revenue"], ["1", "2"])
    assert [d.describe() for d in defects] == [
        "第2列“revenue”：与第1列“营业收入”是同一项，该列未读取。只留一列；别的期间写成 列名@2011。"
    ]


def test_letters_of_columns() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
