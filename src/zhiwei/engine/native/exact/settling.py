"""Rows settled where they stand: read from the columns of a batch, written into the columns of its answers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.compiled import VERSION, compiled, entry
from zhiwei.engine.native.exact.computed import compute
from zhiwei.engine.native.exact.judged import judge
from zhiwei.engine.native.exact.learned import learn, recall
from zhiwei.engine.native.exact.memory import WORD, byte, get, put, set_byte, set_real
from zhiwei.engine.native.exact.walk import begin

_LEFT = fields.LEFT_OVER * WORD


@compiled
def _write(task: int, place: int) -> None:
    """The answer of a task into the columns that it is to fill."""
    if get(task, fields.OF_VARIABLE) != 0:
        set_real(get(task, fields.TO_AMOUNT), place, float(get(task, fields.PAID)))
        if get(task, fields.TO_DENOMINATOR) != 0:
            set_real(get(task, fields.TO_DENOMINATOR), place, float(get(task, fields.PAID_UNDER)))
        set_byte(get(task, fields.TO_STATUS), place, get(task, fields.PAID_STATUS))
    else:
        set_byte(get(task, fields.TO_VERDICT), place, get(get(task, fields.VERDICTS), get(task, fields.WORD)))
        set_byte(get(task, fields.TO_DECIDING), place, get(task, fields.DECIDING))
        if get(task, fields.TO_AMOUNT) != 0:
            put(get(task, fields.TO_AMOUNT), place, get(task, fields.PAID))
            set_byte(get(task, fields.TO_STATUS), place, get(task, fields.PAID_STATUS))
    if get(task, fields.TO_MISSING) != 0:
        put(get(task, fields.TO_MISSING), place, get(task, fields.LACKING))


@compiled
def _settle(task: int, row: int, place: int) -> None:
    """The answer of a row into a place; a row that is not answered is left over."""
    begin(task, row)
    if get(task, fields.TROUBLE) == fields.NO_TROUBLE and not recall(task, row):
        if get(task, fields.OF_VARIABLE) != 0:
            compute(task, row)
        else:
            judge(task, row)
        if get(task, fields.TROUBLE) == fields.NO_TROUBLE:
            learn(task, row)
    if get(task, fields.TROUBLE) == fields.NO_TROUBLE:
        _write(task, place)
        return
    left = get(task, fields.LEFT) + get(task, fields.LEFT_SEEN) * _LEFT
    put(left, 0, row)
    put(left, 1, place)
    put(left, 2, get(task, fields.TROUBLE))
    put(task, fields.LEFT_SEEN, get(task, fields.LEFT_SEEN) + 1)


@compiled
def _marked(task: int, first: int, last: int) -> int:
    """Collect the rows that a kernel has left open; their number."""
    marks, rows = get(task, fields.MARKS), get(task, fields.ROWS)
    bits, mark = get(task, fields.MARK_BITS), get(task, fields.MARK)
    count = 0
    for row in range(first, last):
        put(rows, count, row)
        count += (byte(marks, row) & bits) == mark
    return count


def _entry(version: int) -> Callable[..., int]:
    @entry
    def settle_rows(tasks: np.ndarray, rows: np.ndarray, places: np.ndarray, first: int, last: int) -> int:
        left = 0 if version else 1
        for task in tasks:
            put(task, fields.LEFT_SEEN, 0)
            if len(rows) > 0:
                for k in range(first, last):
                    _settle(task, rows[k], places[k])
            else:
                chosen = get(task, fields.ROWS)
                for k in range(_marked(task, first, last)):
                    row = get(chosen, k)
                    _settle(task, row, row)
            left += get(task, fields.LEFT_SEEN) + get(task, fields.TREE_FULL)
        return left

    return settle_rows


settle_rows = _entry(VERSION)
"""Let tasks (their addresses) answer the rows from ``first`` to before ``last`` that a kernel has left open, or of a list of
``rows`` those in that range, each into its place; at most :data:`fields.MOST_ROWS`. What is not 0 asks for a look at what
is left over in a task or to be grown.
"""
