"""20.2, 20.3, 20.5, 20.6: experts, spare-time founders, inventions, awards in shares."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.procedure import MEDIUM, SMALL, calc, judge

EXPERT = {
    "high_level_expert": True,
    "research_or_transfer_work": True,
    "unit_consents": True,
    "filed_with_human_resources": True,
    "secondment_starts_on": "2012-05-01",
}


def kept(day: str, firm: dict[str, Any] = SMALL, **facts: Any) -> Any:
    return judge("secondment", "20.2", {**EXPERT, **facts}, day, {"firm": firm})


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2012-04-30", "not_allowed"), ("2012-05-01", "allowed"), ("2017-03-09", "allowed"),
        ("2017-03-10", "not_allowed"),  # three years since 人社部规〔2017〕4号
    ],
)  # fmt: skip
def test_20_2_five_years(day: str, verdict: str) -> None:
    assert kept(day).verdict == verdict


def test_20_2_the_end_is_start_plus_five_years() -> None:
    assert calc("secondment", "post_kept_until", EXPERT, "2012-06-30") == "2017-05-01"
    leap = {"secondment_starts_on": "2012-02-29"}
    assert calc("secondment", "post_kept_until", leap, "2012-06-30") == "2017-02-28"


@pytest.mark.parametrize("name", ["unit_consents", "filed_with_human_resources"])
def test_20_2_not_without_consent_and_filing(name: str) -> None:
    found = kept("2012-06-30", **{name: False})
    assert (found.verdict, found.deciding) == ("not_allowed", name)


def test_20_2_only_to_small_firms() -> None:
    assert kept("2012-06-30", MEDIUM).deciding == "receiving_firm_is_small"


FOUNDER = {"unit_kind": "university", "unit_in_province": True, "own_work_done": True, "unit_confirms": True}


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({}, "allowed"),
        ({"own_work_done": False}, "not_allowed"),
        ({"unit_confirms": False}, "not_allowed"),
        ({"unit_in_province": False}, "out_of_scope"),
        ({"unit_kind": "state_unit"}, "out_of_scope"),
    ],
)
def test_20_3_declared_and_confirmed(facts: dict[str, Any], verdict: str) -> None:
    assert judge("research_income", "20.3", {**FOUNDER, **facts}, "2012-06-30").verdict == verdict


@given(fen=st.integers(0, 10**13), ratio=st.decimals(0, 1, places=4))
def test_20_5_the_split_sums_to_the_proceeds(fen: int, ratio: Any) -> None:
    facts = {"proceeds": f"{fen // 100}.{fen % 100:02}", "team_ratio": str(ratio)}
    team = calc("research_income", "team_proceeds", facts, "2012-06-30")
    unit = calc("research_income", "unit_proceeds", facts, "2012-06-30")
    team_fen, unit_fen = (int(part.replace(".", "")) for part in (team, unit))
    assert team_fen + unit_fen == fen
    assert abs(team_fen - fen * Fraction(ratio)) <= Fraction(1, 2)


def test_20_5_who_it_is_for() -> None:
    facts = {"unit_kind": "state_unit", "unit_in_province": True, "proceeds": "100.01", "team_ratio": "0.5"}
    found = judge("research_income", "20.5", facts, "2012-06-30")
    assert (found.verdict, found.amount.value) == ("allowed", 50_01)
    assert (
        judge("research_income", "20.5", {**facts, "unit_kind": "other"}, "2012-06-30").verdict
        == "out_of_scope"
    )


AWARD = {
    "unit_kind": "institute",
    "award_for_transferred_result": True,
    "award_in_equity": True,
    "dividend_or_transfer_occurred": False,
}


@pytest.mark.parametrize(
    ("facts", "deciding"),
    [
        ({}, None),
        ({"award_in_equity": False}, "award_in_equity"),
        ({"dividend_or_transfer_occurred": True}, "award_still_held"),
    ],
)
def test_20_6_not_yet_due(facts: dict[str, Any], deciding: str | None) -> None:
    found = judge("research_income", "20.6", {**AWARD, **facts}, "2012-06-30")
    assert (found.verdict == "entitled", found.deciding) == (deciding is None, deciding)
