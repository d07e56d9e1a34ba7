"""What time it is in Zhejiang; the one clock of the platform, which tests and the demonstration can stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone

ZONE = ZoneInfo("Asia/Shanghai")
_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)
_ticks: ContextVar[Iterator[int] | None] = ContextVar("ticks", default=None)
TICK = timedelta(microseconds=100)


def now() -> datetime:
    """This moment, aware; where the clock is stopped, the moment it was stopped at, and within :func:`ticking` soon after."""
    at, ticks, real = _stopped.get(), _ticks.get(), timezone.now()
    if at is None:
        return real
    if ticks is None:
        return at
    told = at + next(ticks) * TICK
    return real if told > real and day_of(told) == day_of(real) else told


def today() -> date:
    """The calendar day in Zhejiang."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The calendar day in Zhejiang of an aware moment."""
    return moment.astimezone(ZONE).date()


def days_since(moment: datetime) -> int:
    """The calendar days in Zhejiang from that of an aware moment to today."""
    return (today() - day_of(moment)).days


def start_of(day: date) -> datetime:
    """The first moment of a calendar day in Zhejiang."""
    return datetime.combine(day, time(), ZONE)


@contextmanager
def ticking() -> Iterator[None]:
    """Within a ``with`` each reading of a stopped clock is a tick later than the one before, so that what is done one after
    the other stands so in histories; what is done today stands at no hour that is still to come."""
    token = _ticks.set(count(1))
    try:
        yield
    finally:
        _ticks.reset(token)


@contextmanager
def stopped(at: datetime | date) -> Iterator[datetime]:
    """Stop the clock within a ``with``: at a moment (aware), or at noon of a day. Raises ValueError for a naive moment."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time(12), ZONE)
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone; the clock stops at an aware moment")
    token = _stopped.set(at)
    try:
        yield at
    finally:
        _stopped.reset(token)
