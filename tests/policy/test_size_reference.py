"""300号: individual businesses and industries not listed are classed by reference; statistics keep them outside."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.size_table import book

SCHOOL = {
    "legal_form": "limited_company",
    "industry_code": "8291",
    "industry_edition": "2011",
    "employees": 10,
}
BANK = {
    "legal_form": "joint_stock_company",
    "industry_code": "6620",
    "industry_edition": "2011",
    "employees": 9,
}
STALL = {
    "legal_form": "individual_business",
    "industry_code": "5211",
    "industry_edition": "2011",
    "employees": 9,
    "revenue": "800000",
}
LISTED = {"size_reference": "listed_only"}


def calc(variable: str, facts: dict[str, Any], day: str = "2012-06-30", **options: Any) -> tuple[str, object]:
    result = book().calc([variable], facts, as_of=day, **options)[variable]
    return result.status, result.value


def test_an_industry_not_listed_is_classed_by_the_row_for_other_industries() -> None:
    assert calc("size_industry", SCHOOL) == ("known", "not_covered")
    assert calc("size_row", SCHOOL) == ("known", "other")
    assert calc("size_class", SCHOOL) == ("known", "small")
    assert calc("size_class", SCHOOL | {"employees": 9}) == ("known", "micro")
    assert calc("size_class", SCHOOL | {"employees": 300}) == ("known", "large")


def test_for_statistics_it_stays_outside() -> None:
    assert calc("statistical_size_class", SCHOOL) == ("known", "not_covered")


def test_the_other_reading_leaves_it_outside_for_policy_too() -> None:
    assert calc("size_class", SCHOOL, readings=LISTED) == ("known", "not_covered")
    assert calc("small_or_micro", SCHOOL, readings=LISTED) == ("known", False)
    assert calc("medium_or_smaller", SCHOOL, readings=LISTED) == ("known", False)


@pytest.mark.parametrize("code", ["5320", "7040", "8311", "9121"])
def test_railway_own_property_health_and_state_bodies_alike(code: str) -> None:
    facts = {
        "legal_form": "limited_company",
        "industry_code": code,
        "industry_edition": "2011",
        "employees": 9,
    }
    assert calc("size_class", facts) == ("known", "micro")
    assert calc("statistical_size_class", facts) == ("known", "not_covered")


def test_an_individual_business_is_measured_like_an_enterprise() -> None:
    assert calc("size_class", STALL) == ("known", "micro")
    assert calc("statistical_size_class", STALL) == ("known", "micro")
    assert calc("size_class", STALL, readings=LISTED) == ("known", "not_covered")


def test_the_legal_form_matters_only_under_the_other_reading() -> None:
    facts = {k: v for k, v in STALL.items() if k != "legal_form"}
    assert calc("size_class", facts) == ("known", "micro")
    result = book().calc(["size_class"], facts, as_of="2012-06-30", readings=LISTED)["size_class"]
    assert (result.status, tuple(result.missing)) == ("missing", ("legal_form",))


def test_finance_is_classed_by_reference_until_its_own_standard_which_is_not_known() -> None:
    assert calc("size_class", BANK, "2015-09-27") == ("known", "micro")
    assert calc("size_class", BANK, "2015-09-28") == ("unknown_law", None)
    assert calc("small_or_micro", BANK, "2026-11-23") == ("unknown_law", None)
    assert calc("statistical_size_class", BANK, "2015-09-28") == ("known", "not_covered")


@pytest.mark.parametrize(
    ("variable", "day", "status"),
    [
        ("size_class", "2011-06-17", "not_in_force"),
        ("size_class", "2011-06-18", "known"),
        ("statistical_size_class", "2011-09-01", "not_in_force"),
        ("statistical_size_class", "2011-09-02", "known"),
        ("statistical_size_class", "2017-12-27", "known"),
        ("statistical_size_class", "2017-12-28", "known"),
    ],
)
def test_in_force_from_the_day_of_each_text(variable: str, day: str, status: str) -> None:
    assert calc(variable, STALL, day)[0] == status


def test_with_the_knowledge_of_2012_a_code_of_2017_has_no_row() -> None:
    """国统字〔2017〕213号 was issued on 2017-12-28; 国统字〔2011〕75号 on 2011-09-02."""
    new_code = STALL | {"industry_edition": "2017"}
    assert calc("size_class", STALL, known_on="2012-06-30") == ("known", "micro")
    assert calc("size_class", new_code, known_on="2017-12-27") == ("not_in_force", None)
    assert calc("size_class", new_code, known_on="2017-12-28") == ("known", "micro")
