"""What may be asked of the room, by whom: parties their own, officials those of their divisions and their office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from zhiwei.platform.accounts.permissions import GOVERNMENT, Scope, scopes
from zhiwei.platform.accounts.viewer import Role, Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries import divisions_for
from zhiwei.platform.talent.kinds import KINDS, AnyRecord, Kind
from zhiwei.platform.talent.models import (
    EquityAward,
    Researcher,
    Secondment,
    SpareTime,
    Split,
    TechnologyShare,
    TitleApplication,
    WorkDone,
)

M = TypeVar("M", bound=Model)
OFFICES: dict[Role, frozenset[str]] = {
    Role.TAX: frozenset({"equity_award"}),
    Role.REGISTRATION: frozenset({"technology_share"}),
}
"""Kinds of records that an authority has to do with; general government and auditors see all."""


# whose


def researchers_of(viewer: Viewer) -> QuerySet[Researcher]:
    """Those whom the viewer is himself: one for each unit."""
    return Researcher.objects.filter(organisation__in=viewer.organisation_ids).select_related("unit")


def units_of(viewer: Viewer) -> QuerySet[Subject]:
    """The units whose researchers the viewer keeps."""
    able = [g.organisation_id for g in viewer.grants if Scope.OWN in scopes(g.role, "talent.keep")]
    return Subject.objects.filter(
        entity__in=("university", "institute"), organisation__in=able, state=Subject.State.ACTIVE
    ).order_by("name")


def staff_of(viewer: Viewer) -> QuerySet[Researcher]:
    """The researchers of the viewer's units."""
    return (
        Researcher.objects.filter(unit__in=units_of(viewer)).select_related("unit").order_by("unit", "number")
    )


def firms_of(viewer: Viewer) -> QuerySet[Subject]:
    """The firms for which the viewer may apply."""
    able = [g.organisation_id for g in viewer.grants if Scope.OWN in scopes(g.role, "cases.apply")]
    return Subject.objects.filter(
        entity="enterprise", organisation__in=able, state=Subject.State.ACTIVE
    ).order_by("name")


# records


def _related(kind: type[AnyRecord]) -> tuple[str, ...]:
    names = {
        Secondment: ("researcher", "unit", "firm"),
        SpareTime: ("researcher", "unit", "firm"),
        TechnologyShare: ("firm",),
        Split: ("unit",),
        EquityAward: ("researcher", "unit", "company"),
    }
    return ("case", "subject", *names[kind])


def _party(kind: type[AnyRecord], organisations: Iterable[UUID]) -> Q:
    """The condition that one of the organisations takes part: applicant, unit, firm or person."""
    own = list(organisations)
    found = Q(subject__organisation__in=own)
    if kind in (Secondment, SpareTime, EquityAward):
        found |= Q(researcher__organisation__in=own) | Q(unit__organisation__in=own)
    if kind is Secondment:
        found |= Q(firm__organisation__in=own)
    if kind is Split:
        found |= Q(unit__organisation__in=own) | Q(members__researcher__organisation__in=own)
    return found


def own(viewer: Viewer, kind: Kind) -> QuerySet[Any]:
    """The records of a kind in which the viewer's organisations take part, the latest first."""
    model: Any = kind.model
    keys = model.objects.filter(_party(kind.model, viewer.organisation_ids)).values("pk")
    rows: QuerySet[Any] = model.objects.filter(pk__in=keys)
    return rows.select_related(*_related(kind.model)).order_by("-made_at")


def kinds_for(viewer: Viewer) -> tuple[Kind, ...]:
    """The kinds that an official has to do with."""
    if viewer.is_system or viewer.has(*GOVERNMENT, Role.AUDITOR):
        return KINDS
    wanted = frozenset().union(*(OFFICES.get(one, frozenset()) for one in viewer.roles))
    return tuple(one for one in KINDS if one.name in wanted)


def placed(viewer: Viewer, kind: Kind) -> QuerySet[Any]:
    """The records of a kind in an official's divisions; none of a kind his office has nothing to do with."""
    rows = kind.model.objects.select_related(*_related(kind.model)).order_by("-made_at")
    if kind not in kinds_for(viewer):
        return rows.none()
    return rows.filter(subject__division__in=sorted(_divisions(viewer, kind)))


