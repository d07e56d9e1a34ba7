"""The bound of exactness: figures within it are exact to the fen, figures beyond are refused by name."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tests.engine import meadowland
from tests.engine.native.rows import native
from zhiwei.engine.native.bounds import TooLarge, check
from zhiwei.engine.native.columns import FactColumn
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


@pytest.mark.parametrize("income", [2**51, 2**51 - 1, 10**15 + 5, 123_456_789_012_345])
def test_it_is_exact_up_to_there(book: Rulebook, income: int, tmp_path: Path) -> None:
    engine = native(book, ["toll"], "2005-06-30", tmp_path, entity="mill", threads=1)
    hands, founded = FactColumn(np.array([12.0])), FactColumn(np.array([731_000.0]))
    income = min(income, 2**51 - 1)
    found = engine.run(
        {"income": FactColumn(np.array([float(income)])), "hands": hands, "founded_on": founded}, 1
    )
    assert (
        int(found.values["toll"][0]) == (2 * income + 10) // 20 == int(Fraction(income, 10) + Fraction(1, 2))
    )


def test_beyond_it_the_batch_is_refused(book: Rulebook, tmp_path: Path) -> None:
    engine = native(book, ["toll"], "2005-06-30", tmp_path, entity="mill")
    with pytest.raises(
        TooLarge, match=r"could exceed 2\*\*53 in this batch; these rows need the traced engine"
    ):
        engine.run({"income": FactColumn(np.array([2.0**52]))}, 1)


def test_days_outside_the_calendar_of_the_bound(book: Rulebook, tmp_path: Path) -> None:
    engine = native(book, ["exempt"], "2005-06-30", tmp_path, entity="mill")
    with pytest.raises(TooLarge, match="founded_on"):
        engine.run({"founded_on": FactColumn(np.array([600_000.0]))}, 1)
