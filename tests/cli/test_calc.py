"""`zhiwei calc`: values, missing facts, unknown law."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.call import EXAMPLES, answered, zhiwei

FIRM = ("--facts", EXAMPLES / "firm.json")


def test_a_value_and_what_is_missing() -> None:
    found = answered("calc", "calc", "corporate_income_tax", "size_class", *FIRM, "--as-of", "2012-12-31")
    assert (found["as_of"], found["entity"]) == ("2012-12-31", "enterprise")
    tax, size = found["variables"]["corporate_income_tax"], found["variables"]["size_class"]
    assert (tax["status"], tax["value"], tax["unit"]) == ("known", "12000.00", "CNY")
    assert "27.3" in tax["cites"]
    assert size["status"] == "missing"
    assert size["missing"] == ["employees", "industry_code", "industry_edition", "revenue", "total_assets"]


def test_law_that_nobody_knows_is_no_number() -> None:
    found = answered("calc", "calc", "corporate_income_tax", *FIRM, "--as-of", "2028-12-31")
    assert found["variables"]["corporate_income_tax"]["status"] == "unknown_law"
    assert "value" not in found["variables"]["corporate_income_tax"]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "zh",
            [
                "corporate_income_tax（应纳企业所得税）：12000.00 元",
                "small_low_profit（小型微利企业）：是",
                "size_class（企业规模）：缺：从业人员、行业代码、行业分类版本、营业收入、资产总额",
            ],
        ),
        (
            "en",
            [
                "corporate_income_tax (corporate income tax): 12000.00 CNY",
                "small_low_profit (small low-profit enterprise): yes",
                (
                    "size_class (size class): missing: employees, industry code, "
                    "edition of the industry classification, operating revenue, total assets"
                ),
            ],
        ),
    ],
)
def test_text_in_both_languages(lang: str, lines: list[str]) -> None:
    names = ("corporate_income_tax", "small_low_profit", "size_class")
    called = zhiwei("calc", *names, *FIRM, "--as-of", "2012-12-31", "--lang", lang)
    assert called.out.splitlines() == lines


def test_an_unknown_name_is_wrong_usage() -> None:
    called = zhiwei("calc", "size_clas", *FIRM, "--as-of", "2012-12-31")
    assert called.code == 2
    assert "did you mean size_class" in called.err


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("zh", "bidder_is_small（投标人为小微企业）：缺：投标人的从业人员"),
        ("en", "bidder_is_small (bidder is small or micro): missing: bidder's employees"),
    ],
)
def test_a_missing_fact_of_a_linked_subject_is_named_with_its_owner(
    tmp_path: Path, lang: str, line: str
) -> None:
    bid = tmp_path / "bid.yaml"
    bid.write_text(
        "{entity: bid, facts: {}, links: {bidder: {facts: {legal_form: limited_company, "
        "industry_code: '3821', industry_edition: '2011', revenue: 300000000}}}}",
        encoding="utf-8",
    )
    called = zhiwei("calc", "bidder_is_small", "--facts", bid, "--as-of", "2012-06-30", "--lang", lang)
    assert called.out.splitlines() == [line]


def test_facts_that_contradict_each_other_are_told_first(tmp_path: Path) -> None:
    file = tmp_path / "firm.yaml"
    file.write_text("founded_on: 2013-01-01\ndivision: '330106'\n", encoding="utf-8")
    asked = ("size_class", "--facts", file, "--as-of", "2012-12-31")
    lines = zhiwei("calc", *asked).out.splitlines()
    assert lines[:2] == [
        "下列事实互相矛盾，或与适用日不符。结果仍按所填的计算，请先核对：",
        "  成立日期在适用日之后，那一天企业还没有成立（成立日期：2013-01-01）",
    ]
    assert lines[3].startswith("size_class（企业规模）：缺：")
    assert len(answered("calc", "calc", *asked)["conflicts"]) == 1
