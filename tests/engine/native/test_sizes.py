"""Sizes hold every value that their operands can come to."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zhiwei.engine.native.sizes import Size, between, combined, either, negated

CARRIED = st.tuples(st.integers(-50, 50), st.integers(1, 12))
"""A numerator and the denominator it is carried over."""


def over(values: list[tuple[int, int]], key: object = None) -> Size:
    """A size that holds several carried values."""
    exact = [Fraction(n, d) for n, d in values]
    return Size(min(exact), max(exact), max(abs(n) for n, _ in values), max(d for _, d in values), key)


@given(
    st.lists(CARRIED, min_size=1, max_size=4),
    st.lists(CARRIED, min_size=1, max_size=4),
    st.sampled_from("+-*/"),
)
def test_a_combination_lies_within(
    left: list[tuple[int, int]], right: list[tuple[int, int]], op: str
) -> None:
    size = combined(op, over(left, object()), over(right, object()))
    for a, b in left:
        for c, d in right:
            assume(op != "/" or c != 0)
            numerator, denominator = {
                "+": (a * d + c * b, b * d),
                "-": (a * d - c * b, b * d),
                "*": (a * c, b * d),
                "/": (a * d * (1 if c > 0 else -1), b * abs(c)),
            }[op]
            assert size.low <= Fraction(numerator, denominator) <= size.high
            assert abs(numerator) <= size.n
            assert denominator <= size.d


@given(st.lists(CARRIED, min_size=1, max_size=4))
def test_rounding_and_negation(values: list[tuple[int, int]]) -> None:
    size = over(values)
    for n, d in values:
        assert size.rounded().low <= (2 * n + d) // (2 * d) <= size.rounded().high
        assert negated(size).low <= Fraction(-n, d) <= negated(size).high
        assert either(size, between(60, 70)).low <= Fraction(n, d) <= either(size, between(60, 70)).high


@pytest.mark.parametrize(("same", "n", "d"), [(True, 7, 10), (False, 70, 100)])
def test_one_denominator_is_kept(same: bool, n: int, d: int) -> None:
    key = object()
    left = Size(Fraction(3, 10), Fraction(3, 10), 3, 10, key)
    right = Size(Fraction(4, 10), Fraction(4, 10), 4, 10, key if same else object())
    total = combined("+", left, right)
    assert (total.n, total.d, total.low, total.high) == (n, d, Fraction(7, 10), Fraction(7, 10))
