"""Exact answers against the traced engine on Meadowland: verdicts, amounts, deciding parts, values and missing facts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from tests.engine import meadowland
from tests.engine.native.exact.draws import differences, exact_measure, exact_variable, subjects
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.rulebook import Rulebook

SHARES = [0.0, 0.1, 0.5, 0.95]
DECISION = {
    "division": "11", "document": "D1", "filed_on": "2003-01-01", "sentence": "7.1", "fills": {"share": "0.35"},
    "from": "2003-01-01",
}  # fmt: skip
VARIABLES = [
    ("mill", name)
    for name in ("small_mill", "toll", "exempt", "grain_due", "regional_grain", "half_months", "growth", "stop_loss",
                 "bridge_grant", "has_income", "is_mill")
] + [("cart", "may_cross")]  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return meadowland.book()


@pytest.mark.parametrize("missing", SHARES)
@pytest.mark.parametrize(
    ("day", "decisions"),
    [("2005-06-30", [DECISION]), ("2005-06-30", []), ("2000-06-30", []), ("2012-06-30", [DECISION])],
)
def test_the_grant_of_a_bridge(book: Rulebook, day: str, decisions: list[object], missing: float) -> None:
    exact = exact_measure(book, "7.1", day, decisions)
    cases, columns = subjects(book, exact, 400, missing, seed=int(missing * 100))
    assert differences(book, exact, cases, columns) == []


@pytest.mark.parametrize("missing", SHARES)
def test_a_measure_over_a_link(book: Rulebook, missing: float) -> None:
    exact = exact_measure(book, "8.1/cart", "2005-06-30")
    cases, columns = subjects(book, exact, 400, missing, seed=7)
    assert differences(book, exact, cases, columns) == []


@pytest.mark.parametrize(("entity", "name"), VARIABLES)
@pytest.mark.parametrize("day", ["2005-06-30", "2025-06-30"])
def test_variables(book: Rulebook, entity: str, name: str, day: str) -> None:
    exact = exact_variable(book, name, day, entity, [DECISION])
    for missing in SHARES[1:]:
        cases, columns = subjects(book, exact, 150, missing, seed=int(missing * 100))
        assert differences(book, exact, cases, columns) == []


def test_conditions_over_two_facts_of_which_one_is_known_are_traced_once_for_equal_rows(
    book: Rulebook,
) -> None:
    exact = exact_measure(book, "8.1/cart", "2005-06-30")
    load, hands = np.array([3.0, 3.0, 3.0, 4.0]), np.array([0.0, 0.0, 5.0, 0.0])
    columns = {
        "load": FactColumn(load),
        "owner.hands": FactColumn(hands, np.array([1, 1, 0, 1], np.uint8)),
    }
    found = exact.answer(columns, np.arange(4))
    assert found.missing is not None
    assert (exact.fallbacks, exact.traced) == (3, 2)
    assert [int(m) for m in found.missing] == [1 << exact.bits["owner.hands"]] * 2 + [0] + [
        1 << exact.bits["owner.hands"]
    ]


def test_rows_in_any_order_and_a_column_that_is_not_there(book: Rulebook) -> None:
    exact = exact_variable(book, "toll", "2005-06-30", "mill")
    income = FactColumn(np.array([5_000_00, 7_000_00, 100_00], np.int64))
    hands = FactColumn(np.array([3, 12, 12], np.uint8), np.array([0, 0, 0], np.uint8))
    found = exact.answer({"income": income, "hands": hands}, np.array([2, 1, 0, 1]))
    assert found.missing is not None
    assert found.status.tolist() == [0, 0, 1, 0]  # who has few hands may be exempt by its age
    assert found.value.tolist() == [0, 700_00, 0, 700_00]
    assert [int(m) for m in found.missing] == [0, 0, 1 << exact.bits["founded_on"], 0]


def test_bits_follow_the_list_of_facts_given(book: Rulebook) -> None:
    from zhiwei.engine.native.exact import ExactVariable

    law = book.law("2005-06-30")
    facts = (*(f"other{k}" for k in range(62)), "hands", "income", "founded_on")[1:]
    exact = ExactVariable(book, law, "toll", facts, entity="mill")
    found = exact.answer({}, np.arange(1))
    assert found.missing is not None
    assert int(found.missing[0]) == sum(1 << facts.index(f) for f in ("hands", "income", "founded_on"))
    assert facts.index("founded_on") == 63


def test_a_division_that_may_not_apply() -> None:
    facts = {**meadowland.MILL_FACTS, "division": replace(meadowland.MILL_FACTS["division"], optional=True)}
    mill, cart = meadowland.ENTITIES
    book = meadowland.book(entities=(replace(mill, facts=facts), cart))
    exact = exact_measure(book, "7.1", "2005-06-30", [DECISION])
    cases, columns = subjects(book, exact, 600, 0.2, seed=5)
    assert differences(book, exact, cases, columns) == []


def test_a_fact_outside_its_domain_is_traced(book: Rulebook) -> None:
    exact = exact_variable(book, "small_mill", "2005-06-30", "mill")
    found = exact.answer({"hands": FactColumn(np.array([9.0, 2e9]))}, np.arange(2))
    assert (found.value.tolist(), found.status.tolist()) == ([1, 0], [0, 0])
    assert (exact.fallbacks, exact.traced) == (1, 1)


def test_threads_answer_side_by_side(book: Rulebook) -> None:
    exact = exact_measure(book, "7.1", "2005-06-30", [DECISION])
    _, columns = subjects(book, exact, 3000, 0.3, seed=21)
    alone = exact.answer(columns, np.arange(3000))
    cuts = [np.arange(k, 3000, 8) for k in range(8)]
    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(lambda rows: exact.answer(columns, rows), cuts))
    for rows, part in zip(cuts, parts, strict=True):
        for name in ("verdict", "amount", "amount_status", "deciding", "missing"):
            assert (getattr(part, name) == getattr(alone, name)[rows]).all()


def test_no_rows(book: Rulebook) -> None:
    exact = exact_measure(book, "7.1", "2005-06-30")
    assert exact.answer({}, np.arange(0)).verdict.tolist() == []
