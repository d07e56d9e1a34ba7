"""A variable computed exactly, row by row, whatever is missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from zhiwei.engine.native.answered import VariableColumns
from zhiwei.engine.native.exact.answering import Answering, Facts, Frozen
from zhiwei.engine.native.exact.trees import variable_forest
from zhiwei.engine.native.traced import TracedRows
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook


class ExactVariable(Answering[VariableColumns]):
    """One variable of an entity under one law: value, status and missing facts as ``Evaluation.result`` gives them.

    Values in the units of fact columns, fractions in lowest terms with their denominators. ``facts`` and constraints as
    for a measure.
    """

    def __init__(
        self, book: Rulebook, law: Law, variable: str, facts: tuple[str, ...], *, entity: str = "enterprise",
        cache: Path | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        del cache  # the compiled code is that of this package, the same for every law
        self.book, self.name, self.entity = book, variable, entity
        self.plan = book.plan(entity, (variable,), law)
        self.bits = {label: bit for bit, label in enumerate(facts)}
        self._rows = TracedRows(book, law, entity, {variable: facts})

    def _freeze(self, *, everywhere: bool) -> Frozen:
        return variable_forest(self.entity, self.name, self.book.data, self.plan, self.bits, everywhere)

    def _empty(self, rows: int) -> VariableColumns:
        return VariableColumns(
            np.zeros(rows), np.ones(rows), np.zeros(rows, np.uint8), np.zeros(rows, np.uint64)
        )

    def _trace(self, columns: Facts, rows: np.ndarray) -> VariableColumns:
        return self._rows.variable(self.name, columns, rows)
