"""31.1 and 32.2: taxes on loans and guarantees of small firms, by period."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import MEDIUM, MICRO, SMALL, calc, judge

SHOP = {"legal_form": "individual_business"}
LOAN = {
    "lender_is_financial_institution": True, "stamp_tax_due": "50.00", "credit_line": "1000000",
    "interest_vat_due": "3600.01",
}  # fmt: skip


def stamp(day: str, borrower: dict[str, Any] = SMALL, **facts: Any) -> Any:
    return judge("small_firm_loan", "31.1/stamp-tax", {**LOAN, **facts}, day, {"borrower": borrower})


def interest(day: str, borrower: dict[str, Any] = SMALL, **facts: Any) -> Any:
    return judge("small_firm_loan", "31.1/interest-vat", {**LOAN, **facts}, day, {"borrower": borrower})


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("2011-10-31", "not_in_force"), ("2011-11-01", "entitled"), ("2014-11-01", "entitled"), ("2018-01-01", "entitled"),
     ("2021-06-30", "entitled"), ("2027-12-31", "entitled"), ("2028-01-01", "unknown_law")],
)  # fmt: skip
def test_stamp_tax_by_period(day: str, verdict: str) -> None:
    assert stamp(day).verdict == verdict


def test_stamp_tax_of_whom() -> None:
    assert stamp("2012-06-30", MICRO).amount.value == 50_00
    assert stamp("2012-06-30", MEDIUM).deciding == "loan_borrower_is_small"
    refused = stamp("2012-06-30", lender_is_financial_institution=False)
    assert refused.deciding == "lender_is_financial_institution"


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        ("2017-12-01", 1_000_000),
        ("2018-08-31", 1_000_000),
        ("2018-09-01", 10_000_000),
        ("2025-12-31", 10_000_000),
    ],
)
def test_interest_up_to_a_credit_line(day: str, limit: int) -> None:
    for line, met in ((f"{limit - 1}.99", True), (f"{limit}", True), (f"{limit}.01", False)):
        found = interest(day, credit_line=line)
        assert found.verdict == ("entitled" if met else "not_entitled")
    assert interest(day, SHOP).amount.value == 3600_01
    assert interest(day, MEDIUM).deciding == "loan_borrower_is_small_or_individual"


def test_interest_before_and_after() -> None:
    assert interest("2017-11-30").verdict == "not_in_force"
    assert interest("2026-01-01").verdict == "unknown_law"


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2017-12-31", "not_in_force"),
        ("2018-01-01", "entitled"),
        ("2025-12-31", "entitled"),
        ("2026-01-01", "unknown_law"),
    ],
)
def test_guarantee_fees(day: str, verdict: str) -> None:
    fee = {"guarantee_fee_vat_due": "600"}
    found = judge("guarantee_fee", "32.2/guarantee-fee-vat", fee, day, {"client": SMALL})
    assert found.verdict == verdict
    if verdict == "entitled":
        assert found.amount.value == 600_00
        refused = judge("guarantee_fee", "32.2/guarantee-fee-vat", fee, day, {"client": MEDIUM})
        assert refused.deciding == "client_is_small_or_individual"


RESERVE: dict[str, Any] = {
    "qualified_guarantor": True, "year_end_guarantees": "100000000", "guarantee_fees": "3000000",
    "compensation_reserve": "1000000", "unexpired_reserve": "1500000",
}  # fmt: skip


@pytest.mark.parametrize("day", ["2011-12-31", "2015-12-31", "2016-12-31", "2020-12-31"])
@pytest.mark.parametrize(
    ("facts", "deducted"),
    [
        ({}, "2500000.00"),
        ({"compensation_reserve": "999999.99"}, "2499999.99"),
        ({"compensation_reserve": "1000000.01"}, "2500000.00"),
        ({"unexpired_reserve": "1499999.99"}, "2499999.99"),
        ({"unexpired_reserve": "1500000.01"}, "2500000.00"),
    ],
)
def test_reserves_up_to_their_shares(day: str, facts: dict[str, Any], deducted: str) -> None:
    """One hundredth of 100,000,000, and half of 3,000,000."""
    assert calc("guarantor_reserve", "reserves_deducted", {**RESERVE, **facts}, day) == deducted


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2010-12-31", "not_in_force"),
        ("2011-01-01", "entitled"),
        ("2020-12-31", "entitled"),
        ("2021-01-01", "unknown_law"),
    ],
)
def test_reserves_by_period(day: str, verdict: str) -> None:
    assert judge("guarantor_reserve", "32.2/reserves", RESERVE, day).verdict == verdict
