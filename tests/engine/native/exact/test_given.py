"""Columns of every type are read where they lie, to their last row and in tables of a few bytes."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine import meadowland
from tests.engine.native.exact.draws import exact_variable
from zhiwei.engine.native.blocks import DTYPES
from zhiwei.engine.native.columns import FactColumn

FREE, RATE = 1_000_00, 10
"""Meadowland of 2005: income up to 1,000 is free, above it a tenth is due."""


@pytest.mark.parametrize("dtype", [t for t in DTYPES if t != "bool"])
@pytest.mark.parametrize("rows", [1, 2, 3, 5, 9])
def test_numbers_of_any_width(dtype: str, rows: int) -> None:
    exact = exact_variable(meadowland.book(), "toll", "2005-06-30", "mill")
    most = min(2 * FREE, np.iinfo(dtype).max) if np.dtype(dtype).kind in "iu" else 2 * FREE
    least = -100 if np.dtype(dtype).kind != "u" else 0
    income = np.linspace(least, most, rows + 4).round().astype(dtype)[4:]
    hands = np.full(rows, 12, dtype)
    facts = {"income": FactColumn(income), "hands": FactColumn(hands)}
    for _ in range(2):  # worked out, then as learned
        found = exact.answer(facts, np.arange(rows))
        due = [0 if n <= FREE else (int(n) + RATE // 2) // RATE for n in income.tolist()]  # an exact half up
        assert found.value.tolist() == due
        assert found.status.tolist() == [0] * rows


@pytest.mark.parametrize("dtype", ["int64", "int32", "int16", "int8", "float64"])
def test_negative_numbers_keep_their_sign(dtype: str) -> None:
    exact = exact_variable(meadowland.book(), "growth", "2005-06-30", "mill")
    facts = {
        "income": FactColumn(np.array([-7, 5, -100], dtype)),
        "income@2004": FactColumn(np.array([3, -5, 27], dtype)),
    }
    for _ in range(2):
        assert exact.answer(facts, np.arange(3)).value.tolist() == [-10, 10, -127]


def test_flags_as_booleans_and_columns_with_gaps_between() -> None:
    exact = exact_variable(meadowland.book(), "is_mill", "2005-06-30", "mill")
    spread = np.array([True, False, False, True, False])[::2]  # not side by side in memory
    states = np.array([0, 9, 1, 9, 0], np.uint8)[::2]
    for _ in range(2):
        found = exact.answer({"wind_only": FactColumn(spread, states)}, np.arange(3))
        assert found.missing is not None
        assert (found.value.tolist(), found.status.tolist()) == ([0, 0, 1], [0, 1, 0])
        assert found.missing.tolist() == [0, 1 << exact.bits["wind_only"], 0]
