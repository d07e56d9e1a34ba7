"""A measure answered exactly, row by row, whatever is missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from zhiwei.engine.native.answered import MeasureColumns
from zhiwei.engine.native.exact.answering import Answering, Facts, Frozen
from zhiwei.engine.native.exact.judged import put_into
from zhiwei.engine.native.exact.task import Task
from zhiwei.engine.native.exact.trees import measure_forest
from zhiwei.engine.native.judge import NO_AMOUNT
from zhiwei.engine.native.traced import TracedRows
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook


class ExactMeasure(Answering[MeasureColumns]):
    """One measure under one law: verdict, deciding part, amount and missing facts as ``outcome.judge`` gives them.

    ``facts`` are labels in the order of mask bits, the measure's own among them. Known facts are taken to satisfy the
    constraints declared for their entity.
    """

    def __init__(
        self, book: Rulebook, law: Law, measure: str, facts: tuple[str, ...], *, cache: Path | None = None
    ) -> None:
        super().__init__()
        del cache  # the compiled code is that of this package, the same for every law
        self.book, self.measure = book, book.measures[measure]
        names = tuple(dict.fromkeys(self.measure.variables()))
        self.plan = book.plan(self.measure.entity, names, law)
        self.bits = {label: bit for bit, label in enumerate(facts)}
        self._rows = TracedRows(book, law, self.measure.entity, {measure: facts})

    def _freeze(self, *, everywhere: bool) -> Frozen:
        return measure_forest(self.measure, self.book.data, self.plan, self.bits, everywhere)

    def _empty(self, rows: int) -> MeasureColumns:
        paid = self.measure.amount is not None
        return MeasureColumns(
            np.zeros(rows, np.uint8),
            np.zeros(rows, np.int64) if paid else None,
            np.full(rows, NO_AMOUNT, np.uint8) if paid else None,
            np.zeros(rows, np.uint8),
            np.zeros(rows, np.uint64),
        )

    def _task(self, frozen: Frozen) -> Task:
        task = super()._task(frozen)
        put_into(task, self.measure)
        return task

    def _trace(self, columns: Facts, rows: np.ndarray) -> MeasureColumns:
        return self._rows.measure(self.measure.id, columns, rows)
