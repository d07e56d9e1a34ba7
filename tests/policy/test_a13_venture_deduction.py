"""13.2: 70 % of a venture investment off the income of the investor, for high-tech SMEs and for start-ups."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import NA, SMALL, calc, judge

FIRM = {"investee": {**SMALL, "high_tech_certified": True, "founded_on": "2014-06-30"}}
DEAL: dict[str, Any] = {
    "venture_investor_kind": "venture_company", "invested_amount": "1000000", "invested_on": "2017-06-30",
    "disposed_on": NA, "investee_unlisted": True, "investee_staff": 100, "investee_sales": "20000000",
    "investee_assets": "20000000", "investee_graduate_share": "0.3", "investee_research_share": "0.2",
    "deducted_before": "0", "investor_income": "5000000",
}  # fmt: skip
TECH, START_UP = "13.2/high-tech-deduction", "13.2/start-up-deduction"


def outcome(measure: str, day: str, **facts: Any) -> Any:
    return judge("venture_investment", measure, {**DEAL, **facts}, day, FIRM)


def said(measure: str, day: str, **facts: Any) -> tuple[str, str | None]:
    found = outcome(measure, day, **facts)
    return found.verdict, found.deciding


@pytest.mark.parametrize(
    ("income", "before", "fen", "carried"),
    [
        ("700000", "0", 700_000_00, "0.00"), ("699999.99", "0", 699_999_99, "0.01"), ("700000.01", "0", 700_000_00, "0.00"),
        ("100000", "0", 100_000_00, "600000.00"), ("5000000", "650000", 50_000_00, "0.00"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("day", ["2012-12-31", "2026-11-23"])
def test_70_percent_off_and_the_rest_carried_on(
    day: str, income: str, before: str, fen: int, carried: str
) -> None:
    facts = {"investor_income": income, "deducted_before": before, "invested_on": "2010-06-30"}
    found = outcome(TECH, day, **facts)
    assert (found.verdict, found.amount.value) == ("entitled", fen)
    given = {**DEAL, **facts}
    assert calc("venture_investment", "venture_deduction_carried", given, day, FIRM) == carried


@pytest.mark.parametrize(
    ("invested", "day", "held"),
    [
        ("2010-12-31", "2012-06-30", True),  # 24 months on 2012-12-31, in the tax year 2012
        ("2011-01-01", "2012-12-31", False),
        ("2011-01-01", "2013-01-01", True),
    ],
)
def test_24_months_are_reached_in_the_tax_year(invested: str, day: str, held: bool) -> None:
    expected = ("entitled", None) if held else ("not_entitled", "venture_holding_reached")
    assert said(TECH, day, invested_on=invested) == expected


@pytest.mark.parametrize(
    ("sold", "held"), [("2012-06-29", False), ("2012-06-30", True), ("2014-01-01", True)]
)
def test_shares_sold_too_early(sold: str, held: bool) -> None:
    expected = ("entitled", None) if held else ("not_entitled", "venture_holding_reached")
    assert said(TECH, "2012-12-31", invested_on="2010-06-30", disposed_on=sold) == expected


@pytest.mark.parametrize(
    ("fact", "limit", "above"),
    [("investee_staff", 500, 501), ("investee_sales", "200000000", "200000000.01"),
     ("investee_assets", "200000000", "200000000.01")],
)  # fmt: skip
def test_size_of_a_high_tech_sme(fact: str, limit: Any, above: Any) -> None:
    early = {"invested_on": "2010-06-30"}
    assert said(TECH, "2012-12-31", **early, **{fact: limit}) == ("entitled", None)
    assert said(TECH, "2012-12-31", **early, **{fact: above}) == ("not_entitled", "venture_target_size_met")


@pytest.mark.parametrize(
    ("measure", "kind", "day", "reached"),
    [
        (TECH, "venture_company", "2008-01-01", True), (TECH, "corporate_partner", "2015-09-30", False),
        (TECH, "corporate_partner", "2015-10-01", True), (TECH, "angel", "2026-11-23", False),
        (START_UP, "corporate_partner", "2018-01-01", True), (START_UP, "individual_partner", "2018-01-01", True),
        (START_UP, "angel", "2018-06-30", False), (START_UP, "angel", "2018-07-01", True),
        (START_UP, "other", "2026-11-23", False),
    ],
)  # fmt: skip
def test_which_investors_since_when(measure: str, kind: str, day: str, reached: bool) -> None:
    found = outcome(measure, day, venture_investor_kind=kind)
    assert (found.verdict != "out_of_scope") is reached


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2017-12-31", "not_in_force"),
        ("2019-12-31", "entitled"),
        ("2027-12-31", "entitled"),
        ("2028-01-01", "unknown_law"),
    ],
)
def test_start_ups_from_2018_to_2027(day: str, verdict: str) -> None:
    assert outcome(START_UP, day).verdict == verdict


@pytest.mark.parametrize(
    ("day", "staff", "money"),
    [("2018-12-31", 200, 30_000_000), ("2019-01-01", 300, 50_000_000), ("2022-06-30", 300, 50_000_000),
     ("2026-11-23", 300, 50_000_000)],
)  # fmt: skip
def test_limits_of_a_start_up(day: str, staff: int, money: int) -> None:
    early = {"invested_on": "2016-06-30"}
    at = {"investee_staff": staff, "investee_sales": str(money), "investee_assets": str(money)}
    assert said(START_UP, day, **early, **at) == ("entitled", None)
    for over in (
        {"investee_staff": staff + 1},
        {"investee_sales": f"{money}.01"},
        {"investee_assets": f"{money}.01"},
    ):
        assert said(START_UP, day, **early, **{**at, **over}) == ("not_entitled", "start_up_size_met")


@pytest.mark.parametrize(
    ("invested", "young"), [("2019-06-29", True), ("2019-06-30", True), ("2019-07-01", False)]
)
def test_a_start_up_is_at_most_five_years_old(invested: str, young: bool) -> None:
    expected = ("entitled", None) if young else ("not_entitled", "start_up_size_met")
    assert said(START_UP, "2021-12-31", invested_on=invested) == expected


@pytest.mark.parametrize("fact", ["investee_graduate_share", "investee_research_share"])
def test_a_start_up_has_graduates_and_research(fact: str) -> None:
    below = {"investee_graduate_share": "0.299999", "investee_research_share": "0.199999"}[fact]
    assert said(START_UP, "2019-12-31", **{fact: below}) == ("not_entitled", "start_up_technology_met")


def test_refusals_say_why() -> None:
    early = {"invested_on": "2010-06-30"}
    assert said(TECH, "2012-12-31", **early, investee_unlisted=False)[1] == "investee_unlisted"
    assert said(TECH, "2012-12-31", **early, investor_income="0")[1] == "has_investor_income"
    plain = {"investee": {**SMALL, "high_tech_certified": False}}
    found = judge("venture_investment", TECH, {**DEAL, **early}, "2012-12-31", plain)
    assert found.deciding == "investee_is_high_tech"
