"""Exact arithmetic and the calendar on float64, against Python's own integers and dates."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiwei.engine.functions import FUNCTIONS, on_ordinals
from zhiwei.engine.native import arithmetic

WHOLE = st.integers(-(2**52), 2**52)
DAYS = st.one_of(st.integers(693_596, 803_533), st.integers(1, 3_652_059))
ARGUMENTS = {"date": DAYS, "count": st.integers(-500, 500)}
CALENDAR = sorted(set(FUNCTIONS) - {"floor", "ceil"})


@given(WHOLE, st.integers(1, 2**40))
def test_quotients_round_as_integers_do(n: int, d: int) -> None:
    assert arithmetic.floor_divide(float(n), float(d)) == n // d
    assert arithmetic.ceil_divide(float(n), float(d)) == -(-n // d)


@given(st.integers(-(2**50), 2**50), st.integers(1, 2**40))
def test_an_exact_half_goes_up(n: int, d: int) -> None:
    assert arithmetic.half_up(float(n), float(d)) == (2 * n + d) // (2 * d)


@pytest.mark.parametrize(
    ("n", "d", "whole"), [(1, 2, 1), (-1, 2, 0), (3, 2, 2), (-3, 2, -1), (149, 100, 1), (150, 100, 2)]
)
def test_halves(n: int, d: int, whole: int) -> None:
    assert arithmetic.half_up(float(n), float(d)) == whole


@pytest.mark.parametrize("name", CALENDAR)
@given(data=st.data())
def test_the_calendar(name: str, data: Any) -> None:
    given_ = [data.draw(ARGUMENTS[kind]) for kind in FUNCTIONS[name].takes]
    assert getattr(arithmetic, name)(*map(float, given_)) == on_ordinals(name)(*given_)
