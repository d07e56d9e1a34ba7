"""Counts of advice by county, field and month, and how long answers took; computed from the registers, never typed in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from zhiwei.platform.cases.durations import LEAST
from zhiwei.platform.cases.models import Rating
from zhiwei.platform.experts import queries
from zhiwei.platform.experts.models import Booking, Channel, Field, Question
from zhiwei.platform.kit import clock


@dataclass
class Line:
    """One county, field and month. ``days`` are the calendar days from asking to the answer."""

    division: str
    field: str
    month: str
    asked: int = 0
    answered: int = 0
    went_up: int = 0
    open: int = 0
    days: list[int] = dataclasses.field(default_factory=list)
    held: int = 0
    grades: list[int] = dataclasses.field(default_factory=list)

    @property
    def median_days(self) -> int | None:
        """The upper median; None where nothing was answered."""
        return median(self.days)

    @property
    def grade(self) -> float | None:
        """The mean grade of sessions and answers; None where nobody graded."""
        return sum(self.grades) / len(self.grades) if self.grades else None


def median(days: Iterable[int]) -> int | None:
    """The upper median of whole days; None of none."""
    found = sorted(days)
    return found[len(found) // 2] if found else None


def lines(questions: QuerySet[Question], bookings: QuerySet[Booking], year: int) -> list[Line]:
    """Questions by the month in which they were asked, sessions by the month of their day; by month, county and field."""
    first, last = queries.day_begins(year), queries.day_begins(year + 1)
    asked = questions.filter(asked_at__gte=first, asked_at__lt=last)
    up = set(queries.went_up(asked).values_list("pk", flat=True))
    graded = dict(Rating.objects.filter(case__question__in=asked).values_list("case_id", "grade"))
    found: dict[tuple[str, str, str], Line] = {}

    def line(division: str, about: str, day: date) -> Line:
        key = (f"{day:%Y-%m}", division, about)
        return found.setdefault(key, Line(division, about, key[0]))

    for one in asked.select_related("case"):
        begun = clock.day_of(one.asked_at)
        at = line(one.division, one.field, begun)
        at.asked += 1
        at.went_up += one.pk in up
        at.open += not one.case.ended
        if one.answered_at is not None:
            at.answered += 1
            at.days.append((clock.day_of(one.answered_at) - begun).days)
        if one.pk in graded:
            at.grades.append(graded[one.pk])
    held = bookings.filter(state=Booking.State.HELD, session__day__year=year).select_related("session")
    for booked in held:
        at = line(booked.division, booked.session.field, booked.session.day)
        at.held += 1
        if booked.grade is not None:
            at.grades.append(booked.grade)
    return [found[key] for key in sorted(found)]


@dataclass(frozen=True, slots=True)
class Totals:
    """A year of the whole province, for everybody."""

    asked: int
    answered: int
    went_up: int
    median_days: int | None
    held: dict[str, int]
    """Sessions held by channel, firms counted."""


def totals(year: int) -> Totals:
    """The year in sum; no median of fewer answers than the cases publish."""
    first, last = queries.day_begins(year), queries.day_begins(year + 1)
    asked = Question.objects.filter(asked_at__gte=first, asked_at__lt=last)
    answered = asked.exclude(answered_at=None).values_list("asked_at", "answered_at")
    days = [(clock.day_of(end) - clock.day_of(begin)).days for begin, end in answered if end is not None]
    held = Booking.objects.filter(state=Booking.State.HELD, session__day__year=year)
    by_channel = dict(held.order_by().values_list("session__channel").annotate(Count("pk")))
    return Totals(
        asked.count(), len(days), queries.went_up(asked).count(), median(days) if len(days) >= LEAST else None,
        {value: by_channel.get(value, 0) for value in Channel.values},
    )  # fmt: skip


def words_of(about: str) -> str:
    """A field in the reader's words."""
    return str(Field(about).label)
