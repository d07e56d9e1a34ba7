"""Whose row it is: by number, by the register's own identifier, else by name and division. Only within the scope."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.subjects.models import Identifier, Name, Subject
from zhiwei.platform.subjects.queries import visible
from zhiwei.platform.subjects.services.imports import problems
from zhiwei.platform.subjects.services.imports.reading import ReadRow
from zhiwei.population.defects import Problem

Number = tuple[str, str]
"""Kind and number."""


@dataclass(frozen=True, slots=True)
class Match:
    """The subject of a row, or why there is none; ``at`` names the column that a problem stands in."""

    subject: Subject | None = None
    problem: Problem | None = None
    at: str = ""
    held_elsewhere: str = ""
    """Kind of a number that somebody out of the scope holds; a new subject cannot take it."""
    new_numbers: tuple[Number, ...] = ()
    """Numbers of the row that the subject does not have yet."""


def match(rows: Sequence[ReadRow], viewer: Viewer, entity: str, divisions: Iterable[str]) -> list[Match]:
    """The match of each row, in a few queries for all of them."""
    held = _held({(k, n) for row in rows for k, n in row.numbers.items()})
    named = _named({row.name for row in rows if row.name})
    wanted = {i for ids in held.values() for i in ids} | {i for ids in named.values() for i, _ in ids}
    wanted |= {row.public_id for row in rows if row.public_id}
    scope = visible(viewer, "facts.import").filter(entity=entity, division__in=sorted(divisions))
    subjects = {s.id: s for s in scope.filter(pk__in=wanted)}
    current: dict[UUID, dict[str, str]] = defaultdict(dict)
    for subject_id, kind, number in Identifier.objects.filter(subject__in=subjects, to_day=None).values_list(
        "subject_id", "kind", "number"
    ):
        current[subject_id][kind] = number
    return [_one(row, held, named, subjects, current) for row in rows]


def _held(numbers: set[Number]) -> dict[Number, set[UUID]]:
    """Who holds a number now; who held it once, where nobody does now."""
    now: dict[Number, set[UUID]] = defaultdict(set)
    once: dict[Number, set[UUID]] = defaultdict(set)
    found = Identifier.objects.filter(number__in={n for _, n in numbers})
    for kind, number, subject_id, to_day in found.values_list("kind", "number", "subject_id", "to_day"):
        (now if to_day is None else once)[kind, number].add(subject_id)
    return {**once, **now}


def _named(names: set[str]) -> dict[str, set[tuple[UUID, str]]]:
    """Subjects with their divisions by name in half-width form, former names included."""
    forms = {form for name in names for form in (name, _wide(name), narrow(name))}
    found: dict[str, set[tuple[UUID, str]]] = defaultdict(set)
    rows = Name.objects.filter(text__in=forms).values_list("text", "subject_id", "subject__division")
    for text, subject_id, division in rows:
        found[narrow(text)].add((subject_id, division))
    return found


def narrow(name: str) -> str:
    """A name in half-width form without blanks at its ends."""
    return unicodedata.normalize("NFKC", name).strip()


def _wide(name: str) -> str:
    return narrow(name).replace("(", "（").replace(")", "）")


def _one(
    row: ReadRow,
    held: dict[Number, set[UUID]],
    named: dict[str, set[tuple[UUID, str]]],
    subjects: dict[UUID, Subject],
    current: dict[UUID, dict[str, str]],
) -> Match:
    if row.public_id and row.public_id not in subjects:
        return Match(problem=problems.no_such_id(), at="id")
    found = {subjects[row.public_id]} if row.public_id else set()
    elsewhere = ""
    for kind in Identifier.Kind.values:
        number = row.numbers.get(kind)
        holders = held.get((kind, number), set()) if number else set()
        inside = {subjects[i] for i in holders if i in subjects}
        elsewhere = elsewhere or (kind if holders and not inside else "")
        if inside and found and found.isdisjoint(inside):
            return Match(problem=problems.two_subjects(), at=kind)
        found = found or inside
    if not found and row.name:
        ids = {i for i, division in named.get(narrow(row.name), ()) if row.division in ("", division)}
        found = {subjects[i] for i in ids if i in subjects}
        for subject in found:
            other = _other_number(row, current[subject.id])
            if other:
                return Match(problem=problems.other_number(current[subject.id][other]), at=other)
    if len(found) > 1:
        return Match(problem=problems.several_subjects(len(found)), at="name")
    if not found:
        return Match(held_elsewhere=elsewhere)
    (subject,) = found
    new = tuple((k, n) for k, n in row.numbers.items() if k not in current[subject.id])
    return Match(subject, new_numbers=tuple(pair for pair in new if not held.get(pair)))


def _other_number(row: ReadRow, current: dict[str, str]) -> str:
    """The kind of which the row names another number than the subject has."""
    return next((k for k, n in row.numbers.items() if current.get(k, n) != n), "")
