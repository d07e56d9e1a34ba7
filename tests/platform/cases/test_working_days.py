"""Days: calendar ones, and working days by the yearly notices; a year without a notice is told."""

from __future__ import annotations

from datetime import date, timedelta

from zhiwei.platform.cases.working_days import Day, Year, after, between, table, through, works

YEARS = {2099: Year(frozenset({date(2099, 10, 1), date(2099, 10, 2)}), frozenset({date(2099, 10, 10)}))}
"""A made-up year: Thursday 1 October and Friday 2 are off, Saturday 10 is worked for it."""


def test_calendar_days_begin_on_the_day_after_and_notices_on_the_day_itself() -> None:
    assert after(date(2012, 4, 28), 7, "calendar") == Day(date(2012, 5, 5))
    assert through(date(2014, 4, 29), 7, "calendar") == Day(date(2014, 5, 5))  # as the notice of 2014 counts
    assert after(date(2012, 2, 28), 2, "calendar").day == date(2012, 3, 1)  # a leap year


def test_working_days_leave_out_weekends_and_holidays_and_count_swapped_ones() -> None:
    # Wed 30 Sep → Mon 5, Tue 6, Wed 7, Thu 8, Fri 9, Sat 10 (swapped)
    assert after(date(2099, 9, 30), 6, "working", YEARS) == Day(date(2099, 10, 10))
    assert between(date(2099, 9, 30), date(2099, 10, 10), "working", YEARS) == 6
    assert between(date(2099, 9, 30), date(2099, 10, 4), "working", YEARS) == 0
    worked = [works(date(2099, 10, day), YEARS) for day in (1, 3, 5, 10, 11)]
    assert worked == [False, False, True, True, False]


def test_a_year_without_a_notice_is_counted_by_weekdays_and_told() -> None:
    assert after(date(2099, 12, 30), 3, "working", YEARS) == Day(date(2100, 1, 4), (2100,))
    assert not after(date(2100, 3, 1), 1, "working", YEARS).certain
    assert after(date(2100, 3, 1), 1, "calendar", YEARS).certain


def test_the_notice_for_2012() -> None:
    """国办发明电〔2011〕45号: the days off that are weekdays, and the weekends worked for them."""
    off = {(1, 2), (1, 3), *((1, d) for d in range(23, 28)), (4, 2), (4, 3), (4, 4), (4, 30), (5, 1), (6, 22),
           *((10, d) for d in range(1, 6))}  # fmt: skip
    on = {(1, 21), (1, 29), (3, 31), (4, 1), (4, 28), (9, 29)}
    days = [date(2012, 1, 1) + timedelta(days=n) for n in range(366)]
    assert {(d.month, d.day) for d in days if d.weekday() < 5 and not works(d)} == off
    assert {(d.month, d.day) for d in days if d.weekday() >= 5 and works(d)} == on


def test_the_long_new_year_of_2020_and_a_week_over_the_national_day() -> None:
    assert not works(date(2020, 1, 31))  # prolonged by 国办发明电〔2020〕1号
    assert after(date(2012, 9, 28), 3, "working") == Day(date(2012, 10, 9))  # Sat 29 Sep, Mon 8, Tue 9 Oct


def test_every_year_of_the_opinions_has_its_notice() -> None:
    assert set(range(2012, 2027)) <= set(table())
    for year, one in table().items():
        assert all(day.year == year and day.weekday() < 5 for day in one.off)
        assert all(day.year == year and day.weekday() >= 5 for day in one.on)
