"""A subject's own columns follow what is stated of them, and what they held before becomes a statement."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Field

from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import FactRecord, Subject
from zhiwei.platform.subjects.queries.register import COLUMNS
from zhiwei.platform.subjects.services.subjects import take_name
from zhiwei.platform.subjects.sources import REGISTRATION


def carry(subject: Subject, record: FactRecord) -> FactRecord | None:
    """Take a statement of the register into the column; gives what the column held, as a statement to be kept.

    Only the registration authority's word changes a column; other sources may differ from it and are shown beside it.
    """
    column = COLUMNS.get(record.name)
    if column is None or record.source != REGISTRATION or record.status != FactRecord.Status.KNOWN:
        return None
    held = getattr(subject, column)
    first = FactRecord.objects.filter(subject=subject, name=record.name, source=REGISTRATION).exists()
    before = None if first or not held else _before(subject, record.name, held)
    if record.holds_from and record.holds_from > clock.today():
        return before
    if column == "name":
        take_name(subject, str(record.value), record.holds_from)
    else:
        setattr(subject, column, _plain(subject, column, record.value))
        subject.save(update_fields=[column])
    return before


def _before(subject: Subject, name: str, held: Any) -> FactRecord:
    return FactRecord(
        subject=subject,
        name=name,
        value=held.isoformat() if isinstance(held, date) else held,
        source=REGISTRATION,
        received_on=subject.received_on,
        known_from=subject.received_on,
    )


def _plain(subject: Subject, column: str, value: Any) -> Any:
    field = subject._meta.get_field(column)
    assert isinstance(field, Field)
    return field.to_python(value)
