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
