"""Exact numbers as terms of the solver: a whole term over a fixed denominator, with what bounds it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zhiwei.engine.functions import round_exact
from zhiwei.engine.proof.solver import Condition, both, either, pick, z3

Exact = int | Fraction
Cases = tuple[tuple[Fraction, Condition], ...]
CASES_KEPT = 64
"""Values up to which a number is kept as a list of cases, so that products with it stay linear."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """``top / bottom``: an int or a solver term (whole, or real where ``real``) over a positive whole number.

    ``low`` and ``high`` bound it where known; ``cases`` lists its values with the condition of each where there
    are few.
    """

    top: Any
    bottom: int = 1
    low: Fraction | None = None
    high: Fraction | None = None
    real: bool = False
    cases: Cases | None = None

    @property
    def constant(self) -> Fraction | None:
        """Its value if it is one number."""
        return Fraction(self.top, self.bottom) if isinstance(self.top, int) else None

    @property
    def whole(self) -> bool:
        """Whether it is a whole number by form."""
        return self.bottom == 1 and not self.real

    def over(self, bottom: int) -> Any:
        """The numerator over another denominator, a multiple of its own."""
        factor = bottom // self.bottom
        return self.top if factor == 1 else self.top * factor


def exactly(value: Exact) -> Quantity:
    """A constant."""
    number = Fraction(value)
    return Quantity(number.numerator, number.denominator, number, number, False, ((number, True),))


def of_cases(cases: Cases) -> Quantity:
    """A number that is each value under its condition; the conditions exclude one another and one holds."""
    merged: dict[Fraction, Condition] = {}
    for value, condition in cases:
        if condition is not False:
            merged[value] = either(merged.get(value, False), condition)
    if not merged:
        return exactly(0)
    if len(merged) == 1:
        return exactly(next(iter(merged)))
    values = sorted(merged)
    bottom = math.lcm(*(v.denominator for v in values))
    top: Any = int(values[-1] * bottom)
    for value in reversed(values[:-1]):
        top = pick(merged[value], int(value * bottom), top)
    if isinstance(top, int):
        return exactly(Fraction(top, bottom))
    kept = tuple(merged.items()) if len(merged) <= CASES_KEPT else None
    return Quantity(top, bottom, values[0], values[-1], False, kept)


def choose(condition: Condition, then: Quantity, otherwise: Quantity) -> Quantity:
    """``then`` where the condition holds, else ``otherwise``."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    if then.constant is not None and then.constant == otherwise.constant:
        return then
    if then.cases and otherwise.cases and len(then.cases) + len(otherwise.cases) <= CASES_KEPT:
        first = [(v, both(condition, c)) for v, c in then.cases]
        second = [(v, both(z3.Not(condition), c)) for v, c in otherwise.cases]
        return of_cases((*first, *second))
    bottom = math.lcm(then.bottom, otherwise.bottom)
    top = z3.If(condition, _term(then, bottom), _term(otherwise, bottom))
    low = None if then.low is None or otherwise.low is None else min(then.low, otherwise.low)
    high = None if then.high is None or otherwise.high is None else max(then.high, otherwise.high)
    return Quantity(top, bottom, low, high, then.real or otherwise.real)


def _term(one: Quantity, bottom: int) -> Any:
    top = one.over(bottom)
    return z3.IntVal(top) if isinstance(top, int) else top


def _by_cases(
    left: Quantity, right: Quantity, operation: Callable[[Fraction, Fraction], Fraction]
) -> Quantity | None:
    if not (left.cases and right.cases) or len(left.cases) * len(right.cases) > CASES_KEPT * 4:
        return None
    return of_cases(tuple((operation(a, b), both(c, d)) for a, c in left.cases for b, d in right.cases))


def add(left: Quantity, right: Quantity, sign: int = 1) -> Quantity:
    """left + sign·right."""
    found = _by_cases(left, right, lambda a, b: a + sign * b)
    if found is not None:
        return found
    bottom = math.lcm(left.bottom, right.bottom)
    first, second = left.over(bottom), right.over(bottom)
    low_r, high_r = (right.low, right.high) if sign > 0 else (_minus(right.high), _minus(right.low))
    low = None if left.low is None or low_r is None else left.low + low_r
    high = None if left.high is None or high_r is None else left.high + high_r
    top = first + second if sign > 0 else first - second
    return Quantity(top, bottom, low, high, left.real or right.real)


