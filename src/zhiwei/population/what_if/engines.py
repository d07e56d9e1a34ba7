"""What answers a batch under one law: the compiled kernel, or for a few rows the traced engine in the same columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from zhiwei.engine.native.answered import Answered
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.masks import facts_of
from zhiwei.engine.native.traced import TracedRows
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook


class Engine(Protocol):
    """Answers batch after batch; ``facts`` are the labels of those it reads."""

    facts: tuple[str, ...]

    @property
    def compiled(self) -> bool: ...
    def run(self, facts: Mapping[str, FactColumn], rows: int) -> Answered: ...


class TracedMeasures:
    """The traced engine, one row at a time: slow, but nothing is to be compiled."""

    def __init__(
        self, book: Rulebook, law: Law, entity: str, measures: Sequence[str], variables: Sequence[str]
    ) -> None:
        names = (*(n for m in measures for n in book.measures[m].variables()), *variables)
        plan = book.plan(entity, tuple(dict.fromkeys(names)), law)
        self.facts = tuple(slot.label for slot in plan.facts)
        self._measures, self._variables = tuple(measures), tuple(variables)
        self._lacking = facts_of(book, law, entity, self._measures, self._variables)
        self._rows = TracedRows(book, law, entity, self._lacking)

    @property
    def compiled(self) -> bool:
        """Always, as there is nothing to compile."""
        return True

    def run(self, facts: Mapping[str, FactColumn], rows: int) -> Answered:
        """The answers for a batch."""
        every = np.arange(rows)
        return Answered(
            rows,
            {m: self._rows.measure(m, facts, every) for m in self._measures},
            {v: self._rows.variable(v, facts, every) for v in self._variables},
            self._lacking,
        )
