"""The seven meanings of small: separate predicates, each with reasons and its own texts; no one follows from another."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import MEDIUM, MICRO, SMALL, calc
from zhiwei import rulebook
from zhiwei.policy.small_meanings import MEANINGS, Found, compare

Facts = dict[str, Any]
TAX = {
    "taxable_income": "300000", "average_employees": 100, "average_total_assets": "30000000",
    "tax_industry": "industrial", "restricted_or_prohibited_industry": False, "collection_method": "audited",
}  # fmt: skip
OWN_GOODS = {"own_or_sme_goods": True, "large_firm_trademark": False, "goods_made_by_medium": False,
             "tied_to_large_firm": False}  # fmt: skip


def found(firm: Facts, day: str = "2012-06-30", others: dict[str, Facts] | None = None) -> dict[str, Found]:
    book = rulebook()
    return {one.meaning.key: one for one in compare(book, book.law(day), firm, others)}


def test_seven_meanings_one_of_them_tested_twice() -> None:
    assert [one.key for one in MEANINGS] == [
        "size", "tax", "fee", "vat", "supplier", "technology", "technology_national", "lender",
    ]  # fmt: skip
    cites = [one.cites[0] for one in found({}).values()]
    assert cites == [
        "35.1", "27.3", "17.7", "增值税暂行条例实施细则#三十七", "28.1", "浙科发高〔2002〕201号",
        "国科发政〔2017〕115号#六", "31.1",
    ]  # fmt: skip


def values(firm: Facts, day: str, others: dict[str, Facts] | None = None) -> list[bool | None]:
    return [one.value for one in found(firm, day, others).values()]


def test_the_same_firm_is_small_by_one_law_and_not_by_another() -> None:
    # Medium by the size standard, yet low-profit: three hundred staff at the year's end, a hundred on average.
    others = {
        "registration_filing": {"registered_capital": "5000000", "main_business_sector": "secondary"},
        "bid": OWN_GOODS,
        "recognition": {"all_staff": 501},
    }
    medium = {**MEDIUM, **TAX}
    assert values(medium, "2012-06-30", others) == [False, True, True, False, False, False, None, False]
    # Small by the size standard, but one fen above the income limit of the tax and above the capital limit.
    others["registration_filing"]["registered_capital"] = "5000000.01"
    small = {**SMALL, **TAX, "taxable_income": "300000.01"}
    assert values(small, "2012-06-30", others) == [True, False, False, False, True, False, None, True]
    trader = {**MICRO, "legal_form": "individual_business"}
    assert values(trader, "2012-06-30", others)[:4] == [True, False, False, True]


def test_reasons_and_what_is_missing() -> None:
    size = found(SMALL)["size"]
    assert [(r["zh"], r["holds"]) for r in size.reasons] == [("企业规模（小型） 属于 小型、微型", True)]
    trader = found({"legal_form": "individual_business"})
    assert [r["zh"] for r in trader["tax"].reasons] == ["企业所得税纳税人：否"]
    fee = found(SMALL)["fee"]
    assert (fee.status, fee.value) == ("missing", None)
    assert [m["zh"] for m in fee.missing] == ["主营项目所属产业", "注册资本"]
    assert fee.shown == {"zh": "还不能确定", "en": "not settled yet"}


def test_by_period() -> None:
    in_2026 = found(SMALL, "2026-06-30")
    assert (in_2026["fee"].status, in_2026["technology_national"].status) == ("not_in_force", "missing")
    assert found(SMALL, "2017-05-02")["technology_national"].status == "not_in_force"
    assert found(SMALL, "2017-05-03")["technology_national"].status == "missing"


@pytest.mark.parametrize(
    ("facts", "firm", "small"),
    [
        (OWN_GOODS, SMALL, True),
        ({**OWN_GOODS, "goods_made_by_medium": True}, SMALL, False),
        ({**OWN_GOODS, "large_firm_trademark": True}, SMALL, False),
        (OWN_GOODS, MEDIUM, False),
    ],
)
def test_suppliers(facts: Facts, firm: Facts, small: bool) -> None:
    assert calc("bid", "counts_as_small_supplier", facts, "2012-06-30", {"bidder": firm}) is small


@pytest.mark.parametrize(
    ("day", "firm", "line", "small"),
    [
        ("2012-06-30", SMALL, "99999999", True),  # by the size standard alone
        ("2012-06-30", MEDIUM, "1", False),
        ("2017-12-31", SMALL, "10000000.01", True),
        ("2018-01-01", SMALL, "10000000.01", False),
        ("2018-01-01", SMALL, "10000000", True),
        ("2023-06-30", MEDIUM, "1", False),
        ("2023-06-30", {**MEDIUM, "legal_form": "individual_business"}, "10000000", True),
        ("2026-06-30", SMALL, "10000000.01", False),
    ],
)
def test_borrowers(day: str, firm: Facts, line: str, small: bool) -> None:
    found_ = calc(
        "small_firm_loan", "counts_as_small_borrower", {"credit_line": line}, day, {"borrower": firm}
    )
    assert found_ is small
