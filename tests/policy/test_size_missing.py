"""35.1: the size class asks for exactly the facts that still matter."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.size_table import book

INDUSTRY = {"industry_code": "1713", "industry_edition": "2011"}


def calc(
    variable: str, facts: dict[str, Any], day: str = "2012-06-30"
) -> tuple[str, object, tuple[str, ...]]:
    result = book().calc([variable], facts, as_of=day)[variable]
    return result.status, result.value, tuple(result.missing)


@pytest.mark.parametrize("day", ["2011-06-18", "2012-06-30", "2015-09-28", "2026-11-23"])
def test_with_the_legal_form_alone_five_facts_are_missing(day: str) -> None:
    missing = ("employees", "industry_code", "industry_edition", "revenue", "total_assets")
    assert calc("size_class", {"legal_form": "limited_company"}, day) == ("missing", None, missing)


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("0111", ("revenue",)),
        ("1713", ("employees", "revenue")),
        ("4700", ("revenue", "total_assets")),
        ("5131", ("employees", "revenue")),
        ("7010", ("revenue", "total_assets")),
        ("7020", ("employees", "revenue")),
        ("7111", ("employees", "total_assets")),
        ("7310", ("employees",)),
        ("5320", ("employees",)),  # railway, by reference to the row for other industries
    ],
)
def test_a_row_asks_for_its_own_indicators(code: str, missing: tuple[str, ...]) -> None:
    facts = {"industry_code": code, "industry_edition": "2011"}
    assert calc("size_class", facts) == ("missing", None, missing)


def test_an_indicator_that_makes_the_firm_micro_settles_it() -> None:
    assert calc("size_class", {**INDUSTRY, "employees": 19}) == ("known", "micro", ())
    assert calc("size_class", {**INDUSTRY, "revenue": "2999999.99"}) == ("known", "micro", ())


def test_otherwise_the_other_indicator_still_matters() -> None:
    assert calc("size_class", {**INDUSTRY, "employees": 20}) == ("missing", None, ("revenue",))
    assert calc("size_class", {**INDUSTRY, "revenue": "3000000"}) == ("missing", None, ("employees",))


def test_small_or_micro_is_settled_by_one_indicator_below_medium() -> None:
    assert calc("small_or_micro", {**INDUSTRY, "employees": 299}) == ("known", True, ())
    assert calc("small_or_micro", {**INDUSTRY, "employees": 300}) == ("missing", None, ("revenue",))
    assert calc("small_or_micro", {**INDUSTRY, "employees": 300, "revenue": "20000000"}) == (
        "known",
        False,
        (),
    )


def test_medium_or_smaller_is_settled_by_one_indicator_below_large() -> None:
    assert calc("medium_or_smaller", {**INDUSTRY, "revenue": "399999999.99"}) == ("known", True, ())
    assert calc("medium_or_smaller", {**INDUSTRY, "revenue": "400000000"}) == (
        "missing",
        None,
        ("employees",),
    )
    assert calc("medium_or_smaller", {**INDUSTRY, "employees": 1000, "revenue": "400000000"}) == (
        "known",
        False,
        (),
    )


def test_the_edition_is_asked_for_only_where_the_code_means_two_rows() -> None:
    assert calc("size_class", {"industry_code": "0111", "revenue": "499999.99"}) == ("known", "micro", ())
    assert calc("size_class", {"industry_code": "5990", "employees": 19}) == ("known", "micro", ())
    hospital_or_rest_home = {"industry_code": "8411", "employees": 9}
    assert calc("size_class", hospital_or_rest_home) == ("known", "micro", ())
    assert calc("statistical_size_class", hospital_or_rest_home) == ("missing", None, ("industry_edition",))


def test_a_refused_fact_is_missing_and_zero_is_not() -> None:
    refused = {"status": "refused"}
    assert calc("size_class", {**INDUSTRY, "employees": 20, "revenue": refused}) == (
        "missing",
        None,
        ("revenue",),
    )
    assert calc("size_class", {**INDUSTRY, "employees": 20, "revenue": "0"}) == ("known", "micro", ())


def test_a_fact_that_does_not_apply_gives_no_class_where_the_row_needs_it() -> None:
    absent = {"status": "not_applicable"}
    facts = {**INDUSTRY, "revenue": "400000000", "employees": absent}
    assert calc("size_class", facts) == ("not_applicable", None, ())
    farm = {"industry_code": "0111", "industry_edition": "2011", "revenue": "500000", "employees": absent}
    assert calc("size_class", farm) == ("known", "small", ())
