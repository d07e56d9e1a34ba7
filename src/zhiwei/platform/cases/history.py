"""A case's history in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.words import office
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases.models import Case, Clock, Notice, Objection
from zhiwei.platform.cases.queries import Event
from zhiwei.platform.cases.values import shown
from zhiwei.platform.kit import clock


def events(case: Case) -> Iterator[Event]:
    """Every event of a case, unsorted."""
    yield from _steps(case)
    yield from _notices(case)
    yield from _clocks(case)
    yield from _voices(case)


def _steps(case: Case) -> Iterator[Event]:
    kind = casetypes.get(case.type)
    for step in case.steps.prefetch_related("documents__file"):
        rule = kind.transition(step.transition)
        text = str(rule.words) if rule is not None else step.transition
        fields = {one.name: one for one in rule.form} if rule is not None else {}
        said = _("%(label)s：%(value)s")
        lines = [
            said % {"label": fields[n].words, "value": shown(fields[n], v)}
            for n, v in step.content.items()
            if n in fields
        ]
        lines += step.defects
        lines += [_("材料：%(name)s") % {"name": one.file.name} for one in step.documents.all()]
        by = office(step.office) or (_("系统") if step.by_id is None else "")
        yield Event(step.at, text, by, tuple(lines), step.receipt_id, step.content)


def _notices(case: Case) -> Iterator[Event]:
    for notice in case.notices.all():
        days = {"first": notice.first_day, "last": notice.last_day}
        yield Event(_first_moment(case, notice), _("公示 %(first)s 至 %(last)s") % days)
        if notice.state == Notice.State.STOPPED and notice.ended_at is not None:
            yield Event(notice.ended_at, str(notice.get_state_display()))
        for one in notice.objections.all():
            yield Event(one.made_at, _("收到异议"), lines=(one.text,))
            if one.answered_at is not None:
                outcome = _("异议成立") if one.state == Objection.State.UPHELD else _("异议不成立")
                yield Event(one.answered_at, outcome, lines=(one.answer,))


def _first_moment(case: Case, notice: Notice) -> datetime:
    """A notice begins with the step that led to its state."""
    steps = [s.at for s in case.steps.all() if clock.day_of(s.at) == notice.first_day]
    return max(steps) if steps else case.opened_at


def _clocks(case: Case) -> Iterator[Event]:
    kind = casetypes.get(case.type)
    for one in case.clocks.filter(state=Clock.State.LAPSED, lapsed_on__isnull=False):
        rule = kind.clocks.get(one.name)
        yield Event(_evening(one), _("“%(clock)s”超期") % {"clock": rule.words if rule else one.name})


def _evening(one: Clock) -> datetime:
    assert one.lapsed_on is not None
    return datetime.combine(one.lapsed_on, time.max, clock.ZONE)


def _voices(case: Case) -> Iterator[Event]:
    for one in case.complaints.all():
        yield Event(one.made_at, _("投诉"), lines=(one.text,))
        if one.answered_at is not None:
            yield Event(one.answered_at, _("答复投诉"), lines=(one.answer,))
    arrival = getattr(case, "arrival", None)
    if arrival is not None:
        yield Event(arrival.asked_at, _("询问是否到账"))
        if arrival.answered_at is not None:
            lines = (arrival.text,) if arrival.text else ()
            yield Event(arrival.answered_at, str(arrival.get_answer_display()), lines=lines)
    rating = getattr(case, "rating", None)
    if rating is not None:
        lines = (rating.text,) if rating.text else ()
        yield Event(rating.made_at, _("评价：%(grade)s") % {"grade": rating.get_grade_display()}, lines=lines)
        if rating.called_at is not None:
            yield Event(rating.called_at, _("回访"), lines=(rating.outcome,))
