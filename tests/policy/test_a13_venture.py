"""13.2: compensation of venture losses, where a locality has a fund."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import MEDIUM, SIZE_FACTS, SMALL, decision, judge

DAY = "2012-06-30"
LOSS = {
    "division": "330106",
    "venture_institution": True,
    "investee_in_province": True,
    "eligible_loss": "1000000",
    "fund_balance": "5000000",
}
FUND = [decision("13.2", {"risk_ratio": "0.3", "risk_cap": "250000"})]


def outcome(firm: dict[str, Any], decisions: Any = FUND, **facts: Any) -> Any:
    return judge(
        "venture_investment", "13.2", {**LOSS, **facts}, DAY, {"investee": firm}, decisions=decisions
    )


def test_13_2_without_a_fund_nothing_is_offered() -> None:
    assert outcome(SMALL, []).verdict == "no_decision_filed"
    assert outcome(SMALL, [decision("13.2", None)]).verdict == "not_offered"


@pytest.mark.parametrize(
    ("loss", "balance", "fen"),
    [
        ("500000", "5000000", 150_000_00),  # the ratio
        ("833333.33", "5000000", 250_000_00),  # 249,999.999 rounds to the cap
        ("833333.34", "5000000", 250_000_00),
        ("1000000", "5000000", 250_000_00),  # the cap
        ("1000000", "249999.99", 249_999_99),  # the balance
        ("1000000", "0", 0),
    ],
)
def test_13_2_payout_is_the_least_of_three(loss: str, balance: str, fen: int) -> None:
    found = outcome(SMALL, eligible_loss=loss, fund_balance=balance)
    assert (found.verdict, found.amount.value) == ("entitled", fen)


def test_13_2_refusals_say_why() -> None:
    assert (outcome(MEDIUM).verdict, outcome(MEDIUM).deciding) == ("not_entitled", "investee_is_small")
    outside = outcome(SMALL, investee_in_province=False)
    assert (outside.verdict, outside.deciding) == ("not_entitled", "investee_in_province")
    assert outcome(SMALL, venture_institution=False).verdict == "out_of_scope"


def test_13_2_missing_facts() -> None:
    found = judge(
        "venture_investment", "13.2", {"division": "330106", "venture_institution": True}, DAY, decisions=FUND
    )
    assert found.verdict == "undetermined"
    assert set(found.missing) >= {f"investee.{name}" for name in SIZE_FACTS} | {"investee_in_province"}
    assert found.measure.cites == ("13.2",)


def test_13_2_not_before_the_opinions() -> None:
    found = judge(
        "venture_investment", "13.2", LOSS, "2012-04-23", {"investee": SMALL},
        decisions=[decision("13.2", {"risk_ratio": "0.3", "risk_cap": "1"}, starts="2012-04-24")],
    )  # fmt: skip
    assert found.verdict == "not_in_force"
