"""Fractions of 64 bits against exact fractions, to the edge of what they hold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhiwei.engine.functions import FUNCTIONS, on_ordinals, round_exact
from zhiwei.engine.native.exact import arithmetic
from zhiwei.engine.native.exact.arithmetic import FUNCTION_CODES

NUMERATORS = st.one_of(st.integers(-1000, 1000), st.integers(-(2**62), 2**62))
DENOMINATORS = st.one_of(st.integers(1, 100), st.integers(1, 2**40))
DAYS = st.integers(1, 3_652_059)


def exact(pair: tuple[int, int]) -> Fraction | None:
    """The fraction, or None where there is no result."""
    return Fraction(int(pair[0]), int(pair[1])) if pair[1] else None


@given(NUMERATORS, DENOMINATORS, NUMERATORS, DENOMINATORS)
@example(2**62, 1, 2**62, 1)
@example(2**62, 1, 2, 1)
@example(-(2**62), 3, 2**62, 3)
def test_sums_products_quotients(n: int, d: int, m: int, e: int) -> None:
    left, right = Fraction(n, d), Fraction(m, e)
    found = {
        "+": (exact(arithmetic.plus(n, d, m, e)), left + right),
        "*": (exact(arithmetic.times(n, d, m, e)), left * right),
        "/": (exact(arithmetic.divided(n, d, m, e)), left / right if m else None),
    }
    for op, (got, wanted) in found.items():
        assert got is None or got == wanted, op
    small = max(abs(n), abs(m)) <= 1000 and max(d, e) <= 100
    assert not small or all((got is None) == (wanted is None) for got, wanted in found.values())


@given(NUMERATORS, DENOMINATORS)
@example(1, 2)
@example(-1, 2)
@example(-3, 2)
def test_roundings(n: int, d: int) -> None:
    for mode in ("half_up", "down", "up"):
        got = exact(arithmetic.rounded(FUNCTION_CODES[f"round:{mode}"], n, d))
        assert got is None or got == round_exact(Fraction(n, d), mode)
        assert got is not None or max(abs(n), d) > 2**60


@given(DAYS, DAYS, st.integers(-5000, 5000))
@example(1, 3_652_059, 1)
def test_days(a: int, b: int, count: int) -> None:
    for name, function in FUNCTIONS.items():
        if "numeric" in function.takes:
            continue
        second = [{"date": b, "count": count}[kind] for kind in function.takes[1:]]
        got = exact(arithmetic.applied(FUNCTION_CODES[name], a, 1, second[0] if second else 0, 1))
        assert got == on_ordinals(name)(a, *second), name


@pytest.mark.parametrize("day", [0, -5, 3_652_060])
def test_no_day_has_no_year(day: int) -> None:
    assert arithmetic.applied(FUNCTION_CODES["year_of"], day, 1, 0, 1)[1] == 0
