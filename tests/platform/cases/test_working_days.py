"""Days: calendar ones, and working days by a table of swapped weekends; a year without a table is told."""

from __future__ import annotations

from datetime import date

import pytest

from zhiwei.engine.errors import LoadError
from zhiwei.platform.cases.working_days import Day, after, between, read, table, through, works

WEEK = {
    "years": {
        2099: {  # a made-up year: Thursday 1 October and Friday 2 are off, Saturday 10 is worked for it
            "source": "（示例）通知", "off": [date(2099, 10, 1), date(2099, 10, 2)], "on": [date(2099, 10, 10)],
        }
    }
}  # fmt: skip
YEARS = read(WEEK, "test")


def test_calendar_days_begin_on_the_day_after_and_notices_on_the_day_itself() -> None:
    assert after(date(2012, 4, 28), 7, "calendar") == Day(date(2012, 5, 5))
    assert through(date(2014, 4, 29), 7, "calendar") == Day(date(2014, 5, 5))  # as the notice of 2014 counts
    assert after(date(2012, 2, 28), 2, "calendar").day == date(2012, 3, 1)  # a leap year


def test_working_days_leave_out_weekends_and_holidays_and_count_swapped_ones() -> None:
    # Wed 30 Sep → Mon 5, Tue 6, Wed 7, Thu 8, Fri 9, Sat 10 (swapped)
    assert after(date(2099, 9, 30), 6, "working", YEARS) == Day(date(2099, 10, 10))
    assert between(date(2099, 9, 30), date(2099, 10, 10), "working", YEARS) == 6
    assert between(date(2099, 9, 30), date(2099, 10, 4), "working", YEARS) == 0
    assert [works(date(2099, 10, day), YEARS) for day in (1, 3, 5, 10, 11)] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_a_year_without_a_table_is_counted_by_weekdays_and_told() -> None:
    assert after(date(2099, 12, 30), 3, "working", YEARS) == Day(date(2100, 1, 4), (2100,))
    assert not after(date(2100, 3, 1), 1, "working", YEARS).certain
    assert after(date(2100, 3, 1), 1, "calendar", YEARS).certain


def test_every_defect_of_a_table_is_named() -> None:
    bad = {"years": {2012: {"off": [date(2012, 10, 6), date(2013, 1, 1)], "on": [date(2012, 10, 8)]}}}
    with pytest.raises(LoadError) as error:
        read(bad, "days.yaml")
    assert [one.text("zh") for one in error.value.defects] == [
        "days.yaml: 2012：没有写明依据（请写明通知文号）",
        "days.yaml: 2012：2013-01-01 不是当年的日期",
        "days.yaml: 2012：2012-10-06 本来就是周末",
        "days.yaml: 2012：2012-10-08 本来就是工作日",
    ]


def test_the_kept_table_is_sound() -> None:
    assert all(one.source for one in table().values())
