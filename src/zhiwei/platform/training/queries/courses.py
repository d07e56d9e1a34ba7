"""Courses and enrolments, as each side may see them."""

from __future__ import annotations

from datetime import date

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet

from zhiwei.platform.accounts.permissions import Scope, scopes
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries.visible import divisions_for
from zhiwei.platform.training.models import Course, Enrolment
from zhiwei.platform.training.queries.bodies import bodies_of


def calendar(day: date) -> QuerySet[Course]:
    """The courses that may be chosen: open, not begun, held by a body whose commission covers all their days; public."""
    rows = Course.objects.filter(state=Course.State.OPEN, starts_on__gte=day)
    rows = rows.filter(commission__from_day__lte=F("starts_on"), commission__to_day__gte=F("ends_on"))
    rows = rows.filter(Q(commission__ended_on=None) | Q(commission__ended_on__gte=F("ends_on")))
    rows = rows.filter(commission__body__state=Subject.State.ACTIVE)
    return rows.select_related("commission__body").annotate(free=F("seats") - F("taken"))


def firms_of(viewer: Viewer) -> QuerySet[Subject]:
    """The firms of which the viewer is an owner: for these alone he may enrol, and only himself."""
    able = [g.organisation_id for g in viewer.grants if Scope.OWN in scopes(g.role, "training.enrol")]
    rows = Subject.objects.filter(entity="enterprise", organisation__in=able, state=Subject.State.ACTIVE)
    return rows.order_by("name")


def own_enrolments(viewer: Viewer) -> QuerySet[Enrolment]:
    """What the viewer himself chose."""
    rows = Enrolment.objects.filter(person=viewer.user_id or 0)
    return rows.select_related("course__commission__body", "firm").order_by("-course__starts_on", "-made_at")


def courses_of(viewer: Viewer) -> QuerySet[Course]:
    """The courses of the viewer's training bodies, with what was proved."""
    return _counted(Course.objects.filter(commission__body__in=bodies_of(viewer)))


def courses_of_divisions(viewer: Viewer) -> QuerySet[Course]:
    """The courses an official may see: held in his divisions, or under a commission of his divisions."""
    rows = Course.objects.all()
    if not viewer.is_system:
        own = divisions_for(viewer, "subjects.read")
        rows = rows.filter(Q(division__in=own) | Q(commission__division__in=own))
    return _counted(rows)


def to_settle(viewer: Viewer, day: date) -> QuerySet[Course]:
    """Courses that are over, with proof and a price, whose body the viewer's divisions commissioned."""
    proved = Enrolment.objects.filter(course=OuterRef("pk"), counts=True)
    rows = courses_of_divisions(viewer).filter(Exists(proved), ends_on__lt=day, settled_at=None)
    rows = rows.filter(state=Course.State.OPEN).exclude(commission__fee=None)
    return rows.filter(commission__division__in=viewer.divisions).order_by("ends_on")


def _counted(rows: QuerySet[Course]) -> QuerySet[Course]:
    live, proved = Q(enrolments__withdrawn_at=None), Q(enrolments__counts=True)
    return rows.select_related("commission__body").annotate(
        enrolled=Count("enrolments", filter=live), proved=Count("enrolments", filter=proved),
        grade=Avg("enrolments__grade", filter=proved),
    )  # fmt: skip


def sheet(course: Course) -> QuerySet[Enrolment]:
    """Who is enrolled, in the order of enrolling."""
    rows = course.enrolments.filter(withdrawn_at=None)
    return rows.select_related("person", "firm").order_by("made_at", "pk")
