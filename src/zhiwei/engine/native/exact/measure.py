"""A measure answered exactly, row by row, whatever is missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from zhiwei.engine.native.answered import MeasureColumns
from zhiwei.engine.native.exact.answering import Answering, Facts, Frozen
from zhiwei.engine.native.exact.gather import Gatherer
from zhiwei.engine.native.exact.judged import judge_rows
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

    def _empty(self, rows: int) -> tuple[MeasureColumns, tuple[np.ndarray, ...]]:
        paid = self.measure.amount is not None
        verdict, deciding = np.zeros(rows, np.uint8), np.zeros(rows, np.uint8)
        amount, status = np.zeros(rows, np.int64), np.full(rows, NO_AMOUNT, np.uint8)
        missing = np.zeros(rows, np.uint64)
        found = MeasureColumns(verdict, amount if paid else None, status if paid else None, deciding, missing)
        return found, (verdict, deciding, missing, *((amount, status) if paid else ()))

    def _task(self, frozen: Frozen, gathered: Gatherer, *, everywhere: bool) -> Task:
        task = super()._task(frozen, gathered, everywhere=everywhere)
        frozen.form.put_into(task)
        return task

    def _fill(
        self, frozen: Frozen, task: Task, found: MeasureColumns, trouble: np.ndarray, place: slice
    ) -> None:
        size = len(trouble)
        amount = np.zeros(size, np.int64) if found.amount is None else found.amount[place]
        status = np.zeros(size, np.uint8) if found.amount_status is None else found.amount_status[place]
        assert found.missing is not None
        judge_rows(
            task.address, size, frozen.form.verdicts, found.verdict[place], found.deciding[place], amount, status,
            found.missing[place].view(np.int64), trouble,
        )  # fmt: skip

    def _trace(self, columns: Facts, rows: np.ndarray) -> MeasureColumns:
        return self._rows.measure(self.measure.id, columns, rows)
