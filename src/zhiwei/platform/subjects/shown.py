"""What is known of a subject, ready for a page: used values with their sources, what other sources say, the past."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiwei.platform.kit.language import lang
from zhiwei.platform.subjects import labels, queries
from zhiwei.platform.subjects.models import FactRecord, Relation, Subject
from zhiwei.platform.subjects.timeline import Choice, Statement


@dataclass(frozen=True, slots=True)
class Said:
    """One source's word."""

    source: str
    value: str
    received_on: date
    expires_on: date | None
    holds_from: date | None
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Line:
    """One fact and period: what is used, what others say, why the one goes before the others."""

    label: str
    title: str
    period: str
    used: Said
    others: tuple[Said, ...]
    conflicting: bool
    reason: str


def _said(entity: str, statement: Statement) -> Said:
    return Said(
        labels.source(statement.source),
        labels.value(entity, statement.name, statement.status, statement.value),
        statement.received_on,
        statement.expires_on,
        statement.holds_from,
        statement.legal_basis,
    )


def lines(subject: Subject, *, as_of: date, known_on: date | None) -> list[Line]:
    """The facts of a subject in the rulebook's order of labels, periods behind each other."""
    return [
        _line(subject.entity, label, choice)
        for label, choice in queries.choices(subject, as_of=as_of, known_on=known_on).items()
    ]


def _line(entity: str, label: str, choice: Choice) -> Line:
    used = choice.used
    return Line(
        label,
        labels.fact(entity, used.name),
        used.period,
        _said(entity, used),
        tuple(_said(entity, s) for s in choice.others),
        bool(choice.conflicting),
        choice.precedence.reason(lang()),
    )


@dataclass(frozen=True, slots=True)
class Past:
    """One statement as it was recorded."""

    record: FactRecord
    title: str
    source: str
    value: str


def past(subject: Subject) -> list[Past]:
    """All statements ever recorded, the latest first."""
    records = subject.facts.select_related("import_row__batch", "recorded_by").order_by("-recorded_at", "-pk")
    return [
        Past(
            r,
            labels.fact(subject.entity, r.name),
            labels.source(r.source),
            labels.value(subject.entity, r.name, r.status, r.value),
        )
        for r in records
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """A subject before or after, in words; ``known`` where the viewer may open it."""

    words: str
    name: str
    day: date | None
    key: Any
    known: bool


def relations(subject: Subject, visible: Iterable[Any]) -> list[Step]:
    """Who went before and who came after; those the viewer may not see are named without address."""
    seen = set(visible)
    before = subject.relations.select_related("other")
    after = subject.relations_to_it.exclude(kind=Relation.Kind.LINK).select_related("subject")
    return [
        *(_step(r, r.other, labels.before(r), seen) for r in before),
        *(_step(r, r.subject, labels.after(r), seen) for r in after),
    ]


def _step(relation: Relation, other: Subject, words: str, seen: set[Any]) -> Step:
    known = other.pk in seen
    name = other.name if known else labels.public_name(other)
    return Step(words, name, relation.on_day, other.pk, known)
