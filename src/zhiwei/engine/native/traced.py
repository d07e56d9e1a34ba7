"""Rows answered by the traced engine, as columns: for rows that float64 cannot carry, and to compare with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case
from zhiwei.engine.native.answered import MeasureColumns, VariableColumns
from zhiwei.engine.native.cases import case_of
from zhiwei.engine.native.codes import WORDS
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.judge import NO_AMOUNT, components_of
from zhiwei.engine.native.layout import split
from zhiwei.engine.native.masks import BITS, Facts
from zhiwei.engine.native.tied import tied_slots
from zhiwei.engine.outcome import VERDICTS, judge
from zhiwei.engine.plan import Law, Plan
from zhiwei.engine.rulebook import Rulebook

CODES = {word: code for code, word in reversed(list(enumerate(WORDS)))}
"""Code of a status word."""
WHOLE = 2**63


class TracedRows:
    """Measures and variables of an entity under one law by the traced engine.

    ``facts`` are the labels of each one's mask bits; with more of them than bits it has no masks.
    """

    def __init__(self, book: Rulebook, law: Law, entity: str, facts: Facts) -> None:
        self.book, self.law, self.entity = book, law, entity
        self.bits = {name: {f: 1 << i for i, f in enumerate(labels)} for name, labels in facts.items()}

    def measure(self, measure_id: str, columns: Mapping[str, FactColumn], rows: np.ndarray) -> MeasureColumns:
        """The verdicts on a measure for some rows."""
        measure = self.book.measures[measure_id]
        plan = self.book.plan(self.entity, tuple(dict.fromkeys(measure.variables())), self.law)
        places = {name: place for place, name in enumerate(components_of(measure), start=1)}
        found = MeasureColumns(
            np.zeros(len(rows), np.uint8),
            np.zeros(len(rows), np.int64) if measure.amount else None,
            np.full(len(rows), NO_AMOUNT, np.uint8) if measure.amount else None,
            np.zeros(len(rows), np.uint8),
            self._masks(measure_id, len(rows)),
        )
        for k, case in enumerate(self._cases(plan, columns, rows)):
            outcome = judge(measure, Evaluation(self.book.data, plan, case))
            found.verdict[k] = VERDICTS.index(outcome.verdict)
            found.deciding[k] = places[outcome.deciding] if outcome.deciding else 0
            if found.missing is not None:
                found.missing[k] = self._mask(measure_id, outcome.missing)
            if outcome.amount is not None and found.amount is not None and found.amount_status is not None:
                found.amount_status[k] = CODES[outcome.amount.status]
                found.amount[k] = outcome.amount.value or 0
        return found

    def variable(self, name: str, columns: Mapping[str, FactColumn], rows: np.ndarray) -> VariableColumns:
        """The results of a variable for some rows."""
        plan = self.book.plan(self.entity, (name,), self.law)
        kind = self.book.data.variables[self.entity, name].type
        found = VariableColumns(
            np.zeros(len(rows)),
            np.ones(len(rows)),
            np.zeros(len(rows), np.uint8),
            self._masks(name, len(rows)),
        )
        assert found.denominator is not None
        for k, case in enumerate(self._cases(plan, columns, rows)):
            result = Evaluation(self.book.data, plan, case).result(plan.names[name])
            found.status[k] = CODES[result.status]
            if found.missing is not None:
                found.missing[k] = self._mask(name, result.missing)
            if result.status == "known":
                value: Any = result.value if isinstance(result.value, str) else Fraction(result.value)
                found.value[k], found.denominator[k] = split(value, kind, self.book.data)
        return found

    def _cases(self, plan: Plan, columns: Mapping[str, FactColumn], rows: np.ndarray) -> Iterable[Case]:
        slots = (*plan.facts, *tied_slots(plan, self.book.data))
        return (case_of(self.entity, slots, columns, int(row), self.book.data) for row in rows)

    def _masks(self, name: str, rows: int) -> np.ndarray | None:
        return np.zeros(rows, np.uint64) if len(self.bits[name]) <= BITS else None

    def _mask(self, name: str, labels: Iterable[str]) -> int:
        return sum(self.bits[name][label] for label in labels)
