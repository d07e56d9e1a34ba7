"""Statements are added, never changed; what is stated of the register's own columns is carried into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from zhiwei.engine import periods
from zhiwei.engine.facts import MISSING
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import entities, queries
from zhiwei.platform.subjects.models import FactRecord, ImportRow, Subject
from zhiwei.platform.subjects.services import statements
from zhiwei.platform.subjects.services.columns import held, moves, settle
from zhiwei.platform.subjects.services.origins import sources_for
from zhiwei.platform.subjects.services.refusals import refuse
from zhiwei.platform.subjects.services.sizes import refresh
from zhiwei.platform.subjects.sources import SELF
from zhiwei.platform.subjects.timeline import corrected, repeated

Status = FactRecord.Status


@dataclass(frozen=True, slots=True)
class Told:
    """How a statement came: from whom, on what ground, when, until when it is good, from when the state holds."""

    source: str
    received_on: date
    legal_basis: str = ""
    expires_on: date | None = None
    holds_from: date | None = None


def check_may_state(viewer: Viewer, subject: Subject, source: str) -> None:
    """Raises PermissionDenied: the firm itself states as ``self``, officials of its division as an agency."""
    act = "facts.declare" if source == SELF else "facts.add"
    if not viewer.may(act, division=subject.division, organisation_id=subject.organisation_id):
        raise PermissionDenied
    if source != SELF and source not in sources_for(viewer, subject.division):
        raise PermissionDenied


def add_fact(
    viewer: Viewer,
    subject: Subject,
    name: str,
    value: Any = None,
    *,
    source: str,
    period: str = "",
    status: str = Status.KNOWN,
    legal_basis: str = "",
    received_on: date | None = None,
    expires_on: date | None = None,
    holds_from: date | None = None,
    import_row: ImportRow | None = None,
) -> FactRecord:
    """Record what a source says; where it says just that already, give the earlier record and write nothing.

    ``value`` is in file form (yuan). Raises :class:`Refused` with every defect, PermissionDenied for who may not.
    """
    statements.check_source(source)
    check_may_state(viewer, subject, source)
    told = Told(source, received_on or clock.today(), legal_basis, expires_on, holds_from)
    _check_days(told)
    label = f"{name}@{period}" if period else name
    state, plain = _checked(subject, label, value, status, told)
    name, _, period = state.partition("@")
    _check_period(subject, name, period)
    if name == "division" and not viewer.may("facts.add", division=plain):
        raise PermissionDenied  # nobody moves a subject to where he has no say
    if told.holds_from and period:
        raise refuse(
            state,
            "有期间的事实不写“自何日起”",
            "a fact with a period takes no day from which it holds",
            "二者留一",
            "give one of the two",
        )
    with transaction.atomic():
        record = make(subject, name, period, status, plain, told)
        said = queries.statements([subject])[subject.id]
        own = [s for s in said if key_of(s) == key_of(record)]
        before = repeated(own, record)
        if before is not None and before.order:
            return FactRecord.objects.get(pk=before.order)
        if corrected(own, record):
            record.known_from = clock.today()
        record.recorded_by_id = viewer.user_id
        record.import_row = import_row
        column = held(subject, record, said)
        if column is not None:
            column.save(force_insert=True)
        record.save(force_insert=True)
        if moves(record):
            settle([subject])
        refresh([subject.pk])
        act = "facts.declare" if source == SELF else "facts.add"
        detail = {"fact": record.label, "status": status, "source": source}
        log.record(viewer, act, kind="subject", key=str(subject.id), division=subject.division, detail=detail)
    return record


def _check_days(told: Told) -> None:
    if told.received_on > clock.today():
        raise refuse("received_on", "收到日期晚于今天", "received after today", "核对日期", "check the day")
    if told.expires_on and told.expires_on < told.received_on:
        raise refuse(
            "expires_on", "收到时已过有效期", "expired before it was received", "核对日期", "check the days"
        )


def _check_period(subject: Subject, name: str, period: str) -> None:
    """Nothing is known of a period that has not begun."""
    entity = entities.of_rulebook(subject.entity)
    assert entity is not None
    now = periods.label(clock.today(), entity.facts[name].period)
    if period > now:  # labels of one kind sort as their periods do; without a period both are empty
        raise refuse(
            f"{name}@{period}",
            f"期间“{period}”还没有到",
            f"the period {period} has not begun",
            f"最晚填 {now}",
            f"give {now} at the latest",
        )


def _checked(subject: Subject, label: str, value: Any, status: str, told: Told) -> tuple[str, Any]:
    """The rulebook's own label and the value as it is kept."""
    if status == Status.WITHDRAWN:
        given: Any = {"status": MISSING}
    elif status == Status.KNOWN:
        if value is None or value == "":
            raise refuse(
                label,
                "没有填写数值",
                "no value",
                "填写数值，或选“不适用”“拒绝提供”“撤回”",
                "give a value or another status",
            )
        given = value
    else:
        given = {"status": status}
    day = told.holds_from or clock.today()
    entity = entities.of_rulebook(subject.entity)
    beside = queries.facts(subject, as_of=day) if entity and entity.constraints else None
    ((found, fact),) = statements.read(subject.entity, {label: given}, day, beside).items()
    assert entity is not None
    if status == Status.KNOWN and fact.state != Status.KNOWN:
        raise refuse(
            label, "请用状态表明没有数值", "say by the status that there is no value", "选择状态", "choose it"
        )
    return found, statements.kept(entity.facts[found.partition("@")[0]], fact)


def make(subject: Subject, name: str, period: str, status: str, value: Any, told: Told) -> FactRecord:
    """The record, unsaved, known from the day it was received."""
    return FactRecord(
        subject=subject,
        name=name,
        period=period,
        status=status,
        value=value,
        source=told.source,
        legal_basis=told.legal_basis,
        received_on=told.received_on,
        known_from=told.received_on,
        expires_on=told.expires_on,
        holds_from=told.holds_from,
    )


def key_of(said: Any) -> tuple[str, str, str]:
    """Fact, period and source of a statement or record."""
    return said.name, said.period, said.source
