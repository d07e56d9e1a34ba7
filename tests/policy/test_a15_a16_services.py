"""15.2, 15.3, 16.2, 16.3: services paid by results, nature of platforms, training."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import MEDIUM, SMALL, decision, judge

DAY = "2012-12-31"
SHARE = [decision("15.2", {"service_subsidy_share": "0.5"})]


def settled(orders: int, value: str, decisions: Any) -> Any:
    facts = {"division": "330106", "confirmed_orders": orders, "confirmed_value": value}
    return judge("service_settlement", "15.2", facts, DAY, decisions=decisions)


def test_15_2_no_confirmed_order_no_subsidy() -> None:
    found = settled(0, "0", SHARE)
    assert (found.verdict, found.deciding) == ("not_entitled", "has_confirmed_orders")


def test_15_2_the_formula_is_the_localitys() -> None:
    found = settled(3, "3000.01", SHARE)
    assert (found.verdict, found.amount.value) == ("entitled", 1500_01)  # 1,500.005, half up
    silent = settled(3, "3000.01", [])
    assert (silent.verdict, silent.amount.status) == ("entitled", "no_decision_filed")


@pytest.mark.parametrize(
    ("nature", "founded", "new", "transition"),
    [
        ("public_institution", "2012-04-24", "complied", "breached"),
        ("public_institution", "2012-04-25", "breached", "out_of_scope"),
        ("enterprise", "2013-01-01", "complied", "out_of_scope"),
        ("social_organisation", "2010-01-01", "complied", "out_of_scope"),
    ],
)
def test_15_3_no_new_platform_of_public_nature(nature: str, founded: str, new: str, transition: str) -> None:
    facts = {"legal_nature": nature, "set_up_on": founded, "transition_plan": False}
    assert judge("service_platform", "15.3/new", facts, DAY).verdict == new
    assert judge("service_platform", "15.3/transition", facts, DAY).verdict == transition


def test_15_3_a_plan_closes_the_case() -> None:
    facts = {"legal_nature": "public_institution", "set_up_on": "2010-01-01", "transition_plan": True}
    assert judge("service_platform", "15.3/transition", facts, DAY).verdict == "complied"


PLACE = {
    "owner_of_firm": True,
    "potential_confirmed": True,
    "funded_this_year": False,
    "places_taken": 999,
    "trainer_qualified": True,
    "chosen_by_trainee": True,
    "attendance_proved": True,
}


@pytest.mark.parametrize(
    ("facts", "deciding"),
    [
        ({}, None),
        ({"trainer_qualified": False}, "trainer_qualified"),
        ({"chosen_by_trainee": False}, "chosen_by_trainee"),
        ({"attendance_proved": False}, "attendance_proved"),
    ],
)
def test_16_2_an_attendance_that_counts(facts: dict[str, Any], deciding: str | None) -> None:
    found = judge("training_place", "16.2/attendance", {**PLACE, **facts}, DAY, {"firm": SMALL})
    assert (found.verdict == "entitled", found.deciding) == (deciding is None, deciding)


@pytest.mark.parametrize(
    ("facts", "firm", "deciding"),
    [
        ({}, SMALL, None),
        ({"places_taken": 1000}, SMALL, "training_place_left"),
        ({"funded_this_year": True}, SMALL, "not_funded_this_year"),
        ({"potential_confirmed": False}, SMALL, "potential_confirmed"),
        ({}, MEDIUM, "trainee_firm_is_small"),
    ],
)
def test_16_3_a_thousand_places(facts: dict[str, Any], firm: dict[str, Any], deciding: str | None) -> None:
    found = judge("training_place", "16.3/place", {**PLACE, **facts}, DAY, {"firm": firm})
    assert (found.verdict == "entitled", found.deciding) == (deciding is None, deciding)


def test_16_3_is_for_owners() -> None:
    found = judge("training_place", "16.3/place", {**PLACE, "owner_of_firm": False}, DAY, {"firm": SMALL})
    assert found.verdict == "out_of_scope"
