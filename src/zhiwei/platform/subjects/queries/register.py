"""What the register itself says of a subject: its own columns and its predecessors, as statements like any other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
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


MOST_NAMED = 900
"""Subjects named in one query; of more the whole table of relations is read, which is small."""


def registered(
    subjects: Iterable[Subject], names: Collection[str] | None = None
) -> Iterator[tuple[UUID, Statement]]:
    """The statements that follow from the register, with ``names`` only those of these facts; one query for each step of a
    chain of predecessors, none where their day is not among the names."""
    wanted = [s for s in subjects if entities.of_rulebook(s.entity)]
    columns = {fact: column for fact, column in COLUMNS.items() if names is None or fact in names}
    chain = names is None or PREDECESSOR in names
    carried = founding_days_carried(s.id for s in wanted if s.entity == entities.ENTERPRISE) if chain else {}
    for subject in wanted:
        entity = entities.of_rulebook(subject.entity)
        assert entity is not None
        for fact, column in columns.items():
            value = getattr(subject, column)
            if value and fact in entity.facts:
                plain = value.isoformat() if isinstance(value, date) else value
                yield subject.id, _said(fact, plain, subject.received_on)
        if not chain or PREDECESSOR not in entity.facts:
            continue
        for day, received_on in carried.get(subject.id, ()):
            yield subject.id, _said(PREDECESSOR, day.isoformat(), received_on, CHAIN)
        if subject.id not in carried and subject.legal_form == entities.INDIVIDUAL:
            yield subject.id, _said(PREDECESSOR, None, subject.received_on)


def _said(name: str, value: str | None, received_on: date, basis: str = "") -> Statement:
    status = NOT_APPLICABLE if value is None else KNOWN
    return Statement(name, "", REGISTRATION, status, value, None, received_on, received_on, None, basis, 0)


def founding_days_carried(subjects: Iterable[UUID]) -> dict[UUID, list[tuple[date, date]]]:
    """Of enterprises that were individual businesses: the first one's founding day, and since when that was known.

    A chain becomes known link by link, so there may be several, the day in force last.
    """
    found: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
    step: dict[UUID, set[tuple[UUID, date]]] = {s: {(s, date.min)} for s in subjects}
    seen: set[tuple[UUID, UUID]] = set()
    while step:
        rows = Relation.objects.filter(kind=Relation.Kind.CONVERSION)
        if len(step) <= MOST_NAMED:
            rows = rows.filter(subject__in=list(step))
        following: dict[UUID, set[tuple[UUID, date]]] = defaultdict(set)
        for subject_id, other, day, received in rows.values_list(
            "subject_id", "other_id", "other__founded_on", "received_on"
        ):
            for start, since in step.get(subject_id, ()):
                known = max(received, since)
                if day is not None:
                    found[start].append((day, known))
                if (start, other) not in seen:
                    seen.add((start, other))
                    following[other].add((start, known))
        step = following
    return {start: _earliest(days) for start, days in found.items()}


def _earliest(days: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """The earliest day known so far, at each day on which an earlier one became known."""
    found: list[tuple[date, date]] = []
    for day, known in sorted(days, key=lambda pair: (pair[1], pair[0])):
        if not found or day < found[-1][0]:
            found.append((day, known))
    return found
