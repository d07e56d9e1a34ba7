"""18.2: which tax a contract is free of, what counts as transfer income, and the relief of the year's sum."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import SMALL, calc, judge
from tests.policy.test_a18_technology_market import CONTRACT

FIRM = {"transferor": SMALL}
DEAL: dict[str, Any] = {
    **CONTRACT, "licence_exclusive": False, "licence_years": 5, "wholly_owned_parties": False,
    "separate_service_price": "50000", "transfer_cost": "100000", "transfer_taxes": "30000.01",
}  # fmt: skip
INCOME = "419999.99"  # 1,000,000 − 400,000 − 50,000 − 100,000 − 30,000.01


def deal(name: str, day: str, **facts: Any) -> Any:
    return calc("technology_contract", name, {**DEAL, **facts}, day)


@pytest.mark.parametrize(
    ("day", "tax"),
    [
        ("2012-06-30", "business_tax"), ("2012-11-30", "business_tax"), ("2012-12-01", "value_added_tax"),
        ("2016-04-30", "value_added_tax"), ("2026-11-23", "value_added_tax"),
    ],
)  # fmt: skip
def test_18_2_the_tax_changed_with_the_pilot(day: str, tax: str) -> None:
    assert deal("relieved_turnover_tax", day) == tax


@pytest.mark.parametrize(
    ("day", "verdict", "source"),
    [
        ("2012-11-30", "entitled", "财税字〔1999〕273号"), ("2012-12-01", "entitled", "财税〔2011〕111号"),
        ("2013-08-01", "entitled", "财税〔2013〕37号"), ("2014-01-01", "entitled", "财税〔2013〕106号"),
        ("2016-05-01", "entitled", "财税〔2016〕36号"), ("2025-12-31", "entitled", "财税〔2016〕36号"),
        ("2026-01-01", "unknown_law", "财政部 税务总局公告2026年第10号"),
    ],
)  # fmt: skip
def test_18_2_the_text_of_the_day(day: str, verdict: str, source: str) -> None:
    from zhiwei import rulebook

    answer = rulebook().answer(DEAL, entity="technology_contract", as_of=day, measures=["18.2"])
    assert answer.measures["18.2"].verdict == verdict
    (cite,) = answer.to_json()["steps"]["technology_turnover_tax_window"]["cites"]
    assert cite.partition("#")[0] == source


@pytest.mark.parametrize(
    ("day", "kind", "exclusive", "years", "income"),
    [
        ("2012-06-30", "transfer", False, 0, INCOME),
        ("2012-06-30", "licence", False, 9, "0.00"),
        ("2015-09-30", "licence", False, 5, "0.00"),
        ("2015-10-01", "licence", False, 5, INCOME),
        ("2015-10-01", "licence", False, 4, "0.00"),
        ("2015-10-01", "licence", True, 5, INCOME),
        ("2015-10-01", "licence", True, 4, "0.00"),
        ("2012-06-30", "development", False, 0, "0.00"),
        ("2026-11-23", "service", True, 9, "0.00"),
    ],
)
def test_which_contracts_are_transfers(day: str, kind: str, exclusive: bool, years: int, income: str) -> None:
    facts = {"contract_kind": kind, "licence_exclusive": exclusive, "licence_years": years}
    assert deal("contract_transfer_income", day, **facts) == income


def test_the_years_of_an_exclusive_licence_before_2015_are_not_known() -> None:
    facts = {"contract_kind": "licence", "licence_exclusive": True}
    assert deal("contract_transfer_income", "2015-09-30", **facts)[0] == "unknown_law"


def test_no_income_without_registration_or_inside_one_owner() -> None:
    assert deal("contract_transfer_income", "2012-06-30", contract_registered=False) == "0.00"
    assert deal("contract_transfer_income", "2012-06-30", wholly_owned_parties=True) == "0.00"


def test_a_loss_counts_against_the_other_contracts() -> None:
    assert deal("contract_transfer_income", "2012-06-30", transfer_cost="600000") == "-80000.01"


@pytest.mark.parametrize(("day", "kind"), [("2020-12-31", "transfer"), ("2021-01-01", "licence")])
def test_a_licence_is_a_kind_of_its_own_since_2021(day: str, kind: str) -> None:
    assert deal("registered_contract_kind", day, contract_kind="licence") == kind
    assert deal("registered_contract_kind", day, contract_kind="brokerage") == "brokerage"


@pytest.mark.parametrize("day", ["2008-01-01", "2012-06-30", "2026-11-23"])
@pytest.mark.parametrize(
    ("income", "relief", "tax"),
    [
        ("0.01", 1, "0.00"),
        ("4999999.99", 4_999_999_99, "0.00"),
        ("5000000", 5_000_000_00, "0.00"),
        (
            "5000000.01",
            5_000_000_01,
            "0.00",
        ),  # half a fen, rounded up; a fen taxed by half at 25 % is nothing
        ("5000000.08", 5_000_000_04, "0.01"),
        ("7000000", 6_000_000_00, "250000.00"),
    ],
)
def test_five_million_are_free_and_the_rest_is_taxed_by_half(
    day: str, income: str, relief: int, tax: str
) -> None:
    found = judge("transfer_year", "18.2/transfer-income", {"transfer_income": income}, day, FIRM)
    assert (found.verdict, found.amount.value) == ("entitled", relief)
    assert calc("transfer_year", "transfer_income_tax", {"transfer_income": income}, day, FIRM) == tax


@pytest.mark.parametrize("income", ["0", "-0.01"])
def test_no_relief_without_income(income: str) -> None:
    found = judge("transfer_year", "18.2/transfer-income", {"transfer_income": income}, "2012-06-30", FIRM)
    assert (found.verdict, found.deciding) == ("not_entitled", "has_transfer_income")


def test_who_and_when() -> None:
    facts = {"transfer_income": "1000000"}
    partnership = {"transferor": {**SMALL, "legal_form": "partnership"}}
    assert (
        judge("transfer_year", "18.2/transfer-income", facts, "2012-06-30", partnership).verdict
        == "out_of_scope"
    )
    assert judge("transfer_year", "18.2/transfer-income", facts, "2007-12-31", FIRM).verdict == "not_in_force"
