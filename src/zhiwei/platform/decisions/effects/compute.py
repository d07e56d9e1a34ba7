"""The answers of a division's subjects under the register as it is, and with a filing in effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from zhiwei.engine.errors import InputError
from zhiwei.engine.facts import Case
from zhiwei.engine.outcome import POSITIVE
from zhiwei.engine.plan import Law
from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.decisions import register
from zhiwei.platform.decisions.effects.engines import answers
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.decisions.terms import measures_of
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

PORTION = 2_500
"""Subjects whose facts are in memory at one time."""
OPEN = frozenset({*POSITIVE.values(), "undetermined"})
"""Verdicts under which money is or may be due; without a known amount it is not nought."""
LISTED = 5_000
"""Changed answers kept one by one; all are counted."""
KEPT = 200
"""Answers that stay as they are kept one by one, so that an official sees why; all are counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that would differ; amounts in fen, None where unknown."""

    subject: UUID
    division: str
    size: str
    measure: str
    before: str
    before_amount: int | None
    after: str
    after_amount: int | None

    def to_json(self) -> list[Any]:
        """As a row of plain values."""
        return [
            str(self.subject), self.division, self.size, self.measure, self.before, self.before_amount, self.after,
            self.after_amount,
        ]  # fmt: skip

    @classmethod
    def of_json(cls, row: Sequence[Any]) -> Change:
        """Back from :meth:`to_json`."""
        return cls(UUID(row[0]), *row[1:])


@dataclass
class Effects:
    """Counts over all subjects, and the first changes one by one.

    ``moves`` counts (measure, verdict before, verdict after); ``places`` and ``sizes`` changed subjects by measure;
    ``cost`` the change of known amounts by measure, in fen; ``unknown`` changed answers whose amount is not known on
    one of the two sides; ``same`` answers that stay as they are, by measure and verdict, the first of them one by one in
    ``kept`` (subject, measure, verdict, amount); ``unreadable`` subjects whose facts contradict each other or the rulebook.
    """

    as_of: date
    measures: list[str]
    total: int = 0
    changed_subjects: int = 0
    unreadable: int = 0
    moves: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    places: Counter[tuple[str, str]] = field(default_factory=Counter)
    sizes: Counter[tuple[str, str]] = field(default_factory=Counter)
    cost: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)
    same: Counter[tuple[str, str]] = field(default_factory=Counter)
    kept: list[tuple[str, str, str, int | None]] = field(default_factory=list)

    def keep(self, subject: UUID, measure: str, verdict: str, amount: int | None) -> None:
        """Count an answer that stays as it is."""
        self.same[measure, verdict] += 1
        if len(self.kept) < KEPT:
            self.kept.append((str(subject), measure, verdict, amount))

    def add(self, change: Change) -> None:
        """Count a changed answer."""
        self.moves[change.measure, change.before, change.after] += 1
        self.places[change.measure, change.division] += 1
        self.sizes[change.measure, change.size] += 1
        if register.book().measures[change.measure].amount is not None:
            sides = ((change.before, change.before_amount), (change.after, change.after_amount))
            if any(verdict in OPEN and amount is None for verdict, amount in sides):
                self.unknown[change.measure] += 1
            else:
                self.cost[change.measure] += (change.after_amount or 0) - (change.before_amount or 0)
        if len(self.changes) < LISTED:
            self.changes.append(change)

    def to_json(self) -> dict[str, Any]:
        """As a preview keeps it."""
        return {
            "as_of": self.as_of.isoformat(),
            "measures": self.measures,
            "total": self.total,
            "changed_subjects": self.changed_subjects,
            "unreadable": self.unreadable,
            "moves": [[*key, count] for key, count in sorted(self.moves.items())],
            "places": [[*key, count] for key, count in sorted(self.places.items())],
            "sizes": [[*key, count] for key, count in sorted(self.sizes.items())],
            "cost": dict(sorted(self.cost.items())),
            "unknown": dict(sorted(self.unknown.items())),
            "changes": [change.to_json() for change in self.changes],
            "same": [[*key, count] for key, count in sorted(self.same.items())],
            "kept": [list(one) for one in self.kept],
        }


def subjects_of(filing: Filing) -> QuerySet[Subject]:
    """The registered subjects of the filing's division that its sentence's measures speak of."""
    entities = list(measures_of(filing.sentence))
    own = Subject.objects.filter(division__in=covered_by(filing.division), entity__in=entities)
    return own.filter(state=Subject.State.ACTIVE).order_by("entity", "pk")


def compute(
    filing: Filing, as_of: date, progress: Callable[[int, int], None] = lambda done, total: None
) -> Effects:
    """What would differ on a day if the filing took effect now. ``progress`` is told the cases done and their total."""
    book = register.book()
    laws = (
        book.law(as_of, decisions=register.in_force(as_of=as_of)),
        book.law(as_of, decisions=register.supposing(filing, as_of)),
    )
    by_entity = measures_of(filing.sentence)
    found = Effects(as_of, [m for ids in by_entity.values() for m in ids])
    rows = subjects_of(filing)
    found.total = rows.count()
    done = 0
    for portion in portions(rows):
        for entity in dict.fromkeys(subject.entity for subject in portion):
            own = [subject for subject in portion if subject.entity == entity]
            _compare(found, entity, by_entity[entity], own, laws)
        done += len(portion)
        progress(done, found.total)
    return found


def portions(rows: QuerySet[Subject]) -> Iterator[list[Subject]]:
    """The subjects some thousand at a time, so that memory does not grow with their number."""
    portion: list[Subject] = []
    for subject in rows.iterator(PORTION):
        portion.append(subject)
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion


def _compare(
    found: Effects, entity: str, measures: tuple[str, ...], own: list[Subject], laws: tuple[Law, Law]
) -> None:
    book, as_of = register.book(), found.as_of
    facts = subjects.facts_of_many(own, as_of=as_of)
    linked = bool(book.entities[entity].links)
    cases: list[Case] = []
    read: list[Subject] = []
    for subject in own:
        links = subjects.links(subject, as_of=as_of) if linked else {}
        try:
            cases.append(book.case(facts[subject.pk], as_of, entity=entity, links=links))
        except InputError:
            found.unreadable += 1
            continue
        read.append(subject)
    before, after = (answers(book, law, entity, measures, cases) for law in laws)
    changed: set[UUID] = set()
    for measure in measures:
        for subject, old, new in zip(read, before[measure], after[measure], strict=True):
            if old != new:
                changed.add(subject.pk)
                found.add(Change(subject.pk, subject.division, subject.size_class, measure, *old, *new))
            else:
                found.keep(subject.pk, measure, *old)
    found.changed_subjects += len(changed)
