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
    up = near + 1.0 if rest >= d else near
    return near - 1.0 if rest < 0.0 else up


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
    """(year, month, day) of a proleptic ordinal (1 = 0001-01-01), by quotients of days, as Neri and Schneider give them.

    Counted from 1 March of the year 0, in quarters of days: the century, the year of it, the day of the year; then month
    and day by a line through the beginnings of the months.
    """
    quarters = 4.0 * (ordinal + 305.0) + 3.0
    century = small_floor(quarters, 146097.0)
    of_century = 4.0 * np.floor((quarters - 146097.0 * century) * 0.25) + 3.0
    year = small_floor(of_century, 1461.0)
    of_year = np.floor((of_century - 1461.0 * year) * 0.25)
    line = 2141.0 * of_year + 197913.0
    month = np.floor(line * (1.0 / 65536.0))
    day = small_floor(line - 65536.0 * month, 2141.0) + 1.0
    later = of_year >= 306.0
    whole = 100.0 * century + year
    return (whole + 1.0 if later else whole), (month - 12.0 if later else month), day


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
def is_leap(year: float) -> bool:
    """Whether a year has a 29 February."""
    by_four = year == 4.0 * np.floor(year * 0.25)
    by_hundred = year == 100.0 * small_floor(year, 100.0)
    by_era = year == 400.0 * small_floor(year, 400.0)
    leap: bool = (by_four & (not by_hundred)) | by_era
    return leap


@inlined
def month_length(year: float, month: float) -> float:
    """Days of a month."""
    later = month + 1.0 if month > 7.0 else month
    odd = later - 2.0 * np.floor(later * 0.5)
    february = 29.0 if is_leap(year) else 28.0
    return february if month == 2.0 else 30.0 + odd


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
    last = (m1 == 2.0) & (d1 == 29.0) & (not is_leap(y2))
    reached = 28.0 if last else d1
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
