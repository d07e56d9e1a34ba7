"""Funded places: the year that takes applications, who holds a place, who waits."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.training.models import Enrolment, Kind, Place, Year


def open_year(day: date) -> Year | None:
    """The year that takes applications on a day, None if there is none."""
    return Year.objects.filter(opens_on__lte=day, closes_on__gte=day).order_by("year").first()


def latest_year() -> Year | None:
    """The last year announced."""
    return Year.objects.order_by("-year").first()


def waiting(year: Year) -> QuerySet[Place]:
    """The waiting list, first come first."""
    rows = Place.objects.filter(year=year, live=True, holds=False, case__state="waiting")
    return rows.select_related("year", "firm", "case").order_by("applied_at", "pk")


def position(one: Place) -> int | None:
    """The place on the waiting list, from 1; None for who does not wait."""
    keys = list(waiting(one.year).values_list("pk", flat=True))
    return keys.index(one.pk) + 1 if one.pk in keys else None


def own_places(viewer: Viewer) -> QuerySet[Place]:
    """The viewer's own applications."""
    return Place.objects.filter(person=viewer.user_id or 0).select_related("year", "firm", "case")


def place_held(person_id: int, year: int) -> Place | None:
    """The place an owner holds in a year and has not used yet."""
    rows = Place.objects.filter(person=person_id, year=year, holds=True, case__state="placed")
    return rows.select_related("year", "firm", "case").first()


def attended(one: Place) -> Enrolment | None:
    """The proved attendance of a course in start-up ability for which a place was used."""
    rows = Enrolment.objects.filter(
        person=one.person_id,
        counts=True,
        course__commission__kind=Kind.ABILITY,
        course__ends_on__year=one.year_id,
    )
    return rows.order_by("confirmed_at").first()
