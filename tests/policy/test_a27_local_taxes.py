"""27.3 and 27.5 as they went on: six taxes and two fees by half, surcharges not levied on small sales."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import judge

COMPANY = {"legal_form": "limited_company", "vat_taxpayer_kind": "general"}
SMALL_SCALE = {**COMPANY, "vat_taxpayer_kind": "small_scale"}
SHOP = {"legal_form": "individual_business", "vat_taxpayer_kind": "general"}
LOW_PROFIT = {
    **COMPANY, "taxable_income": "3000000", "average_employees": 300, "average_total_assets": "50000000",
    "tax_industry": "other", "restricted_or_prohibited_industry": False, "collection_method": "audited",
}  # fmt: skip
BIG = {**LOW_PROFIT, "taxable_income": "3000000.01"}


def halved(day: str, payer: dict[str, Any], kind: str = "stamp", due: str = "100.01") -> Any:
    facts = {"local_tax_kind": kind, "local_tax_due": due}
    return judge("local_tax", "27.3/local-taxes", facts, day, {"payer": payer})


@pytest.mark.parametrize(
    ("day", "payer", "verdict"),
    [
        ("2018-12-31", SMALL_SCALE, "not_in_force"), ("2019-01-01", SMALL_SCALE, "entitled"),
        ("2021-12-31", LOW_PROFIT, "not_entitled"), ("2021-12-31", SHOP, "not_entitled"),
        ("2022-01-01", LOW_PROFIT, "entitled"), ("2022-01-01", SHOP, "entitled"), ("2022-01-01", BIG, "not_entitled"),
        ("2027-12-31", LOW_PROFIT, "entitled"), ("2028-01-01", SMALL_SCALE, "unknown_law"),
    ],
)  # fmt: skip
def test_whom_the_half_reaches_since_when(day: str, payer: dict[str, Any], verdict: str) -> None:
    assert halved(day, payer).verdict == verdict


@pytest.mark.parametrize("day", ["2019-06-30", "2022-06-30", "2026-11-23"])
@pytest.mark.parametrize(("due", "fen"), [("100.00", 50_00), ("100.01", 50_01), ("0.01", 1), ("0", 0)])
def test_one_half_rounded_to_the_fen(day: str, due: str, fen: int) -> None:
    assert halved(day, SMALL_SCALE, due=due).amount.value == fen


EIGHT = ("resource", "city_maintenance", "house_property", "land_use", "stamp", "farmland_occupation",
         "education_surcharge", "local_education_surcharge")  # fmt: skip


def test_six_taxes_and_two_fees() -> None:
    for kind in EIGHT:
        assert halved("2026-11-23", SMALL_SCALE, kind).verdict == "entitled"
    assert halved("2026-11-23", SMALL_SCALE, "other").verdict == "out_of_scope"


def test_a_small_scale_payer_needs_no_further_fact() -> None:
    found = halved("2026-11-23", {"vat_taxpayer_kind": "general", "legal_form": "limited_company"})
    assert found.verdict == "undetermined"
    assert "payer.taxable_income" in found.missing
    assert halved("2026-11-23", {"vat_taxpayer_kind": "small_scale"}).missing == ()


def waived(day: str, sales: str, kind: str = "education_surcharge") -> Any:
    facts = {"local_tax_kind": kind, "local_tax_due": "300"}
    payer = {**COMPANY, "monthly_sales": sales}
    return judge("local_tax", "27.5/education-surcharge", facts, day, {"payer": payer})


@pytest.mark.parametrize(
    ("day", "limit"),
    [("2015-01-01", 30_000), ("2016-01-31", 30_000), ("2016-02-01", 100_000), ("2026-11-23", 100_000)],
)
def test_surcharges_up_to_the_limit(day: str, limit: int) -> None:
    for sales, met in ((f"{limit - 1}.99", True), (f"{limit}", True), (f"{limit}.01", False)):
        found = waived(day, sales)
        assert (found.verdict == "entitled") is met
        assert found.deciding == (None if met else "surcharge_sales_met")
    assert waived(day, "1").amount.value == 300_00


def test_surcharges_only_and_not_before_2015() -> None:
    assert waived("2014-12-31", "1").verdict == "not_in_force"
    assert waived("2015-01-01", "1", "city_maintenance").verdict == "out_of_scope"
    assert waived("2015-01-01", "1", "local_education_surcharge").verdict == "entitled"
