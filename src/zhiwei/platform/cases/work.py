"""The officials' lists: what waits for one's office, what is one's own, what is due, what is late, what waits for a correction,
what waits without a deadline, the open, the ended, all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import covered_by, level_of
from zhiwei.platform.accounts.rights import Grant
from zhiwei.platform.accounts.roles import OFFICIALS
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import queries, standing
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.models import Case, Notice, Objection
from zhiwei.platform.cases.permissions import LEVEL_NAMES, filed_by
from zhiwei.platform.cases.waiting import level_expected, waits_for, waits_when_upheld
from zhiwei.platform.kit import clock

SOON = 3
"""Days within which a case is due."""
LISTS: Mapping[str, str | Promise] = {
    "todo": _("等我办"), "mine": _("分派给我"), "due": _("快到期"), "overdue": _("现在超期"),
    "correcting": _("等申请人补正"), "undated": _("没有期限"), "open": _("全部在办"),
    "ended": _("已办结"), "all": _("全部"),
}  # fmt: skip

STANDING: Mapping[str, str | Promise] = {
    "correcting": _(
        "退回以后，办理期限停着。等得最久的排在最前；打开办件可以提醒申请人，或者按规定作出决定。"
    ),
    "undated": _("不在计时、也不在公示的在办办件，等得最久的排在最前。等申请人补正的另列。"),
}
"""The lists that are ordered by how long a case has waited, each with what it holds."""

Asked = Callable[[Grant, str], bool]
"""Whether a role counts for a type of case."""


def _every(grant: Grant, type_id: str) -> bool:
    return True


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
        case "correcting":
            return rows.filter(standing.correcting())
        case "undated":
            return standing.undated(rows.exclude(standing.correcting()))
        case "open":
            return rows.filter(ended_at=None)
        case "all":
            return rows
        case "ended":
            return rows.exclude(ended_at=None)
    raise KeyError(name)


def objections(viewer: Viewer, asked: Asked = _every) -> QuerySet[Objection]:
    """The objections that a role of the viewer's answers and nobody has answered, those whose notice ends first at hand."""
    found = Q(pk__in=[])
    for grant in viewer.grants:
        role = str(grant.role.value)
        types = [
            kind.id
            for kind in registry.all_types().values()
            if kind.notice and role in kind.notice.answers and asked(grant, kind.id)
        ]
        if types and grant.role in OFFICIALS:
            found |= Q(notice__type__in=types, notice__division__in=sorted(covered_by(grant.division)))
    rows = Objection.objects.filter(found, state=Objection.State.OPEN)
    return rows.select_related("notice__case__subject").order_by("notice__last_day", "made_at")


def waiting(viewer: Viewer, asked: Asked = _every) -> Q:
    """The condition that a case waits for one of the viewer's roles, as its type says (:mod:`waiting`).

    Of several levels of government it waits for that of its own division; handed upwards, for the level it was handed to.
    What he filed at the counter waits for somebody else of the office.
    """
    found = Q(pk__in=[])
    for grant in viewer.grants:
        role = str(grant.role.value)
        here, upheld = defaultdict[tuple[str, ...] | None, Q](Q), defaultdict[tuple[str, ...] | None, Q](Q)
        raised = Q()
        for kind in registry.all_types().values():
            for state in kind.states if asked(grant, kind.id) else ():
                one, always, later = (
                    Q(type=kind.id, state=state),
                    waits_for(kind, state),
                    waits_when_upheld(kind, state),
                )
                if role in always:
                    here[_divisions(grant, always)] |= one
                elif role in later:
                    upheld[_divisions(grant, later)] |= one
                if role in LEVEL_NAMES and LEVEL_NAMES & always:
                    raised |= one
        for place, which in here.items():
            found |= which & _place(viewer, role, place)
        for place, which in upheld.items():
            found |= which & _place(viewer, role, place) & _objection_upheld()
        if raised:
            found |= raised & Q(escalated_to=role, division__in=_covered(grant.division))
    return found & ~filed_by(viewer)


def _place(viewer: Viewer, role: str, divisions: tuple[str, ...] | None) -> Q:
    """An office acts in divisions, others in the cases to which they are invited."""
    if divisions is None:
        return Q(participants__user=viewer.user_id, participants__role=role)
    return Q(division__in=divisions)


def _divisions(grant: Grant, actors: frozenset[str]) -> tuple[str, ...] | None:
    """Where a role is waited for among some actors; None for a role of no office."""
    if grant.role not in OFFICIALS:
        return None
    return _served(str(grant.role.value), grant.division, actors & LEVEL_NAMES)


@cache
def _served(role: str, division: str, levels: frozenset[str]) -> tuple[str, ...]:
    codes = _covered(division)
    if role not in levels:
        return codes
    return tuple(one for one in codes if level_expected(levels, level_of(one)) == role)


@cache
def _covered(division: str) -> tuple[str, ...]:
    return tuple(sorted(covered_by(division)))


def _objection_upheld() -> Q:
    """What the guard of that name asks: of the latest notice an objection was found right and none is open."""
    latest = Notice.objects.filter(case=OuterRef(OuterRef("pk"))).order_by("-number").values("pk")[:1]
    made = Objection.objects.filter(notice=Subquery(latest))
    return Q(Exists(made.filter(state=Objection.State.UPHELD))) & ~Q(
        Exists(made.filter(state=Objection.State.OPEN))
    )
