"""Training bodies and their commissions."""

from __future__ import annotations

from datetime import date

from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet

from zhiwei.platform.accounts.permissions import Scope, scopes
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries.visible import divisions_for
from zhiwei.platform.training.models import Commission

ENTITY = "training"
"""The kind of subject that trains."""


def in_force(day: date) -> Q:
    """The condition that a commission is in force on a day."""
    return Q(from_day__lte=day, to_day__gte=day) & (Q(ended_on=None) | Q(ended_on__gte=day))


def bodies(day: date) -> QuerySet[Subject]:
    """The bodies that are qualified on a day, with proved person-times and their mean grade; public."""
    able = Commission.objects.filter(in_force(day), body=OuterRef("pk"))
    proved = Q(commissions__courses__enrolments__counts=True)
    grade = "commissions__courses__enrolments__grade"
    return Subject.objects.filter(Exists(able), entity=ENTITY, state=Subject.State.ACTIVE).annotate(
        trained=Count("commissions__courses__enrolments", filter=proved, distinct=True),
        grade=Avg(grade, filter=proved),
    )


def bodies_of(viewer: Viewer) -> QuerySet[Subject]:
    """The training bodies for which the viewer may offer courses."""
    able = [g.organisation_id for g in viewer.grants if Scope.OWN in scopes(g.role, "training.teach")]
    return Subject.objects.filter(entity=ENTITY, organisation__in=able)


def commissions_of(viewer: Viewer) -> QuerySet[Commission]:
    """The commissions an official may see: those of his divisions, and those from above that reach into them."""
    rows = Commission.objects.select_related("body")
    if viewer.is_system:
        return rows
    own = divisions_for(viewer, "subjects.read")
    above = {code for one in viewer.grants for code in _above(one.division)}
    return rows.filter(division__in=[*own, *above])


def _above(division: str) -> tuple[str, ...]:
    from zhiwei.law.divisions import load_divisions

    divisions = load_divisions()
    return tuple(divisions.ancestors(division)) if division in divisions else ()
