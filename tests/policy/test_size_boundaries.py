"""35.1: every bound of every indicator of every row in all three schemes, one unit to each side."""

from __future__ import annotations

import itertools

import pytest

from tests.policy.size_table import (
    CODE_OF,
    FACT_OF,
    MIIT,
    SCHEMES,
    around,
    book,
    classes,
    facts_of,
    standard,
    worded,
)
from zhiwei.policy.base.size_class import size_class_by_revenue
from zhiwei.policy.vocabulary_industry import SizeByIndicator, SizeIndustry

ROWS = [(scheme, industry) for scheme in SCHEMES for industry in CODE_OF]
BELOW, ABOVE = 0, 10**13


def test_the_table_holds_three_schemes_of_sixteen_rows_and_thirty_cells() -> None:
    assert set(standard()) == set(ROWS)
    cells = {scheme: sum(len(b) for (s, _), b in standard().items() if s == scheme) for scheme in SCHEMES}
    assert set(cells.values()) == {30}
    assert all(("2011", c) in classes() and ("2017", c) in classes() for c in CODE_OF.values())


@pytest.mark.parametrize(("scheme", "industry"), ROWS)
def test_each_bound_at_minus_one_zero_and_plus_one(scheme: str, industry: str) -> None:
    """The others far above, the indicator alone decides: below its bound one class lower, on it the class."""
    variable, days = SCHEMES[scheme]
    bounds = standard()[scheme, industry]
    words = ("micro", "small", "medium", "large")
    wrong = []
    for day, indicator in itertools.product(days, bounds):
        for place, bound in enumerate(bounds[indicator]):
            for step, expected in ((-1, words[place]), (0, words[place + 1]), (1, words[place + 1])):
                values = {i: ABOVE if i != "employees" else 10**6 for i in bounds} | {indicator: bound + step}
                result = book().calc([variable], facts_of(industry, values), as_of=day)[variable]
                if result.value != expected:
                    wrong.append((day, indicator, bound + step, result.value, expected))
    assert wrong == []


@pytest.mark.parametrize(("scheme", "industry"), ROWS)
def test_all_combinations_of_bounds_follow_the_wording(scheme: str, industry: str) -> None:
    variable, days = SCHEMES[scheme]
    bounds = standard()[scheme, industry]
    points = [(BELOW, *around(bounds[i])) for i in bounds]
    wrong = []
    for combination in itertools.product(*points):
        values = dict(zip(bounds, combination, strict=True))
        result = book().calc([variable], facts_of(industry, values), as_of=days[0])[variable]
        if result.value != worded(bounds, values):
            wrong.append((values, result.value))
    assert wrong == []


@pytest.mark.parametrize("industry", CODE_OF)
def test_indicators_that_the_row_does_not_use_change_nothing(industry: str) -> None:
    bounds = standard()[MIIT, industry]
    values = {i: b[1] for i, b in bounds.items()}
    for extreme in (BELOW, 10**6):
        unused = {FACT_OF[i]: extreme for i in FACT_OF if i not in bounds}
        facts = facts_of(industry, values) | unused
        assert book().calc(["size_class"], facts, as_of="2012-06-30")["size_class"].value == "medium"


def test_one_low_indicator_lowers_the_class_by_more_than_one_step() -> None:
    """1000 persons and 400 m yuan would be large; 19 persons make the same firm micro."""
    facts = {"industry_code": "1713", "industry_edition": "2011", "employees": 19, "revenue": "400000000"}
    result = book().calc(["size_class"], facts, as_of="2012-06-30")["size_class"].to_json()
    assert (result["status"], result["value"], result["cites"]) == ("known", "micro", ["35.1"])
    assert "工信部联企业〔2011〕300号#四" in result["sources"]


@pytest.mark.parametrize(
    ("revenue", "expected"),
    [
        (99_999_999, SizeByIndicator.MICRO),
        (100_000_000, SizeByIndicator.SMALL),
        (499_999_999, SizeByIndicator.SMALL),
        (500_000_000, SizeByIndicator.MEDIUM),
        (19_999_999_999, SizeByIndicator.MEDIUM),
        (20_000_000_000, SizeByIndicator.LARGE),
    ],
)
def test_the_rule_by_hand_gives_what_the_engine_gives(revenue: int, expected: SizeByIndicator) -> None:
    """零售业: 1 m, 5 m and 200 m yuan."""
    by_hand = size_class_by_revenue(
        size_row=SizeIndustry.RETAIL,
        revenue=revenue,
        size_revenue_small_min={"retail": 100_000_000},
        size_revenue_medium_min={"retail": 500_000_000},
        size_revenue_large_min={"retail": 20_000_000_000},
    )
    facts = facts_of("retail", {"revenue": revenue})
    by_engine = book().calc(["size_class_by_revenue"], facts, as_of="2012-06-30")["size_class_by_revenue"]
    assert by_hand == expected
    assert by_engine.value == expected.value
