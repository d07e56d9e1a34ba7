"""The clocks of a case follow its state: they start, stand still, go on, are met."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhiwei.platform.cases import lengths, working_days
from zhiwei.platform.cases.acts import Context
from zhiwei.platform.cases.casetypes.model import OPEN, ClockRule
from zhiwei.platform.cases.models import Clock
from zhiwei.platform.kit import clock


def moved(context: Context) -> None:
    """Bring every clock in step with the state the case has now, and the case's own due day."""
    case, today = context.case, clock.day_of(context.now)
    if not context.type.clocks:
        return
    going = list(case.clocks.filter(ended_on=None)) if context.transition.id != OPEN else []
    by_name = {one.name: one for one in going}
    for name, rule in context.type.clocks.items():
        one = by_name.get(name)
        if case.state in rule.runs:
            if one is None:
                going += _begin(context, rule, today)
            else:
                _go_on(one, today)
        elif one is not None and case.state in rule.pauses:
            _pause(one, today)
        elif one is not None:
            _end(one, today)
    if case.ended_at is not None:
        case.escalated_to = ""
    case.due_on = due_day(going)


def due_day(going: Iterable[Clock]) -> date | None:
    """The first day on which a running one of a case's clocks ends."""
    days = (one.due_on for one in going if one.state == Clock.State.RUNNING)
    return min((day for day in days if day is not None), default=None)


def _begin(context: Context, rule: ClockRule, today: date) -> list[Clock]:
    """The clock that begins; none where its length is not decided."""
    length = lengths.length_of(context, rule)
    if length is None:
        return []
    end = working_days.after(today, length.days, length.reading)
    made = Clock.objects.create(
        case=context.case, name=rule.name, days=length.days, unit=length.reading, started_on=today, since=today,
        due_on=end.day, certain=end.certain,
    )  # fmt: skip
    return [made]


def _go_on(one: Clock, today: date) -> None:
    if one.state == Clock.State.PAUSED:
        end = working_days.after(today, max(0, one.days - one.used), one.unit)
        one.state, one.since, one.due_on, one.certain = Clock.State.RUNNING, today, end.day, end.certain
        one.save()


def _pause(one: Clock, today: date) -> None:
    if one.state == Clock.State.RUNNING:
        one.used += working_days.between(one.since, today, one.unit)
        one.state, one.due_on = Clock.State.PAUSED, None
        one.save()


def _end(one: Clock, today: date) -> None:
    one.ended_on = today
    if one.state != Clock.State.LAPSED:
        late = one.due_on is not None and today > one.due_on
        one.state = Clock.State.LAPSED if late else Clock.State.MET
        one.lapsed_on = one.due_on if late else None
    one.save()
