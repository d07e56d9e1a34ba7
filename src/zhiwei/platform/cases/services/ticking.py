"""What time alone brings: notices that are over, clocks that lapse. Run as often as one likes; again does nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts import tasks
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.audit import log
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases.acts import Context
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Clock, Notice, Objection
from zhiwei.platform.cases.services import clocks, moving
from zhiwei.platform.cases.services.acting import held
from zhiwei.platform.kit import clock

TASK = gettext_lazy("公示期满和期限到期的自动办理")
"""What steps of the installation that belong to no run of a programme say they belong to."""
_log = structlog.get_logger("zhiwei.cases")


@dataclass
class Ticked:
    """What a run did; ``failed`` are cases that could not go on, each with the reason, and stay for an official."""

    notices: int = 0
    moved: int = 0
    lapsed: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def tick(
    now: datetime | None = None,
    *,
    type_id: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Ticked:
    """End the notices and clocks whose last day is over, each case in a transaction of its own.

    A case whose step is refused, or fails, is noted and stays as it was; the others go on.
    """
    now = now or clock.now()
    today = clock.day_of(now)
    done = Ticked()
    notices, lapsing = _notices(today, type_id), _lapsing(today, type_id)
    total = len(notices) + len(lapsing)
    with tasks.working_on(TASK):
        for number, key in enumerate(notices):
            _try(key, lambda k: _end_notice(k, now, today, done), done)
            progress(number + 1, total)
        for number, key in enumerate(lapsing, len(notices)):
            _try(key, lambda k: _lapse(k, now, today, done), done)
            progress(number + 1, total)
    return done


def _notices(today: date, type_id: str) -> list[UUID]:
    """Cases that stand in the state of their notice, whose days are over, with nothing open or right against it."""
    rows = Notice.objects.filter(last_day__lt=today, state__in=(Notice.State.RUNNING, Notice.State.OVER))
    rows = rows.filter(case__ended_at=None)
    if type_id:
        rows = rows.filter(type=type_id)
    states = {kind.id: kind.notice.state for kind in registry.all_types().values() if kind.notice}
    found = rows.order_by("last_day", "pk").values_list("case_id", "type", "case__state")
    return [case for case, kind, state in found.iterator(2_000) if states.get(kind) == state]


def _lapsing(today: date, type_id: str) -> list[UUID]:
    rows = Clock.objects.filter(state=Clock.State.RUNNING, due_on__lt=today)
    if type_id:
        rows = rows.filter(case__type=type_id)
    return list(dict.fromkeys(rows.order_by("due_on", "pk").values_list("case_id", flat=True)))


def _try(key: UUID, work: Callable[[UUID], None], done: Ticked) -> None:
    before = (done.notices, done.moved, done.lapsed)
    try:
        with transaction.atomic():
            work(key)
    except Refused as refused:
        why = str(refused)
    except Exception as error:
        _log.exception("case could not go on", case=str(key))
        why = type(error).__name__
    else:
        return
    done.notices, done.moved, done.lapsed = before  # what was counted is undone
    done.failed.append((str(key), why))


def _end_notice(key: UUID, now: datetime, today: date, done: Ticked) -> None:
    case = held(key)
    kind = casetypes.get(case.type)
    if kind.notice is None or case.state != kind.notice.state:
        return
    context = Context(SYSTEM, case, kind, kind.transitions[kind.notice.then], now=now)
    notice = context.notice
    if notice is None or notice.last_day >= today:
        return
    if notice.state == Notice.State.RUNNING:
        notice.state, notice.ended_at = Notice.State.OVER, now
        notice.save(update_fields=["state", "ended_at"])
        done.notices += 1
    if context.objections - {Objection.State.REJECTED}:
        return
    _follow(context)
    done.moved += 1


def _lapse(key: UUID, now: datetime, today: date, done: Ticked) -> None:
    case = held(key)
    kind = casetypes.get(case.type)
    for one in case.clocks.filter(state=Clock.State.RUNNING, due_on__lt=today):
        rule = kind.clocks.get(one.name)
        one.state, one.lapsed_on = Clock.State.LAPSED, one.due_on
        one.save(update_fields=["state", "lapsed_on"])
        done.lapsed += 1
        if rule is not None and rule.then and case.state in kind.transitions[rule.then].sources:
            _follow(Context(SYSTEM, case, kind, kind.transitions[rule.then], now=now))
            done.moved += 1
            return
        case.escalated_to = rule.escalate if rule is not None else case.escalated_to
        detail = {
            "type": case.type, "number": case.number, "subject": str(case.subject_id), "state": case.state,
            "clock": one.name, "due_on": one.due_on, "escalated_to": case.escalated_to,
        }  # fmt: skip
        case.due_on = clocks.due_day(case.clocks.filter(ended_on=None))
        case.save(update_fields=["escalated_to", "due_on"])
        log.record(
            SYSTEM, "cases.lapse", kind="case", key=str(case.pk), division=case.division, detail=detail
        )


def _follow(context: Context) -> None:
    """A step of the installation itself. Raises Refused where its guards find something."""
    if found := moving.faults(context):
        raise Refused(found)
    with log.at_the_end():
        moving.take(context)
        moving.record(context)
