"""What a row says that its source has not said before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import FactRecord, ImportBatch, Subject
from zhiwei.platform.subjects.services.facts import Told, make
from zhiwei.platform.subjects.services.imports.reading import KEYS
from zhiwei.platform.subjects.sources import REGISTRATION
from zhiwei.platform.subjects.timeline import Statement, corrected, latest, repeated


@dataclass(frozen=True, slots=True)
class Difference:
    """A new statement, unsaved, and what the source said before."""

    record: FactRecord
    before: Statement | None


def told_by(batch: ImportBatch) -> Told:
    """How the statements of a file came."""
    return Told(batch.source, batch.received_on, batch.legal_basis, batch.expires_on)


def differences(
    subject: Subject, said: Iterable[Statement], facts: Mapping[str, Mapping[str, Any]], told: Told
) -> list[Difference]:
    """The statements that change what the source said; name and division say whose row it is, except in the register's file."""
    own: dict[tuple[str, str], list[Statement]] = {}
    for statement in said:
        if statement.source == told.source:
            own.setdefault((statement.name, statement.period), []).append(statement)
    found = []
    for label, fact in facts.items():
        name, _, period = label.partition("@")
        if name in KEYS and told.source != REGISTRATION:
            continue
        record = make(subject, name, period, fact["status"], fact["value"], told)
        before = own.get((name, period), [])
        if repeated(before, record):
            continue
        if corrected(before, record):
            record.known_from = clock.today()
        found.append(Difference(record, latest(before, told.received_on, None)))
    return found
