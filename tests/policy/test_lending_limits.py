"""Limits of guarantors, and the protected rate of private loans by period."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import calc

GUARANTOR = {
    "net_assets": "100000000", "guarantee_balance": "1000000000", "small_and_farm_balance": "0",
    "discounted_balance": "0", "paid_in_capital": "20000000", "largest_party_balance": "10000000", "largest_group_balance": "15000000", "for_parent_or_subsidiary": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "sound"),
    [
        ({}, True),
        ({"guarantee_balance": "1000000000.01"}, False),
        ({"largest_party_balance": "10000000.01"}, False),
        ({"largest_group_balance": "15000000.01"}, False),
        ({"for_parent_or_subsidiary": True}, False),
    ],
)
def test_rules_of_2010(facts: dict[str, Any], sound: bool) -> None:
    assert calc("guarantor", "guarantor_sound", {**GUARANTOR, **facts}, "2012-06-30") is sound


def test_negative_net_assets_carry_nothing() -> None:
    assert (
        calc("guarantor", "guarantee_balance_max", {**GUARANTOR, "net_assets": "-1"}, "2012-06-30") == "0.00"
    )


@pytest.mark.parametrize(
    ("balance", "met"),
    [
        ("1000000000", True),  # ten times, whoever is served
        ("1000000000.01", ("unknown_law",)),  # what mainly serving small firms means is not known
        ("1500000000", ("unknown_law",)),
        ("1500000000.01", False),  # above fifteen times in any case
    ],
)
def test_between_ten_and_fifteen_times_it_is_not_known_since_2017(balance: str, met: Any) -> None:
    facts = {**GUARANTOR, "guarantee_balance": balance, "discounted_balance": "0"}
    assert calc("guarantor", "guarantee_balance_met", facts, "2017-10-01") == met


def test_what_mainly_means_since_2017_is_not_known() -> None:
    found = calc("guarantor", "guarantee_balance_max", GUARANTOR, "2018-06-30")
    assert found[0] == "unknown_law"


@pytest.mark.parametrize(
    ("day", "counted"),
    [("2012-06-30", "1000000000.00"), ("2018-04-01", "1000000000.00"), ("2018-04-02", "975000000.00")],
)
def test_small_guarantees_count_at_three_quarters_since_2018(day: str, counted: str) -> None:
    """A billion, of which a hundred million counts at 75 %."""
    facts = {**GUARANTOR, "small_and_farm_balance": "500000000", "discounted_balance": "100000000"}
    assert calc("guarantor", "guarantee_balance_counted", facts, day) == counted


@pytest.mark.parametrize(
    ("capital", "met"), [("19999999.99", False), ("20000000", True), ("20000000.01", True)]
)
def test_paid_in_capital_since_2017(capital: str, met: bool) -> None:
    facts = {**GUARANTOR, "paid_in_capital": capital}
    assert calc("guarantor", "guarantor_capital_met", facts, "2017-10-01") is met
    assert calc("guarantor", "guarantor_capital_met", facts, "2017-09-30") == ("not_in_force",)


@pytest.mark.parametrize(
    ("day", "rate", "above"),
    [
        ("2012-06-30", "0.24", False), ("2012-06-30", "0.240001", True),  # four times 6 %
        ("2015-08-31", "0.24", False), ("2016-06-30", "0.24", False), ("2016-06-30", "0.240001", True),
        ("2020-08-19", "0.240001", True), ("2020-08-20", "0.154", False), ("2020-08-20", "0.154001", True),
    ],
)  # fmt: skip
def test_the_protected_rate_by_period(day: str, rate: str, above: bool) -> None:
    facts = {"yearly_rate": rate, "bank_rate": "0.06", "loan_prime_rate": "0.0385"}
    assert calc("private_loan", "rate_above_protected", facts, day) is above
