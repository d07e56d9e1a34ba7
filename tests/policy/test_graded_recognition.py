"""Innovative SMEs, specialised SMEs and little giants: point tables of 2022, conditions of 2022 and of 2026."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import LARGE, MEDIUM, SMALL, calc, judge
from zhiwei import rulebook

Facts = dict[str, Any]
IN_2023, IN_2026 = "2023-06-30", "2026-06-30"
FIRM = {**SMALL, "total_assets": "10000000", "high_tech_certified": False}
# Points of the innovative table: 5 + 15 (3.5 % research), 10 + 5 (growth 10 %, debt 60 %), 5 + 15 (main business 60 %).
BASE: Facts = {
    "revenue": "20000000", "main_share": "0.6", "main_growth": "0.1", "main_growth_two_years": "0.05",
    "net_margin": "0.05", "debt_ratio": "0.6", "research_expense": "700000", "research_expense@2022": "600000",
    "research_expense@2025": "600000", "research_share": "0.035", "research_share@2022": "0.03",
    "research_share@2025": "0.03", "research_staff_share": "0.1", "new_equity_two_years": "0", "new_equity_three_years": "0",
    "segment_years": 2, "rights_grade": "class_two", "own_class_one_rights": 0, "class_one_rights": 0,
    "strategic_industry": False, "product_field": "other", "digital_level": "first",
    "quality_items": 0, "province_points": 0, "research_institution": "none", "innovation_award": False,
    "specialised_award": False, "market_share": "0.1", "home_rank": 9, "market_position": True,
    "platform_score": 50, "platform_score@2025": 50, "holds_innovative_title": True,
    "holds_specialised_title": True, "renewal": False,
}  # fmt: skip


def found(name: str, day: str = IN_2023, firm: Facts = FIRM, **facts: Any) -> Any:
    return calc("graded_recognition", name, {**BASE, **facts}, day, {"firm": firm})


def verdict(measure: str, day: str, firm: Facts = FIRM, **facts: Any) -> tuple[str, str | None]:
    outcome = judge("graded_recognition", measure, {**BASE, **facts}, day, {"firm": firm})
    return outcome.verdict, outcome.deciding


@pytest.mark.parametrize(
    ("rights", "share", "points"),
    [
        ("high_value", "0.05", "40"), ("own_class_one", "0.049999", "30"), ("class_one", "0.03", "25"),
        ("class_one", "0.029999", "20"), ("class_two", "0.02", "15"), ("none", "0.01", "5"), ("none", "0.009999", "0"),
    ],
)  # fmt: skip
def test_points_for_innovation(rights: str, share: str, points: str) -> None:
    assert found("innovation_points", research_share=share, rights_grade=rights) == points


@pytest.mark.parametrize(
    ("growth", "debts", "points"),
    [
        ("0.15", "0.55", "30"), ("0.1499", "0.5501", "20"), ("0.1", "0.75", "20"), ("0.05", "0.7501", "10"),
        ("0", "0", "15"), ("-0.0001", "0", "10"),
    ],
)  # fmt: skip
def test_points_for_growth(growth: str, debts: str, points: str) -> None:
    assert found("growth_points", main_growth=growth, debt_ratio=debts) == points


@pytest.mark.parametrize(
    ("share", "points"),
    [
        ("0.7", "25"), ("0.6999", "20"), ("0.6", "20"), ("0.5999", "15"), ("0.55", "15"), ("0.5499", "10"),
        ("0.5", "10"), ("0.4999", "5"),
    ],
)  # fmt: skip
def test_points_for_the_main_business(share: str, points: str) -> None:
    assert found("specialisation_points", main_share=share) == points
    strategic = found("specialisation_points", main_share=share, strategic_industry=True)
    assert int(strategic) == int(points) + 5


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        # 5 + 15 + 15 + 5 + 20 = 60, and every group above its own least
        ({}, True),
        ({"research_share": "0.0299"}, False),  # innovation 15
        ({"debt_ratio": "0.7501"}, False),  # growth 15 still, but 55 in all
        # 80 points in all, none for growth but 10 for a low debt: one group too low
        ({"rights_grade": "high_value", "research_share": "0.05", "debt_ratio": "0",
          "main_share": "1", "main_growth": "-0.01", "strategic_industry": True}, False),
    ],
)  # fmt: skip
def test_the_sum_and_each_group(facts: Facts, met: bool) -> None:
    assert found("innovative_points_met", **facts) is met


@pytest.mark.parametrize(
    "direct",
    [
        {"innovation_award": True},
        {"research_institution": "provincial"},
        {"research_institution": "national"},
        {"new_equity_three_years": "5000000"},
    ],
)
def test_direct_routes_of_innovative_firms(direct: Facts) -> None:
    none = {"rights_grade": "none"}
    assert verdict("4.1/innovative", IN_2023, **none) == ("not_entitled", "innovative_standard_met")
    assert verdict("4.1/innovative", IN_2023, **none, **direct)[0] == "entitled"


def test_direct_routes_that_are_not_enough() -> None:
    none = {"rights_grade": "none"}
    assert found("innovative_directly", **none, new_equity_three_years="4999999.99") is False
    assert found("innovative_directly", **none, research_institution="city") is False
    assert found("innovative_directly", IN_2023, {**FIRM, "high_tech_certified": True}, **none) is True


def test_all_three_titles_are_for_smes() -> None:
    large = {**LARGE, "total_assets": "10000000", "high_tech_certified": True}
    medium = {**MEDIUM, "total_assets": "10000000", "high_tech_certified": True}
    for measure in ("4.1/innovative", "4.1/specialised", "4.1/little_giant"):
        assert verdict(measure, IN_2023, large) == ("not_entitled", "graded_firm_is_sme")
    assert verdict("4.1/innovative", IN_2023, medium)[0] == "entitled"


@pytest.mark.parametrize("measure", ["4.1/innovative", "4.1/specialised", "4.1/little_giant"])
def test_nothing_before_august_2022(measure: str) -> None:
    assert verdict(measure, "2022-07-31")[0] == "not_in_force"


# 25 for the full marks of specialisation: 5 + 10 + 5 + 5; refinement 5 + 5 + 10 + 5; 15; innovation 10 + 10 + 5 + 10
FULL: Facts = {
    "main_share": "0.8", "main_growth_two_years": "0.1", "segment_years": 10, "product_field": "gap",
    "digital_level": "third_or_above", "quality_items": 2, "net_margin": "0.1", "debt_ratio": "0.5",
    "province_points": 15, "rights_grade": "high_value", "research_expense": "2000000", "research_share": "0.1",
    "research_staff_share": "0.2", "research_institution": "national",
}  # fmt: skip


def test_full_marks_are_a_hundred() -> None:
    assert [
        found(name, **FULL)
        for name in (
            "specialised_focus_points",
            "refinement_points",
            "specialised_innovation_points",
            "specialised_score",
        )
    ] == ["25", "25", "35", "100"]


@pytest.mark.parametrize(
    ("name", "facts", "less"),
    [
        ("specialised_focus_points", {"main_share": "0.7999"}, 2),
        ("specialised_focus_points", {"main_growth_two_years": "0.0999"}, 2),
        ("specialised_focus_points", {"main_growth_two_years": "-0.01"}, 10),
        ("specialised_focus_points", {"segment_years": 9}, 1),
        ("specialised_focus_points", {"segment_years": 40}, 0),
        ("specialised_focus_points", {"product_field": "foundation"}, 2),
        ("refinement_points", {"digital_level": "second"}, 2),
        ("refinement_points", {"quality_items": 1}, 2),
        ("refinement_points", {"quality_items": 4}, 0),
        ("refinement_points", {"net_margin": "0.0999"}, 2),
        ("refinement_points", {"net_margin": "-0.0001"}, 10),
        ("refinement_points", {"debt_ratio": "0.7001"}, 5),
        ("specialised_innovation_points", {"research_share": "0.0999"}, 2),
        ("specialised_innovation_points", {"research_staff_share": "0.1999"}, 2),
        ("specialised_innovation_points", {"research_institution": "below_city"}, 8),
        ("specialised_innovation_points", {"rights_grade": "class_one"}, 4),
        ("specialised_score", {"province_points": 99}, 0),
    ],
)
def test_what_each_item_costs(name: str, facts: Facts, less: int) -> None:
    full = {
        "specialised_focus_points": 25,
        "refinement_points": 25,
        "specialised_innovation_points": 35,
        "specialised_score": 100,
    }
    assert int(found(name, **{**FULL, **facts})) == full[name] - less


def test_research_counts_by_amount_or_by_share() -> None:
    low = {"research_share": "0.0001"}
    assert found("specialised_research_points", research_expense="5000000", **low) == "10"
    assert found("specialised_research_points", research_expense="999999.99", **low) == "0"
    assert found("specialised_research_points", research_expense="0", research_share="0.03") == "2"


GOOD = {**FULL, "segment_years": 2, "research_expense": "1000000"}


@pytest.mark.parametrize(
    ("facts", "deciding"),
    [
        ({}, None),
        ({"segment_years": 1}, "specialised_segment_met"),
        ({"revenue": "9999999.99"}, "specialised_scale_met"),
        ({"revenue": "9999999.99", "new_equity_two_years": "20000000",
          "new_equity_three_years": "20000000"}, None),
        ({"research_expense": "999999.99"}, "specialised_research_met"),
        ({"research_share": "0.0299"}, "specialised_research_met"),
    ],
)  # fmt: skip
def test_conditions_of_specialised_firms_in_2022(facts: Facts, deciding: str | None) -> None:
    found_ = verdict("4.1/specialised", IN_2023, **{**GOOD, **facts})
    assert found_ == ("not_entitled" if deciding else "entitled", deciding)


def test_sixty_points_or_a_direct_condition() -> None:
    weak = {"main_share": "0.8", "main_growth_two_years": "0", "debt_ratio": "0.5",
            "research_expense": "1000000", "research_share": "0.05"}  # fmt: skip
    focus = 5 + 2 + 1 + 0
    refinement = 0 + 0 + 4 + 5  # margin 5 %
    innovation = 2 + 4 + 3 + 0  # class II; 5 % of revenue; 10 % of staff; no institution
    assert int(found("specialised_score", **weak)) == focus + refinement + innovation
    assert verdict("4.1/specialised", IN_2023, **weak) == ("not_entitled", "specialised_evaluation_met")
    for direct in (
        {"specialised_award": True},
        {"research_expense@2022": "19000000"},  # a mean of ten million
        {"new_equity_two_years": "60000000", "new_equity_three_years": "60000000"},
    ):
        assert verdict("4.1/specialised", IN_2023, **{**weak, **direct})[0] == "entitled"
    short: Facts = {"research_expense@2022": "18999999.99", "new_equity_two_years": "59999999.99",
                    "new_equity_three_years": "60000000"}  # fmt: skip
    assert verdict("4.1/specialised", IN_2023, **{**weak, **short})[0] == "not_entitled"


OF_2026: Facts = {
    "segment_years": 3, "revenue": "15000000", "main_share": "0.8", "debt_ratio": "0.8",
    "research_expense": "1000000", "research_expense@2025": "1000000", "class_one_rights": 1, "platform_score": 50,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "deciding"),
    [
        ({}, None),
        ({"segment_years": 2}, "specialised_segment_met"),
        ({"revenue": "14999999.99"}, "specialised_scale_met"),
        ({"research_expense@2025": "999999.99"}, "specialised_research_met"),
        ({"research_share@2025": "0.0299"}, "specialised_research_met"),
        ({"holds_innovative_title": False}, "specialised_title_met"),
        ({"main_share": "0.7999"}, "specialised_main_share_met"),
        ({"debt_ratio": "0.8001"}, "specialised_debt_met"),
        ({"class_one_rights": 0}, "specialised_rights_met"),
        ({"market_position": False}, "specialised_rights_met"),
        ({"platform_score": 49}, "specialised_evaluation_met"),
        ({"platform_score": 49, "renewal": True}, None),
        ({"platform_score": 49, "platform_score@2025": 49, "renewal": True}, "specialised_evaluation_met"),
    ],
)
def test_conditions_of_specialised_firms_since_april_2026(facts: Facts, deciding: str | None) -> None:
    found_ = verdict("4.1/specialised", IN_2026, **{**OF_2026, **facts})
    assert found_ == ("not_entitled" if deciding else "entitled", deciding)


def test_what_is_asked_since_2026_only_plays_no_part_before() -> None:
    none = {"holds_innovative_title": False, "holds_specialised_title": False, "platform_score": 0}
    assert verdict("4.1/specialised", IN_2023, **{**GOOD, **none}, market_position=False)[0] == "entitled"
    assert verdict("4.1/little_giant", IN_2023, **{**GIANT, **none})[0] == "entitled"


def test_the_day_of_the_change() -> None:
    two_years = {**GOOD, "segment_years": 2, "platform_score": 0}
    assert verdict("4.1/specialised", "2026-03-31", **two_years)[0] == "entitled"
    assert verdict("4.1/specialised", "2026-04-01", **two_years)[1] == "specialised_segment_met"


GIANT: Facts = {
    "segment_years": 3, "revenue": "100000000", "main_share": "0.7", "main_growth_two_years": "0.05",
    "debt_ratio": "0.7", "research_share": "0.03", "research_share@2022": "0.03", "own_class_one_rights": 2, "class_one_rights": 2, "market_share": "0.1",
}  # fmt: skip
YOUNG: Facts = {"revenue": "49999999.99", "new_equity_two_years": "80000000",
                "new_equity_three_years": "80000000", "research_expense": "30000000", "research_staff_share": "0.5"}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "deciding"),
    [
        ({}, None),
        ({"segment_years": 2}, "giant_segment_met"),
        ({"main_share": "0.6999"}, "giant_main_share_met"),
        ({"main_growth_two_years": "0.0499"}, "giant_growth_met"),
        ({"main_growth_two_years": "0.0499", "renewal": True}, "giant_growth_met"),
        ({"debt_ratio": "0.7001"}, "giant_debt_met"),
        ({"research_share@2022": "0.0299"}, "giant_research_met"),
        ({"revenue": "99999999.99"}, "giant_research_met"),  # below a hundred million: 6 %
        ({"revenue": "99999999.99", "research_share": "0.06", "research_share@2022": "0.06"}, None),
        ({**YOUNG}, None),
        ({**YOUNG, "new_equity_two_years": "79999999.99"}, "giant_research_met"),
        ({**YOUNG, "research_expense": "29999999.99"}, "giant_research_met"),
        ({**YOUNG, "research_staff_share": "0.4999"}, "giant_research_met"),
        ({"own_class_one_rights": 1}, "giant_rights_met"),
        ({"market_share": "0.0999", "home_rank": 1}, "giant_market_met"),
    ],
)
def test_little_giants_in_2022(facts: Facts, deciding: str | None) -> None:
    found_ = verdict("4.1/little_giant", IN_2023, **{**GIANT, **facts})
    assert found_ == ("not_entitled" if deciding else "entitled", deciding)


GIANT_OF_2026: Facts = {
    "segment_years": 3, "revenue": "50000000", "main_share": "0.9",
    "main_growth_two_years": "0.05", "debt_ratio": "0.75", "research_expense": "6000000",
    "research_expense@2025": "6000000", "own_class_one_rights": 4, "class_one_rights": 4, "market_share": "0.05",
    "home_rank": 3, "platform_score": 60,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "deciding"),
    [
        ({}, None),
        ({"holds_specialised_title": False}, "giant_title_met"),
        ({"revenue": "49999999.99"}, "giant_scale_met"),
        ({"main_share": "0.8999"}, "giant_main_share_met"),
        ({"debt_ratio": "0.7501"}, "giant_debt_met"),
        ({"platform_score": 59}, "giant_score_met"),
        ({"main_growth_two_years": "0.0499"}, "giant_growth_met"),
        ({"main_growth_two_years": "0.0499", "renewal": True}, None),
        ({"research_expense@2025": "5999999.99"}, "giant_research_met"),
        ({"research_share": "0.0299"}, "giant_research_met"),
        ({"own_class_one_rights": 3}, "giant_rights_met"),
        ({"home_rank": 4}, "giant_market_met"),
        ({"home_rank": 4, "market_share": "0.1"}, None),
    ],
)
def test_little_giants_since_april_2026(facts: Facts, deciding: str | None) -> None:
    found_ = verdict("4.1/little_giant", IN_2026, **{**GIANT_OF_2026, **facts})
    assert found_ == ("not_entitled" if deciding else "entitled", deciding)


def test_missing_facts_that_no_longer_matter_are_not_named() -> None:
    firm = {"firm": FIRM}
    given = {"segment_years": 1}
    assert judge("graded_recognition", "4.1/specialised", given, IN_2023, firm).verdict == "not_entitled"
    directly = judge("graded_recognition", "4.1/innovative", {"innovation_award": True}, IN_2023, firm)
    assert (directly.verdict, directly.missing) == ("entitled", ())


@pytest.mark.parametrize("day", [IN_2023, IN_2026])
def test_a_firm_of_which_nothing_is_known_is_answered_by_small_diagrams(day: str) -> None:
    answer = rulebook().answer({}, entity="graded_recognition", as_of=day)
    assert {o.verdict for o in answer.measures.values()} == {"undetermined"}
    assert answer.evaluation.diagrams.size < 20_000
