"""The bound of exactness: figures within it are exact to the fen, figures beyond are refused by name."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tests.engine import meadowland
from tests.engine.native.rows import native
from zhiwei.engine.amend import amended
from zhiwei.engine.native.bounds import Memory, TooLarge, check, limits_of
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.limits import Limits
from zhiwei.engine.rulebook import Rulebook


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return meadowland.book()


def greatest(book: Rulebook, name: str, fact: str) -> int:
    """The greatest power of two of a fact up to which a variable is exact."""
    plan = book.plan("mill", (name,), book.law("2005-06-30"))
    for exponent in range(60, 0, -1):
        try:
            check(plan, book.data, {fact: 1 << exponent})
        except TooLarge:
            continue
        return exponent
    raise AssertionError(name)


def test_how_far_it_goes(book: Rulebook) -> None:
    # A tenth of the income is half-up of n/10: 2n + 10 stays below 2**53 up to n = 2**51.
    assert greatest(book, "toll", "income") == 51
    assert greatest(book, "has_income", "income") == 52


INCOMES = [2**51 - 1, 10**15 + 5, 123_456_789_012_345, 2**51 + 4, 2**52, 2**52 + 16]


def test_it_is_exact_up_to_there_and_beyond_by_the_traced_engine(book: Rulebook, tmp_path: Path) -> None:
    engine = native(book, "2005-06-30", tmp_path, entity="mill", variables=["toll"])
    income = FactColumn(np.array(INCOMES))
    found = engine.run({"income": income, **few(len(INCOMES))}, len(INCOMES)).variables["toll"]
    assert [int(v) for v in found.value] == [(2 * i + 10) // 20 for i in INCOMES]
    assert not found.status.any()


def few(rows: int) -> dict[str, FactColumn]:
    return {"hands": FactColumn(np.full(rows, 12)), "founded_on": FactColumn(np.full(rows, 731_000))}


def test_rows_beyond_the_bound_are_told_apart(book: Rulebook, tmp_path: Path) -> None:
    engine = native(book, "2005-06-30", tmp_path, entity="mill", variables=["toll", "has_income"])
    incomes = FactColumn(np.array([5.0, 2.0**52, 0.0]), np.array([0, 0, 1], np.uint8))
    limits = Limits(book, engine.plan, [])
    assert limits.beyond(("toll",), {"income": incomes}).tolist() == [1]
    arrays = engine.outputs(3)
    assert engine.fill({"income": incomes, **few(3)}, 3, arrays) == 1


def test_limits_found_for_another_law_of_the_shape_stand_only_where_they_hold(book: Rulebook) -> None:
    memory = Memory()
    plan = book.plan("mill", ("toll",), book.law("2005-06-30"))
    first = limits_of(plan, book.data, memory)
    assert limits_of(plan, book.data, memory) == first == limits_of(plan, book.data)
    rate = book.data.parameters["toll_rate"]
    finer = replace(rate.values[0], value=Fraction(999_983, 10**6))
    other = amended(book, [replace(rate, values=(finer,))], [])
    law = other.plan("mill", ("toll",), other.law("2005-06-30"))
    assert limits_of(law, other.data, memory) == limits_of(law, other.data) != first
    assert limits_of(plan, book.data, memory) == first


def test_days_outside_the_calendar_of_the_bound(book: Rulebook, tmp_path: Path) -> None:
    engine = native(book, "2005-06-30", tmp_path, entity="mill", variables=["exempt"])
    days = FactColumn(np.array([600_000.0, 731_000.0]))
    assert engine.fill({"founded_on": days}, 2, engine.outputs(2)) == 1
    assert Limits(book, engine.plan, []).beyond(("exempt",), {"founded_on": days}).tolist() == [0]
