"""How long a case stands where it is, for whom it waits, and which cases wait without a day by which somebody must act.

A case that waits for its applicant's correction stops the office's clock. No text sets a time for the correction; a case type
that knows one has a clock that runs in that state. Whatever waits without one is listed by the days it has waited.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import level_of
from zhiwei.platform.cases import hanging
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import APPLICANT, SYSTEM_ACTOR
from zhiwei.platform.cases.lateness import running_ends
from zhiwei.platform.cases.models import Case, Notice, Objection, Reminder, Step
from zhiwei.platform.cases.permissions import LEVEL_NAMES
from zhiwei.platform.cases.waiting import level_expected, waits_for, waits_when_upheld
from zhiwei.platform.cases.words import actors
from zhiwei.platform.kit import clock

SINCE = "since"
"""The name, on the rows of :func:`with_since`, of the moment at which a case came to the state where it is."""
REMINDED = "reminded_at"
"""The name, on those rows, of the moment of the last reminder; None where there was none."""


def with_since(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with the moment since which they stand where they are, and that of the last reminder."""
    moved = Step.objects.filter(case=OuterRef("pk")).exclude(from_state=F("to_state")).order_by("-number")
    reminded = Reminder.objects.filter(case=OuterRef("pk")).order_by("-made_at")
    return rows.annotate(
        **{
            SINCE: Coalesce(Subquery(moved.values("at")[:1]), "opened_at"),
            REMINDED: Subquery(reminded.values("made_at")[:1]),
        }
    )


def since(case: Case) -> datetime:
    """The moment at which a case came to its state, from its row where :func:`with_since` gave it one."""
    if hasattr(case, SINCE):
        found: datetime = getattr(case, SINCE)
        return found
    step = case.steps.exclude(from_state=F("to_state")).order_by("-number").first()
    return step.at if step is not None else case.opened_at


def days_waited(case: Case) -> int:
    """The days for which a case has stood in its state."""
    return clock.days_since(since(case))


def correcting() -> Q:
    """The condition that a case was returned and waits for its applicant's correction."""
    found = Q(pk__in=[])
    for kind in registry.all_types().values():
        if states := {one.to for one in kind.transitions.values() if one.returns}:
            found |= Q(type=kind.id, state__in=states)
    return found & Q(ended_at=None)


def undated(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Those of the running cases for which neither a clock nor a notice has a day on which it ends, or ended."""
    noticed = Notice.objects.filter(
        case=OuterRef("pk"), state=Notice.State.RUNNING, last_day__gte=clock.today()
    )
    return rows.filter(ended_at=None).exclude(Exists(running_ends())).exclude(Exists(noticed))


def longest(rows: QuerySet[Case]) -> tuple[int, int | None]:
    """How many cases there are, and the days for which the first of them has waited; None where there is none."""
    found = with_since(rows).aggregate(n=Count("pk"), first=Min(SINCE))
    first = found["first"]
    return found["n"], None if first is None else clock.days_since(first)


def awaited(case: Case) -> frozenset[str]:
    """The actors for whom a running case waits in its place; those who answer objections, or decide on one found right."""
    kind = registry.all_types().get(case.type)
    if kind is None or case.ended:
        return frozenset()
    found = waits_for(kind, case.state)
    if kind.notice is not None and case.state == kind.notice.state:
        notice = case.notices.order_by("-number").first()
        said = set(notice.objections.values_list("state", flat=True)) if notice else set()
        if Objection.State.OPEN in said:
            found = frozenset(kind.notice.answers)
        elif Objection.State.UPHELD in said:
            found = waits_when_upheld(kind, case.state)
    level = level_expected(found, level_of(case.division))
    return (found - LEVEL_NAMES) | ({level} - {""})


def awaited_words(case: Case) -> str:
    """For whom a case waits, as people read it; for its payment where only the bank's result brings it on."""
    found = awaited(case)
    if found == {SYSTEM_ACTOR} and hanging.waits_for_payment(case):
        return _("付款")
    return actors(sorted(found))


def waits_for_applicant(case: Case) -> bool:
    """Whether a case goes on only when its applicant acts."""
    return awaited(case) == {APPLICANT}
