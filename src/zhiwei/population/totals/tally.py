"""Totals by measure and group, merged batch by batch in memory that does not grow with the rows."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from zhiwei.engine.calculation import Computed
from zhiwei.engine.facts import KNOWN as STATE_KNOWN
from zhiwei.engine.native.answered import MeasureColumns, VariableColumns
from zhiwei.engine.native.codes import KNOWN, MISSING
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.judge import components_of
from zhiwei.engine.outcome import VERDICTS, Outcome
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.answering import Answers
from zhiwei.population.asking import Question
from zhiwei.population.encode import amount_fen, needs_of
from zhiwei.population.stream import Batch
from zhiwei.population.totals import counting
from zhiwei.population.totals.counting import LOW_BITS
from zhiwei.population.totals.groups import Grouping


@dataclass(frozen=True, slots=True)
class Line:
    """The counts of one group: rows by verdict, known amounts and their sum in fen, deciding parts, facts missing.

    Exact, whatever the size of the sum.
    """

    verdicts: Sequence[int]
    known: int
    fen: int
    decided: Sequence[int]
    lacking: Sequence[int]


@dataclass
class Counts:
    """Of one measure, by dimension and group: rows by verdict, known amounts and their sum, deciding parts, facts missing."""

    verdicts: np.ndarray
    known: np.ndarray
    low: np.ndarray
    high: np.ndarray
    decided: np.ndarray
    lacking: np.ndarray
    beyond: np.ndarray
    """Sums of amounts too large for 64 bits, as Python's integers."""

    @classmethod
    def empty(cls, dimensions: int, groups: int, parts: int, facts: int) -> Counts:
        """All zero."""
        shape = (dimensions, groups)
        zero = [
            np.zeros((*shape, *more), np.int64)
            for more in ((len(VERDICTS),), (), (), (), (parts + 1,), (facts,))
        ]
        verdicts, known, low, high, decided, lacking = zero
        return cls(verdicts, known, low, high, decided, lacking, np.zeros(shape, object))

    def like(self) -> Counts:
        """Counts of the same shape, all zero."""
        return Counts(**{name: np.zeros_like(array) for name, array in vars(self).items()})

    def merge(self, other: Counts) -> None:
        """Add the counts of other rows."""
        for name, array in vars(self).items():
            array[...] += getattr(other, name)

    def columns(self, groups: np.ndarray, given: MeasureColumns, kept: np.ndarray | slice) -> None:
        """Count the rows kept of a batch; ``groups`` are theirs by dimension."""
        both = np.zeros((*self.known.shape, len(VERDICTS), self.decided.shape[2]), np.int32)
        counting.verdicts(groups, given.verdict[kept], given.deciding[kept], both)
        self.verdicts += both.sum(axis=3)
        self.decided += both.sum(axis=2)
        if given.amount is not None and given.amount_status is not None:
            amounts = given.amount[kept], given.amount_status[kept]
            counting.amounts(groups, *amounts, self.known, self.low, self.high)
        assert given.missing is not None
        counting.lacking(groups, given.missing[kept], self.lacking)

    def whole(self) -> Line:
        """Over all rows: each belongs to one group of the first dimension."""
        kept = self.verdicts, self.known, self.low, self.high, self.beyond, self.decided, self.lacking
        verdicts, known, low, high, beyond, decided, lacking = (array[0].sum(axis=0) for array in kept)
        fen = (int(high) << LOW_BITS) + int(low) + int(beyond)
        return Line(verdicts.tolist(), int(known), fen, decided.tolist(), lacking.tolist())

    def lines(self, dimension: int) -> list[Line]:
        """By the groups of a dimension."""
        kept = self.high, self.low, self.beyond
        sums = [
            (high << LOW_BITS) + low + beyond
            for high, low, beyond in zip(*(a[dimension].tolist() for a in kept), strict=True)
        ]
        verdicts, known, decided, lacking = (
            array[dimension].tolist() for array in (self.verdicts, self.known, self.decided, self.lacking)
        )
        return [Line(*one) for one in zip(verdicts, known, sums, decided, lacking, strict=True)]


