"""The native kernel against the traced evaluator on the real rulebook; more days and variables under ``large``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.native.rows import differences, native, subjects
from zhiwei import rulebook
from zhiwei.engine.native.bounds import limits_of

EVERY = [n for (e, n), v in rulebook().data.variables.items() if e == "enterprise" and v.computed]
SOME = tuple(n for n in EVERY if n in ("size_class", "corporate_income_tax", "vat_exempt"))
"""Asked with all measures here and in tests/scoreboard: one kernel, compiled once in a run."""
TEN_THOUSAND_MILLION_YUAN = 10**12
LEAST = {"water_fund_payable_in_year": 3 * 10**10}
"""Twelfths of a year in several pieces leave less room: 300 million yuan. What is larger goes to the traced engine."""
DAYS = ["2012-06-30", "2015-06-30", "2019-06-30", "2026-11-23"]


@pytest.mark.parametrize("day", DAYS)
def test_every_rule_is_exact_for_large_firms(day: str) -> None:
    book = rulebook()
    for name in EVERY:
        plan = book.plan("enterprise", (name,), book.law(day))
        limits = limits_of(plan, book.data)
        for slot in plan.facts:
            if slot.variable.type.kind == "money":
                assert limits[slot.label][1] >= LEAST.get(name, TEN_THOUSAND_MILLION_YUAN), (
                    name,
                    slot.label,
                )


def test_measures_size_tax_and_threshold(kernels: Path) -> None:
    book = rulebook()
    engine = native(book, "2012-06-30", kernels, measures=book.select("enterprise", None), variables=SOME)
    for missing, seed in ((0.0, 1), (0.15, 2)):
        cases, columns = subjects(book, engine, 600, missing, seed)
        assert differences(book, engine, cases, columns) == []


@pytest.mark.large
@pytest.mark.parametrize("day", DAYS)
def test_every_variable_of_an_enterprise(day: str, kernels: Path) -> None:
    """The kernel is that of tests/scoreboard, which asks it on the limits; here all rows are traced in every cell."""
    book = rulebook()
    engine = native(book, day, kernels, measures=book.select("enterprise", None), variables=EVERY)
    for missing, seed in ((0.0, 3), (0.1, 4), (0.4, 5)):
        cases, columns = subjects(book, engine, 200, missing, seed)
        assert differences(book, engine, cases, columns) == []
