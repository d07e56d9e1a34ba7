"""How large a number can be: the interval its value lies in, and the magnitudes of its numerator and denominator."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Size:
    """A value between ``low`` and ``high``, carried as a numerator and a denominator of at most these magnitudes.

    Equal ``key`` means the very same denominator.
    """

    low: Fraction
    high: Fraction
    n: int
    d: int = 1
    key: object = None

    @property
    def value(self) -> Fraction:
        """The greatest magnitude of the value."""
        return max(abs(self.low), abs(self.high))

    def tight(self) -> Size:
        """The same, with a numerator over 1 no larger than the value."""
        return replace(self, n=min(self.n, math.ceil(self.value))) if self.d == 1 else self

    def rounded(self) -> Size:
        """A whole number next to the value."""
        return between(math.floor(self.low), math.ceil(self.high))


def between(low: int, high: int) -> Size:
    """A whole number of an interval."""
    return Size(Fraction(low), Fraction(high), max(abs(low), abs(high)))


def negated(size: Size) -> Size:
    """The size of -x."""
    return replace(size, low=-size.high, high=-size.low)


def either(*sizes: Size) -> Size:
    """One of several."""
    key = sizes[0].key if len({s.key for s in sizes}) == 1 else object()
    return Size(
        min(s.low for s in sizes),
        max(s.high for s in sizes),
        max(s.n for s in sizes),
        max(s.d for s in sizes),
        key,
    )


def combined(op: str, left: Size, right: Size) -> Size:
    """The size of a sum, difference, product or quotient."""
    if op == "-":
        return combined("+", left, negated(right))
    if op == "+":
        low, high = left.low + right.low, left.high + right.high
        if left.key == right.key:
            return Size(low, high, left.n + right.n, left.d, left.key).tight()
        numerator = left.n * right.d + right.n * left.d
        return Size(low, high, numerator, left.d * right.d, (left.key, right.key)).tight()
    if op == "*":
        low, high = _ends(left, right.low, right.high)
        return Size(low, high, left.n * right.n, left.d * right.d, (left.key, right.key)).tight()
    numerator, denominator = left.n * right.d, max(1, left.d * right.n)
    low, high = Fraction(-numerator), Fraction(numerator)
    if right.low > 0:
        low, high = _ends(left, 1 / right.low, 1 / right.high)
    return Size(low, high, numerator, denominator, object())


def _ends(left: Size, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    ends = [left.low * low, left.low * high, left.high * low, left.high * high]
    return min(ends), max(ends)
