"""Recognition of technology firms: Zhejiang 2002 and 2016, the national table of 2017, high-tech 2008 and 2016."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import LARGE, SMALL, calc

BASE: dict[str, Any] = {
    "all_staff": 100, "technology_staff": 20, "college_staff": 20, "research_staff": 10,
    "research_expense": "300000", "sales": "10000000", "cost_expense": "9000000",
    "technology_income_share": "0.5", "purely_commercial": False, "pollution_up_to_standard": True,
    "owns_core_rights": True, "class_one_rights": 0, "class_two_rights": 0, "major_incident": False,
    "direct_route": False, "domestic_research_share": "0.6", "high_tech_income_share": "0.6", "expert_score": "71",
}  # fmt: skip
FIRM = {**SMALL, "founded_on": "2010-06-30"}


def found(name: str, day: str, firm: dict[str, Any] = FIRM, **facts: Any) -> Any:
    return calc("recognition", name, {**BASE, **facts}, day, {"firm": firm})


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({}, True),
        ({"all_staff": 500, "technology_staff": 100}, True),
        ({"all_staff": 501, "technology_staff": 101}, False),
        ({"technology_staff": 19, "college_staff": 19}, False),
        ({"research_expense": "299999.99"}, False),
        ({"technology_income_share": "0.499999"}, False),
        ({"purely_commercial": True}, False),
        ({"pollution_up_to_standard": False}, False),
        ({"sales": "0"}, False),
    ],
)
def test_zhejiang_2002(facts: dict[str, Any], met: bool) -> None:
    assert found("zhejiang_technology_sme_met", "2012-06-30", **facts) is met


@pytest.mark.parametrize(("founded", "met"), [("2010-06-30", True), ("2010-07-01", False)])
def test_zhejiang_2002_two_years(founded: str, met: bool) -> None:
    assert found("zhejiang_technology_sme_met", "2012-06-30", {**SMALL, "founded_on": founded}) is met


def test_zhejiang_since_2016() -> None:
    less = {"technology_staff": 10, "college_staff": 0, "research_expense": "0.01"}
    assert found("zhejiang_technology_sme_met", "2016-06-30", **less) is True
    assert found("zhejiang_technology_sme_met", "2015-06-30", **less) is False
    assert found("zhejiang_technology_sme_met", "2016-06-30", **less, owns_core_rights=False) is False
    assert (
        found("zhejiang_technology_sme_met", "2016-06-30", {**LARGE, "founded_on": "2010-01-01"}, **less)
        is False
    )


@pytest.mark.parametrize(
    ("staff", "points"),
    [(30, "20"), (29, "16"), (25, "16"), (24, "12"), (20, "12"), (15, "8"), (10, "4"), (9, "0"), (0, "0")],
)
def test_points_for_staff(staff: int, points: str) -> None:
    assert (
        found("staff_points", "2018-06-30", technology_staff=staff, college_staff=0, research_staff=0)
        == points
    )


@pytest.mark.parametrize(
    ("expense", "by_sales", "by_cost"),
    [
        ("600000", "50", "0"), ("599999.99", "40", "0"), ("200000", "10", "0"), ("199999.99", "0", "0"),
        ("900000", "50", "10"), ("2700000", "50", "50"), ("2699999.99", "50", "40"), ("1799999.99", "50", "20"),
    ],
)  # fmt: skip
def test_points_for_research(expense: str, by_sales: str, by_cost: str) -> None:
    day = "2018-06-30"
    assert found("research_points_by_sales", day, research_expense=expense) == by_sales
    assert found("research_points_by_cost", day, research_expense=expense) == by_cost


@pytest.mark.parametrize(
    ("first", "second", "points"),
    [(1, 0, "30"), (0, 4, "24"), (0, 3, "18"), (0, 2, "12"), (0, 1, "6"), (0, 0, "0")],
)
def test_points_for_results(first: int, second: int, points: str) -> None:
    assert found("result_points", "2018-06-30", class_one_rights=first, class_two_rights=second) == points


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({"class_two_rights": 3}, True),  # 12 + 30 + 18 = 60
        ({"class_two_rights": 2}, False),  # 54
        ({"class_two_rights": 3, "major_incident": True}, False),
        ({"direct_route": True}, True),
        ({"class_two_rights": 4, "all_staff": 501, "technology_staff": 151}, False),
        ({"class_two_rights": 4, "sales": "200000000.01", "research_expense": "12000001"}, False),
        ({"class_one_rights": 1, "research_expense": "3000000", "technology_staff": 9, "college_staff": 0,
          "research_staff": 0}, False),  # 80 points, none for staff
    ],
)  # fmt: skip
def test_evaluation_of_2017(facts: dict[str, Any], met: bool) -> None:
    given = {"research_expense": "400000", **facts}  # 4 % of sales: 30 points
    assert found("technology_sme_met", "2018-06-30", **given) is met


def test_the_evaluation_is_not_in_force_before_2017() -> None:
    assert found("technology_sme_met", "2017-05-02", class_two_rights=4)[0] == "not_in_force"


@pytest.mark.parametrize(
    ("day", "last_year", "tier"),
    [
        ("2012-06-30", "49999999.99", "low"), ("2012-06-30", "50000000", "middle"),
        ("2012-06-30", "200000000", "middle"), ("2012-06-30", "200000000.01", "high"),
        ("2016-06-30", "50000000", "low"), ("2016-06-30", "50000000.01", "middle"),
    ],
)  # fmt: skip
def test_tiers_of_sales(day: str, last_year: str, tier: str) -> None:
    assert found("sales_tier", day, **{f"sales@{int(day[:4]) - 1}": last_year}) == tier


@pytest.mark.parametrize(
    ("day", "three_years", "met"),
    [
        ("2012-06-30", "600000", True), ("2012-06-30", "599999.99", False),  # 6 % of 10 million
        ("2016-06-30", "500000", True), ("2016-06-30", "499999.99", False),  # 5 %
    ],
)  # fmt: skip
def test_research_intensity(day: str, three_years: str, met: bool) -> None:
    facts = {
        f"sales@{int(day[:4]) - 1}": "4000000", "sales_three_years": "10000000",
        "research_expense_three_years": three_years, "college_staff": 30, "technology_staff": 30,
    }  # fmt: skip
    assert found("high_tech_research_met", day, **facts) is met
    assert found("high_tech_recognition_met", day, **facts) is met


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({}, True),
        ({"college_staff": 29}, False),
        ({"research_staff": 9}, False),
        ({"domestic_research_share": "0.599999"}, False),
        ({"high_tech_income_share": "0.599999"}, False),
        ({"expert_score": "70"}, False),
        ({"expert_score": "70.01"}, True),
        ({"owns_core_rights": False}, False),
    ],
)
def test_high_tech_of_2008(facts: dict[str, Any], met: bool) -> None:
    given = {
        "sales@2011": "4000000", "sales_three_years": "10000000", "research_expense_three_years": "600000",
        "college_staff": 30, "technology_staff": 30, **facts,
    }  # fmt: skip
    assert found("high_tech_recognition_met", "2012-06-30", **given) is met
