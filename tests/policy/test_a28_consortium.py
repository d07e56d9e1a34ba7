"""28.2: price deduction of consortia; 28.3: directed procurement."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import LARGE, MEDIUM, NA, SIZE_FACTS, SMALL, calc, decision, judge
from zhiwei.engine.errors import InputError

IN_2012, TODAY = "2012-06-30", "2026-11-23"
THREE = decision("28.2", {"consortium_deduction": "0.03"})
TEN = decision("28.1", {"price_deduction": "0.1"})
GOODS = {"project_kind": "goods"}
WORKS = {"project_kind": "works", "price_points_under_bidding_law": False}


def bid(name: str, share: Any, firm: dict[str, Any], day: str, *decisions: Any, **facts: Any) -> Any:
    """A variable of a bid of a million; ``firm`` is the largest member of the consortium."""
    own = {"division": "330106", "bid_price": "1000000", "small_micro_share": share, **facts}
    return calc("bid", name, own, day, {"bidder": firm}, decisions=decisions)


def outcome(share: Any, firm: dict[str, Any], day: str, *decisions: Any, **facts: Any) -> tuple[Any, ...]:
    own = {
        "division": "330106",
        "bid_price": "1000000",
        "small_micro_share": share,
        "reserved_project": False,
        "consortium_members_invest": False,
        **facts,
    }
    found = judge("bid", "28.2", own, day, {"bidder": firm}, decisions=decisions)
    return found.verdict, found.deciding, found.amount.value if found.amount else None


@pytest.mark.parametrize(
    ("share", "deduction", "price"),
    [
        ("0.299", "0", "1000000.00"),
        ("0.2999", "0", "1000000.00"),
        ("0.3", "0.03", "970000.00"),
        ("0.301", "0.03", "970000.00"),
        ("1", "0.03", "970000.00"),
        (NA, "0", "1000000.00"),
    ],
)
@pytest.mark.parametrize("firm", [MEDIUM, LARGE])
def test_a_share_of_thirty_percent_opens_the_deduction(
    share: Any, deduction: str, price: str, firm: dict[str, Any]
) -> None:
    assert bid("consortium_deduction", share, firm, IN_2012, THREE) == deduction
    assert bid("evaluation_price", share, firm, IN_2012, THREE) == price


def test_no_double_use_with_28_1_and_small_firms_among_themselves_have_the_better() -> None:
    assert bid("consortium_deduction", "1", SMALL, IN_2012, THREE, TEN) == "0"
    assert bid("evaluation_price", "1", SMALL, IN_2012, THREE, TEN) == "900000.00"
    assert bid("evaluation_price", "0.5", MEDIUM, IN_2012, THREE, TEN) == "970000.00"
    assert outcome("1", SMALL, IN_2012, THREE, TEN) == ("not_entitled", "consortium_has_larger_member", None)


def test_verdicts() -> None:
    assert outcome("0.3", MEDIUM, IN_2012, THREE) == ("entitled", None, 30_000_00)
    assert outcome("0.299", MEDIUM, IN_2012, THREE) == ("not_entitled", "consortium_share_met", None)
    assert outcome(NA, MEDIUM, IN_2012, THREE) == ("out_of_scope", "is_consortium", None)
    assert outcome("0.3", MEDIUM, IN_2012) == ("no_decision_filed", "consortium_deduction_set", None)
    assert outcome("0.299", MEDIUM, IN_2012) == ("not_entitled", "consortium_share_met", None)
    assert outcome("0.3", MEDIUM, IN_2012, THREE, consortium_members_invest=True) == (
        "not_entitled",
        "consortium_independent",
        None,
    )
    assert outcome(
        "0.3", MEDIUM, "2012-04-23", decision("28.2", {"consortium_deduction": "0.02"}, "2012-01-01")
    ) == (
        "not_in_force",
        "consortium_window",
        None,
    )


@pytest.mark.parametrize("value", ["0.0199", "0.0301"])
def test_a_deduction_outside_two_to_three_percent_cannot_be_set(value: str) -> None:
    filed = decision("28.2", {"consortium_deduction": value})
    with pytest.raises(InputError) as refused:
        bid("consortium_deduction", "0.3", MEDIUM, IN_2012, filed)
    assert "给予2-3%的价格扣除优惠" in str(refused.value)


@pytest.mark.parametrize(
    ("day", "kind", "deduction"),
    [
        ("2021-01-01", GOODS, ("no_decision_filed",)),
        ("2022-04-01", GOODS, "0.03"),
        ("2022-06-30", WORKS, "0.02"),
        ("2022-07-01", GOODS, "0.06"),
        ("2022-07-01", WORKS, "0.02"),
        (TODAY, GOODS, "0.06"),
        (TODAY, {"project_kind": "works", "price_points_under_bidding_law": True}, "0"),
    ],
)
def test_successors(day: str, kind: dict[str, Any], deduction: Any) -> None:
    assert bid("consortium_deduction", "0.3", LARGE, day, **kind) == deduction


def test_what_is_missing() -> None:
    facts = {"division": "330106", "bid_price": "1000000"}
    found = calc("bid", "evaluation_price", facts, IN_2012, {"bidder": MEDIUM}, decisions=[THREE])
    assert found == ("missing", "small_micro_share")
    assert calc("bid", "evaluation_price", facts, IN_2012, {"bidder": SMALL}, decisions=[TEN]) == "900000.00"


# ---------------------------------------------------------------- 28.3

LIMIT = decision("28.3", {"directed_limit": "500000"})


def directed(amount: str, firm: dict[str, Any], day: str, *decisions: Any, **facts: Any) -> tuple[Any, ...]:
    found = judge(
        "bid",
        "28.3",
        {"division": "330106", "project_budget": amount, **facts},
        day,
        {"bidder": firm},
        decisions=decisions,
    )
    return found.verdict, found.deciding


def test_directed_procurement_without_a_limit() -> None:
    assert directed("1", SMALL, IN_2012)[0] == "no_decision_filed"
    assert directed("1", SMALL, IN_2012, decision("28.3", None))[0] == "not_offered"
    assert directed("1", SMALL, "2012-04-23")[0] == "not_in_force"


@pytest.mark.parametrize(
    ("amount", "word"), [("499999.99", "allowed"), ("500000", "allowed"), ("500000.01", "not_allowed")]
)
def test_one_fen_above_the_limit_is_refused(amount: str, word: str) -> None:
    assert directed(amount, SMALL, IN_2012, LIMIT)[0] == word
    assert directed(amount, MEDIUM, IN_2012, LIMIT) == ("not_allowed", "bidder_is_small")


@pytest.mark.parametrize(
    ("amount", "kind", "word"),
    [
        ("2000000", GOODS, "allowed"),
        ("2000000.01", GOODS, "not_allowed"),
        ("4000000", WORKS, "allowed"),
        ("4000000.01", WORKS, "not_allowed"),
    ],
)
def test_since_2021_small_projects_are_reserved_by_law(amount: str, kind: dict[str, Any], word: str) -> None:
    assert directed(amount, SMALL, "2021-01-01", **kind)[0] == word
    assert directed(amount, SMALL, "2020-12-31", **kind)[0] == "no_decision_filed"
    higher = decision("28.3", {"directed_limit": "5000000"}, "2021-01-01", "2021-12-31")
    assert directed(amount, SMALL, "2021-01-01", higher, **kind)[0] == "allowed"


def test_directed_procurement_asks_for_bidder_and_amount() -> None:
    found = judge("bid", "28.3", {"division": "330106"}, IN_2012, {"bidder": {}}, decisions=[LIMIT])
    assert found.verdict == "undetermined"
    assert found.missing == (*(f"bidder.{n}" for n in SIZE_FACTS), "project_budget")
