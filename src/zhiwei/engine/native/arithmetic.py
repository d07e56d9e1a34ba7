"""Exact arithmetic on whole numbers carried in float64, for the generated kernels.

Every operand is a whole number with magnitude below 2**53 (checked for each batch by :mod:`bounds`), so sums, products
and remainders are exact. A quotient is not: :func:`floor_divide` corrects it by its remainder.
"""

from __future__ import annotations

import math

from numba import njit


@njit(inline="always", error_model="numpy")
def floor_divide(n: float, d: float) -> float:
    """The greatest whole number not above n/d, for d > 0."""
    near = float(math.floor(n / d))
    low = near - 1.0 if n - near * d < 0.0 else near
    return low + 1.0 if n - low * d >= d else low


@njit(inline="always", error_model="numpy")
def ceil_divide(n: float, d: float) -> float:
    """The smallest whole number not below n/d, for d > 0."""
    return -floor_divide(-n, d)


@njit(inline="always", error_model="numpy")
def half_up(n: float, d: float) -> float:
    """n/d to the nearest whole number, an exact half up, for d > 0."""
    return floor_divide(2.0 * n + d, 2.0 * d)


@njit(error_model="numpy")
def civil(ordinal: float) -> tuple[int, int, int]:
    """(year, month, day) of a proleptic ordinal (1 = 0001-01-01), by the days-from-civil algorithm."""
    z = int(ordinal) + 305
    era = z // 146097
    doe = z - era * 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    day = doy - (153 * mp + 2) // 5 + 1
    month = mp + 3 if mp < 10 else mp - 9
    year = yoe + era * 400
    return (year + 1 if month <= 2 else year), month, day


@njit(error_model="numpy")
def ordinal_of(year: int, month: int, day: int) -> float:
    """Inverse of :func:`civil`."""
    y = year - 1 if month <= 2 else year
    era = y // 400
    yoe = y - era * 400
    mp = month - 3 if month > 2 else month + 9
    doy = (153 * mp + 2) // 5 + day - 1
    doe = yoe * 365 + yoe // 4 - yoe // 100 + doy
    return float(era * 146097 + doe - 305)


@njit(error_model="numpy")
def month_length(year: int, month: int) -> int:
    """Days of a month."""
    if month == 2:
        leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


@njit(error_model="numpy")
def add_months(day: float, months: float) -> float:
    """See the function of the rule language."""
    y, m, d = civil(day)
    index = y * 12 + m - 1 + int(months)
    year = index // 12
    month = index - year * 12 + 1
    if year < 1 or year > 9999:
        return 3652059.0 if months > 0 else 1.0
    length = month_length(year, month)
    return ordinal_of(year, month, min(length, d))


@njit(error_model="numpy")
def add_years(day: float, years: float) -> float:
    """See the function of the rule language."""
    return add_months(day, 12.0 * years)


@njit(error_model="numpy")
def add_days(day: float, days: float) -> float:
    """See the function of the rule language."""
    moved = day + days
    return 3652059.0 if moved > 3652059.0 else (max(moved, 1.0))


@njit(error_model="numpy")
def months_between(start: float, end: float) -> float:
    """See the function of the rule language."""
    y1, m1, _ = civil(start)
    y2, m2, _ = civil(end)
    months = float((y2 - y1) * 12 + m2 - m1)
    return months - 1.0 if add_months(start, months) > end else months


@njit(error_model="numpy")
def years_between(start: float, end: float) -> float:
    """See the function of the rule language."""
    y1, _, _ = civil(start)
    y2, _, _ = civil(end)
    years = float(y2 - y1)
    return years - 1.0 if add_years(start, years) > end else years


@njit(error_model="numpy")
def months_touched(start: float, end: float) -> float:
    """See the function of the rule language."""
    y1, m1, _ = civil(start)
    y2, m2, _ = civil(end)
    months = float((y2 - y1) * 12 + m2 - m1 + 1)
    return months if end >= start else 0.0


@njit(error_model="numpy")
def days_between(start: float, end: float) -> float:
    """See the function of the rule language."""
    return end - start


@njit(error_model="numpy")
def year_of(day: float) -> float:
    """See the function of the rule language."""
    return float(civil(day)[0])


@njit(error_model="numpy")
def start_of_year(day: float) -> float:
    """See the function of the rule language."""
    return ordinal_of(civil(day)[0], 1, 1)


@njit(error_model="numpy")
def end_of_year(day: float) -> float:
    """See the function of the rule language."""
    return ordinal_of(civil(day)[0], 12, 31)
