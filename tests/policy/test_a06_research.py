"""6.1: research intensity, and the extra deduction for research by year, kind of firm and kind of cost."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import SMALL, calc, judge

FIRM = {**SMALL, "collection_method": "audited", "founded_on": "2005-01-01"}
CLAIM: dict[str, Any] = {
    "research_activity_accepted": True, "core_research_cost": "1000000", "other_research_cost": "0",
    "domestic_commissioned_cost": "0", "foreign_commissioned_cost": "0", "research_amortisation": "0",
    "last_quarter_research_cost": "250000", "technology_sme_registered": False, "manufacturing_revenue": "4999999.99",
    "total_revenue": "10000000", "chips_or_machine_tools": False,
}  # fmt: skip
SME = {"technology_sme_registered": True}
MAKER = {"manufacturing_revenue": "5000000"}
CHIPS = {"chips_or_machine_tools": True}


def found(name: str, day: str, firm: dict[str, Any] = FIRM, **facts: Any) -> Any:
    return calc("research_claim", name, {**CLAIM, **facts}, day, {"firm": firm})


def outcome(day: str, firm: dict[str, Any] = FIRM, **facts: Any) -> Any:
    return judge("research_claim", "6.1/deduction", {**CLAIM, **facts}, day, {"firm": firm})


@pytest.mark.parametrize(
    ("day", "facts", "yuan"),
    [
        ("2007-12-31", {}, None), ("2008-01-01", {}, 500_000), ("2016-12-31", SME, 500_000),
        ("2017-01-01", SME, 750_000), ("2017-12-31", {}, 500_000), ("2018-01-01", {}, 750_000),
        ("2020-12-31", MAKER, 750_000), ("2021-01-01", MAKER, 1_000_000), ("2021-12-31", SME, 750_000),
        ("2021-06-30", {}, 750_000), ("2022-06-30", SME, 1_000_000), ("2022-06-30", MAKER, 1_000_000),
        ("2023-01-01", {}, 1_000_000), ("2026-11-23", {}, 1_000_000), ("2023-01-01", CHIPS, 1_200_000),
        ("2027-12-31", CHIPS, 1_200_000), ("2028-01-01", {}, 1_000_000), ("2022-06-30", CHIPS, 812_500),
    ],
)  # fmt: skip
def test_the_share_by_year_and_kind_of_firm(day: str, facts: dict[str, Any], yuan: int | None) -> None:
    amount = found("research_deduction", day, **facts)
    assert amount == (("not_in_force",) if yuan is None else f"{yuan}.00")


def test_what_a_listed_maker_has_from_2028_is_not_known() -> None:
    assert found("research_deduction", "2028-01-01", **CHIPS)[0] == "unknown_law"


@pytest.mark.parametrize(
    ("late", "founded", "yuan"),
    [
        # by months: 9 months at 75 %, 3 at 100 %: 812,500; as spent: 750,000 + a quarter of the last quarter
        ("249999.99", "2005-01-01", "812500.00"),
        ("250000.00", "2005-01-01", "812500.00"),
        ("250000.04", "2005-01-01", "812500.01"),
        ("1000000", "2005-01-01", "1000000.00"),
        ("0", "2022-10-01", "1000000.00"),
        ("0", "2022-09-30", "937500.00"),  # one month at 75 %, three at 100 %
        ("250000", "2022-07-15", "875000.00"),
    ],
)
def test_2022_has_two_shares_and_the_better_way_counts(late: str, founded: str, yuan: str) -> None:
    firm = {**FIRM, "founded_on": founded}
    assert found("research_deduction", "2022-12-31", firm, last_quarter_research_cost=late) == yuan


@pytest.mark.parametrize(
    ("core", "other", "counted"),
    [("900000", "100000", "1000000.00"), ("900000", "100000.01", "1000000.00"), ("900000", "99999.99", "999999.99"),
     ("0", "5000", "0.00")],
)  # fmt: skip
def test_other_related_cost_is_at_most_a_tenth_of_the_whole(core: str, other: str, counted: str) -> None:
    facts = {"core_research_cost": core, "other_research_cost": other}
    assert found("own_research_counted", "2016-01-01", **facts) == counted


def test_what_counted_before_2016_is_not_known_where_it_matters() -> None:
    assert found("own_research_counted", "2015-12-31") == "1000000.00"
    assert found("own_research_counted", "2015-12-31", other_research_cost="0.01")[0] == "unknown_law"
    assert (
        found("domestic_research_counted", "2015-12-31", domestic_commissioned_cost="1")[0] == "unknown_law"
    )


def test_commissioned_research_counts_by_four_fifths() -> None:
    facts = {"domestic_commissioned_cost": "100000"}
    assert found("deductible_research_cost", "2016-01-01", **facts) == "1080000.00"


@pytest.mark.parametrize(
    ("foreign", "counted"),
    # two thirds of a million are 666,666.67, which are four fifths of 833,333.33…
    [
        ("833333.32", "666666.66"),
        ("833333.33", "666666.66"),
        ("833333.34", "666666.67"),
        ("5000000", "666666.67"),
    ],
)
def test_research_abroad_is_at_most_two_thirds_of_the_domestic(foreign: str, counted: str) -> None:
    assert found("foreign_research_counted", "2018-01-01", foreign_commissioned_cost=foreign) == counted
    assert (
        found("foreign_research_counted", "2017-12-31", foreign_commissioned_cost=foreign)[0] == "unknown_law"
    )


def test_amortisation_of_intangibles_has_the_share_too() -> None:
    assert found("research_deduction", "2024-06-30", research_amortisation="50000.01") == "1050000.01"


@pytest.mark.parametrize(
    ("edition", "code", "day", "open_"),
    [
        ("2011", "1610", "2015-12-31", True), ("2011", "1610", "2016-01-01", False), ("2011", "1713", "2016-01-01", True),
        ("2011", "5111", "2026-11-23", False), ("2011", "8911", "2016-06-30", False), ("2017", "8911", "2018-06-30", True),
        ("2017", "9011", "2018-06-30", False), ("2017", "7010", "2018-06-30", False), ("2017", "6511", "2018-06-30", True),
    ],
)  # fmt: skip
def test_industries_left_out_since_2016(edition: str, code: str, day: str, open_: bool) -> None:
    firm = {**FIRM, "industry_code": code, "industry_edition": edition}
    answer = outcome(day, firm)
    assert answer.verdict == ("entitled" if open_ else "not_entitled")
    assert answer.deciding == (None if open_ else "research_industry_open")


def test_refusals_say_why() -> None:
    assert outcome("2012-06-30", {**FIRM, "collection_method": "assessed"}).deciding == "claimant_keeps_books"
    assert outcome("2012-06-30", research_activity_accepted=False).deciding == "research_activity_accepted"
    assert outcome("2012-06-30", core_research_cost="0").deciding == "has_deductible_research"
    assert outcome("2012-06-30", {**FIRM, "legal_form": "partnership"}).verdict == "out_of_scope"
    assert outcome("2007-12-31").verdict == "not_in_force"
    assert outcome("2012-06-30").amount.value == 500_000_00


def test_the_answer_cites_the_law_of_the_year() -> None:
    assert "财政部 税务总局公告2023年第7号" in text("2024-06-30")
    assert "财税〔2018〕99号" in text("2019-06-30")
    assert "尚未核对原文" in text("2017-06-30", technology_sme_registered=True)


def text(day: str, **facts: Any) -> str:
    from zhiwei import rulebook

    given = {**CLAIM, **facts}
    return (
        rulebook()
        .answer(given, entity="research_claim", as_of=day, links={"firm": FIRM}, measures=["6.1/deduction"])
        .text()
    )


def test_6_1_intensity_is_research_by_revenue() -> None:
    """6.1: 1,000,000 + 20,000 + 30,000 + 50,000 of a revenue of 5,000,000."""
    facts = {
        "other_research_cost": "20000",
        "domestic_commissioned_cost": "30000",
        "foreign_commissioned_cost": "50000",
    }
    assert found("research_spending", "2012-06-30", **facts) == "1100000.00"
    assert found("research_intensity", "2012-06-30", **facts) == "0.22"


def test_6_1_without_revenue_there_is_no_intensity() -> None:
    """6.1: a revenue of nothing is not computable, a revenue not given is missing."""
    assert found("research_intensity", "2012-06-30", {**FIRM, "revenue": "0"}) == ("not_applicable",)
    firm = {k: v for k, v in FIRM.items() if k != "revenue"}
    assert found("research_intensity", "2012-06-30", firm) == ("missing", "firm.revenue")
