"""The officials' lists: what one can act on now, what is one's own, what is due, what is late, all, and the ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.accounts.roles import OFFICIALS
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import queries
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import Transition
from zhiwei.platform.cases.models import Case, Notice, Objection
from zhiwei.platform.cases.permissions import LEVEL_NAMES
from zhiwei.platform.kit import clock

OBJECTED = "objection_upheld"
"""The guard of steps that an upheld objection opens."""
SOON = 3
"""Days within which a case is due."""
LISTS: Mapping[str, str | Promise] = {
    "todo": _("等我办"), "mine": _("分派给我"), "due": _("快到期"), "overdue": _("已超期"), "open": _("全部在办"),
    "ended": _("已办结"),
}  # fmt: skip


def of_list(viewer: Viewer, name: str) -> QuerySet[Case]:
    """The cases of one list. Raises KeyError for an unknown name."""
    rows = queries.visible(viewer)
    today = clock.today()
    match name:
        case "todo":
            return rows.filter(waiting(viewer), ended_at=None)
        case "mine":
            return rows.filter(assignee=viewer.user_id or 0, ended_at=None)
        case "due":
            return rows.filter(due_on__gte=today, due_on__lte=today + timedelta(days=SOON), ended_at=None)
        case "overdue":
            return queries.overdue(viewer, today)
        case "open":
            return rows.filter(ended_at=None)
        case "ended":
            return rows.exclude(ended_at=None)
    raise KeyError(name)


def objections(viewer: Viewer) -> QuerySet[Objection]:
    """The objections that a role of the viewer's answers and nobody has answered, those whose notice ends first at hand."""
    found = Q(pk__in=[])
    for grant in viewer.grants:
        role = str(grant.role.value)
        types = [
            kind.id for kind in registry.all_types().values() if kind.notice and role in kind.notice.answers
        ]
        if types and grant.role in OFFICIALS:
            found |= Q(notice__type__in=types, notice__division__in=sorted(covered_by(grant.division)))
    rows = Objection.objects.filter(found, state=Objection.State.OPEN)
    return rows.select_related("notice__case__subject").order_by("notice__last_day", "made_at")


def waiting(viewer: Viewer) -> Q:
    """The condition that a step of the case is open to one of the viewer's roles."""
    found = Q(pk__in=[])
    for grant in viewer.grants:
        role = str(grant.role.value)
        here = Q(division__in=sorted(covered_by(grant.division))) if grant.role in OFFICIALS else None
        for kind in registry.all_types().values():
            own = [t for t in kind.transitions.values() if role in t.actors]
            if own:
                place = (
                    here
                    if here is not None
                    else Q(participants__user=viewer.user_id, participants__role=role)
                )
                found |= Q(type=kind.id) & _open(own) & place
            raised = [t for t in kind.transitions.values() if LEVEL_NAMES & set(t.actors)]
            if here is not None and raised and role in LEVEL_NAMES:
                found |= Q(type=kind.id, escalated_to=role) & _open(raised) & here
    return found


def _open(steps: Iterable[Transition]) -> Q:
    """The condition that a case stands where one of some steps begins; what follows an objection waits until one is upheld."""
    always, upheld = set[str](), set[str]()
    for one in steps:
        (upheld if one.guarded_by(OBJECTED) else always).update(one.sources)
    found = Q(state__in=sorted(always))
    if rest := upheld - always:
        found |= Q(state__in=sorted(rest)) & _objection_upheld()
    return found


def _objection_upheld() -> Q:
    """What the guard of that name asks: of the latest notice an objection was found right and none is open."""
    latest = Notice.objects.filter(case=OuterRef(OuterRef("pk"))).order_by("-number").values("pk")[:1]
    made = Objection.objects.filter(notice=Subquery(latest))
    return Q(Exists(made.filter(state=Objection.State.UPHELD))) & ~Q(
        Exists(made.filter(state=Objection.State.OPEN))
    )