class Totals:
    """Totals of a question. ``asked`` is the question with what must be computed for grouping beside it."""

    def __init__(self, book: Rulebook, question: Question) -> None:
        """Raises the engine's InputError for a law that is refused."""
        self.grouping = Grouping(book, question.entity)
        self.dimensions = self.grouping.dimensions
        more = dict.fromkeys((*question.variables, *self.grouping.variables))
        self.asked = replace(question, variables=tuple(more))
        needs = needs_of(book, question)
        self.parts = {m: components_of(book.measures[m]) for m in question.measures}
        self.needs = needs
        widest = max(len(d.groups) for d in self.dimensions)
        self.rows = 0
        self.counts = {
            m: Counts.empty(len(self.dimensions), widest, len(self.parts[m]), len(self.needs[m]))
            for m in question.measures
        }

    def of(self, batch: Batch, answers: Answers) -> Totals:
        """The totals of one batch alone, to be merged; in any thread."""
        own = copy(self)
        own.rows = 0
        own.counts = {m: counts.like() for m, counts in self.counts.items()}
        own.add(batch, answers)
        return own

    def merge(self, other: Totals) -> None:
        """Take in the totals of other rows."""
        self.rows += other.rows
        for measure, counts in self.counts.items():
            counts.merge(other.counts[measure])

    def add(self, batch: Batch, answers: Answers) -> None:
        """Count the rows of a batch."""
        self.rows += batch.rows
        traced = np.array(sorted(answers.replies), np.intp)
        if answers.columns is not None:
            groups = self.grouping.of(batch.facts, answers.columns.variables, batch.rows)
            kept: np.ndarray | slice = slice(None)
            if traced.size:
                kept = np.ones(batch.rows, bool)
                kept[traced] = False
                groups = groups[:, kept]
            for measure, columns in answers.columns.measures.items():
                assert answers.columns.facts[measure] == tuple(self.needs[measure])
                self.counts[measure].columns(groups, columns, kept)
        for row in traced.tolist():
            self._reply(batch, row, answers)

    def _reply(self, batch: Batch, row: int, answers: Answers) -> None:
        """Count one row that the traced evaluator answered."""
        reply = answers.replies[row]
        facts = {label: _one(column, row) for label, column in batch.facts.items()}
        variables = {n: _column(reply.variables[n]) for n in self.grouping.variables}
        groups = self.grouping.of(facts, variables, 1)[:, 0]
        for measure, outcome in reply.measures.items():
            for d, group in enumerate(groups.tolist()):
                self._outcome(measure, outcome, d, group)

    def _outcome(self, measure: str, outcome: Outcome, d: int, group: int) -> None:
        counts = self.counts[measure]
        counts.verdicts[d, group, VERDICTS.index(outcome.verdict)] += 1
        place = 0 if outcome.deciding is None else self.parts[measure].index(outcome.deciding) + 1
        counts.decided[d, group, place] += 1
        for fact in outcome.missing:
            counts.lacking[d, group, self.needs[measure].index(fact)] += 1
        amount = amount_fen(outcome)
        if amount is not None:
            counts.known[d, group] += 1
            counts.beyond[d, group] += amount

    def save(self, folder: Path, number: int) -> None:
        """Keep the totals after so many parts, for work that is broken off.

        Those after one part less stay as well: until the manifest names this part, they are the ones to go on with.
        """
        arrays = {"rows": np.array(self.rows)}
        for measure, counts in self.counts.items():
            for name, array in vars(counts).items():
                arrays[f"{measure} {name}"] = array.astype(str) if array.dtype == object else array
        written = folder / f"totals-{number}.partial"
        with written.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        written.replace(folder / f"totals-{number}.npz")
        (folder / f"totals-{number - 2}.npz").unlink(missing_ok=True)

    def load(self, folder: Path, number: int) -> bool:
        """Take up the totals kept after so many parts; False where they are not there."""
        try:
            with np.load(folder / f"totals-{number}.npz", allow_pickle=False) as kept:
                self.rows = int(kept["rows"])
                for measure, counts in self.counts.items():
                    for name, array in vars(counts).items():
                        found = kept[f"{measure} {name}"]
                        array[...] = (
                            [[int(n) for n in line] for line in found] if array.dtype == object else found
                        )
        except (OSError, KeyError, ValueError):
            return False
        return True


def _one(column: FactColumn, row: int) -> FactColumn:
    states = None if column.states is None else column.states[row : row + 1]
    return FactColumn(column.values[row : row + 1], states)


def _column(computed: Computed) -> VariableColumns:
    """One computed choice as a column."""
    known = computed.status == STATE_KNOWN
    members = [m.value for m in computed.variable.enum]
    place = float(members.index(computed.value)) if known else 0.0
    return VariableColumns(np.array([place]), None, np.array([KNOWN if known else MISSING], np.uint8))
