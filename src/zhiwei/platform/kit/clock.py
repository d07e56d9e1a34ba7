"""What time it is in Zhejiang; the one clock of the platform, which tests and the demonstration can stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

ZONE = ZoneInfo("Asia/Shanghai")
_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """This moment, aware; where the clock is stopped, the moment it was stopped at."""
    return _stopped.get() or timezone.now()


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
