"""A variable row by row, from its settled diagram: the compiled counterpart of ``Evaluation.result``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from zhiwei.engine.native.codes import KNOWN, MISSING, NOT_APPLICABLE
from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.compiled import VERSION, compiled, entry
from zhiwei.engine.native.exact.learned import learn, recall
from zhiwei.engine.native.exact.memory import get, put
from zhiwei.engine.native.exact.settle import settle_held
from zhiwei.engine.native.exact.walk import begin


@compiled
def _compute(task: int, row: int, plain: int, held: int) -> None:
    """Status, number and missing facts of a row, into the task."""
    leaf = settle_held(task, row, plain, held)
    put(task, fields.PAID, 0)
    put(task, fields.PAID_UNDER, 1)
    put(task, fields.PAID_BY, 0)
    put(task, fields.LACKING, 0)
    if leaf == fields.MANY:
        put(task, fields.PAID_STATUS, MISSING)
        put(task, fields.LACKING, get(task, fields.RESULT))
    elif leaf == fields.NONE:
        put(task, fields.PAID_STATUS, NOT_APPLICABLE)
    elif get(leaf, fields.TAG) >= fields.STATUS:
        put(task, fields.PAID_STATUS, get(leaf, fields.TAG) - fields.STATUS)
    else:
        put(task, fields.PAID_STATUS, KNOWN)
        put(task, fields.PAID, get(leaf, fields.N))
        put(task, fields.PAID_UNDER, get(leaf, fields.D))
        put(task, fields.PAID_BY, leaf if get(leaf, fields.TAG) == fields.POLYNOMIAL else 0)


def _entry(version: int) -> Callable[..., None]:
    @entry
    def compute_rows(
        task: int, rows: int, plain: int, held: int, value: np.ndarray, denominator: np.ndarray, status: np.ndarray,
        missing: np.ndarray, trouble: np.ndarray,
    ) -> None:  # fmt: skip
        put(task, fields.FRACTIONS, 1)
        for row in range(rows if version else 0):
            begin(task, row)
            if get(task, fields.TROUBLE) == fields.NO_TROUBLE and not recall(task, row):
                _compute(task, row, plain, held)
                if get(task, fields.TROUBLE) == fields.NO_TROUBLE:
                    learn(task, row)
            value[row], denominator[row] = get(task, fields.PAID), get(task, fields.PAID_UNDER)
            status[row], missing[row] = get(task, fields.PAID_STATUS), get(task, fields.LACKING)
            trouble[row] = get(task, fields.TROUBLE)

    return compute_rows


compute_rows = _entry(VERSION)
"""Settle the rows of a block into arrays as those of ``VariableColumns``; ``trouble`` says why a row is not answered.

The third and fourth argument are the root without and with the declared constraints (-1: none).
"""
