"""What may be asked of cases, by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from string import hexdigits
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import casetypes, permissions
from zhiwei.platform.cases.casetypes.model import Transition
from zhiwei.platform.cases.invited import invited
from zhiwei.platform.cases.models import Case, Clock, Complaint, Notice, Objection, Step
from zhiwei.platform.cases.models.notices import SIGNS
from zhiwei.platform.subjects.queries import divisions_for, limited


def visible(viewer: Viewer) -> QuerySet[Case]:
    """The cases a viewer may see: officials those of their divisions, others their own and those they are invited to."""
    if viewer.is_system:
        return Case.objects.all()
    own = limited(viewer, "cases.read", "subject__")
    return Case.objects.filter(_placed(viewer) | own | invited(viewer)).distinct()


def _placed(viewer: Viewer, prefix: str = "", act: str = "cases.read") -> Q:
    return Q(**{f"{prefix}division__in": sorted(divisions_for(viewer, act))})


def visible_one(viewer: Viewer, case_id: UUID) -> Case:
    """One case; raises Http404 alike where there is none and where the viewer may not know of it."""
    found = visible(viewer).select_related("subject", "assignee", "receipt").filter(pk=case_id).first()
    if found is None:
        raise Http404
    return found


def own(viewer: Viewer) -> QuerySet[Case]:
    """The cases of the subjects the viewer logs in for, the latest first."""
    rows = Case.objects.filter(subject__organisation__in=viewer.organisation_ids)
    return rows.select_related("subject").order_by("-opened_at")


def may_do(viewer: Viewer, case: Case) -> list[Transition]:
    """The steps the viewer may take now, by role and state; guards are asked when he takes one."""
    kind = casetypes.get(case.type)
    return [
        rule
        for rule in kind.leaving(case.state)
        if permissions.may_act(viewer, case, rule)
        and not permissions.barred(viewer, case, kind, rule)
        and not (rule.returns and permissions.returned(case, kind))
    ]


def barred(viewer: Viewer, case: Case) -> list[str]:
    """What keeps the viewer from steps that somebody else of his office may take now, a sentence each."""
    kind = casetypes.get(case.type)
    steps = [one for one in kind.leaving(case.state) if permissions.may_act(viewer, case, one)]
    return [why for one in steps if (why := permissions.barred(viewer, case, kind, one))]


def ended_by(case: Case) -> tuple[Step, Transition] | None:
    """The step that ended a case, with its rule; None while it runs."""
    last = case.steps.order_by("-number").first() if case.ended else None
    rule = casetypes.get(case.type).transition(last.transition) if last is not None else None
    return (last, rule) if last is not None and rule is not None else None


def to_correct(case: Case) -> list[str]:
    """What a return named and the applicant is still to correct; nothing where the case does not wait for that."""
    kind = casetypes.get(case.type)
    returns = [one.id for one in kind.transitions.values() if one.returns and one.to == case.state]
    step = case.steps.order_by("-number").first() if returns else None
    return list(step.defects) if step is not None and step.transition in returns else []


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a case's history; ``by`` names office and role, never more than the reader may see."""

    at: datetime
    text: str
    by: str = ""
    lines: tuple[str, ...] = ()
    receipt: UUID | None = None
    content: dict[str, Any] = field(default_factory=dict)


def timeline(case: Case, *, names: bool = False, invited: bool = False) -> list[Event]:
    """Everything that happened to a case, in order: steps, notices, objections, lapsed clocks, complaints, the grade.

    Who acted is told by office, and with ``names`` by name as well, with the words of the objections. Who is no more than
    ``invited`` reads neither who came to the counter nor what the firm said of how it was served.
    """
    from zhiwei.platform.cases.history import events

    return sorted(events(case, names=names, invited=invited), key=lambda one: one.at)


def current_notices() -> QuerySet[Notice]:
    """The notices the public may object to today, those ending first at hand."""
    return Notice.objects.filter(state=Notice.State.RUNNING).order_by("last_day", "pk")


def public_notices() -> QuerySet[Notice]:
    """Every notice that ran its days or still runs, the latest first; stopped ones are not shown."""
    return Notice.objects.exclude(state=Notice.State.STOPPED).order_by("-first_day", "pk")


def objections(case: Case) -> QuerySet[Objection]:
    """The objections to a case's notices."""
    return Objection.objects.filter(notice__case=case).select_related("notice")


def open_objections(viewer: Viewer) -> QuerySet[Objection]:
    """The objections not answered yet to notices of the divisions an official covers."""
    rows = Objection.objects.filter(state=Objection.State.OPEN)
    return rows if viewer.is_system else rows.filter(_placed(viewer, "notice__case__"))


def own_objections(viewer: Viewer) -> QuerySet[Objection]:
    """The objections the viewer made while he was logged in."""
    return Objection.objects.filter(made_by=viewer.user_id or 0)


def own_complaints(viewer: Viewer) -> QuerySet[Complaint]:
    """The complaints about cases of the subjects the viewer logs in for."""
    return Complaint.objects.filter(case__subject__organisation__in=viewer.organisation_ids)


def open_complaints(viewer: Viewer) -> QuerySet[Complaint]:
    """The complaints nobody has answered yet, of the divisions where an official answers them, the oldest first."""
    rows = Complaint.objects.filter(answered_at=None).select_related("case__subject").order_by("made_at")
    return rows if viewer.is_system else rows.filter(_placed(viewer, "case__", "cases.answer"))


def to_answer(viewer: Viewer) -> QuerySet[Complaint]:
    """Those of them that the viewer may answer: he took no step of the case."""
    steps = Step.objects.filter(case=OuterRef("case"), by=viewer.user_id or 0)
    return open_complaints(viewer).exclude(Exists(steps))


def handled(viewer: Viewer, case: Case) -> bool:
    """Whether the viewer took a step of a case, so that somebody else answers what is complained of."""
    return case.steps.filter(by=viewer.user_id or 0).exists()


def objection_of(number: str) -> Objection | None:
    """The objection of a number as its maker was told it; None where there is none."""
    day, _dash, signs = number.strip().partition("-")
    if len(signs) != SIGNS or any(sign not in hexdigits for sign in signs):
        return None
    rest = 32 - SIGNS
    rows = Objection.objects.filter(pk__gte=UUID(signs + "0" * rest), pk__lte=UUID(signs + "f" * rest))
    found = rows.select_related("notice").first()
    return found if found is not None and found.number == f"{day}-{signs.upper()}" else None


def running_clocks(case: Case) -> QuerySet[Clock]:
    """The clocks that are not over."""
    return case.clocks.filter(ended_on=None).order_by("name")


def overdue(viewer: Viewer, today: date) -> QuerySet[Case]:
    """The cases a viewer may see whose clock ran out."""
    late = Q(due_on__lt=today) | Q(clocks__state=Clock.State.LAPSED, clocks__ended_on=None)
    return visible(viewer).filter(late, ended_at=None).distinct()


__all__ = [
    "Event", "barred", "current_notices", "ended_by", "handled", "may_do", "objection_of", "objections", "open_complaints", "open_objections", "overdue", "own", "own_complaints", "own_objections", "public_notices", "running_clocks", "timeline", "to_answer",
    "visible", "visible_one",
]  # fmt: skip
