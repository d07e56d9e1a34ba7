"""18.5, 25.1, 26.5: which of two equal applications goes first, and why."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import MEDIUM, SMALL, calc, judge

DAY = "2012-06-30"
PLAIN = {
    "application_scene": "science_plan",
    "market_contract_registered": False,
    "bad_record_on_deadline": True,
    "credit_grade_on_deadline": "b",
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
    facts = {**PLAIN, "credit_grade_on_deadline": grade}
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
