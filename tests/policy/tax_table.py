"""The income tax of small low-profit firms as a plain table, independent of the code under test.

Written from the texts of each year: bands of the whole income to 2018, slices from 2019, 2015 by months.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

import zhiwei
from zhiwei.engine.rulebook import Rulebook

STANDARD = Fraction(25, 100)
HIGH_TECH = Fraction(15, 100)

WHOLE_INCOME: dict[int, tuple[tuple[int, Fraction], ...]] = {
    2008: ((300_000, Fraction(20, 100)),),
    2009: ((300_000, Fraction(20, 100)),),
    2010: ((30_000, Fraction(10, 100)), (300_000, Fraction(20, 100))),
    2011: ((30_000, Fraction(10, 100)), (300_000, Fraction(20, 100))),
    2012: ((60_000, Fraction(10, 100)), (300_000, Fraction(20, 100))),
    2013: ((60_000, Fraction(10, 100)), (300_000, Fraction(20, 100))),
    2014: ((100_000, Fraction(10, 100)), (300_000, Fraction(20, 100))),
    2016: ((300_000, Fraction(10, 100)),),
    2017: ((500_000, Fraction(10, 100)),),
    2018: ((1_000_000, Fraction(10, 100)),),
}
"""Year to (income in yuan up to which, the number included, tax by whole income)."""

SLICES: dict[int, tuple[tuple[int, Fraction], ...]] = {
    2019: ((1_000_000, Fraction(5, 100)), (3_000_000, Fraction(10, 100))),
    2020: ((1_000_000, Fraction(5, 100)), (3_000_000, Fraction(10, 100))),
    2021: ((1_000_000, Fraction(25, 1000)), (3_000_000, Fraction(10, 100))),
    2022: ((1_000_000, Fraction(25, 1000)), (3_000_000, Fraction(5, 100))),
    2023: ((3_000_000, Fraction(5, 100)),),
    2024: ((3_000_000, Fraction(5, 100)),),
    2025: ((3_000_000, Fraction(5, 100)),),
    2026: ((3_000_000, Fraction(5, 100)),),
    2027: ((3_000_000, Fraction(5, 100)),),
}
"""Year to (upper end of the slice in yuan, tax on the slice)."""

YEARS = range(2008, 2028)
EDGES = (30_000, 60_000, 100_000, 200_000, 300_000, 500_000, 1_000_000, 3_000_000)
INCOMES = tuple(
    sorted(
        {edge * 100 + step for edge in EDGES for step in (-1, 0, 1)}
        | {-5_000_000, -1, 0, 1, 3, 5, 12_345_678, 24_999_999, 25_000_005, 149_999_999, 999_999_999_999}
    )
)
"""Incomes in fen: every limit of any year at -1/0/+1 fen, and some between."""

FIRM: dict[str, Any] = {
    "legal_form": "limited_company",
    "division": "330100",
    "taxable_income": "60000.01",
    "tax_industry": "industrial",
    "average_employees": 50,
    "average_total_assets": "8000000",
    "restricted_or_prohibited_industry": False,
    "collection_method": "audited",
    "high_tech_certified": False,
    "founded_on": "2005-05-01",
}
"""A small firm that passes every test of every year but that of income."""


@cache
def book() -> Rulebook:
    """Today's rulebook."""
    return zhiwei.rulebook()


def yuan(fen: int) -> str:
    """The amount as files have it."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


def half_up(exact: Fraction) -> int:
    """Whole fen; an exact half goes up."""
    return int((exact + Fraction(1, 2)) // 1)


def small_low_profit_rate_2015(fen: int, months: int, months_from_october: int) -> Fraction:
    """Tax by income in 2015 for an income up to 300,000, given the months operated."""
    if fen <= 200_000 * 100:
        return Fraction(10, 100)
    halved = Fraction(months_from_october, months)
    return halved * Fraction(10, 100) + (1 - halved) * Fraction(20, 100)


def expected_tax(year: int, fen: int, *, months: int = 12, months_from_october: int = 3) -> int:
    """The tax in fen of a firm that is small low-profit as long as its income allows."""
    if fen <= 0:
        return 0
    if year == 2015:
        if fen > 300_000 * 100:
            return half_up(fen * STANDARD)
        return half_up(fen * small_low_profit_rate_2015(fen, months, months_from_october))
    if year in WHOLE_INCOME:
        for edge, rate in WHOLE_INCOME[year]:
            if fen <= edge * 100:
                return half_up(fen * rate)
        return half_up(fen * STANDARD)
    if fen > SLICES[year][-1][0] * 100:
        return half_up(fen * STANDARD)
    tax, below = Fraction(0), 0
    for edge, rate in SLICES[year]:
        tax += max(0, min(fen, edge * 100) - below) * rate
        below = edge * 100
    return half_up(tax)


def calc(name: str, day: str, facts: Mapping[str, Any], **law: Any) -> tuple[str, Any, tuple[str, ...]]:
    """Status, value and missing facts of one variable."""
    found = book().calc([name], facts, as_of=day, **law)[name]
    return found.status, found.value, tuple(found.missing)


def value(name: str, day: str, facts: Mapping[str, Any], **law: Any) -> Any:
    """The value of one variable, or its status where it has none."""
    status, found, _ = calc(name, day, facts, **law)
    return found if status == "known" else status


def outcome(measure: str, day: str, facts: Mapping[str, Any], **law: Any) -> Any:
    """The outcome of one measure."""
    return book().answer(facts, as_of=day, measures=[measure], **law).measures[measure]
