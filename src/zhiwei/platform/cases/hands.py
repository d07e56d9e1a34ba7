"""Through whose hands a case went, how late it was and how often it was settled anew: columns and filters for who audits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.models import Membership, User
from zhiwei.platform.accounts.roles import OFFICIALS
from zhiwei.platform.cases import deeds
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.lateness import days_late
from zhiwei.platform.cases.models import Case, Clock, Objection, Step
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import listed, semicolons
from zhiwei.platform.kit.tables import Column

TRAITS: Mapping[str, str | Promise] = {
    "one": _("只经一名工作人员"), "system": _("只由系统办理"), "both": _("同一人办了两环：既办理又复核付款"),
    "late": _("曾经超期，包括现在"), "anew": _("重新核定过"),
}  # fmt: skip
"""What an auditor looks for among cases. Who answered an objection, entered an account, made, checked or booked a payment
counts beside those who took steps."""
OFFICIAL_STEPS = "official_steps"
"""The name of the officials' steps on the rows of :func:`with_hands`."""
DEEDS = "deeds"
"""The name of what officials did beside the steps, on the rows that :func:`told` was given."""
NOBODY, EVERYBODY = 0, 2**62
"""Below and above the number of every user."""


def with_hands(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with what the columns tell: the steps that officials took, the clocks, how often they were settled anew."""
    taken = Step.objects.filter(by__in=_officials()).select_related("by").order_by("number")
    found = rows.annotate(anew=Coalesce(Subquery(_times(_anew())), 0))
    return found.prefetch_related(Prefetch("steps", taken, to_attr=OFFICIAL_STEPS), "clocks")


def told(cases: Sequence[Case]) -> None:
    """Ask for cases of a list together what officials did beside their steps."""
    found: dict[str, list[tuple[str, str]]] = {str(one.pk): [] for one in cases}
    rows = Objection.objects.filter(notice__case__in=cases, answered_by__in=_officials())
    for one in rows.select_related("notice", "answered_by").order_by("answered_at"):
        found[str(one.notice.case_id)].append((gettext("处理异议"), str(one.answered_by)))
    done = deeds.of_cases(cases)
    doers = _officials().filter(pk__in={deed.by.pk for deed in done})
    officials = set(doers.values_list("pk", flat=True))
    for deed in done:
        if deed.by.pk in officials:
            found[deed.case].append((str(deed.what), str(deed.by)))
    for case in cases:
        setattr(case, DEEDS, found[str(case.pk)])


def with_trait(rows: QuerySet[Case], trait: str) -> QuerySet[Case]:
    """The cases of one of :data:`TRAITS`; all for none."""
    match trait:
        case "one":
            first = Least(*(_end(True, EVERYBODY, *source) for source in deeds.sources(OuterRef("pk"))))
            last = Greatest(*(_end(False, NOBODY, *source) for source in deeds.sources(OuterRef("pk"))))
            return rows.alias(first_hand=first, last_hand=last).filter(first_hand=F("last_hand"))
        case "system":
            beyond = Step.objects.filter(case=OuterRef("pk"), by=None)
            people = [
                Exists(acts.filter(**{f"{user}__in": _officials()}))
                for acts, user in deeds.sources(OuterRef("pk"))
            ]
            return rows.filter(Exists(beyond), *(~one for one in people))
        case "both":
            steps, answers = map(Exists, deeds.decided_and_checked())
            return rows.filter(steps | answers)
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
        Column("others", _("其他经手人"), value=others, screen=screen),
        Column("ended_at", _("办结日"), kind="date", screen=screen, sort=True),
        Column("late_days", _("超期天数"), kind="count", value=late_days, screen=screen),
        Column("anew", _("重新核定次数"), kind="count", screen=screen, sort=True),
    ]


def handler(case: Case) -> str:
    """Who handled it: to whom it was assigned, else the official who last took a step that checks nobody else's; where no
    official took any, who answered an objection or saw to the payment first."""
    if case.assignee is not None:
        return str(case.assignee)
    steps = _official_steps(case)
    own = [step for step in steps if not _checks(case, step)]
    if own:
        return str(own[-1].by)
    return next((name for _what, name in _deeds(case)), "") if not steps else ""


def checker(case: Case) -> str:
    """Who checked it: the official who last took a step that another than an earlier step's doer must take."""
    checked = [step for step in _official_steps(case) if _checks(case, step)]
    return str(checked[-1].by) if checked else ""


def others(case: Case) -> str:
    """What officials did for it beside the steps, and who."""
    names: dict[str, dict[str, None]] = {}
    for what, name in _deeds(case):
        names.setdefault(what, {})[name] = None
    said = gettext("%(label)s：%(value)s")
    return semicolons(said % {"label": what, "value": listed(who)} for what, who in names.items())


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


def _deeds(case: Case) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = getattr(case, DEEDS, [])
    return found


def _end(first: bool, nobody: int, acts: QuerySet[Any], user: str) -> Coalesce:
    """The lowest or highest number of the officials in some acts; ``nobody`` where there is none."""
    rows = acts.filter(**{f"{user}__in": _officials()}).order_by(user if first else f"-{user}")
    number = BigIntegerField()
    found = Subquery(rows.values_list(user)[:1], output_field=number)
    return Coalesce(found, Value(nobody, number), output_field=number)


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


def _times(which: Q) -> QuerySet[Any]:
    """How many of the steps of the outer query's case are such."""
    rows = Step.objects.filter(which, case=OuterRef("pk")).order_by().values("case")
    return rows.annotate(times=Count("pk")).values("times")
