"""Counting days: calendar days, and working days by the yearly notices on holidays and swapped weekends.

A year whose table is not there is counted by its weekdays alone, and the answer says that the day may move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from chinese_calendar.constants import holidays, workdays

SATURDAY = 5
WORKING = "working"


@dataclass(frozen=True, slots=True)
class Year:
    """One year's table: weekdays without work, weekends with work."""

    off: frozenset[date]
    on: frozenset[date]


@dataclass(frozen=True, slots=True)
class Day:
    """A day found by counting; ``unknown`` are the years on the way whose working days are not published here."""

    day: date
    unknown: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the day stands."""
        return not self.unknown


@cache
def table() -> Mapping[int, Year]:
    """The published years, from the General Office's notices as the library chinesecalendar collects them."""
    years = sorted({day.year for day in holidays} | {day.year for day in workdays})
    return {
        year: Year(
            frozenset(day for day in holidays if day.year == year and day.weekday() < SATURDAY),
            frozenset(day for day in workdays if day.year == year),
        )
        for year in years
    }


def works(day: date, years: Mapping[int, Year] | None = None) -> bool:
    """Whether a day is worked; in a year without table, whether it is a weekday."""
    year = (table() if years is None else years).get(day.year)
    if year is None:
        return day.weekday() < SATURDAY
    return day in year.on or (day.weekday() < SATURDAY and day not in year.off)


def after(start: date, days: int, unit: str, years: Mapping[int, Year] | None = None) -> Day:
    """The last of so many days that begin on the day after ``start``."""
    if unit != WORKING:
        return Day(start + timedelta(days=days))
    known = table() if years is None else years
    day, left, seen = start, days, set[int]()
    while left > 0:
        day += timedelta(days=1)
        seen.add(day.year)
        left -= works(day, known)
    return Day(day, tuple(sorted(seen - set(known))))


def through(first: date, days: int, unit: str, years: Mapping[int, Year] | None = None) -> Day:
    """The last of so many days of which ``first`` is the first, as public notices count."""
    return after(first - timedelta(days=1), days, unit, years)


def between(start: date, end: date, unit: str, years: Mapping[int, Year] | None = None) -> int:
    """The days that ran after ``start`` up to and with ``end``."""
    if unit != WORKING:
        return max(0, (end - start).days)
    return sum(works(start + timedelta(days=n), years) for n in range(1, (end - start).days + 1))
