"""27.6 through the reform: which tax a sale was under in Zhejiang, and the threshold of that tax."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import calc, judge

PERSON = {"seller": {"legal_form": "individual_business", "vat_taxpayer_kind": "small_scale"}}
COMPANY = {"seller": {"legal_form": "limited_company", "vat_taxpayer_kind": "small_scale"}}
GENERAL = {"seller": {"legal_form": "limited_company", "vat_taxpayer_kind": "general"}}


@pytest.mark.parametrize(
    ("trade", "last_day", "first_day"),
    [("pilot_services", "2012-11-30", "2012-12-01"), ("other_services", "2016-04-30", "2016-05-01")],
)
def test_the_day_of_the_reform(trade: str, last_day: str, first_day: str) -> None:
    assert calc("taxable_sale", "sale_tax", {"trade": trade}, last_day) == "business_tax"
    assert calc("taxable_sale", "sale_tax", {"trade": trade}, first_day) == "value_added_tax"


@pytest.mark.parametrize(
    ("day", "tax"),
    [("2013-07-31", "business_tax"), ("2013-08-01", ("unknown_law",)), ("2016-04-30", ("unknown_law",)),
     ("2016-05-01", "value_added_tax")],
)  # fmt: skip
def test_the_days_of_railways_post_and_telecommunications_are_not_known(day: str, tax: Any) -> None:
    assert calc("taxable_sale", "sale_tax", {"trade": "staged_services"}, day) == tax


@pytest.mark.parametrize("day", ["2009-01-01", "2012-06-30", "2026-11-23"])
def test_goods_are_always_under_vat(day: str) -> None:
    assert calc("taxable_sale", "sale_tax", {"trade": "goods"}, day) == "value_added_tax"


def verdict(day: str, trade: str, sales: str, links: dict[str, Any]) -> str:
    facts = {"trade": trade, "trade_sales": sales}
    return judge("taxable_sale", "27.6/trade", facts, day, links).verdict


@pytest.mark.parametrize("trade", ["goods", "pilot_services", "other_services"])
@pytest.mark.parametrize("day", ["2011-11-01", "2012-11-30", "2012-12-01", "2013-07-31"])
def test_individuals_below_20000_under_either_tax(day: str, trade: str) -> None:
    assert verdict(day, trade, "19999.99", PERSON) == "entitled"
    assert verdict(day, trade, "20000", PERSON) == "not_entitled"
    assert verdict(day, trade, "1", COMPANY) == "out_of_scope"


@pytest.mark.parametrize("trade", ["goods", "pilot_services", "other_services"])
@pytest.mark.parametrize("day", ["2013-08-01", "2014-09-30"])
def test_units_up_to_20000_beside_them(day: str, trade: str) -> None:
    assert verdict(day, trade, "20000", PERSON) == "not_entitled"
    assert verdict(day, trade, "20000", COMPANY) == "entitled"
    assert verdict(day, trade, "20000.01", COMPANY) == "not_entitled"


def test_a_general_taxpayer_is_reached_under_business_tax_only() -> None:
    assert verdict("2014-10-01", "other_services", "30000", GENERAL) == "entitled"
    assert verdict("2014-10-01", "goods", "30000", GENERAL) == "out_of_scope"
    assert verdict("2016-05-01", "other_services", "30000", GENERAL) == "out_of_scope"


@pytest.mark.parametrize("trade", ["goods", "pilot_services", "other_services"])
@pytest.mark.parametrize("day", ["2014-10-01", "2016-04-30", "2016-05-01", "2018-12-31"])
def test_everyone_up_to_30000_of_each_kind(day: str, trade: str) -> None:
    for links in (PERSON, COMPANY):
        assert verdict(day, trade, "29999.99", links) == "entitled"
        assert verdict(day, trade, "30000", links) == "entitled"
        assert verdict(day, trade, "30000.01", links) == "not_entitled"


def test_before_the_threshold_rose_and_after_the_kinds_were_summed() -> None:
    assert verdict("2011-10-31", "goods", "1", PERSON) == "not_in_force"
    assert verdict("2019-01-01", "goods", "1", PERSON) == "not_in_force"
