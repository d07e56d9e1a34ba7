"""A case's history in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.utils.translation import gettext as _

from zhiwei.platform.cases import casetypes, deeds, who
from zhiwei.platform.cases.casetypes.model import SUPPLEMENTS
from zhiwei.platform.cases.models import Case, Clock, Notice, Objection
from zhiwei.platform.cases.queries import Event
from zhiwei.platform.cases.values import amount_words, shown
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.ledger.chart import Kind
from zhiwei.platform.ledger.models import Entry


def events(case: Case, *, names: bool = False, invited: bool = False) -> Iterator[Event]:
    """Every event of a case, unsorted; what ``names`` and ``invited`` tell stands at :func:`queries.timeline`."""
    yield from _steps(case, names, invited)
    yield from _notices(case, names)
    yield from _deeds(case, names)
    yield from _claims(case, names)
    yield from _clocks(case)
    if not invited:
        yield from _voices(case, names)
    yield from _reminders(case, names)


def _steps(case: Case, names: bool, invited: bool) -> Iterator[Event]:
    kind = casetypes.get(case.type)
    days = dict(case.steps.exclude(receipt=None).values_list("receipt_id", "receipt__as_of"))
    told = clock.day_of(case.opened_at)
    for step in case.steps.select_related("by").prefetch_related("documents__file"):
        rule = kind.transition(step.transition)
        text = str(rule.words) if rule is not None else step.transition
        fields = {one.name: one for one in rule.form} if rule is not None else {}
        said = _("%(label)s：%(value)s")
        lines = [
            said % {"label": fields[n].words, "value": shown(fields[n], v)}
            for n, v in step.content.items()
            if n in fields and fields[n].shown
        ]
        if not invited and (person := step.content.get("counter_person")):
            words = {"person": person, "reason": step.content.get("counter_reason", "")}
            lines.insert(0, _("窗口代办。来办理的人：%(person)s。代办的原因：%(reason)s") % words)
        day = days[step.receipt_id] if step.receipt_id else told
        if day != told:  # the law is asked of another day than was said last
            lines.append(_("适用日：%(day)s（按这一天的规定和事实判定）") % {"day": day})
            told = day
        lines += step.defects
        for one in step.documents.all():
            paper = _("补充材料：%(name)s") if one.name in SUPPLEMENTS else _("材料：%(name)s")
            lines.append(paper % {"name": one.file.name})
        by = who.of_step(step, names=names)
        yield Event(step.at, text, by, tuple(lines), step.receipt_id, step.content)


def _notices(case: Case, names: bool) -> Iterator[Event]:
    for notice in case.notices.all():
        days = {"first": notice.first_day, "last": notice.last_day}
        yield Event(_first_moment(case, notice), _("公示 %(first)s 至 %(last)s") % days)
        if notice.state == Notice.State.STOPPED and notice.ended_at is not None:
            yield Event(notice.ended_at, str(notice.get_state_display()))
        for one in notice.objections.select_related("answered_by"):
            yield Event(one.made_at, _("收到异议"), lines=(one.text,) if names else ())
            if one.answered_at is not None:
                outcome = _("异议成立") if one.state == Objection.State.UPHELD else _("异议不成立")
                by = who.of_act(one.answered_by, one.answered_at, names=names)
                yield Event(one.answered_at, outcome, by, (one.answer,))


def _first_moment(case: Case, notice: Notice) -> datetime:
    """A notice begins with the step that led to its state."""
    steps = [s.at for s in case.steps.all() if clock.day_of(s.at) == notice.first_day]
    return max(steps) if steps else case.opened_at


def _deeds(case: Case, names: bool) -> Iterator[Event]:
    """What people did that steps of the installation follow from: accounts, payment lists, the bank's results."""
    for one in deeds.of_cases([case]):
        by = who.of_act(one.by, one.at, names=names, case=case)
        yield Event(one.at, _("%(label)s：%(value)s") % {"label": one.what, "value": one.on}, by)


def _claims(case: Case, names: bool) -> Iterator[Event]:
    """Money claimed back, and claims that were given up, each with its reason."""
    words = {Kind.CLAIM: _("要求退回：%(yuan)s"), Kind.WAIVE: _("撤销退回要求：%(yuan)s")}
    rows = Entry.objects.filter(case=str(case.pk), kind__in=words)
    for one in rows.select_related("made_by").prefetch_related("lines"):
        yuan = amount_words(sum(line.fen for line in one.lines.all()))
        by = who.of_act(one.made_by, one.booked_at, names=names, case=case)
        yield Event(one.booked_at, words[Kind(one.kind)] % {"yuan": yuan}, by, (retold(one.reason),))


def _clocks(case: Case) -> Iterator[Event]:
    kind = casetypes.get(case.type)
    for one in case.clocks.filter(state=Clock.State.LAPSED, lapsed_on__isnull=False):
        rule = kind.clocks.get(one.name)
        yield Event(_evening(one), _("“%(clock)s”超期") % {"clock": rule.words if rule else one.name})


def _evening(one: Clock) -> datetime:
    assert one.lapsed_on is not None
    return datetime.combine(one.lapsed_on, time.max, clock.ZONE)


def _reminders(case: Case, names: bool) -> Iterator[Event]:
    for one in case.reminders.select_related("made_by"):
        yield Event(one.made_at, _("提醒申请人办理"), who.of_act(one.made_by, one.made_at, names=names))


def _voices(case: Case, names: bool) -> Iterator[Event]:
    for one in case.complaints.select_related("answered_by"):
        yield Event(one.made_at, _("投诉"), lines=(retold(one.text),))
        if one.answered_at is not None:
            by = who.of_act(one.answered_by, one.answered_at, names=names)
            yield Event(one.answered_at, _("答复投诉"), by, (one.answer,))
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
            by = who.of_act(rating.called_by, rating.called_at, names=names)
            yield Event(rating.called_at, _("回访"), by, (rating.outcome,))
