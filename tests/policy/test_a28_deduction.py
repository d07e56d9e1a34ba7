"""28.1: price deduction in the evaluation of small and micro bidders."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import LARGE, MEDIUM, MICRO, NA, SIZE_FACTS, SMALL, calc, decision, judge
from zhiwei import rulebook
from zhiwei.engine.errors import InputError
from zhiwei.policy import a28_procurement as procurement

IN_2012, IN_2021, TODAY = "2012-06-30", "2021-06-30", "2026-11-23"
TEN = decision("28.1", {"price_deduction": "0.1"})
BIDDER_SIZE = tuple(f"bidder.{n}" for n in SIZE_FACTS)
QUALIFIES = {
    "reserved_project": False,
    "own_or_sme_goods": True,
    "large_firm_trademark": False,
    "goods_made_by_medium": False,
    "declared_size": "small",
}
GOODS = {"project_kind": "goods"}
WORKS = {"project_kind": "works", "price_points_under_bidding_law": False}
POINTS = {"project_kind": "works", "price_points_under_bidding_law": True}


def bid(name: str, firm: dict[str, Any], day: str = IN_2012, *decisions: Any, **facts: Any) -> Any:
    """A variable of a bid of a million without consortium."""
    own = {"division": "330106", "bid_price": "1000000", "small_micro_share": NA, **facts}
    return calc("bid", name, own, day, {"bidder": firm}, decisions=decisions)


def outcome(firm: dict[str, Any], day: str, *decisions: Any, **facts: Any) -> tuple[Any, ...]:
    own = {"division": "330106", "bid_price": "1000000", "small_micro_share": NA, **QUALIFIES, **facts}
    found = judge("bid", "28.1/deduction", own, day, {"bidder": firm}, decisions=decisions)
    return found.verdict, found.deciding, found.amount.value if found.amount else None


def test_a_million_with_ten_percent_is_evaluated_at_900_000_and_awarded_at_a_million() -> None:
    assert bid("price_deduction", SMALL, IN_2012, TEN) == "0.1"
    assert bid("evaluation_price", SMALL, IN_2012, TEN) == "900000.00"
    assert bid("award_price", SMALL, IN_2012, TEN) == "1000000.00"
    assert bid("evaluation_price", MEDIUM, IN_2012, TEN) == "1000000.00"


def test_evaluation_price_by_hand_is_rounded_half_up_to_the_fen() -> None:
    def price(fen: int) -> Any:
        return procurement.evaluation_price(bid_price=fen, price_deduction=tenth, consortium_deduction=0)

    tenth = rulebook().data.parameters["price_deduction_offered"].values[0].maximum
    assert [price(1), price(4), price(5), price(6), price(15)] == [1, 4, 5, 5, 14]  # 0.9 3.6 4.5 5.4 13.5


def test_without_a_decision_the_deduction_is_not_filed() -> None:
    assert bid("evaluation_price", SMALL) == ("no_decision_filed",)
    assert bid("evaluation_price", MEDIUM) == "1000000.00"
    assert outcome(SMALL, IN_2012) == ("no_decision_filed", "price_deduction_set", None)
    declined = decision("28.1", None)
    assert outcome(SMALL, IN_2012, declined) == ("not_offered", "price_deduction_set", None)


def test_verdicts_with_a_decision() -> None:
    assert outcome(SMALL, IN_2012, TEN) == ("entitled", None, 100_000_00)
    assert outcome(MEDIUM, IN_2012, TEN) == ("not_entitled", "bidder_is_small", None)
    assert outcome(LARGE, IN_2012, TEN) == ("not_entitled", "bidder_is_small", None)
    assert outcome(SMALL, "2012-05-01", TEN)[0] == "no_decision_filed"
    assert outcome(SMALL, "2012-05-02", TEN)[0] == "entitled"


@pytest.mark.parametrize(
    ("facts", "criterion"),
    [
        ({"declared_size": "micro"}, "size_declared_truly"),
        ({"declared_size": NA}, "size_declared_truly"),
        ({"own_or_sme_goods": False}, "supplier_qualifies"),
        ({"large_firm_trademark": True}, "supplier_qualifies"),
        ({"goods_made_by_medium": True}, "supplier_qualifies"),
        ({"reserved_project": True}, "project_open_to_every_size"),
    ],
)
def test_what_voids_the_deduction(facts: dict[str, Any], criterion: str) -> None:
    assert outcome(SMALL, IN_2012, TEN, **facts) == ("not_entitled", criterion, None)


def test_ties_to_a_large_firm_count_from_2021() -> None:
    assert outcome(SMALL, "2020-12-31", TEN, tied_to_large_firm=True)[0] == "entitled"
    later = {**GOODS, "tied_to_large_firm": True}
    assert outcome(SMALL, "2021-01-01", TEN, **later) == ("not_entitled", "supplier_qualifies", None)


def test_the_test_of_ties_says_how_little_of_its_text_was_seen() -> None:
    """财库〔2020〕46号 articles 2 and 4: known by the wording of the declaration form (C), not by the text."""
    later = rulebook().data.parameters["supplier_control_test"].values[-1]
    assert (later.value, later.starts.isoformat(), later.evidence) == (True, "2021-01-01", "C")


@pytest.mark.parametrize(
    ("value", "day", "good"),
    [
        ("0.06", "2012-05-02", True),
        ("0.0599", "2012-05-02", False),
        ("0.1", "2012-05-02", True),
        ("0.101", "2012-05-02", False),
        ("0.1", "2022-07-01", True),
        ("0.0999", "2022-07-01", False),
        ("0.2", "2022-07-01", True),
        ("0.2001", "2022-07-01", False),
    ],
)
def test_a_deduction_outside_the_bounds_cannot_be_set(value: str, day: str, good: bool) -> None:
    filed = decision("28.1", {"price_deduction": value}, day, day)
    if good:
        assert bid("price_deduction", SMALL, day, filed, **GOODS) == value
        return
    with pytest.raises(InputError) as refused:
        bid("price_deduction", SMALL, day, filed, **GOODS)
    assert "不超过10%的价格扣除优惠" in str(refused.value)


def test_a_tender_may_give_micro_firms_more() -> None:
    split = decision("28.1", {"price_deduction": "0.06", "micro_price_deduction_extra": "0.02"})
    assert [bid("price_deduction", f, IN_2012, split) for f in (SMALL, MICRO, MEDIUM)] == [
        "0.06",
        "0.08",
        "0",
    ]
    too_much = decision("28.1", {"price_deduction": "0.09", "micro_price_deduction_extra": "0.02"})
    assert bid("price_deduction", MICRO, IN_2012, too_much) == "0.1"


@pytest.mark.parametrize(
    ("day", "works", "goods"),
    [("2021-06-30", "0.05", "0.09"), ("2022-07-01", "0.05", "0.13")],
)
def test_more_for_micro_firms_stays_within_the_range_of_works(day: str, works: str, goods: str) -> None:
    """财库〔2020〕46号 article 9: works 3 to 5 %, whatever goods and services may have."""
    range_low = "0.06" if day < "2022-07-01" else "0.1"
    fills = {
        "price_deduction": range_low,
        "works_price_deduction": "0.04",
        "micro_price_deduction_extra": "0.03",
    }
    filed = decision("28.1", fills, day, day)
    assert bid("price_deduction", MICRO, day, filed, **WORKS) == works
    assert bid("price_deduction", SMALL, day, filed, **WORKS) == "0.04"
    assert bid("price_deduction", MICRO, day, filed, **GOODS) == goods


def test_what_is_missing() -> None:
    assert bid("evaluation_price", {}, IN_2012, TEN) == ("missing", *BIDDER_SIZE)
    known = {k: v for k, v in SMALL.items() if k not in ("employees", "total_assets")}
    assert bid("evaluation_price", {**known, "revenue": "19999999.99"}, IN_2012, TEN) == "900000.00"
    assert bid("evaluation_price", {**known, "revenue": "20000000"}, IN_2012, TEN) == (
        "missing",
        "bidder.employees",
    )


# ---------------------------------------------------------------- successors of 2021 and 2022


@pytest.mark.parametrize(
    ("day", "kind", "deduction"),
    [
        ("2020-12-31", GOODS, ("no_decision_filed",)),
        ("2020-12-31", WORKS, ("no_decision_filed",)),
        ("2021-01-01", GOODS, ("no_decision_filed",)),
        ("2021-01-01", WORKS, ("no_decision_filed",)),
        ("2022-04-01", GOODS, "0.1"),
        ("2022-04-01", WORKS, "0.05"),
        ("2022-07-01", GOODS, "0.2"),
        ("2022-07-01", {"project_kind": "services"}, "0.2"),
        (TODAY, GOODS, "0.2"),
        (TODAY, WORKS, "0.05"),
        (TODAY, POINTS, "0"),
    ],
)
def test_zhejiang_takes_the_top_of_the_range_where_no_tender_says_otherwise(
    day: str, kind: dict[str, Any], deduction: Any
) -> None:
    assert bid("price_deduction", SMALL, day, **kind) == deduction


def test_works_have_values_of_their_own_from_2021() -> None:
    both = decision(
        "28.1", {"price_deduction": "0.08", "works_price_deduction": "0.04"}, "2021-01-01", "2022-06-30"
    )
    assert bid("price_deduction", SMALL, IN_2021, both, **GOODS) == "0.08"
    assert bid("price_deduction", SMALL, IN_2021, both, **WORKS) == "0.04"
    only_works = {**both, "fills": {"works_price_deduction": "0.04"}}
    own = {**QUALIFIES, "tied_to_large_firm": False}
    assert outcome(SMALL, IN_2021, only_works, **own, **WORKS) == ("entitled", None, 40_000_00)
    assert outcome(SMALL, IN_2021, only_works, **own, **GOODS)[0] == "no_decision_filed"


def test_works_under_the_bidding_law_raise_the_price_score_instead() -> None:
    assert bid("price_score_raise", SMALL, TODAY, **POINTS) == "0.05"
    assert bid("price_score_raise", SMALL, TODAY, **WORKS) == "0"
    assert bid("price_score_raise", MEDIUM, TODAY, **POINTS) == "0"
    assert bid("evaluation_price", SMALL, TODAY, **POINTS) == "1000000.00"
    own = {**QUALIFIES, "tied_to_large_firm": False, "bid_price": "1000000", **POINTS}
    links = {"bidder": SMALL}
    assert judge("bid", "28.1/points", own, TODAY, links).verdict == "entitled"
    assert judge("bid", "28.1/deduction", own, TODAY, links).verdict == "out_of_scope"
    assert judge("bid", "28.1/points", own, "2020-12-31", links).verdict == "out_of_scope"


def test_the_deduction_of_the_opinions_starts_on_their_day() -> None:
    early = decision("28.1", {"price_deduction": "0.1"}, "2012-01-01")
    assert outcome(SMALL, "2012-04-23", early)[0] == "not_in_force"
    assert outcome(SMALL, "2012-04-24", early)[0] == "entitled"
    assert bid("price_deduction", SMALL, "2012-01-01", early) == "0.1"  # the national rule
    assert bid("price_deduction", SMALL, "2011-12-31") == ("not_in_force",)
