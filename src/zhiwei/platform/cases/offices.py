"""Which office handles a case, and how it is reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from zhiwei.platform.accounts.divisions import covered_by, level_of, name_of, with_above
from zhiwei.platform.accounts.models import Membership, Organisation
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.roles import OFFICIALS, READERS
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.models import Office
from zhiwei.platform.cases.permissions import LEVEL_ROLES
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.queries import divisions_for


@dataclass(frozen=True, slots=True)
class Reached:
    """An office; everything but its name is '' where nobody entered it."""

    authority: str
    telephone: str = ""
    address: str = ""
    hours: str = ""


def office_of(type_id: str, division: str) -> Reached:
    """The office for a type of case in a place: what was entered for the type before what stands for all, the place's own
    before those above it, and of what stands for all that of a level whose officials answer; where nothing was entered, the body whose officials act in the place."""
    near, kind = with_above(division), registry.all_types().get(type_id)
    rows = Office.objects.filter(type__in=(type_id, ""), division__in=near).select_related("organisation")
    found = _first(rows, type_id, kind, near)
    if found is not None:
        return Reached(found.name, found.telephone, found.address, found.hours)
    return Reached(_body(kind, near) or name_of(division))


def named(division: str) -> Mapping[str, UUID]:
    """Of each type of case the organisation that its office in a place names; types whose office names none are not in it."""
    near = with_above(division)
    rows = list(Office.objects.filter(division__in=near))
    if not any(one.organisation_id for one in rows):
        return {}
    found = {kind.id: _first(rows, kind.id, kind, near) for kind in registry.all_types().values()}
    return {name: one.organisation_id for name, one in found.items() if one and one.organisation_id}


def organisations(*divisions: str) -> QuerySet[Organisation]:
    """Whose people may be named for a place: organisations with officials in office whose division it is, readers aside."""
    own = sorted(set().union(*map(seats, divisions)))
    held = Membership.objects.filter(
        on(clock.today()), role__in=sorted(OFFICIALS - READERS), division__in=own, user__is_active=True
    )
    return Organisation.objects.filter(pk__in=held.values("organisation")).order_by("division", "name")


def seats(division: str) -> frozenset[str]:
    """A division's own code and the abolished ones of its level that are its today."""
    return frozenset(code for code in covered_by(division) if level_of(code) == level_of(division))


def entered(viewer: Viewer) -> QuerySet[Office]:
    """The offices of the divisions in which the viewer may enter them."""
    rows = Office.objects.filter(division__in=sorted(divisions_for(viewer, "cases.assign")))
    return rows.select_related("organisation")


def _first(rows: Iterable[Office], type_id: str, kind: CaseType | None, near: list[str]) -> Office | None:
    able = _of_level(kind, near)
    fit = [one for one in rows if one.type == type_id or (one.type == "" and one.division in able)]
    return min(fit, key=lambda one: (near.index(one.division), one.type == ""), default=None)


def _of_level(kind: CaseType | None, near: list[str]) -> list[str]:
    """The divisions among these whose level of government answers objections of a type; all where it names none."""
    named = {
        LEVEL_ROLES[role]
        for role in (kind.notice.answers if kind and kind.notice else ())
        if role in LEVEL_ROLES
    }
    return [code for code in near if not named or level_of(code) in named]


def _body(kind: CaseType | None, near: list[str]) -> str:
    """The organisation whose people hold a role that acts in cases of the type, nearest to the place."""
    if kind is None:
        return ""
    named = kind.notice.answers if kind.notice else ()
    officials = {str(role.value) for role in OFFICIALS}
    roles = [role for rule in kind.transitions.values() for role in rule.actors if role in officials]
    wanted = list(dict.fromkeys([*named, *roles]))
    rows = Membership.objects.filter(on(clock.today()), role__in=wanted, division__in=near).order_by()
    found = set(rows.values_list("division", "role", "organisation__name"))
    first = min(found, key=lambda one: (near.index(one[0]), wanted.index(one[1]), one[2]), default=None)
    return first[2] if first else ""
