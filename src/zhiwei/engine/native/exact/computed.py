"""A variable row by row, from its settled diagram: the compiled counterpart of ``Evaluation.result``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from zhiwei.engine.native.codes import KNOWN, MISSING, NOT_APPLICABLE
from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.compiled import VERSION, entry
from zhiwei.engine.native.exact.memory import get
from zhiwei.engine.native.exact.settle import settle_held
from zhiwei.engine.native.exact.walk import begin


def _entry(version: int) -> Callable[..., None]:
    @entry
    def compute_rows(
        task: int, rows: int, plain: int, held: int, value: np.ndarray, denominator: np.ndarray, status: np.ndarray,
        missing: np.ndarray, trouble: np.ndarray,
    ) -> None:  # fmt: skip
        for row in range(rows if version else 0):
            begin(task, row)
            if get(task, fields.TROUBLE) == fields.NO_TROUBLE:
                leaf = settle_held(task, row, plain, held)
                value[row], denominator[row], missing[row] = 0.0, 1.0, 0
                if leaf == fields.MANY:
                    status[row], missing[row] = MISSING, get(task, fields.RESULT)
                elif leaf == fields.NONE:
                    status[row] = NOT_APPLICABLE
                elif get(leaf, fields.TAG) >= fields.STATUS:
                    status[row] = get(leaf, fields.TAG) - fields.STATUS
                else:
                    status[row] = KNOWN
                    value[row], denominator[row] = get(leaf, fields.N), get(leaf, fields.D)
            trouble[row] = get(task, fields.TROUBLE)

    return compute_rows


compute_rows = _entry(VERSION)
"""Settle the rows of a block into arrays as those of ``VariableColumns``; ``trouble`` says why a row is not answered.

The third and fourth argument are the root without and with the declared constraints (-1: none).
"""
