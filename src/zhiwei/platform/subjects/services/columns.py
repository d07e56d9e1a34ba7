"""A subject's own columns follow what the register states of them, and what they held before becomes a statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Field

from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.models import FactRecord, Subject
from zhiwei.platform.subjects.queries.register import COLUMNS
from zhiwei.platform.subjects.services.subjects import take_name
from zhiwei.platform.subjects.sources import REGISTRATION
from zhiwei.platform.subjects.timeline import KNOWN, Statement, standing


def moves(record: FactRecord) -> bool:
    """Whether a statement is the register's own word on one of its columns; other sources are shown beside it."""
    return record.source == REGISTRATION and record.name in COLUMNS


def held(subject: Subject, record: FactRecord, said: Iterable[Statement]) -> FactRecord | None:
    """What the column holds, as a statement to be kept beside the first one that moves it; unsaved."""
    if not moves(record):
        return None
    columns = (s for s in said if s.order == 0 and (s.name, s.source) == (record.name, REGISTRATION))
    column = next(columns, None)
    if column is None:
        return None
    return FactRecord(
        subject=subject,
        name=column.name,
        value=column.value,
        source=REGISTRATION,
        received_on=column.received_on,
        known_from=column.known_from,
    )


def settle(subjects: Sequence[Subject]) -> None:
    """Take into the columns what the register says of today; of a name also since when."""
    today = clock.today()
    said = queries.statements(subjects)
    for subject in subjects:
        for name, column in COLUMNS.items():
            own = [s for s in said[subject.id] if (s.name, s.source) == (name, REGISTRATION)]
            counts = standing(own, today, None)
            if counts is None or counts.order == 0 or counts.status != KNOWN:
                continue
            if column == "name":
                if counts.value != subject.name:
                    take_name(subject, str(counts.value), counts.holds_from or counts.received_on)
            else:
                setattr(subject, column, _plain(subject, column, counts.value))
    Subject.objects.bulk_update(subjects, [c for c in COLUMNS.values() if c != "name"])


def _plain(subject: Subject, column: str, value: Any) -> date | str:
    field = subject._meta.get_field(column)
    assert isinstance(field, Field)
    plain: date | str = field.to_python(value)
    return plain