def _minus(bound: Fraction | None) -> Fraction | None:
    return None if bound is None else -bound


def negate(one: Quantity) -> Quantity:
    """−one."""
    return add(exactly(0), one, -1)


def multiply(left: Quantity, right: Quantity) -> Quantity:
    """left · right; linear where either has few values."""
    found = _by_cases(left, right, lambda a, b: a * b)
    if found is not None:
        return found
    for few, other in ((left, right), (right, left)):
        if few.constant is not None:
            return _scaled(other, few.constant)
    for few, other in ((left, right), (right, left)):
        if few.cases:
            total = _scaled(other, few.cases[-1][0])
            for value, condition in few.cases[:-1]:
                total = choose(condition, _scaled(other, value), total)
            return total
    low, high = _range(left, right)
    return Quantity(left.top * right.top, left.bottom * right.bottom, low, high, left.real or right.real)


def _scaled(one: Quantity, factor: Fraction) -> Quantity:
    if factor == 0:
        return exactly(0)
    common = math.gcd(one.bottom, factor.numerator)
    times, bottom = factor.numerator // common, one.bottom // common * factor.denominator
    bounds = [None if b is None else b * factor for b in (one.low, one.high)]
    low, high = bounds if factor > 0 else reversed(bounds)
    return Quantity(one.top if times == 1 else one.top * times, bottom, low, high, one.real)


def _range(left: Quantity, right: Quantity) -> tuple[Fraction | None, Fraction | None]:
    if left.low is None or left.high is None or right.low is None or right.high is None:
        return None, None
    corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
    return min(corners), max(corners)


def divide(left: Quantity, right: Quantity) -> Quantity:
    """left ÷ right where right is not zero; what stands where it is zero is without meaning."""
    if right.cases:
        inverse = of_cases(tuple((1 / v if v else Fraction(0), c) for v, c in right.cases))
        return multiply(left, inverse)
    top = z3.ToReal(_term(left, left.bottom)) if not left.real else left.top
    below = z3.ToReal(right.top) if not right.real else right.top
    return Quantity(top * right.bottom / (below * left.bottom), 1, None, None, True)


def rounded(one: Quantity, mode: str) -> Quantity:
    """Rounded to a whole number as :func:`zhiwei.engine.functions.round_exact` does."""
    if mode == "none" or one.whole:
        return one
    if one.cases:
        return of_cases(tuple((Fraction(round_exact(v, mode)), c) for v, c in one.cases))
    low, high = (None if b is None else Fraction(round_exact(b, mode)) for b in (one.low, one.high))
    if one.real:
        half = z3.Q(1, 2)
        value = one.top if one.bottom == 1 else one.top / one.bottom
        top = {
            "half_up": lambda: z3.ToInt(value + half),
            "down": lambda: z3.ToInt(value),
            "up": lambda: -z3.ToInt(-value),
        }[mode]()
        return Quantity(top, 1, low, high)
    # Whole division by a positive number rounds down in the solver as it does in Python.
    top = {
        "half_up": lambda: (2 * one.top + one.bottom) / (2 * one.bottom),
        "down": lambda: one.top / one.bottom,
        "up": lambda: -((-one.top) / one.bottom),
    }[mode]()
    return Quantity(top, 1, low, high)


def compared(op: str, left: Quantity, right: Quantity) -> Condition:
    """``left op right``."""
    compare = _COMPARE[op]
    if left.constant is not None and right.constant is not None:
        return bool(compare(left.constant, right.constant))
    decided = _by_bounds(op, left, right)
    if decided is not None:
        return decided
    for few, other in ((left, right), (right, left)):
        if few.cases and other.constant is not None:
            limit = other.constant
            holds = compare if few is left else (lambda a, b: compare(b, a))
            return either(*(c for v, c in few.cases if holds(v, limit)))
    bottom = math.lcm(left.bottom, right.bottom)
    return compare(left.over(bottom), right.over(bottom))


def _by_bounds(op: str, left: Quantity, right: Quantity) -> bool | None:
    if left.high is not None and right.low is not None and left.high < right.low:
        return op in ("<", "<=", "!=")
    if left.low is not None and right.high is not None and left.low > right.high:
        return op in (">", ">=", "!=")
    return None


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
