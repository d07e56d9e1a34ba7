"""28.1: at least a fifth of the yearly procurement budget is reserved for small and micro enterprises."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import calc, judge

IN_2012 = "2012-06-30"
MILLION = "1000000"


def plan(name: str, day: str, **facts: Any) -> Any:
    return calc("procurement_plan", name, facts, day)


def verdict(day: str, **facts: Any) -> tuple[Any, ...]:
    outcome = judge("procurement_plan", "28.1/reserve", facts, day)
    return outcome.verdict, outcome.missing


@pytest.mark.parametrize(
    ("reserved", "word"),
    [
        ("199900", "breached"),  # 19.99 %
        ("199999.99", "breached"),
        ("200000", "complied"),
        ("200000.01", "complied"),
    ],
)
@pytest.mark.parametrize("day", ["2012-04-24", IN_2012, "2020-12-31"])
def test_a_fifth_of_the_budget(reserved: str, word: str, day: str) -> None:
    assert verdict(day, annual_budget=MILLION, reserved_for_small=reserved) == (word, ())


def test_the_duty_starts_with_the_opinions() -> None:
    assert verdict("2012-04-23", annual_budget=MILLION, reserved_for_small="0") == ("not_in_force", ())


def test_what_is_missing() -> None:
    assert verdict(IN_2012) == ("undetermined", ("annual_budget", "reserved_for_small"))
    assert verdict(IN_2012, annual_budget="0") == ("complied", ())


def test_share() -> None:
    assert plan("reserve_share", IN_2012, annual_budget="300", reserved_for_small="100") == "1/3"
    assert plan("reserve_share", IN_2012, annual_budget="0") == ("not_applicable",)


@pytest.mark.parametrize(
    ("sme", "small", "met"),
    [
        ("300000", "180000", True),
        ("300000", "179999.99", False),
        ("299999.99", "180000", False),
        ("400000", "180000", True),
    ],
)
def test_the_national_eighteen_percent(sme: str, small: str, met: bool) -> None:
    facts = {"annual_budget": MILLION, "reserved_for_sme": sme, "reserved_for_small": small}
    assert plan("national_reserve_met", "2012-01-01", **facts) is met
    assert plan("national_reserve_met", "2020-12-31", **facts) is met
    assert plan("national_reserve_met", "2021-01-01", **facts) == ("not_in_force",)


# ---------------------------------------------------------------- project by project, from 2021

BY_PROJECT = {
    "small_projects_budget": "500000",
    "small_projects_reserved": "500000",
    "large_goods_budget": MILLION,
    "large_goods_for_sme": "400000",
    "large_goods_for_small": "280000",
    "large_works_budget": MILLION,
    "large_works_for_sme": "400000",
    "large_works_for_small": "240000",
}


def by_project(day: str, **facts: Any) -> Any:
    return plan("reserve_met", day, **{**BY_PROJECT, **facts})


def test_small_projects_are_wholly_reserved() -> None:
    assert by_project("2021-01-01") is True
    assert by_project("2021-01-01", small_projects_reserved="499999.99") is False


# day, fact, the smallest value that is enough and one fen less
STEPS = [
    ("2021-01-01", "large_goods_for_sme", "300000", "299999.99"),
    ("2022-03-31", "large_goods_for_small", "180000", "179999.99"),
    ("2022-04-01", "large_goods_for_sme", "400000", "399999.99"),
    ("2022-04-01", "large_goods_for_small", "280000", "279999.99"),
    ("2026-11-23", "large_goods_for_small", "280000", "279999.99"),
    ("2022-03-31", "large_works_for_sme", "300000", "299999.99"),
    ("2022-04-01", "large_works_for_sme", "400000", "399999.99"),
    ("2026-12-31", "large_works_for_small", "240000", "239999.99"),
]


@pytest.mark.parametrize(("day", "fact", "enough", "less"), STEPS)
def test_shares_of_larger_projects(day: str, fact: str, enough: str, less: str) -> None:
    kind = fact.removesuffix("_sme").removesuffix("_small")
    facts = {
        f"{kind}_small": "180000"
        if fact.endswith("_sme") and enough == "300000"
        else BY_PROJECT[f"{kind}_small"]
    }
    assert by_project(day, **{**facts, fact: enough}) is True
    assert by_project(day, **{**facts, fact: less}) is False


def test_the_share_of_works_is_unknown_from_2027() -> None:
    assert by_project("2026-12-31") is True
    assert by_project("2027-01-01") == ("unknown_law",)
    assert by_project("2027-01-01", large_goods_for_sme="399999.99") is False
    assert verdict("2027-01-01", **BY_PROJECT) == ("unknown_law", ())


def test_the_yearly_budget_is_no_longer_asked_for_in_2021() -> None:
    assert verdict("2021-01-01")[1] == tuple(sorted(BY_PROJECT))
