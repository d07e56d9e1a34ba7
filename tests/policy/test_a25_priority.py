"""18.5, 25.1, 26.5: which of two equal applications goes first, and why."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import MEDIUM, NA, SMALL, calc, judge
from zhiwei import rulebook

DAY = "2012-06-30"
PLAIN = {
    "application_scene": "science_plan",
    "market_contract_registered": False,
    "bad_record_on_deadline": True,
    "deadline_on": "2012-06-15",
    "credit_grade": "b",
    "credit_graded_on": "2012-03-01",
    "credit_grade_until": NA,
}
FIRM = {"technology_based": False, **SMALL}


def verdicts(facts: dict[str, Any], firm: dict[str, Any], **options: Any) -> list[str]:
    given = {**PLAIN, **facts}
    return [
        judge("project_application", m, given, DAY, {"applicant": firm}, **options).verdict
        for m in ("18.5", "25.1", "26.5")
    ]


@pytest.mark.parametrize(
    ("facts", "firm", "found"),
    [
        ({}, FIRM, ["not_entitled"] * 3),
        ({"market_contract_registered": True}, FIRM, ["entitled", "not_entitled", "not_entitled"]),
        ({"bad_record_on_deadline": False}, FIRM, ["not_entitled", "entitled", "not_entitled"]),
        ({}, {**FIRM, "technology_based": True}, ["not_entitled", "not_entitled", "entitled"]),
        ({}, {"technology_based": True, **MEDIUM}, ["not_entitled"] * 3),
        (
            {"application_scene": "procurement", "market_contract_registered": True},
            {**FIRM, "technology_based": True},
            ["out_of_scope", "not_entitled", "out_of_scope"],
        ),
    ],
)
def test_each_reason_stands_by_itself(facts: dict[str, Any], firm: dict[str, Any], found: list[str]) -> None:
    assert verdicts(facts, firm) == found
    given = {**PLAIN, **facts}
    priority = calc("project_application", "has_priority", given, DAY, {"applicant": firm})
    assert priority is ("entitled" in found)


@pytest.mark.parametrize(("grade", "good"), [("a", True), ("b", False), ("ungraded", False)])
def test_25_1_by_grade_in_the_other_reading(grade: str, good: bool) -> None:
    readings = {"good_credit_reading": "grade_a"}
    facts = {**PLAIN, "credit_grade": grade}
    assert calc("project_application", "credit_is_good", facts, DAY, readings=readings) is good


def ranked(
    one: tuple[dict[str, Any], dict[str, Any]], two: tuple[dict[str, Any], dict[str, Any]]
) -> list[int]:
    """The two applications in order, those with priority first, otherwise as they came."""
    found = [
        calc("project_application", "has_priority", {**PLAIN, **facts}, DAY, {"applicant": firm})
        for facts, firm in (one, two)
    ]
    return sorted((0, 1), key=lambda i: not found[i])


def test_18_5_of_two_equal_applications_the_one_with_a_contract_is_first() -> None:
    with_contract = {"market_contract_registered": True}
    assert ranked(({}, FIRM), (with_contract, FIRM)) == [1, 0]
    found = judge("project_application", "18.5", {**PLAIN, **with_contract}, DAY, {"applicant": FIRM})
    assert (found.verdict, found.components["market_contract_registered"].value) == ("entitled", True)
    plain = judge("project_application", "18.5", PLAIN, DAY, {"applicant": FIRM})
    assert (plain.verdict, plain.deciding) == ("not_entitled", "market_contract_registered")


def test_26_5_of_two_equal_applications_the_technology_firm_is_first() -> None:
    technology = {**FIRM, "technology_based": True}
    assert ranked(({}, FIRM), ({}, technology)) == [1, 0]
    found = judge("project_application", "26.5", PLAIN, DAY, {"applicant": technology})
    assert (found.verdict, found.components["applicant_is_technology_small"].value) == ("entitled", True)
    plain = judge("project_application", "26.5", PLAIN, DAY, {"applicant": FIRM})
    assert (plain.verdict, plain.deciding) == ("not_entitled", "applicant_is_technology_small")


@pytest.mark.parametrize(
    ("graded", "until", "used"),
    [
        ("2012-06-14", NA, "a"),
        ("2012-06-15", NA, "a"),
        ("2012-06-16", NA, "ungraded"),  # given the day after the deadline
        ("2011-06-15", "2012-06-16", "a"),
        ("2011-06-15", "2012-06-15", "a"),
        ("2011-06-15", "2012-06-14", "ungraded"),  # run out the day before
    ],
)
def test_25_1_the_grade_of_the_deadline_day(graded: str, until: Any, used: str) -> None:
    """Whatever day is asked: an answer in June and one in December use the same grade."""
    facts = {**PLAIN, "credit_grade": "a", "credit_graded_on": graded, "credit_grade_until": until}
    for day in (DAY, "2012-12-31"):
        assert calc("project_application", "credit_grade_on_deadline", facts, day) == used
        readings = {"good_credit_reading": "grade_a"}
        found = judge("project_application", "25.1", facts, day, readings=readings)
        assert (found.verdict == "entitled") is (used == "a")


def test_25_1_of_two_equal_applications_the_better_grade_is_first() -> None:
    """Grade by grade, and the reasons show it; an application without a grade has no place by grade."""
    places = {
        grade: calc("project_application", "credit_place", {**PLAIN, "credit_grade": grade}, DAY)
        for grade in ("d", "b", "ungraded", "a", "c")
    }
    assert places == {"a": 1, "b": 2, "c": 3, "d": 4, "ungraded": ("not_applicable",)}
    for grade, verdict in (("a", "entitled"), ("b", "not_entitled")):
        answer = rulebook().answer(
            {**PLAIN, "credit_grade": grade}, entity="project_application", as_of=DAY, measures=["25.1"],
            links={"applicant": FIRM}, readings={"good_credit_reading": "grade_a"},
        )  # fmt: skip
        assert answer.measures["25.1"].verdict == verdict
        assert f"申报截止日信用等级 = {grade.upper()}级" in answer.text()
