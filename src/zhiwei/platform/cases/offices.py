"""Which office handles a case, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.models import Membership
from zhiwei.platform.accounts.models.memberships import on
from zhiwei.platform.accounts.roles import OFFICIALS
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.models import Office
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
    before those above it; where nothing was entered, the body whose officials act in the place."""
    near = _near(division)
    rows = Office.objects.filter(division__in=near, type__in=[type_id, ""])
    found = min(rows, key=lambda one: (near.index(one.division), one.type == ""), default=None)
    if found is not None:
        return Reached(found.authority, found.telephone, found.address, found.hours)
    return Reached(_body(registry.all_types().get(type_id), near) or name_of(division))


def entered(viewer: Viewer) -> QuerySet[Office]:
    """The offices of the divisions in which the viewer may enter them."""
    return Office.objects.filter(division__in=sorted(divisions_for(viewer, "cases.assign")))


def _near(division: str) -> list[str]:
    divisions = load_divisions()
    return [division, *divisions.ancestors(division)] if division in divisions else [division]


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
