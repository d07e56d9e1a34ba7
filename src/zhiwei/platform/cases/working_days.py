"""Counting days: calendar days, and working days by the yearly table of swapped weekends beside this file.

A year whose table is not there is counted by its weekdays alone, and the answer says that the day may move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from zhiwei.engine.errors import Defect, LoadError

FILE = Path(__file__).parent / "data" / "working_days.yaml"
SATURDAY = 5
WORKING = "working"


@dataclass(frozen=True, slots=True)
class Year:
    """One year's table: weekdays without work, weekends with work, and the notice they come from."""

    off: frozenset[date]
    on: frozenset[date]
    source: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day found by counting; ``unknown`` are the years on the way whose working days are not published here."""

    day: date
    unknown: tuple[int, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the day stands."""
        return not self.unknown


def read(raw: Any, file: str) -> dict[int, Year]:
    """The table of a file. Raises LoadError with every defect: a day of another year, a swap that swaps nothing."""
    found: dict[int, Year] = {}
    wrong: list[Defect] = []
    years = raw.get("years") if isinstance(raw, Mapping) else None
    if not isinstance(years, Mapping):
        raise LoadError(
            [Defect(file, "holds no years", "write years: {}", "没有 years 一项", "请写 years: {}")]
        )
    for year, one in years.items():
        off, on = frozenset(one.get("off", ())), frozenset(one.get("on", ()))
        if not str(one.get("source", "")).strip():
            wrong.append(
                Defect(
                    f"{file}: {year}", "names no source", "name the notice", "没有写明依据", "请写明通知文号"
                )
            )
        for day in sorted(off | on):
            if day.year != year:
                wrong.append(
                    Defect(f"{file}: {year}", f"{day} is of another year", "", f"{day} 不是当年的日期")
                )
        for day in sorted(off):
            if day.weekday() >= SATURDAY:
                wrong.append(
                    Defect(f"{file}: {year}", f"{day} is a weekend anyway", "", f"{day} 本来就是周末")
                )
        for day in sorted(on):
            if day.weekday() < SATURDAY:
                wrong.append(
                    Defect(f"{file}: {year}", f"{day} is a weekday anyway", "", f"{day} 本来就是工作日")
                )
        found[int(year)] = Year(off, on, str(one.get("source", "")))
    if wrong:
        raise LoadError(wrong)
    return found


@cache
def table() -> Mapping[int, Year]:
    """The published years."""
    return read(yaml.safe_load(FILE.read_text(encoding="utf-8")), FILE.name)


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
