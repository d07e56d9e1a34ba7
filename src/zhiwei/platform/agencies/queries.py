"""What may be asked of platforms, bodies and the register of agencies, by whom."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.agencies import rules
from zhiwei.platform.agencies.models import Body, Listing, Person, Platform, State
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries.visible import divisions_for


def platforms() -> QuerySet[Platform]:
    """Every registered platform; public."""
    return Platform.objects.select_related("subject").order_by("subject__division", "subject__name")


def open_list() -> QuerySet[Platform]:
    """Platforms that have to move and have not, those longest overdue first; public."""
    return platforms().filter(to_be_moved=True, closed_on=None).order_by("plan_due", "subject__name")


def late_platforms(rows: QuerySet[Platform], day: date) -> QuerySet[Platform]:
    """Of some platforms those in the open list without a plan, or past the day of their plan."""
    return rows.filter(Q(plan_due=None) | Q(plan_due__lt=day), to_be_moved=True, closed_on=None)


def bodies() -> QuerySet[Body]:
    """Every body in the list; public."""
    return Body.objects.select_related("subject").order_by("subject__division", "subject__name")


def late_bodies(rows: QuerySet[Body], day: date) -> QuerySet[Body]:
    """Of some bodies those past the day of the step that comes next, and those without a plan."""
    unseparated = Q(state=State.LINKED) & (Q(separate_by=None) | Q(separate_by__lt=day))
    unconverted = Q(state=State.SEPARATED) & ~Q(person=Person.ENTERPRISE)
    return rows.filter(unseparated | (unconverted & (Q(convert_by=None) | Q(convert_by__lt=day))))


def listed() -> QuerySet[Listing]:
    """The register of agencies; public."""
    rows = Listing.objects.filter(state=Listing.State.LISTED, subject__state=Subject.State.ACTIVE)
    return rows.select_related("subject").order_by("subject__division", "subject__name")


def places(viewer: Viewer) -> list[str]:
    """The divisions whose registers an official sees."""
    return sorted(divisions_for(viewer, "cases.read"))


def unregistered(viewer: Viewer) -> QuerySet[Subject]:
    """Platforms that some register names and this one does not know, in the divisions of an official."""
    rows = Subject.objects.filter(
        entity=rules.ENTITY, public_platform=None, division__in=places(viewer), state=Subject.State.ACTIVE
    )
    return rows.order_by("division", "name")


def legal_persons(viewer: Viewer) -> list[Subject]:
    """The viewer's own subjects that are organisations."""
    actors = set(subjects.actors())
    return [one for one in subjects.own_subjects(viewer).order_by("name") if one.entity in actors]


def subject_of(viewer: Viewer, key: UUID) -> Subject:
    """A platform or agency that the viewer may see; raises Http404 alike where there is none and where he may not."""
    found = subjects.visible_one(viewer, key)
    if found.entity not in (rules.ENTITY, "agency"):
        raise Http404
    return found
