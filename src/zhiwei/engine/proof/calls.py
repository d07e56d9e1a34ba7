"""The functions of the rule language as terms: exact by tabulation over the days that can occur, never approximate."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from zhiwei.engine import symbols
from zhiwei.engine.proof import quantity
from zhiwei.engine.proof.quantity import CASES_KEPT, Quantity
from zhiwei.engine.proof.solver import NotProvable, both, pick, z3

_FIRST, _LAST = datetime.date.min.toordinal(), datetime.date.max.toordinal()
WIDEST = 200_000
"""Whole numbers over which a function is tabulated at most: the days of five centuries."""

Segments = tuple[tuple[int, int, int], ...]
"""(first argument, slope 0 or 1, constant): the result is constant, or the argument plus a constant, from there on."""


def call(function: str, arguments: list[Quantity]) -> Quantity:
    """The function on the arguments; raises :class:`NotProvable` where it cannot be written down exactly."""
    if all(a.constant is not None for a in arguments):
        return quantity.exactly(symbols.run(function, [_number(a) for a in arguments]))
    if function in ("floor", "ceil"):
        return quantity.rounded(arguments[0], "down" if function == "floor" else "up")
    if function == "days_between":
        return quantity.add(arguments[1], arguments[0], -1)
    if function == "add_days":
        return _within_calendar(quantity.add(arguments[0], arguments[1]))
    free = [i for i, a in enumerate(arguments) if a.constant is None]
    few = next((i for i in free if arguments[i].cases), None)
    if few is not None:
        return _case_by_case(function, arguments, few)
    if len(free) == 1:
        return _tabulated(function, arguments, free[0])
    return _of_two(function, arguments)


def _within_calendar(day: Quantity) -> Quantity:
    """The day itself, or the first or last day of the calendar beyond its ends."""
    found = day
    for op, end in (("<", _FIRST), (">", _LAST)):
        outside = quantity.compared(op, day, quantity.exactly(end))
        if outside is not False:
            found = quantity.choose(outside, quantity.exactly(end), found)
    if found.constant is not None or found.cases:
        return found
    low, high = (
        None if b is None else min(max(b, Fraction(_FIRST)), Fraction(_LAST)) for b in (day.low, day.high)
    )
    return Quantity(found.top, 1, low, high)


def _number(one: Quantity) -> Any:
    value = one.constant
    assert value is not None
    return int(value) if value.denominator == 1 else value


def _case_by_case(function: str, arguments: list[Quantity], index: int) -> Quantity:
    cases = arguments[index].cases
    assert cases is not None
    results = [
        call(function, [quantity.exactly(v) if i == index else a for i, a in enumerate(arguments)])
        for v, _ in cases
    ]
    total = results[-1]
    for (_, condition), result in zip(cases[:-1], results[:-1], strict=True):
        total = quantity.choose(condition, result, total)
    return total


def _tabulated(function: str, arguments: list[Quantity], index: int) -> Quantity:
    constants = tuple(None if i == index else _number(a) for i, a in enumerate(arguments))
    moving = arguments[index]
    if not moving.whole:
        raise NotProvable(f"{function} of what is no whole number")
    low, high = moving.low, moving.high
    if low is None or high is None or high - low > WIDEST:
        raise NotProvable(f"{function} of a number without narrow bounds")
    return by_segments(moving, table_of(function, constants, int(low), int(high)))


def by_segments(moving: Quantity, segments: Segments) -> Quantity:
    """The result of a tabulated function."""
    levels = {c for _, _, c in segments}
    if len(levels) <= CASES_KEPT and not any(slope for _, slope, _ in segments):
        ends = [s[0] for s in segments[1:]]
        cases = []
        for i, (first, _, level) in enumerate(segments):
            above = moving.top >= first if i else True
            below = moving.top < ends[i] if i < len(ends) else True
            cases.append((Fraction(level), both(above, below)))
        return quantity.of_cases(tuple(cases))
    top = _search(moving.top, segments)
    last = int(moving.high or 0)
    values = [s * x + c for x, s, c in segments]
    values += [
        s * ((segments[i + 1][0] - 1) if i + 1 < len(segments) else last) + c
        for i, (_, s, c) in enumerate(segments)
    ]
    return Quantity(top, 1, Fraction(min(values)), Fraction(max(values)))


def _search(top: Any, segments: Segments) -> Any:
    """The segments as a balanced choice, so that a question of the solver goes down few levels."""
    if len(segments) == 1:
        _, slope, level = segments[0]
        return top + level if slope else z3.IntVal(level)
    middle = len(segments) // 2
    return pick(top < segments[middle][0], _search(top, segments[:middle]), _search(top, segments[middle:]))


@lru_cache(maxsize=256)
def table_of(function: str, constants: tuple[Any, ...], low: int, high: int) -> Segments:
    """The function over every whole argument from low to high in the place of None, as segments."""
    hole = constants.index(None)
    before, after = constants[:hole], constants[hole + 1 :]
    return _segments(lambda x: symbols.run(function, [*before, x, *after]), low, high)


@lru_cache(maxsize=16)
def _month_and_day(low: int, high: int) -> Segments:
    """Month·32 + day of each day."""

    def of(ordinal: int) -> int:
        day = datetime.date.fromordinal(ordinal)
        return day.month * 32 + day.day

    return _segments(of, low, high)


@lru_cache(maxsize=16)
def _length_of_month(low: int, high: int) -> Segments:
    """The days in the month of each day."""

    def of(ordinal: int) -> int:
        day = datetime.date.fromordinal(ordinal)
        return calendar.monthrange(day.year, day.month)[1]

    return _segments(of, low, high)


def _segments(function: Callable[[int], int], low: int, high: int) -> Segments:
    found: list[tuple[int, int, int]] = []
    values = [function(x) for x in range(low, high + 1)]
    at = 0
    while at < len(values):
        step = values[at + 1] - values[at] if at + 1 < len(values) else 0
        slope = step if step in (0, 1) else 0
        end = at + 1
        while end < len(values) and values[end] - values[end - 1] == slope:
            end += 1
        found.append((low + at, slope, values[at] - slope * (low + at)))
        at = end
    return tuple(found)


def _of_two(function: str, arguments: list[Quantity]) -> Quantity:
    """Functions of two moving days, by years, months and days of each."""
    if function not in ("years_between", "months_between", "months_touched"):
        raise NotProvable(f"{function} of two moving arguments")
    start, end = arguments
    years = quantity.add(_part("year_of", end), _part("year_of", start), -1)
    if function == "years_between":
        return quantity.add(years, _not_yet(start, end), -1)
    months = [by_segments(day, _segments_of(_month_and_day, day)) for day in arguments]
    first, last = (Quantity(m.top / 32, 1, Fraction(1), Fraction(12)) for m in months)
    twelve = quantity.exactly(12)
    apart = quantity.add(quantity.multiply(years, twelve), quantity.add(last, first, -1))
    if function == "months_between":
        return quantity.add(apart, _day_not_yet(start, end), -1)
    reached = quantity.compared(">=", end, start)
    return quantity.choose(reached, quantity.add(apart, quantity.exactly(1)), quantity.exactly(0))


def _not_yet(start: Quantity, end: Quantity) -> Quantity:
    """1 where the anniversary in the year of the end lies after it; 29 February becomes the 28th in a common year."""
    leap_day = 2 * 32 + 29
    began = by_segments(start, _segments_of(_month_and_day, start)).top
    ends = by_segments(end, _segments_of(_month_and_day, end)).top
    year = _part("year_of", end).top
    leap = z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))
    anniversary = pick(z3.And(began == leap_day, z3.Not(leap)), began - 1, began)
    return quantity.choose(anniversary > ends, quantity.exactly(1), quantity.exactly(0))


def _day_not_yet(start: Quantity, end: Quantity) -> Quantity:
    """1 where the day of the month of the start lies after that of the end; in a short month its last day serves."""
    began = by_segments(start, _segments_of(_month_and_day, start)).top % 32
    ends = by_segments(end, _segments_of(_month_and_day, end)).top % 32
    last = by_segments(end, _segments_of(_length_of_month, end)).top
    return quantity.choose(z3.And(began > ends, last > ends), quantity.exactly(1), quantity.exactly(0))


def _part(function: str, day: Quantity) -> Quantity:
    return _tabulated(function, [day], 0)


def _segments_of(table: Callable[[int, int], Segments], day: Quantity) -> Segments:
    if day.low is None or day.high is None or day.high - day.low > WIDEST:
        raise NotProvable("a day without narrow bounds")
    return table(int(day.low), int(day.high))
