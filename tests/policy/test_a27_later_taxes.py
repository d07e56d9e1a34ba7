"""6.1 and 27.3 as they went on: individual businesses by half, equipment written off at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import SMALL, calc, judge

SHOP = {"business": {"legal_form": "individual_business"}}
INCOME = {
    "business_taxable_income": "150000",
    "tax_on_part_within_limit": "19500.01",
    "other_relief_on_part": "500",
}


def shop(day: str, links: dict[str, Any] = SHOP, **facts: Any) -> Any:
    return judge("business_income", "27.3/individual-business", {**INCOME, **facts}, day, links)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2020-12-31", "not_in_force"),
        ("2021-01-01", "entitled"),
        ("2027-12-31", "entitled"),
        ("2028-01-01", "unknown_law"),
    ],
)
def test_individual_businesses_since_2021(day: str, verdict: str) -> None:
    assert shop(day).verdict == verdict


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        ("2021-12-31", 1_000_000),
        ("2022-12-31", 1_000_000),
        ("2023-01-01", 2_000_000),
        ("2026-11-23", 2_000_000),
    ],
)
def test_the_part_within_the_limit(day: str, limit: int) -> None:
    for income, part in (
        (f"{limit - 1}.99", f"{limit - 1}.99"),
        (f"{limit}", f"{limit}.00"),
        (f"{limit}.01", f"{limit}.00"),
        ("-1", "0.00"),
    ):
        facts = {**INCOME, "business_taxable_income": income}
        assert calc("business_income", "business_income_halved", facts, day, SHOP) == part


def test_half_of_the_tax_after_other_relief() -> None:
    assert shop("2026-11-23").amount.value == 950_001  # half of 19,000.01, rounded half up: 9,500.01
    assert shop("2026-11-23", business_taxable_income="0").deciding == "has_business_income"
    company = {"business": {"legal_form": "limited_company"}}
    assert shop("2026-11-23", company).verdict == "out_of_scope"


def equipment(day: str, price: str = "5000000", building: bool = False, firm: dict[str, Any] = SMALL) -> Any:
    facts = {"unit_price": price, "is_building": building}
    return judge("equipment_purchase", "6.1/equipment", facts, day, {"firm": firm})


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2013-12-31", "not_in_force"), ("2014-01-01", "unknown_law"), ("2017-12-31", "unknown_law"),
     ("2018-01-01", "entitled"), ("2021-06-30", "entitled"), ("2027-12-31", "entitled"), ("2028-01-01", "unknown_law")],
)  # fmt: skip
def test_equipment_by_period(day: str, verdict: str) -> None:
    assert equipment(day).verdict == verdict


@pytest.mark.parametrize("day", ["2018-06-30", "2022-06-30", "2026-11-23"])
def test_equipment_up_to_five_million(day: str) -> None:
    assert equipment(day, "4999999.99").amount.value == 4_999_999_99
    assert equipment(day, "5000000").verdict == "entitled"
    assert equipment(day, "5000000.01").deciding == "price_within_write_off"
    assert equipment(day, building=True).deciding == "is_equipment"
    assert equipment(day, firm={**SMALL, "legal_form": "partnership"}).verdict == "out_of_scope"
