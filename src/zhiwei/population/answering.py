"""What answers a batch, and the traced evaluator, which does it row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from zhiwei.engine import facts as states
from zhiwei.engine.facts import Case, Fact
from zhiwei.engine.native.answered import Answered
from zhiwei.engine.native.cases import case_of
from zhiwei.engine.native.tied import tied_slots
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.asking import Question, Reply, TracedEngine
from zhiwei.population.stream import Batch


@dataclass
class Answers:
    """The answers for a batch: columns from the kernel, replies by row from the traced evaluator.

    A row that has a reply is answered by it, whatever its columns say; without ``columns`` every row has one.
    """

    columns: Answered | None
    replies: Mapping[int, Reply] = field(default_factory=dict)


class Answerer(Protocol):
    """Answers batch after batch."""

    def answer(self, batch: Batch) -> Answers: ...


class Traced:
    """The traced evaluator, one row at a time."""

    def __init__(self, book: Rulebook, question: Question) -> None:
        self._book, self.engine = book, TracedEngine(book, question)
        measures = (n for m in question.measures for n in book.measures[m].variables())
        names = tuple(dict.fromkeys((*measures, *question.variables)))
        plan = book.plan(question.entity, names, self.engine.law)
        self._slots = (*plan.facts, *tied_slots(plan, book.data))

    def answer(self, batch: Batch) -> Answers:
        """Replies for all rows."""
        return Answers(None, self.replies(batch, range(batch.rows)))

    def replies(self, batch: Batch, rows: Iterable[int]) -> dict[int, Reply]:
        """Replies for some rows."""
        return {row: self.engine.reply(self._case(batch, row)) for row in rows}

    def _case(self, batch: Batch, row: int) -> Case:
        case = case_of(self.engine.question.entity, self._slots, batch.facts, row, self._book.data)
        exact = batch.exact.get(row)
        if not exact:
            return case
        facts = dict(case.facts)
        for slot in self._slots:
            if slot.label in exact:
                period = slot.label.partition("@")[2] or None
                facts[slot.path, slot.variable.name, period] = Fact(states.KNOWN, exact[slot.label])
        return Case(case.entity, facts, case.paths)
