"""35.1: how far a firm is from the next class, above and below."""

from __future__ import annotations

from typing import Any

from tests.policy.size_table import book

NAMES = [
    f"{indicator}_{way}"
    for indicator in ("employees", "revenue", "assets")
    for way in ("to_next_class", "above_class_floor")
]
NA = ("not_applicable", None)


def distances(code: str, **facts: Any) -> dict[str, tuple[str, object]]:
    case = {"industry_code": code, "industry_edition": "2011", **facts}
    found = book().calc(NAMES, case, as_of="2012-06-30")
    return {name: (found[name].status, found[name].value) for name in NAMES}


def known(value: int) -> tuple[str, object]:
    return "known", value


def test_a_micro_mill_with_enough_staff_is_held_down_by_its_revenue() -> None:
    """工业: small from 20 persons and 3 m yuan."""
    assert distances("1713", employees=25, revenue="2000000") == {
        "employees_to_next_class": known(0),
        "employees_above_class_floor": NA,
        "revenue_to_next_class": known(100_000_000),
        "revenue_above_class_floor": NA,
        "assets_to_next_class": NA,
        "assets_above_class_floor": NA,
    }


def test_a_small_mill_sees_both_ways() -> None:
    """工业: medium from 300 persons and 20 m yuan."""
    assert distances("1713", employees=20, revenue="20000000.01") == {
        "employees_to_next_class": known(280),
        "employees_above_class_floor": known(0),
        "revenue_to_next_class": known(0),
        "revenue_above_class_floor": known(1_700_000_001),
        "assets_to_next_class": NA,
        "assets_above_class_floor": NA,
    }


def test_a_medium_builder_counts_revenue_and_assets() -> None:
    """建筑业: medium from 60 m revenue and 50 m assets, large from 800 m of each."""
    assert distances("4700", revenue="60000000", total_assets="799999999.99") == {
        "employees_to_next_class": NA,
        "employees_above_class_floor": NA,
        "revenue_to_next_class": known(74_000_000_000),
        "revenue_above_class_floor": known(0),
        "assets_to_next_class": known(1),
        "assets_above_class_floor": known(74_999_999_999),
    }


def test_above_large_there_is_no_class() -> None:
    """其他未列明行业: large from 300 persons."""
    found = distances("7310", employees=301)
    assert found["employees_to_next_class"] == NA
    assert found["employees_above_class_floor"] == known(1)


def test_outside_the_standard_there_is_no_distance() -> None:
    facts = {
        "legal_form": "limited_company",
        "industry_code": "8291",
        "industry_edition": "2011",
        "employees": 5,
    }
    listed = {"size_reference": "listed_only"}
    found = book().calc(NAMES, facts, as_of="2012-06-30", readings=listed)
    assert {found[name].status for name in NAMES} == {"not_applicable"}


def test_the_distance_of_one_indicator_needs_the_class_and_so_the_others() -> None:
    facts = {"industry_code": "1713", "industry_edition": "2011", "employees": 25}
    found = book().calc(["employees_to_next_class"], facts, as_of="2012-06-30")["employees_to_next_class"]
    assert (found.status, tuple(found.missing)) == ("missing", ("revenue",))
    assert found.unit == "person"
