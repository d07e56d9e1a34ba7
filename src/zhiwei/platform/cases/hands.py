"""Through whose hands a case went, how late it was and how often it was settled anew: columns and filters for who audits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.roles import OFFICIALS
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.lateness import days_late
from zhiwei.platform.cases.models import Case, Clock, Step
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import Column

TRAITS: Mapping[str, str | Promise] = {
    "one": _("只经一名工作人员"), "system": _("只由系统办理"), "late": _("超过期限"), "anew": _("重新核定过"),
}  # fmt: skip
"""What an auditor looks for among cases."""
OFFICIAL_STEPS = "official_steps"
"""The name of the officials' steps on the rows of :func:`with_hands`."""


def with_hands(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with what the columns tell: the steps that officials took, the clocks, how often they were settled anew."""
    taken = Step.objects.filter(by__in=_officials()).select_related("by").order_by("number")
    found = rows.annotate(anew=Coalesce(Subquery(_counted(_anew(), "pk")), 0))
    return found.prefetch_related(Prefetch("steps", taken, to_attr=OFFICIAL_STEPS), "clocks")


def with_trait(rows: QuerySet[Case], trait: str) -> QuerySet[Case]:
    """The cases of one of :data:`TRAITS`; all for none."""
    by_officials = Step.objects.filter(case=OuterRef("pk"), by__in=_officials())
    match trait:
        case "one":
            return rows.annotate(hands=Subquery(_counted(Q(by__in=_officials()), "by"))).filter(hands=1)
        case "system":
            beyond = Step.objects.filter(case=OuterRef("pk"), by=None)
            return rows.filter(Exists(beyond), ~Exists(by_officials))
        case "late":
            today = clock.today()
            over = Q(state=Clock.State.LAPSED) | Q(state=Clock.State.RUNNING, due_on__lt=today)
            return rows.filter(Exists(Clock.objects.filter(over, case=OuterRef("pk"))))
        case "anew":
            return rows.filter(Exists(Step.objects.filter(_anew(), case=OuterRef("pk"))))
    return rows


def columns(*, screen: bool) -> list[Column]:
    """Who checked, when it ended, how late it was, how often it was settled anew; in files always, on the page where asked."""
    return [
        Column("checker", _("复核人"), value=checker, screen=screen),
        Column("ended_at", _("办结日"), kind="date", screen=screen, sort=True),
        Column("late_days", _("超期天数"), kind="count", value=late_days, screen=screen),
        Column("anew", _("重新核定次数"), kind="count", screen=screen, sort=True),
    ]


def handler(case: Case) -> str:
    """Who handled it: to whom it was assigned, else the official who last took a step that checks nobody else's."""
    if case.assignee is not None:
        return str(case.assignee)
    own = [step for step in _official_steps(case) if not _checks(case, step)]
    return str(own[-1].by) if own else ""


def checker(case: Case) -> str:
    """Who checked it: the official who last took a step that another than an earlier step's doer must take."""
    checked = [step for step in _official_steps(case) if _checks(case, step)]
    return str(checked[-1].by) if checked else ""


def late_days(case: Case) -> int | None:
    """By how many days it was, or is by now, past a deadline, the worst of its clocks; None where it kept all."""
    return max((*(_over(one) for one in case.clocks.all()), days_late(case)), default=0) or None


def _over(one: Clock) -> int:
    end: date | None = one.lapsed_on or one.due_on
    if end is None or one.state == Clock.State.MET:
        return 0
    return max(0, ((one.ended_on or clock.today()) - end).days)


def _official_steps(case: Case) -> list[Step]:
    found: list[Step] = getattr(case, OFFICIAL_STEPS, [])
    return found


def _checks(case: Case, step: Step) -> bool:
    kind = registry.all_types().get(case.type)
    rule = kind.transition(step.transition) if kind is not None else None
    return rule is not None and bool(rule.others)


def _officials() -> QuerySet[User]:
    """Users who hold or held an office."""
    held = Membership.objects.filter(role__in=[str(role.value) for role in OFFICIALS])
    return User.objects.filter(pk__in=held.values("user"))


def _anew() -> Q:
    """Steps by which a case is decided again: they open an ended one, or bring a new verdict to where it stood before."""
    earlier = Step.objects.filter(
        case=OuterRef("case"), to_state=OuterRef("to_state"), number__lt=OuterRef("number")
    )
    found = Q(Exists(earlier), receipt__isnull=False)
    for kind in registry.all_types().values():
        if names := [one.id for one in kind.transitions.values() if one.reopens]:
            found |= Q(case__type=kind.id, transition__in=names)
    return found


def _counted(which: Q, what: str) -> QuerySet[Any]:
    """Of the steps of a case how many, or how many different."""
    rows = Step.objects.filter(which, case=OuterRef("pk")).order_by().values("case")
    return rows.annotate(number=Count(what, distinct=True)).values("number")