def _divisions(viewer: Viewer, kind: Kind) -> frozenset[str]:
    """Where the viewer's offices that have to do with a kind are."""
    if viewer.is_system:
        return divisions_for(viewer, "talent.read")
    able = [
        g
        for g in viewer.grants
        if g.role in GOVERNMENT | {Role.AUDITOR} or kind.name in OFFICES.get(g.role, frozenset())
    ]
    return divisions_for(Viewer(viewer.user_id, viewer.name, tuple(able), viewer.day), "talent.read")


def own_one(viewer: Viewer, key: UUID) -> AnyRecord:
    """A record in which the viewer takes part; raises Http404 alike where there is none and where he does not."""
    return _first(key, (own(viewer, kind) for kind in KINDS))


def placed_one(viewer: Viewer, key: UUID) -> AnyRecord:
    """A record of an official's divisions; raises Http404 alike where there is none and where he may not know of it."""
    return _first(key, (placed(viewer, kind) for kind in KINDS))


def _first(key: UUID, rows: Iterator[QuerySet[Any]] | Iterable[QuerySet[Any]]) -> AnyRecord:
    for some in rows:
        found: AnyRecord | None = some.filter(pk=key).first()
        if found is not None:
            return found
    raise Http404


def people_in(record: AnyRecord) -> list[Researcher]:
    """The persons a record speaks of."""
    match record:
        case Split():
            return [one.researcher for one in record.members.select_related("researcher")]
        case TechnologyShare():
            return []
    return [record.researcher]


# what waits


def works_to_confirm(viewer: Viewer) -> QuerySet[WorkDone]:
    """Work that the viewer's firms have to confirm."""
    rows = WorkDone.objects.filter(confirmed_at=None, secondment__firm__in=firms_of(viewer))
    return rows.select_related("secondment__researcher", "secondment__firm")


def titles_to_decide(viewer: Viewer) -> QuerySet[TitleApplication]:
    """Applications for titles at the viewer's units."""
    rows = TitleApplication.objects.filter(state="applied", secondment__unit__in=units_of(viewer))
    return rows.select_related("secondment__researcher", "secondment__firm")


def ending(viewer: Viewer, days: int) -> QuerySet[Secondment]:
    """Secondments in an official's divisions whose kept post ends within some days."""
    today = clock.today()
    rows: QuerySet[Secondment] = placed(viewer, KINDS[0])
    return rows.filter(live=True, kept_until__lte=date.fromordinal(today.toordinal() + days)).order_by(
        "kept_until"
    )


def ending_own(viewer: Viewer, days: int) -> QuerySet[Secondment]:
    """Running moves in which the viewer takes part and whose kept post ends within some days."""
    until = date.fromordinal(clock.today().toordinal() + days)
    rows: QuerySet[Secondment] = own(viewer, KINDS[0])
    return rows.filter(live=True, kept_until__lte=until, ended_on=None).order_by("kept_until")


HELD_DAYS = 365
"""After so many days the unit is asked again whether an award is still held. 20.6 ends the deferral at a dividend or
transfer and names no such question: the platform's own rule."""


def held_unconfirmed(rows: QuerySet[EquityAward]) -> QuerySet[EquityAward]:
    """Those of some deferred awards for which nobody said for a year that they are still held."""
    since = date.fromordinal(clock.today().toordinal() - HELD_DAYS)
    return rows.filter(live=True, event="", held_on__lte=since).order_by("held_on")


# insurance


def months_due(one: Secondment, through: date) -> list[date]:
    """The first days of the months for which the unit pays its part, up to a month: from the first day at the firm to
    the end of the secondment."""
    last = min(day for day in (through, one.ended_on, one.kept_until) if day)
    found, month = [], one.starts_on.replace(day=1)
    while month <= last:
        found.append(month)
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    return found


def months_missing(one: Secondment, today: date | None = None) -> list[date]:
    """Those of them that are over and for which nothing was entered."""
    if one.filed_on is None:
        return []
    day = today or clock.today()
    before = date.fromordinal(day.replace(day=1).toordinal() - 1)
    if before < one.starts_on:
        return []
    there = set(one.insurance.values_list("month", flat=True))
    return [month for month in months_due(one, before) if month not in there]
