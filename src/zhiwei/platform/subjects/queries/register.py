"""What the register itself says of a subject: its own columns and its predecessors, as statements like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import Relation, Subject
from zhiwei.platform.subjects.sources import REGISTRATION
from zhiwei.platform.subjects.timeline import KNOWN, NOT_APPLICABLE, Statement

COLUMNS = {
    "name": "name",
    "legal_form": "legal_form",
    "division": "division",
    "founded_on": "founded_on",
    "industry_code": "industry",
    "industry_edition": "industry_edition",
}
"""Facts that a subject's columns hold, and the column. A statement of the register proper goes before them."""
PREDECESSOR = "predecessor_founded_on"
CHAIN = "浙政发〔2012〕47号（十七）第5句"
"""Legal basis of the founding day that is carried on: the register's continuity, sentence 17.5."""


def registered(subjects: Iterable[Subject]) -> Iterator[tuple[UUID, Statement]]:
    """The statements that follow from the register; one query for each step of a chain of predecessors."""
    wanted = [s for s in subjects if entities.of_rulebook(s.entity)]
    carried = founding_days_carried(s.id for s in wanted if s.entity == entities.ENTERPRISE)
    for subject in wanted:
        entity = entities.of_rulebook(subject.entity)
        assert entity is not None
        for fact, column in COLUMNS.items():
            value = getattr(subject, column)
            if fact in entity.facts and value:
                plain = value.isoformat() if isinstance(value, date) else value
                yield subject.id, _said(fact, plain, subject.received_on)
        if PREDECESSOR not in entity.facts:
            continue
        if subject.id in carried:
            day, received_on = carried[subject.id]
            yield subject.id, _said(PREDECESSOR, day.isoformat(), received_on, CHAIN)
        elif subject.legal_form == entities.INDIVIDUAL:
            yield subject.id, _said(PREDECESSOR, None, subject.received_on)


def _said(name: str, value: str | None, received_on: date, basis: str = "") -> Statement:
    status = NOT_APPLICABLE if value is None else KNOWN
    return Statement(name, "", REGISTRATION, status, value, None, received_on, received_on, None, basis, 0)


def founding_days_carried(subjects: Iterable[UUID]) -> dict[UUID, tuple[date, date]]:
    """Of enterprises that were individual businesses: the first one's founding day, and when the chain was known whole."""
    found: dict[UUID, tuple[date, date]] = {}
    step = {subject: subject for subject in subjects}  # where a chain has come to, and whose chain it is
    seen = set(step)
    while step:
        rows = Relation.objects.filter(kind=Relation.Kind.CONVERSION, other__founded_on__isnull=False)
        if len(step) <= 900:
            rows = rows.filter(subject__in=list(step))
        following: dict[UUID, UUID] = {}
        for subject_id, other, day, received in rows.values_list(
            "subject_id", "other_id", "other__founded_on", "received_on"
        ):
            start = step.get(subject_id)
            if start is None or day is None:
                continue
            best = found.get(start)
            found[start] = (min(day, best[0]), max(received, best[1])) if best else (day, received)
            if other not in seen:
                seen.add(other)
                following[other] = start
        step = following
    return found
