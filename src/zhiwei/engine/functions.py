"""The functions a rule may call, on dates and exact numbers."""

from __future__ import annotations

import calendar
import datetime
import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zhiwei.engine.types import DATE, DAYS, MONTHS, NUMBER, YEARS, Date, ValueType


def add_months(day: Date, months: float) -> Date:
    """The day ``months`` calendar months later; the last day of the month where it has no such day."""
    index = day.year * 12 + day.month - 1 + int(months)
    year, month = divmod(index, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return datetime.date.max if months > 0 else datetime.date.min
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_years(day: Date, years: float) -> Date:
    """The anniversary ``years`` later; 29 February becomes 28 February in a common year."""
    return add_months(day, 12 * int(years))


def add_days(day: Date, days: float) -> Date:
    """The day ``days`` days later; the calendar's last or first day where there is none."""
    try:
        return day + datetime.timedelta(days=int(days))
    except OverflowError:
        return datetime.date.max if days > 0 else datetime.date.min


def years_between(start: Date, end: Date) -> int:
    """Full years from start to end: anniversaries reached; negative before start."""
    years = end.year - start.year
    return years - (add_years(start, years) > end)


def months_between(start: Date, end: Date) -> int:
    """Full months from start to end; negative before start."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (add_months(start, months) > end)


def months_touched(start: Date, end: Date) -> int:
    """Calendar months from the month of start to that of end, both counted; 0 if end is before start."""
    return max(0, (end.year - start.year) * 12 + end.month - start.month + 1) if end >= start else 0


def days_between(start: Date, end: Date) -> int:
    """Days from start to end; negative before start."""
    return (end - start).days


def year_of(day: Date) -> int:
    """The calendar year."""
    return day.year


def start_of_year(day: Date) -> Date:
    """1 January of the year of the day."""
    return datetime.date(day.year, 1, 1)


def end_of_year(day: Date) -> Date:
    """31 December of the year of the day."""
    return datetime.date(day.year, 12, 31)


def floor(number: float) -> int:
    """The greatest whole number not above."""
    return math.floor(number)


def ceil(number: float) -> int:
    """The smallest whole number not below."""
    return math.ceil(number)


def round_exact(number: int | Fraction, mode: str) -> int | Fraction:
    """Round to a whole unit: ``half_up`` (an exact half goes up), ``down``, ``up``; ``none`` keeps it exact."""
    if isinstance(number, int) or mode == "none":
        return number
    if mode == "half_up":
        return (2 * number.numerator + number.denominator) // (2 * number.denominator)
    return math.floor(number) if mode == "down" else math.ceil(number)


@dataclass(frozen=True, slots=True)
class Function:
    """A callable of the rule language: argument kinds, result, and how it moves with each argument.

    ``direction`` holds 1, -1 or 0 for each argument: the result never falls, never rises, or neither is promised.
    """

    call: Callable[..., Any]
    takes: tuple[str, ...]
    gives: ValueType
    direction: tuple[int, ...]


FUNCTIONS: dict[str, Function] = {
    "add_years": Function(add_years, ("date", "count"), DATE, (1, 1)),
    "add_months": Function(add_months, ("date", "count"), DATE, (1, 1)),
    "add_days": Function(add_days, ("date", "count"), DATE, (1, 1)),
    "years_between": Function(years_between, ("date", "date"), YEARS, (-1, 1)),
    "months_between": Function(months_between, ("date", "date"), MONTHS, (-1, 1)),
    "months_touched": Function(months_touched, ("date", "date"), MONTHS, (-1, 1)),
    "days_between": Function(days_between, ("date", "date"), DAYS, (-1, 1)),
    "year_of": Function(year_of, ("date",), YEARS, (1,)),
    "start_of_year": Function(start_of_year, ("date",), DATE, (1,)),
    "end_of_year": Function(end_of_year, ("date",), DATE, (1,)),
    "floor": Function(floor, ("numeric",), NUMBER, (1,)),
    "ceil": Function(ceil, ("numeric",), NUMBER, (1,)),
}
"""Besides these: ``min``, ``max``, ``abs``, which keep the type of their arguments."""


def on_ordinals(name: str) -> Callable[..., Any]:
    """The function with every date as its proleptic ordinal (1 = 0001-01-01), the form the engine computes in."""
    function = FUNCTIONS[name]
    dates = tuple(kind == "date" for kind in function.takes)
    gives_date = function.gives.kind == "date"
    call, from_ordinal = function.call, datetime.date.fromordinal

    def run(*arguments: Any) -> Any:
        result = call(*[from_ordinal(a) if d else a for a, d in zip(arguments, dates, strict=True)])
        return result.toordinal() if gives_date else result

    return run
