"""Entering, changing, moving and striking records; each in one transaction with its audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.programmes.files import get
from zhiwei.platform.programmes.files.model import STRUCK, Programme, Register
from zhiwei.platform.programmes.models import Key, Link, Number, Record
from zhiwei.platform.programmes.registers import places, rights
from zhiwei.platform.programmes.registers.faults import Fault, Refused
from zhiwei.platform.programmes.registers.values import Read, day_of, key_of, read
from zhiwei.platform.subjects.models import Subject


def enter(
    viewer: Viewer, programme: str, register: str, values: Mapping[str, Any], *, owner: Subject | None = None,
    division: str = "", case: Case | None = None,
) -> Record:  # fmt: skip
    """A new record of an owner, or of a place.

    Raises Refused with every fault, PermissionDenied for who does not keep the register there, KeyError for unknown names.
    """
    whole, kept = _of(programme, register)
    place = owner.division if owner is not None else division
    if not rights.may_keep(viewer, whole, kept, owner, place):
        raise PermissionDenied(_("您不能在这个登记册里登记"))
    found = read(whole, kept, values)
    if (owner is None) is bool(kept.owner) or (owner is not None and owner.entity != kept.owner):
        found.faults.insert(0, Fault("owner", _("请选择登记主体")))
    record = Record(
        programme=whole.id, register=kept.id, owner=owner, division=place, state=kept.first, case=case,
        entered_by_id=viewer.user_id, changed_by_id=viewer.user_id,
    )  # fmt: skip
    with transaction.atomic():
        _write(whole, kept, record, found)
        _audit(viewer, "programmes.enter", record, values=record.values)
    return record


def like(
    whole: Programme, kept: Register, owner: Subject | None, division: str, values: Mapping[str, Any]
) -> Record | None:
    """The live record with a key that one of these values would have; where the register has no keys, one of the owner or
    place that says just the same. ``values`` are in file form."""
    one = Record(owner=owner, division=division, values=dict(values), day=day_of(kept, values))
    for scope, key in _keys(whole, kept, one):
        other = Key.objects.filter(scope=scope, key=key, live=True).select_related("record").first()
        if other is not None:
            return other.record
    if kept.unique:
        return None
    rows = Record.objects.filter(
        programme=whole.id, register=kept.id, owner=owner, division=division, live=True
    )
    if kept.day:
        rows = rows.filter(day=one.day)
    return same(rows, one.values)


def same(rows: Iterable[Record], values: Mapping[str, Any]) -> Record | None:
    """The record among some that says just these values, in file form."""
    return next((one for one in rows if one.values == values), None)


def revise(viewer: Viewer, key: UUID, values: Mapping[str, Any], *, revision: int) -> Record:
    """Correct a record that has not been moved on. Raises as :func:`enter`, and Refused where somebody was faster."""
    with transaction.atomic():
        record, whole, kept = _held(key, revision)
        if not rights.may_keep(viewer, whole, kept, record.owner, record.division):
            raise PermissionDenied(_("您不能更正这条登记"))
        if record.state != kept.first:
            raise Refused([_("这条登记已经办理，不能更正；有误的请作废后重新登记")])
        found = read(whole, kept, values)
        record.changed_by_id = viewer.user_id
        _write(whole, kept, record, found)
        _audit(viewer, "programmes.revise", record, values=record.values)
    return record


def move(viewer: Viewer, key: UUID, name: str, *, revision: int, note: str = "") -> Record:
    """Take a record to another state. Raises Refused with the reason, PermissionDenied for who is no actor of the move."""
    with transaction.atomic():
        record, whole, kept = _held(key, revision)
        rule = kept.moves.get(name)
        if rule is None:
            raise Refused([_("没有这一步")])
        if not rights.may_move(viewer, record, rule):
            raise PermissionDenied(_("这一步不由您办理"))
        if record.state not in rule.sources:
            said = _("登记现为“%(state)s”，不能办理“%(step)s”")
            raise Refused([said % {"state": kept.states[record.state].words, "step": rule.words}])
        people = {record.entered_by_id, record.changed_by_id} - {None}
        if rule.other_person and viewer.user_id in people:
            raise Refused([_("这条登记由您填写，须由另一人办理")])
        _to(whole, kept, record, rule.to, note)
        _audit(viewer, "programmes.move", record, step=name, state=record.state, note=record.note)
    return record


def strike(viewer: Viewer, key: UUID, *, revision: int, note: str) -> Record:
    """Strike a record entered by mistake, with the reason; it stays in sight and counts for nothing."""
    with transaction.atomic():
        record, whole, kept = _held(key, revision)
        if not rights.may_keep(viewer, whole, kept, record.owner, record.division):
            raise PermissionDenied(_("您不能作废这条登记"))
        wrong = [] if note.strip() else [Fault("note", _("请写明理由"))]
        if record.state == STRUCK:
            wrong.append(Fault("", _("这条登记已经作废")))
        if wrong:
            raise Refused(wrong)
        _to(whole, kept, record, STRUCK, note)
        _audit(viewer, "programmes.strike", record, note=record.note)
    return record


def _of(programme: str, register: str) -> tuple[Programme, Register]:
    whole = get(programme)
    return whole, whole.registers[register]


def _held(key: UUID, revision: int) -> tuple[Record, Programme, Register]:
    """A record, locked, as the page showed it."""
    record = Record.objects.select_for_update(of=("self",)).select_related("owner").get(pk=key)
    if record.revision != revision:
        raise Refused([_("这条登记刚被他人办理过，请刷新后再办")])
    record.revision += 1
    return record, *_of(record.programme, record.register)


def _write(whole: Programme, kept: Register, record: Record, found: Read) -> None:
    """Save a record with its keys, links and numbers. Raises Refused with every fault."""
    day = day_of(kept, found.values) if not found.faults else clock.today()
    if found.faults:
        raise Refused(found.faults)
    record.values, record.day = found.values, day
    named = found.values.get(kept.title, "")
    linked = found.subjects.get(kept.title) or found.records.get(kept.title)
    record.title = str(linked or named)[:200]
    if kept.capacity is not None:
        record.pool = key_of(kept.capacity.per, found.values, record.owner, record.division, day)[:300]
    record.live = kept.states[record.state].live
    if record.live:
        places.take(whole, kept, record, found)
    _refuse_twice(whole, kept, record)
    try:
        with transaction.atomic():
            record.save()
            record.keys.all().delete()
            Key.objects.bulk_create(
                Key(record=record, scope=scope, key=key, live=record.live)
                for scope, key in _keys(whole, kept, record)
            )
    except IntegrityError:  # somebody else was faster
        raise Refused([_("同样的登记刚由他人填入")]) from None
    record.links.all().delete()
    Link.objects.bulk_create(Link(record=record, field=n, subject=s) for n, s in found.subjects.items())
    record.numbers.all().delete()
    Number.objects.bulk_create(Number(record=record, field=n, value=v) for n, v in found.numbers.items())


def _keys(whole: Programme, kept: Register, record: Record) -> list[tuple[str, str]]:
    """Scope and key of each unique rule."""
    return [
        (
            f"{whole.id}/{kept.id}/{name}",
            key_of(parts, record.values, record.owner, record.division, record.day)[:500],
        )
        for name, parts in kept.unique.items()
    ]


def _refuse_twice(whole: Programme, kept: Register, record: Record) -> None:
    """Name the record that has a key already. Raises Refused."""
    if not record.live:
        return
    for (scope, key), parts in zip(_keys(whole, kept, record), kept.unique.values(), strict=True):
        other = Key.objects.filter(scope=scope, key=key, live=True).exclude(record=record.pk).select_related("record").first()  # fmt: skip
        if other is not None:
            named = next((part for part in parts if part in kept.fields), "")
            said = _("与 %(day)s 的登记“%(title)s”重复，只能登记一次")
            raise Refused([Fault(named, said % {"day": other.record.day, "title": other.record.title})])


def _to(whole: Programme, kept: Register, record: Record, state: str, note: str) -> None:
    """Save a record in another state; one that counts again takes its keys and a place again."""
    was, record.live = record.live, kept.states[state].live
    record.state, record.note = state, note.strip()[:300]
    if record.live and not was:
        found = read(whole, kept, record.values)
        places.take(whole, kept, record, found)
        _refuse_twice(whole, kept, record)
    elif not record.live:
        record.place = None
    try:
        with transaction.atomic():
            record.save()
            record.keys.update(live=record.live)
    except IntegrityError:
        raise Refused([_("同样的登记刚由他人填入")]) from None


def _audit(viewer: Viewer, act: str, record: Record, **detail: Any) -> None:
    log.record(
        viewer, act, kind="record", key=str(record.pk), division=record.division, permission=rights.KEEP,
        detail={
            "programme": record.programme, "register": record.register, "title": record.title,
            "owner": str(record.owner_id or ""), **detail,
        },
    )  # fmt: skip
