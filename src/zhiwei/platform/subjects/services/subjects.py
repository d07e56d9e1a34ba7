"""Subjects are registered, renamed, given numbers and ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from zhiwei.law.identifiers import tidy
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.subjects import names
from zhiwei.platform.subjects.models import Contact, Identifier, Name, Subject
from zhiwei.platform.subjects.services.building import Particulars, number_defects
from zhiwei.platform.subjects.services.refusals import Refused, refuse
from zhiwei.platform.subjects.sources import REGISTRATION


def create_subject(
    viewer: Viewer,
    *,
    entity: str,
    name: str,
    division: str,
    legal_form: str = "",
    industry: str = "",
    industry_edition: str = "",
    founded_on: date | None = None,
    received_on: date | None = None,
    identifiers: Mapping[str, str] | None = None,
    personal_name: bool | None = None,
    organisation: Any = None,
    contact: Mapping[str, str] | None = None,
) -> Subject:
    """Register a subject. ``identifiers`` are numbers by kind, ``contact`` the fields of :class:`Contact`.

    Raises :class:`Refused` with every defect, a number held by another included; PermissionDenied for who may not.
    """
    if not viewer.may("subjects.create", division=division):
        raise PermissionDenied
    built = Particulars(
        entity,
        name,
        division,
        legal_form,
        industry,
        industry_edition,
        founded_on,
        received_on,
        identifiers or {},
        personal_name,
    ).build()
    subject = built.subject
    subject.organisation = organisation
    try:
        with transaction.atomic():
            for number in built.identifiers:
                _check_free(number.kind, number.number, subject.id, number.from_day, None)
            subject.save(force_insert=True)
            built.name.save(force_insert=True)
            Identifier.objects.bulk_create(built.identifiers)
            if contact:
                Contact.objects.create(subject=subject, **contact)
            _log(viewer, "subjects.create", subject, {"entity": entity, "name": subject.name})
    except IntegrityError as error:
        raise _held() from error
    return subject


def add_identifier(
    viewer: Viewer,
    subject: Subject,
    kind: str,
    number: str,
    *,
    from_day: date | None = None,
    to_day: date | None = None,
    source: str = REGISTRATION,
) -> Identifier:
    """Give a subject a number; the earlier one of the kind ends the day before. Raises :class:`Refused`."""
    _check_may_change(viewer, subject)
    number = tidy(number)
    if defects := number_defects(kind, number):
        raise Refused(defects)
    if from_day and to_day and to_day < from_day:
        raise refuse("to_day", "止期早于起期", "it ends before it begins", "核对日期", "check the days")
    try:
        with transaction.atomic():
            _check_free(kind, number, subject.id, from_day, to_day)
            if to_day is None:
                held = subject.identifiers.filter(kind=kind, to_day=None).exclude(number=number)
                if held.exists() and from_day is None:
                    raise refuse(
                        kind, "已有同类号码", "a number of this kind is held", "写明起用日期", "say from when"
                    )
                if from_day:
                    held.update(to_day=_day_before(from_day))
            found, _ = Identifier.objects.get_or_create(
                subject=subject, kind=kind, number=number, to_day=to_day,
                defaults={"from_day": from_day, "source": source},
            )  # fmt: skip
            _log(viewer, "subjects.change", subject, {"identifier": kind})
    except IntegrityError as error:
        raise _held() from error
    return found


def end_identifiers(viewer: Viewer, subject: Subject, last_day: date) -> int:
    """Its numbers are valid up to a day, because it went over into another; gives how many. They stay findable."""
    _check_may_change(viewer, subject)
    with transaction.atomic():
        ended = subject.identifiers.filter(to_day=None).update(to_day=last_day)
        _log(viewer, "subjects.change", subject, {"identifiers_end": last_day.isoformat()})
    return ended


def rename(viewer: Viewer, subject: Subject, name: str, from_day: date) -> Name:
    """A new name from a day on; the former one stays findable. Raises :class:`Refused`."""
    _check_may_change(viewer, subject)
    with transaction.atomic():
        new = take_name(subject, name, from_day)
        _log(viewer, "subjects.change", subject, {"name": subject.name})
    return new


def take_name(subject: Subject, name: str, from_day: date | None) -> Name:
    """The same within a transaction of the caller, who writes the act. Raises :class:`Refused`."""
    checked = Particulars(subject.entity, name, subject.division).build()
    earliest = max((n.from_day for n in subject.names.all() if n.from_day), default=None)
    if from_day and earliest and from_day <= earliest:
        raise refuse(
            "name", "早于现用名称的起用日期", "before the present name began", "核对日期", "check the day"
        )
    if from_day:
        subject.names.filter(to_day=None).update(to_day=_day_before(from_day))
    new = Name.objects.create(subject=subject, text=checked.subject.name, from_day=from_day)
    subject.name, subject.core = checked.subject.name, checked.subject.core
    subject.found_by = names.findable(subject.name, *(n.text for n in subject.names.all()))
    subject.save(update_fields=["name", "core", "found_by"])
    return new


def end_subject(viewer: Viewer, subject: Subject, on_day: date) -> None:
    """The subject is struck off from a day on; its facts and answers of earlier days stay."""
    _check_may_change(viewer, subject)
    if subject.founded_on and on_day < subject.founded_on:
        raise refuse("ended_on", "早于成立日期", "before it was founded", "核对日期", "check the day")
    with transaction.atomic():
        subject.state, subject.ended_on = Subject.State.ENDED, on_day
        subject.save(update_fields=["state", "ended_on"])
        _log(viewer, "subjects.change", subject, {"ended_on": on_day.isoformat()})


def _check_may_change(viewer: Viewer, subject: Subject) -> None:
    if not viewer.may("subjects.change", division=subject.division):
        raise PermissionDenied


def _check_free(kind: str, number: str, own: UUID, from_day: date | None, to_day: date | None) -> None:
    """Refuse a number that another subject holds on one of the days."""
    others = Identifier.objects.filter(kind=kind, number=number).exclude(subject=own)
    if from_day:
        others = others.filter(Q(to_day=None) | Q(to_day__gte=from_day))
    if to_day:
        others = others.filter(Q(from_day=None) | Q(from_day__lte=to_day))
    if others.exists():
        raise _held()


def _held() -> Refused:
    return refuse(
        "identifier",
        "该号码已登记在另一主体名下",
        "another subject holds this number",
        "核对号码；如属转企、合并，先结束原主体的号码",
        "check the number; of a conversion or merger, end the other's first",
    )


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _log(viewer: Viewer, act: str, subject: Subject, detail: Mapping[str, Any]) -> None:
    log.record(viewer, act, kind="subject", key=str(subject.id), division=subject.division, detail=detail)
