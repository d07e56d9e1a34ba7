"""27.2: reward of the local tax contribution on the income above 60,000."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.policy.tax_table import FIRM, half_up, outcome, small_low_profit_rate_2015, value, yuan
from zhiwei.engine.errors import InputError

WHOLE = {"reward_base_reading": "whole"}


def at(income: str, **change: Any) -> dict[str, Any]:
    return FIRM | {"taxable_income": income} | change


def decision(share: str, **change: Any) -> dict[str, Any]:
    return {
        "division": "330100",
        "document": "（示例）1号",
        "filed_on": "2012-05-02",
        "sentence": "27.2",
        "fills": {"reward_share": share},
        "from": "2012-01-01",
        "to": "2015-12-31",
    } | change


@pytest.mark.parametrize(
    ("income", "excess", "whole"),
    [
        ("59999.99", 0, 0),
        ("60000.00", 0, 0),
        ("60000.01", 0, 4_800_00),  # a fen of excess is less than half a fen of reward
        ("60000.07", 1, 4_800_01),  # 0.56 fen; 480,000.56 fen
        ("160000.00", 8_000_00, 12_800_00),
        ("299999.99", 19_200_00, 24_000_00),
        ("300000.00", 19_200_00, 24_000_00),
        ("300000.01", 0, 0),
        ("-1.00", 0, 0),
    ],
)
def test_sentence_27_2_base_in_both_readings(income: str, excess: int, whole: int) -> None:
    """27.2: at 300,000 the excess tax is 48,000, with a 40 % local share the base is 19,200; 60,000 gives 0."""
    assert value("reward_base", "2012-12-31", at(income)) == excess
    assert value("reward_base", "2012-12-31", at(income), readings=WHOLE) == whole


@pytest.mark.parametrize(
    ("income", "verdict", "deciding"),
    [
        ("59999.99", "not_entitled", "income_above_reward_floor"),
        ("60000.00", "not_entitled", "income_above_reward_floor"),
        ("60000.01", "no_decision_filed", "reward_share"),
        ("300000.00", "no_decision_filed", "reward_share"),
        ("300000.01", "not_entitled", "small_low_profit"),
    ],
)
def test_sentence_27_2_the_band(income: str, verdict: str, deciding: str) -> None:
    """27.2: income 300,000.00 in, 300,000.01 out; a county without decision: may, undecided."""
    found = outcome("27.2", "2012-12-31", at(income))
    assert (found.verdict, found.deciding) == (verdict, deciding)


def test_sentence_27_2_without_a_decision_the_maximum_is_named() -> None:
    amount = outcome("27.2", "2012-06-30", at("300000")).amount
    assert (amount.status, amount.value, amount.maximum) == ("no_decision_filed", None, 19_200_00)


@pytest.mark.parametrize(
    ("share", "reward"), [("0", 0), ("0.5", 9_600_00), ("1", 19_200_00), ("0.3333", 6_399_36)]
)
def test_sentence_27_2_a_decision_makes_it_an_amount(share: str, reward: int) -> None:
    found = outcome("27.2", "2012-06-30", at("300000"), decisions=[decision(share)])
    assert (found.verdict, found.amount.status, found.amount.value) == ("entitled", "known", reward)


def test_sentence_27_2_a_locality_may_decline() -> None:
    declined = {k: v for k, v in decision("1").items() if k != "fills"} | {"declines": True}
    assert outcome("27.2", "2012-06-30", at("300000"), decisions=[declined]).verdict == "not_offered"


@pytest.mark.parametrize("share", ["1.01", "-0.01"])
def test_sentence_27_2_a_share_outside_the_bounds_is_refused(share: str) -> None:
    with pytest.raises(InputError, match="可部分或全部奖励给企业"):
        outcome("27.2", "2012-06-30", at("300000"), decisions=[decision(share)])


def test_sentence_27_2_a_locality_may_state_its_share_of_the_tax() -> None:
    fills = {"reward_share": "1", "local_tax_share": "0.32"}
    found = outcome("27.2", "2012-06-30", at("300000"), decisions=[decision("1", fills=fills)])
    assert found.amount.value == 15_360_00


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2011-12-31", "not_in_force"),
        ("2012-01-01", "entitled"),
        ("2012-04-23", "entitled"),
        ("2015-12-31", "entitled"),
        ("2016-01-01", "not_in_force"),
        ("2026-11-23", "not_in_force"),
    ],
)
def test_sentence_27_2_only_from_2012_to_2015(day: str, verdict: str) -> None:
    """27.2: 2011 and 2016 give "not in force"; the clause itself ends it."""
    open_ended = {k: v for k, v in decision("1").items() if k != "to"}
    assert outcome("27.2", day, at("250000"), decisions=[open_ended]).verdict == verdict


@pytest.mark.parametrize(
    "form", ["sole_proprietorship", "partnership", "individual_business", "other_individual"]
)
def test_sentence_27_2_is_for_payers_of_the_tax(form: str) -> None:
    assert outcome("27.2", "2012-06-30", at("300000", legal_form=form)).verdict == "out_of_scope"


@pytest.mark.parametrize(
    ("year", "income", "rate"),
    [
        (2013, 300_000, Fraction(20, 100)),
        (2014, 100_000, Fraction(10, 100)),
        (2014, 100_001, Fraction(20, 100)),
        (2015, 200_000, Fraction(10, 100)),
    ],
)
def test_the_national_half_rate_lowers_the_base(year: int, income: int, rate: Fraction) -> None:
    """In 2014 and 2015 the half rate passes 60,000; the base is the excess at the rate really paid."""
    due = half_up((income - 60_000) * 100 * rate * Fraction(2, 5))
    assert value("reward_base", f"{year}-12-31", at(str(income))) == due


@pytest.mark.parametrize(("founded", "months"), [("2005-05-01", 12), ("2015-06-15", 7), ("2015-11-01", 2)])
def test_the_split_year_2015_is_exact(founded: str, months: int) -> None:
    for fen in (20_000_001, 23_456_789, 30_000_000):
        rate = small_low_profit_rate_2015(fen, months, min(months, 3))
        due = half_up((fen - 6_000_000) * rate * Fraction(2, 5))
        assert value("reward_base", "2015-12-31", at(yuan(fen), founded_on=founded)) == due


def test_a_high_tech_firm_contributes_at_its_own_lower_rate() -> None:
    facts = at("300000", high_tech_certified=True)
    assert value("reward_base", "2012-12-31", facts) == 14_400_00  # 240,000 x 15 % x 40 %


def test_the_facts_that_still_matter() -> None:
    assert outcome("27.2", "2012-12-31", {"taxable_income": "60000"}).missing == ("legal_form",)
    known = {k: v for k, v in at("300000").items() if k != "average_employees"}
    assert outcome("27.2", "2012-12-31", known).missing == ("average_employees",)
