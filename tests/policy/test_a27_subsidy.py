"""27.7: fiscal subsidies as non-taxable income, three conditions together."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.tax_table import book, outcome, value

GRANT: dict[str, Any] = {
    "grant_amount": "500000.00",
    "received_on": "2012-06-30",
    "granted_by_county_or_above": True,
    "purpose_documented": True,
    "management_rule_exists": True,
    "separately_accounted": True,
    "grant_spent": "300000.00",
    "grant_returned": "50000.00",
}
CONDITIONS = (
    "granted_by_county_or_above",
    "purpose_documented",
    "management_rule_exists",
    "separately_accounted",
)


def of(name: str, day: str, **change: Any) -> object:
    return value(name, day, GRANT | change, entity="grant")


def judged(day: str, **change: Any) -> Any:
    return outcome("27.7", day, GRANT | change, entity="grant")


def test_sentence_27_7_all_conditions_met() -> None:
    found = judged("2012-12-31")
    assert (found.verdict, found.amount.value) == ("allowed", 500_000_00)
    assert of("taxable_grant_income", "2012-12-31") == 0


@pytest.mark.parametrize("condition", CONDITIONS)
def test_sentence_27_7_one_condition_missing(condition: str) -> None:
    """27.7: missing one condition: taxable, with the missing condition named."""
    found = judged("2012-12-31", **{condition: False})
    assert (found.verdict, found.deciding) == ("not_allowed", condition)
    assert of("non_taxable_income", "2012-12-31", **{condition: False}) == 0
    assert of("taxable_grant_income", "2012-12-31", **{condition: False}) == 500_000_00


@pytest.mark.parametrize("condition", CONDITIONS)
def test_sentence_27_7_one_condition_unknown(condition: str) -> None:
    found = judged("2012-12-31", **{condition: None})
    assert (found.verdict, found.missing) == ("undetermined", (condition,))


def test_sentence_27_7_spending_is_not_deductible() -> None:
    """27.7: spending from non-taxable money is not deductible; from taxable money it is."""
    assert of("non_deductible_spending", "2012-12-31") == 300_000_00
    assert of("non_deductible_spending", "2012-12-31", purpose_documented=False) == 0


@pytest.mark.parametrize(
    ("day", "taxable"), [("2017-06-29", 0), ("2017-06-30", 150_000_00), ("2017-07-01", 150_000_00)]
)
def test_unspent_money_is_taxable_after_60_months(day: str, taxable: int) -> None:
    """财税〔2011〕70号第三条: what is neither spent nor returned becomes income of the sixth year."""
    found = book().calc(["unspent_taxable_from"], GRANT, as_of=day, entity="grant")["unspent_taxable_from"]
    assert found.to_json()["value"] == "2017-06-30"
    assert of("unspent_taxable_income", day) == taxable


def test_money_that_was_taxable_anyway_is_not_taxed_again() -> None:
    assert of("unspent_taxable_income", "2018-01-01", separately_accounted=False) == 0


@pytest.mark.parametrize(("received", "verdict"), [("2007-12-31", "not_allowed"), ("2008-01-01", "allowed")])
def test_the_rule_starts_with_2008(received: str, verdict: str) -> None:
    assert judged("2012-12-31", received_on=received).verdict == verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2007-12-31", "not_in_force"),
        ("2008-01-01", "allowed"),
        ("2011-01-01", "allowed"),
        ("2026-11-23", "allowed"),
    ],
)
def test_the_window(day: str, verdict: str) -> None:
    assert judged(day, received_on="2008-01-01").verdict == verdict
