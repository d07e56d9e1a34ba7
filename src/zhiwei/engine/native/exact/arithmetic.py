"""Exact fractions of 64-bit integers for compiled code: a pair (n, d) with d > 0, or d = 0 where there is no result.

There is no result where a number leaves 64 bits, a divisor is zero or a day leaves the calendar: such rows are for the
traced engine.
"""

from __future__ import annotations

from zhiwei.engine.native import arithmetic as calendar
from zhiwei.engine.native.exact.compiled import compiled, whole

FITS = 9.0e18
"""Below 2**63."""
LARGE = 1 << 31
"""Denominators above it are reduced on the way."""
LAST_DAY = 3652059
MOST_MONTHS = 1 << 18
MOST_DAYS = 1 << 40

(QUOTIENT, HALF_UP, DOWN, UP, FLOOR, CEIL, ADD_YEARS, ADD_MONTHS, ADD_DAYS, YEARS_BETWEEN, MONTHS_BETWEEN, MONTHS_TOUCHED,
 DAYS_BETWEEN, YEAR_OF, START_OF_YEAR, END_OF_YEAR) = range(16)  # fmt: skip
FUNCTION_CODES = {
    "quotient": QUOTIENT, "round:half_up": HALF_UP, "round:down": DOWN, "round:up": UP, "floor": FLOOR, "ceil": CEIL,
    "add_years": ADD_YEARS, "add_months": ADD_MONTHS, "add_days": ADD_DAYS, "years_between": YEARS_BETWEEN,
    "months_between": MONTHS_BETWEEN, "months_touched": MONTHS_TOUCHED, "days_between": DAYS_BETWEEN, "year_of": YEAR_OF,
    "start_of_year": START_OF_YEAR, "end_of_year": END_OF_YEAR,
}  # fmt: skip
"""Codes of the functions that symbols apply."""
UNARY = frozenset({HALF_UP, DOWN, UP, FLOOR, CEIL, YEAR_OF, START_OF_YEAR, END_OF_YEAR})


@compiled
def reduced(n: int, d: int) -> tuple[int, int]:
    """The same fraction in lowest terms."""
    a, b = abs(n), d
    while b:
        a, b = b, a % b
    return (n // a, d // a) if a > 1 else (n, d)


@compiled
def times(n: int, d: int, m: int, e: int) -> tuple[int, int]:
    """The product of two fractions."""
    if float(abs(n)) * float(abs(m)) > FITS or float(d) * float(e) > FITS:
        n, e = reduced(n, e) if e else (n, e)
        m, d = reduced(m, d) if d else (m, d)
        if float(abs(n)) * float(abs(m)) > FITS or float(d) * float(e) > FITS:
            return 0, 0
    return n * m, d * e


@compiled
def plus(n: int, d: int, m: int, e: int) -> tuple[int, int]:
    """The sum of two fractions."""
    if d == e:
        return (n + m, d) if float(abs(n)) + float(abs(m)) < FITS else (0, 0)
    if max(d, e) > LARGE:
        if d:
            n, d = reduced(n, d)
        if e:
            m, e = reduced(m, e)
    if float(abs(n)) * float(e) + float(abs(m)) * float(d) > FITS or float(d) * float(e) > FITS:
        return 0, 0
    return n * e + m * d, d * e


@compiled
def divided(n: int, d: int, m: int, e: int) -> tuple[int, int]:
    """The quotient of two fractions."""
    if m == 0 or d == 0 or e == 0:
        return 0, 0
    return times(n, d, e, m) if m > 0 else times(-n, d, e, -m)


@compiled
def rounded(code: int, n: int, d: int) -> tuple[int, int]:
    """A fraction to a whole number: half up, down (also floor) or up (also ceil)."""
    if d <= 1:
        return n, d
    if code == HALF_UP:
        if float(abs(n)) + float(d) > FITS / 2.0:
            return 0, 0
        return (2 * n + d) // (2 * d), 1
    if code in (DOWN, FLOOR):
        return n // d, 1
    return -(-n // d), 1


@compiled
def dated(code: int, n: int, m: int) -> tuple[int, int]:
    """A function of one or two whole arguments of which at least the first is a day; the second is 0 for those of one."""
    if n < 1 or n > LAST_DAY:
        return 0, 0
    a, b = float(n), float(m)
    if code == YEAR_OF:
        return whole(calendar.year_of(a)), 1
    if code == START_OF_YEAR:
        return whole(calendar.start_of_year(a)), 1
    if code == END_OF_YEAR:
        return whole(calendar.end_of_year(a)), 1
    if code in (ADD_YEARS, ADD_MONTHS):
        if abs(m) > MOST_MONTHS:
            return 0, 0
        return whole(calendar.add_months(a, 12.0 * b if code == ADD_YEARS else b)), 1
    if code == ADD_DAYS:
        if abs(m) > MOST_DAYS:
            return 0, 0
        return min(max(n + m, 1), LAST_DAY), 1
    if m < 1 or m > LAST_DAY:
        return 0, 0
    if code == YEARS_BETWEEN:
        return whole(calendar.years_between(a, b)), 1
    if code == MONTHS_BETWEEN:
        return whole(calendar.months_between(a, b)), 1
    if code == MONTHS_TOUCHED:
        return whole(calendar.months_touched(a, b)), 1
    return m - n, 1


@compiled
def applied(code: int, n: int, d: int, m: int, e: int) -> tuple[int, int]:
    """A function of the rule language on one or two fractions, by its code."""
    if code == QUOTIENT:
        return divided(n, d, m, e)
    if d == 0 or e == 0:
        return 0, 0
    if code <= CEIL:
        return rounded(code, n, d)
    if d != 1 or e != 1:
        return 0, 0
    return dated(code, n, m)
