"""Exact arithmetic on whole numbers carried in float64, for the generated kernels: branch-free, so that it vectorises.

Every operand is a whole number with magnitude below 2**53 (see :mod:`bounds`), so sums, products and remainders are
exact. A quotient is not: :func:`floor_divide` corrects it by its remainder. Both divide by multiplying with the
reciprocal, which a compiler takes out of the loop where the divisor is the same for all rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

LAST_DAY = 3652059.0
"""9999-12-31, the last day of the calendar; the first is 1."""

F = TypeVar("F", bound=Callable[..., Any])


def inlined(function: F) -> F:
    """Compile a function into whatever calls it; plain Python sees the same function."""
    return cast(F, njit(forceinline=True, error_model="numpy")(function))


@inlined
def floor_divide(n: float, d: float) -> float:
    """The greatest whole number not above n/d, for d > 0.

    The product with the reciprocal errs by less than n/d * 2**-52. For d = 1 and 2 it is exact; for d >= 3 that is less
    than 1, and the remainder tells on which side.
    """
    near: float = np.floor(n * (1.0 / d))
    rest = n - near * d
    low = near - 1.0 if rest < 0.0 else near
    left = rest + d if rest < 0.0 else rest
    return low + 1.0 if left >= d else low


@inlined
def ceil_divide(n: float, d: float) -> float:
    """The smallest whole number not below n/d, for d > 0."""
    return -floor_divide(-n, d)


@inlined
def half_up(n: float, d: float) -> float:
    """n/d to the nearest whole number, an exact half up, for d > 0."""
    return floor_divide(2.0 * n + d, 2.0 * d)


@inlined
def small_floor(n: float, d: float) -> float:
    """The floor of n/d for whole numbers below 2**26.

    (n + 1/2)/d is at least 1/(2 d) away from every whole number, the product less than 2**-25/d off.
    """
    whole: float = np.floor((n + 0.5) * (1.0 / d))
    return whole


@inlined
def civil(ordinal: float) -> tuple[float, float, float]:
    """(year, month, day) of a proleptic ordinal (1 = 0001-01-01), by the days-from-civil algorithm."""
    z = ordinal + 305.0
    era = small_floor(z, 146097.0)
    doe = z - era * 146097.0
    yoe = small_floor(
        doe - small_floor(doe, 1460.0) + small_floor(doe, 36524.0) - small_floor(doe, 146096.0), 365.0
    )
    doy = doe - (365.0 * yoe + small_floor(yoe, 4.0) - small_floor(yoe, 100.0))
    mp = small_floor(5.0 * doy + 2.0, 153.0)
    day = doy - small_floor(153.0 * mp + 2.0, 5.0) + 1.0
    month = mp + 3.0 if mp < 10.0 else mp - 9.0
    year = yoe + era * 400.0
    return (year + 1.0 if month <= 2.0 else year), month, day


@inlined
def ordinal_of(year: float, month: float, day: float) -> float:
    """Inverse of :func:`civil`."""
    y = year - 1.0 if month <= 2.0 else year
    era = small_floor(y, 400.0)
    yoe = y - era * 400.0
    mp = month - 3.0 if month > 2.0 else month + 9.0
    doy = small_floor(153.0 * mp + 2.0, 5.0) + day - 1.0
    doe = yoe * 365.0 + small_floor(yoe, 4.0) - small_floor(yoe, 100.0) + doy
    return era * 146097.0 + doe - 305.0


@inlined
def month_length(year: float, month: float) -> float:
    """Days of a month."""
    by_four = 1.0 if year - 4.0 * small_floor(year, 4.0) == 0.0 else 0.0
    by_hundred = 1.0 if year - 100.0 * small_floor(year, 100.0) == 0.0 else 0.0
    by_era = 1.0 if year - 400.0 * small_floor(year, 400.0) == 0.0 else 0.0
    february = 28.0 + (by_era if by_hundred != 0.0 else by_four)
    later = month - 1.0 if month > 7.0 else month
    long = 30.0 + (
        later - 2.0 * small_floor(later, 2.0)
        if month <= 7.0
        else 1.0 - (later - 1.0 - 2.0 * small_floor(later - 1.0, 2.0))
    )
    return february if month == 2.0 else long


@inlined
def add_months(day: float, months: float) -> float:
    """See the function of the rule language."""
    y, m, d = civil(day)
    index = y * 12.0 + m - 1.0 + months
    year = small_floor(index, 12.0)
    month = index - year * 12.0 + 1.0
    length = month_length(year, month)
    moved = ordinal_of(year, month, min(length, d))
    late = LAST_DAY if year > 9999.0 else moved
    return 1.0 if year < 1.0 else late


@inlined
def add_years(day: float, years: float) -> float:
    """See the function of the rule language."""
    return add_months(day, 12.0 * years)


@inlined
def add_days(day: float, days: float) -> float:
    """See the function of the rule language."""
    moved = day + days
    late = min(moved, LAST_DAY)
    return max(late, 1.0)


@inlined
def months_between(start: float, end: float) -> float:
    """See the function of the rule language."""
    y1, m1, d1 = civil(start)
    y2, m2, d2 = civil(end)
    months = (y2 - y1) * 12.0 + m2 - m1
    length = month_length(y2, m2)
    reached = min(length, d1)
    return months - 1.0 if reached > d2 else months


@inlined
def years_between(start: float, end: float) -> float:
    """See the function of the rule language."""
    y1, m1, d1 = civil(start)
    y2, m2, d2 = civil(end)
    length = month_length(y2, m1)
    reached = min(length, d1)
    return y2 - y1 - 1.0 if 32.0 * m1 + reached > 32.0 * m2 + d2 else y2 - y1


@inlined
def months_touched(start: float, end: float) -> float:
    """See the function of the rule language."""
    y1, m1, _ = civil(start)
    y2, m2, _ = civil(end)
    return (y2 - y1) * 12.0 + m2 - m1 + 1.0 if end >= start else 0.0


@inlined
def days_between(start: float, end: float) -> float:
    """See the function of the rule language."""
    return end - start


@inlined
def year_of(day: float) -> float:
    """See the function of the rule language."""
    year, _, _ = civil(day)
    return year


@inlined
def start_of_year(day: float) -> float:
    """See the function of the rule language."""
    year, _, _ = civil(day)
    return ordinal_of(year, 1.0, 1.0)


@inlined
def end_of_year(day: float) -> float:
    """See the function of the rule language."""
    year, _, _ = civil(day)
    return ordinal_of(year, 12.0, 31.0)
