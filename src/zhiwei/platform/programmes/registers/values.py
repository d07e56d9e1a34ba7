"""What a form or a file said of a record, checked against the fields that are declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from zhiwei.platform.cases.values import checked, shown
from zhiwei.platform.kit import clock, money
from zhiwei.platform.programmes.files.model import RECORD, SUBJECT, Programme, Register, RegisterField
from zhiwei.platform.programmes.models import Record
from zhiwei.platform.programmes.registers.faults import Fault
from zhiwei.platform.programmes.standard.naming import tidy
from zhiwei.platform.subjects.models import Subject


@dataclass
class Read:
    """The values in file form, what they link to, and what is wrong, all at once."""

    values: dict[str, Any] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read(programme: Programme, register: Register, given: Mapping[str, Any]) -> Read:
    """The values of a record of a register."""
    found = Read()
    plain = [one.field for one in register.fields.values() if one.kind not in (SUBJECT, RECORD)]
    links = {name: one for name, one in register.fields.items() if one.kind in (SUBJECT, RECORD)}
    found.values, faults = checked(plain, {n: v for n, v in given.items() if n not in links})
    found.faults = [Fault(one.field, one.text) for one in faults]
    for name, one in links.items():
        _link(programme, one, given.get(name), found)
    for one_field in plain:
        if one_field.name in found.values and one_field.kind in ("money", "count"):
            value = found.values[one_field.name]
            found.numbers[one_field.name] = (
                money.parse(str(value)) if one_field.kind == "money" else int(value)
            )
    return found


def _link(programme: Programme, one: RegisterField, raw: Any, found: Read) -> None:
    if raw in (None, ""):
        if one.field.required:
            found.faults.append(Fault(one.name, _("请填写“%(label)s”") % {"label": one.words}))
        return
    try:
        key = raw.pk if isinstance(raw, Subject | Record) else UUID(str(raw))
    except ValueError:
        key = None
    if one.kind == SUBJECT:
        subject = Subject.objects.filter(pk=key, entity=one.target).first() if key else None
        if subject is None:
            found.faults.append(Fault(one.name, _("“%(label)s”没有找到这一主体") % {"label": one.words}))
            return
        found.values[one.name], found.subjects[one.name] = str(subject.pk), subject
        return
    rows = (
        Record.objects.filter(pk=key, programme=programme.id, register=one.target, live=True) if key else None
    )
    record = rows.first() if rows is not None else None
    if record is None:
        found.faults.append(Fault(one.name, _("“%(label)s”没有找到这一登记") % {"label": one.words}))
        return
    found.values[one.name], found.records[one.name] = str(record.pk), record


def day_of(register: Register, values: Mapping[str, Any]) -> date:
    """The day a record counts for."""
    said = values.get(register.day)
    return date.fromisoformat(str(said)) if said else clock.today()


def key_of(
    parts: tuple[str, ...], values: Mapping[str, Any], owner: Subject | None, division: str, day: date
) -> str:
    """A key made of parts: the owner, the year, the place, and fields as people would call them the same."""
    found = []
    for part in parts:
        match part:
            case "owner":
                found.append(str(owner.pk) if owner is not None else "")
            case "year":
                found.append(str(day.year))
            case "division":
                found.append(division)
            case _field:
                found.append(tidy(values.get(part, "")))
    return "/".join(found)


def in_words(register: Register, name: str, record: Record, names: Mapping[str, str]) -> str:
    """A value as people read it; ``names`` gives the names of subjects and records by their identifiers."""
    one = register.fields[name]
    value = record.values.get(name)
    if one.kind in (SUBJECT, RECORD):
        return names.get(str(value), "") if value else ""
    return shown(one.field, value)
