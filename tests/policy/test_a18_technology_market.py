"""18.2 and 18.6: contracts of the technology market."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import calc, decision, judge

DAY = "2012-06-30"
CONTRACT = {
    "contract_registered": True,
    "contract_kind": "transfer",
    "related_to_transfer": False,
    "contract_total": "1000000",
    "non_technical_cost": "400000",
}


@pytest.mark.parametrize(
    ("kind", "related", "relieved"),
    [
        ("transfer", False, True), ("licence", False, True), ("development", False, True),
        ("consulting", True, True), ("consulting", False, False),
        ("service", True, True), ("service", False, False),
        ("training", True, False), ("brokerage", True, False),
    ],
)  # fmt: skip
def test_18_2_kinds(kind: str, related: bool, relieved: bool) -> None:
    facts = {**CONTRACT, "contract_kind": kind, "related_to_transfer": related}
    found = judge("technology_contract", "18.2", facts, DAY)
    assert (found.verdict == "entitled") is relieved
    income = calc("technology_contract", "relieved_technology_income", facts, DAY)
    assert income == ("600000.00" if relieved else "0.00")


def test_18_2_only_a_registered_contract() -> None:
    facts = {**CONTRACT, "contract_registered": False}
    assert judge("technology_contract", "18.2", facts, DAY).deciding == "contract_registered"
    assert calc("technology_contract", "relieved_technology_income", facts, DAY) == "0.00"


def test_18_2_says_that_the_document_is_recalled() -> None:
    found = judge("technology_contract", "18.2", CONTRACT, DAY)
    assert found.verdict == "entitled"


FORMULA = [
    decision("18.6", {"subsidy_ratio": "0.02", "subsidy_cap": "300000", "subsidy_years": 3}),
]
PROJECT = {
    "division": "330106",
    "university_industry_project": True,
    "traded_on_online_market": True,
    "carried_out_in_province": True,
    "project_year": 3,
    "project_sales": "10000000",
    "project_tax": "500000",
}


def project(decisions: Any = FORMULA, readings: Any = None, **facts: Any) -> Any:
    given = {**PROJECT, **facts}
    return judge("technology_contract", "18.6", given, DAY, decisions=decisions, readings=readings or {})


def test_18_6_outside_the_province_is_refused() -> None:
    assert project(carried_out_in_province=False).deciding == "carried_out_in_province"


def test_18_6_without_a_local_formula() -> None:
    assert project([]).verdict == "no_decision_filed"


@pytest.mark.parametrize(
    ("sales", "fen"), [("10000000", 200_000_00), ("15000000", 300_000_00), ("15000001", 300_000_00)]
)
def test_18_6_ratio_and_cap(sales: str, fen: int) -> None:
    assert project(project_sales=sales).amount.value == fen


@pytest.mark.parametrize(("year", "inside"), [(1, True), (3, True), (4, False)])
def test_18_6_years(year: int, inside: bool) -> None:
    found = project(project_year=year)
    assert (found.verdict == "entitled", found.deciding) == (
        inside,
        None if inside else "within_subsidy_years",
    )


def test_18_6_by_tax_in_the_other_reading() -> None:
    assert project(readings={"project_subsidy_base_reading": "tax"}).amount.value == 10_000_00
