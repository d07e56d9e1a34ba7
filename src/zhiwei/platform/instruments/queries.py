"""What may be asked of the room: the catalogue, platforms and bookings as each side may see them, filed figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.accounts.permissions import Scope, scopes
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.models import Case
from zhiwei.platform.instruments.indicators import CONFIRMED
from zhiwei.platform.instruments.models import (
    Booking,
    Platform,
    Rate,
    Recognition,
    Resource,
    Review,
    Scheme,
    Slot,
)
from zhiwei.platform.instruments.rules import PUBLIC
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries import facts_of_many
from zhiwei.platform.subjects.queries.visible import divisions_for

KEEPERS = (Role.AGENCY, Role.INSTITUTE, Role.OWNER, Role.INCUBATOR)
"""The roles in which a platform's people act: those of service bodies, institutes, firms and incubators."""
RECOGNITION = "platform_recognition"
F = TypeVar("F", Scheme, Rate)


def platforms() -> QuerySet[Platform]:
    """Every platform that exists; public."""
    return Platform.objects.filter(subject__state=Subject.State.ACTIVE).select_related("subject", "keeper")


def catalogue() -> QuerySet[Resource]:
    """Everything that may be booked, with how often it was used and graded; public."""
    used = Q(bookings__case__state=CONFIRMED)
    rows = Resource.objects.filter(
        state=Resource.State.LISTED, platform__subject__state=Subject.State.ACTIVE
    ).select_related("platform__subject", "platform__keeper")
    return rows.annotate(used=Count("bookings", filter=used), grade=Avg("bookings__grade", filter=used))


def of_public_money(day: date) -> set[UUID]:
    """The platforms formed with public money, as authorities stated by a day (19.3)."""
    subjects = [one.subject for one in platforms()]
    found = facts_of_many(subjects, as_of=day, names=[PUBLIC])
    return {key for key, facts in found.items() if facts.get(PUBLIC, {}).get("value") is True}


def free_slots(resource: Resource) -> QuerySet[Slot]:
    """The slots still to come that nobody holds."""
    held = Booking.objects.filter(slot=OuterRef("pk"), live=True)
    return resource.slots.filter(~Exists(held), closed_at=None, starts_at__gt=clock.now())


def firms_of(viewer: Viewer) -> QuerySet[Subject]:
    """The firms for which the viewer may book."""
    able = [g.organisation_id for g in viewer.grants if Scope.OWN in scopes(g.role, "cases.apply")]
    return Subject.objects.filter(
        entity="enterprise", organisation__in=able, state=Subject.State.ACTIVE
    ).order_by("name")


def kept_by(viewer: Viewer) -> QuerySet[Platform]:
    """The platforms that the viewer keeps."""
    able = [g.organisation_id for g in viewer.grants if Scope.OWN in scopes(g.role, "instruments.keep")]
    return platforms().filter(subject__organisation__in=able)


def kept_one(viewer: Viewer, key: UUID) -> Platform:
    """One of them; raises Http404 alike where there is none and where it is another's."""
    found = kept_by(viewer).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def in_divisions_of(viewer: Viewer) -> QuerySet[Platform]:
    """The platforms of an official's divisions."""
    rows = platforms()
    return (
        rows if viewer.is_system else rows.filter(subject__division__in=divisions_for(viewer, "cases.read"))
    )


def there_in(division: str, year: int) -> QuerySet[Platform]:
    """The platforms of a place and all below it that were there in a year."""
    later = Q(subject__founded_on__year__gt=year)
    return platforms().filter(subject__division__in=covered_by(division)).exclude(later)


def office_one(viewer: Viewer, key: UUID) -> Platform:
    """One of them; raises Http404 alike where there is none and where it lies elsewhere."""
    found = in_divisions_of(viewer).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def bookings_of_firms(viewer: Viewer) -> QuerySet[Booking]:
    """What the viewer's firms booked."""
    return _full(Booking.objects.filter(firm__in=firms_of(viewer)))


def bookings_of(platforms: QuerySet[Platform] | Iterable[Platform]) -> QuerySet[Booking]:
    """What was booked of some platforms."""
    return _full(Booking.objects.filter(platform__in=platforms))


def _full(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    return rows.select_related("case", "resource", "platform__subject", "firm", "slot").order_by("-made_at")


def recognitions(platform: Platform, day: date) -> QuerySet[Recognition]:
    """The recognitions of a platform that hold on a day."""
    return platform.recognitions.filter(Q(to_day=None) | Q(to_day__gte=day), from_day__lte=day)


def is_recognised(platform: Platform, day: date) -> bool:
    """Whether 19.4 speaks of a platform: recognised on the day, or applying to be (凡是申报和评为)."""
    applying = Case.objects.filter(type=RECOGNITION, subject=platform.subject_id, ended_at=None)
    return recognitions(platform, day).exists() or applying.exists()


def filed(kind: type[F], division: str, year: int) -> F | None:
    """The scheme or rate of a place for a year: its own, else its city's, else the province's; of two the later."""
    near = [division, *load_divisions().ancestors(division)]
    rows = kind._default_manager.filter(division__in=near, first_year__lte=year)
    able = list(rows.filter(Q(last_year=None) | Q(last_year__gte=year)))
    return min(
        able,
        key=lambda one: (near.index(one.division), -one.first_year, -one.made_at.timestamp()),
        default=None,
    )


def reviews(platforms: QuerySet[Platform] | Iterable[Platform]) -> QuerySet[Review]:
    """The reviews of some platforms."""
    rows = Review.objects.filter(platform__in=platforms)
    return rows.select_related("case", "platform__subject", "scheme").order_by("-year", "platform")


def final(review: Review) -> bool:
    """Whether the grade stands: its notice is over."""
    return review.case.state in ("graded", "granted", "paid", "closed")


def shown_reviews(platform: Platform) -> list[Review]:
    """The reviews of a platform that the public may see: those whose notice is over, the latest first."""
    return [one for one in reviews([platform]) if final(one)]
