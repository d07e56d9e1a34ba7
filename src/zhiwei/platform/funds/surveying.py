"""What the law says of many subjects at once on one measure: verdict, amount and the criterion that decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import InputError
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case as Facts
from zhiwei.engine.native.codes import KNOWN
from zhiwei.engine.native.tied import tied_slots
from zhiwei.engine.outcome import VERDICTS, judge
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

if TYPE_CHECKING:
    from zhiwei.engine.native.answered import MeasureColumns
    from zhiwei.engine.native.measures import NativeMeasures

Told = tuple[str, int | None, str, tuple[str, ...]]
"""Verdict, fen, deciding criterion, missing facts."""
FEW = 200
"""Subjects up to which nothing is compiled for them."""


@dataclass(frozen=True, slots=True)
class Found:
    """One subject's answer; ``fen`` is None where the amount is not known, ``deciding`` '' where all criteria hold;
    ``missing`` are the facts that verdict or amount still depend on."""

    subject: Subject
    verdict: str
    fen: int | None
    deciding: str
    missing: tuple[str, ...] = ()


class Surveyor:
    """Answers one measure for portions of subjects under the law of a day, with the facts known by the law's day of
    knowledge; only the facts it reads are looked up."""

    def __init__(self, book: Rulebook, law: Law, measure: str, *, many: bool) -> None:
        """``many``: compile the rules, which pays from some hundred subjects on."""
        self.book, self.law, self.many = book, law, many
        self.measure = book.measures[measure]
        self.plan = book.plan(self.measure.entity, self.measure.variables(), law)
        self.reader = subjects.Reader(book.entities[self.measure.entity])

    @cached_property
    def engine(self) -> NativeMeasures:
        """The compiled rules; the libraries are loaded here, since most processes never run one."""
        from zhiwei.engine.native.measures import NativeMeasures
        from zhiwei.population.kernels import kernel_cache

        return NativeMeasures(
            self.book, self.law, entity=self.measure.entity, measures=[self.measure.id], cache=kernel_cache(),
            threads=1,
        )  # fmt: skip

    @cached_property
    def names(self) -> frozenset[str]:
        """The facts the measure reads, and those that constraints tie to them."""
        slots = (*self.plan.facts, *tied_slots(self.plan, self.book.data))
        return frozenset(slot.label.partition("@")[0] for slot in slots)

    def survey(self, portion: Sequence[Subject]) -> tuple[list[Found], int]:
        """The answers on a portion of subjects, and how many of them have facts that contradict each other."""
        as_of = self.law.as_of
        by_key = self.reader.of_many(portion, as_of=as_of, known_on=self.law.known_on, names=self.names)
        read: list[Subject] = []
        cases: list[Facts] = []
        for subject in portion:
            try:
                cases.append(self.book.case(by_key[subject.pk], as_of, entity=self.measure.entity))
            except InputError:
                continue
            read.append(subject)
        found = self._native(cases) if self.many else self._traced(cases)
        rows = [Found(subject, *one) for subject, one in zip(read, found, strict=True)]
        return rows, len(portion) - len(read)

    def answers(self, portion: Sequence[Subject]) -> dict[UUID, Answer]:
        """The whole answers on some subjects with all their facts, by key; those that contradict each other left out."""
        by_key = self.reader.of_many(portion, as_of=self.law.as_of, known_on=self.law.known_on)
        found = {}
        for subject in portion:
            try:
                case = self.book.case(by_key[subject.pk], self.law.as_of, entity=self.measure.entity)
            except InputError:
                continue
            found[subject.pk] = self.book.answer_case(case, self.law, (self.measure.id,))
        return found

    def _traced(self, cases: Sequence[Facts]) -> list[Told]:
        found: list[Told] = []
        for case in cases:
            outcome = judge(self.measure, Evaluation(self.book.data, self.plan, case))
            fen = outcome.amount.value if outcome.amount and outcome.amount.status == "known" else None
            found.append((outcome.verdict, fen, outcome.deciding or "", tuple(sorted(outcome.missing))))
        return found

    def _native(self, cases: Sequence[Facts]) -> list[Told]:
        """All at once; those with a number that a column cannot carry are traced."""
        from zhiwei.platform.decisions.effects.columns import columns_of

        columns, beyond = columns_of(cases, self.engine.slots, self.law, self.book.data)
        answered = self.engine.run(columns, len(cases)).measures[self.measure.id]
        parts = ("", *self.engine.deciding[self.measure.id])
        amounts: list[int | None] = [None] * len(cases)
        if answered.amount is not None and answered.amount_status is not None:
            pairs = zip(answered.amount.tolist(), answered.amount_status.tolist(), strict=True)
            amounts = [int(amount) if status == KNOWN else None for amount, status in pairs]
        verdicts = [VERDICTS[code] for code in answered.verdict.tolist()]
        deciding = [parts[code] for code in answered.deciding.tolist()]
        found: list[Told] = list(zip(verdicts, amounts, deciding, self._missing(answered), strict=True))
        rows = sorted(beyond)
        for row, one in zip(rows, self._traced([cases[r] for r in rows]), strict=True):
            found[row] = one
        return found

    def _missing(self, answered: MeasureColumns) -> list[tuple[str, ...]]:
        """The facts of each row's mask."""
        names = self.engine.lacking[self.measure.id]
        masks = [] if answered.missing is None else answered.missing.tolist()
        kept = {
            mask: tuple(sorted(name for bit, name in enumerate(names) if mask >> bit & 1))
            for mask in set(masks)
        }
        return [kept[mask] for mask in masks]


def surveyor(book: Rulebook, law: Law, measure: str, count: int) -> Surveyor:
    """A surveyor for so many subjects."""
    return Surveyor(book, law, measure, many=count > FEW)
