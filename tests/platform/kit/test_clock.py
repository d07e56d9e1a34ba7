"""The stopped clock that goes on with each reading."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from zhiwei.platform.kit import clock


def test_readings_of_a_ticking_clock_follow_one_another_over_all_its_stops() -> None:
    day = date(2013, 6, 20)
    with clock.ticking():
        with clock.stopped(day):
            first, second = clock.now(), clock.now()
        with clock.stopped(day):
            third = clock.now()
    assert datetime.combine(day, time(12), clock.ZONE) < first < second < third
    assert clock.day_of(third) == day
    with clock.stopped(day) as at:
        assert (clock.now(), clock.now()) == (at, at)


def test_a_ticking_clock_is_not_ahead_of_the_hour_of_today() -> None:
    with clock.ticking(), clock.stopped(timezone.now() + timedelta(milliseconds=200)):
        assert clock.now() <= timezone.now()
    ahead = timezone.now() + timedelta(days=3)
    with clock.ticking(), clock.stopped(ahead):
        assert clock.now() > ahead
