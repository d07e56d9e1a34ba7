"""Exact answers against the traced engine on the real rulebook, whatever is missing; every entity and day under ``large``."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.native.exact.draws import differences, exact_measure, exact_variable, subjects
from zhiwei import rulebook

DAYS = ["2012-06-30", "2015-06-30", "2019-06-30", "2026-11-23"]
MEASURES = [m.id for m in rulebook().measures.values() if m.entity == "enterprise"]
SHARES = [0.02, 0.15, 0.5, 0.9]
DECISIONS = [
    {"division": division, "document": "D1", "filed_on": "2012-05-01", "sentence": "27.2", "from": "2012-01-01",
     "to": "2015-12-31", **what}
    for division, what in (
        ("330100", {"fills": {"reward_share": "0.5"}}),
        ("330105", {"declines": True}),
        ("330200", {"fills": {"reward_share": "1", "local_tax_share": "0.32"}}),
    )
]  # fmt: skip
USUAL = {
    "division": ("330100", "330105", "330106", "330200", "330203", "330300"),
    "legal_form": ("limited_company",),
}
"""Values of facts that make a reward likely."""


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("day", DAYS[:2])
def test_measures_of_an_enterprise(measure: str, day: str) -> None:
    book = rulebook()
    exact = exact_measure(book, measure, day)
    for seed, missing in enumerate(SHARES):
        cases, columns = subjects(book, exact, 60, missing, seed)
        assert differences(book, exact, cases, columns) == []


@pytest.mark.parametrize("measure", MEASURES)
def test_an_enterprise_that_lacks_a_few_facts_needs_no_other_engine(measure: str) -> None:
    book = rulebook()
    exact = exact_measure(book, measure, "2012-06-30")
    _, columns = subjects(book, exact, 500, 0.1, seed=9)
    exact.answer(columns, np.arange(500))
    assert exact.fallbacks == 0


@pytest.mark.parametrize("name", ["size_class", "corporate_income_tax", "water_fund_payable_in_year"])
def test_variables_of_an_enterprise(name: str) -> None:
    book = rulebook()
    for day in DAYS:
        exact = exact_variable(book, name, day)
        cases, columns = subjects(book, exact, 60, 0.3, seed=4)
        assert differences(book, exact, cases, columns) == []


@pytest.mark.parametrize("day", DAYS[:2])
def test_a_reward_that_localities_decide(day: str) -> None:
    book = rulebook()
    exact = exact_measure(book, "27.2", day, DECISIONS)
    for seed, missing in enumerate(SHARES):
        cases, columns = subjects(book, exact, 400, missing, seed, usual=USUAL)
        assert differences(book, exact, cases, columns) == []


@pytest.mark.large
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("measure", [m.id for m in rulebook().measures.values()])
def test_every_measure(measure: str, day: str) -> None:
    book = rulebook()
    exact = exact_measure(book, measure, day)
    for seed, missing in enumerate(SHARES):
        cases, columns = subjects(book, exact, 100, missing, seed)
        assert differences(book, exact, cases, columns) == []


@pytest.mark.large
@pytest.mark.parametrize("day", DAYS)
def test_every_variable(day: str) -> None:
    book = rulebook()
    for (entity, name), variable in book.data.variables.items():
        if variable.computed:
            exact = exact_variable(book, name, day, entity)
            cases, columns = subjects(book, exact, 80, 0.3, seed=6)
            assert differences(book, exact, cases, columns) == [], name
