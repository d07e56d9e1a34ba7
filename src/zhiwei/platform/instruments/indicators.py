"""A platform's indicators of a year, counted from its records, and the score a scheme gives for them (19.2)."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.instruments.models import Booking, Platform, Scheme
from zhiwei.platform.kit import clock

CONFIRMED, REFUSED, UNANSWERED, CANCELLED = "confirmed", "refused", "unanswered", "cancelled"
BEST = 5
"""The best of five grades."""
FULL = 100
"""The points of all indicators together."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the records of a year hold. Uses count in the year in which they were made, requests in that of asking.

    ``requests`` leaves out what a firm called off. ``graded`` is how many of the confirmed uses were graded, ``grades`` the
    sum of their grades.
    """

    requests: int = 0
    refused: int = 0
    unanswered: int = 0
    confirmed: int = 0
    small: int = 0
    minutes: int = 0
    graded: int = 0
    grades: int = 0

    def to_json(self) -> dict[str, int]:
        """As a review keeps them."""
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Counts:
        """What a review kept."""
        return cls(**{one.name: int(kept.get(one.name, 0)) for one in fields(cls)})

    @property
    def small_share(self) -> Fraction | None:
        """Small and micro firms among the confirmed uses; None without one."""
        return Fraction(self.small, self.confirmed) if self.confirmed else None

    @property
    def accepted_share(self) -> Fraction | None:
        """Requests that were neither refused nor left unanswered; None without a request."""
        return 1 - Fraction(self.refused + self.unanswered, self.requests) if self.requests else None

    @property
    def rating(self) -> Fraction | None:
        """The mean of the grades; None where nobody graded."""
        return Fraction(self.grades, self.graded) if self.graded else None

    @property
    def hours(self) -> Fraction:
        """Hours of confirmed use."""
        return Fraction(self.minutes, 60)


def year_of(year: int) -> tuple[datetime, datetime]:
    """The first moment of a year and of the next in Zhejiang."""
    return datetime(year, 1, 1, tzinfo=clock.ZONE), datetime(year + 1, 1, 1, tzinfo=clock.ZONE)


def confirmed(platform: Platform, year: int) -> QuerySet[Booking]:
    """The uses of a year that both sides confirmed."""
    return Booking.objects.filter(platform=platform, case__state=CONFIRMED, used_on__year=year)


def counts(platform: Platform, year: int) -> Counts:
    """Counted from the records as they stand."""
    first, after = year_of(year)
    asked = Booking.objects.filter(platform=platform, made_at__gte=first, made_at__lt=after)
    found = asked.exclude(case__state=CANCELLED).aggregate(
        requests=Count("pk"),
        refused=Count("pk", filter=Q(case__state=REFUSED)),
        unanswered=Count("pk", filter=Q(case__state=UNANSWERED)),
    )
    used = confirmed(platform, year).aggregate(
        confirmed=Count("pk"), small=Count("pk", filter=Q(small=True)), minutes=Sum("minutes"),
        graded=Count("grade"), grades=Sum("grade"),
    )  # fmt: skip
    return Counts(**{name: value or 0 for name, value in (found | used).items()})


def reasons(platform: Platform, year: int) -> list[tuple[str, int]]:
    """How often each reason for refusing was given in a year, the most frequent first."""
    first, after = year_of(year)
    rows = Booking.objects.filter(
        platform=platform, case__state=REFUSED, made_at__gte=first, made_at__lt=after
    )
    return list(rows.values_list("reason").annotate(n=Count("pk")).order_by("-n", "reason"))


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator in a score: its value (None where there is none), what it weighs, and the points it earns."""

    label: str | Promise
    value: Fraction | None
    weight: int
    points: Fraction


def parts(scheme: Scheme, found: Counts) -> list[Part]:
    """The indicators with their points. One that has no value, since nothing was asked or used, earns none."""
    shares = (
        (_("小微企业使用占比"), found.small_share, scheme.small_weight),
        (_("使用时长占满分时长"), min(Fraction(1), found.hours / scheme.hours), scheme.hours_weight),
        (_("预约接受率"), found.accepted_share, scheme.accepted_weight),
        (_("企业评价（五分制折算）"), found.rating and found.rating / BEST, scheme.rating_weight),
    )
    return [Part(label, share, weight, (share or Fraction(0)) * weight) for label, share, weight in shares]


def score(scheme: Scheme, found: Counts) -> Fraction:
    """The score of 0 to 100."""
    return sum((one.points for one in parts(scheme, found)), Fraction(0))
