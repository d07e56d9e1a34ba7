"""Rows settled where they stand: read from the columns of a batch, written into the columns of its answers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numba import types

from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.compiled import VERSION, compiled, entry, is_kept
from zhiwei.engine.native.exact.computed import compute
from zhiwei.engine.native.exact.given import gather_lacks
from zhiwei.engine.native.exact.judged import judge
from zhiwei.engine.native.exact.learned import answer, finish, recall
from zhiwei.engine.native.exact.learning import learn
from zhiwei.engine.native.exact.memory import WORD, anywhere, byte, get, put, set_byte, set_real
from zhiwei.engine.native.exact.settle import reduce_unit
from zhiwei.engine.native.exact.symbols import run_unit
from zhiwei.engine.native.exact.walk import begin

_EVERY = 0x0101010101010101
"""A word with the same small number in each of its bytes is a multiple of it."""
_HIGHEST = -0x7F7F7F7F7F7F7F80
"""The highest bit of every byte of a word."""
_LEFT = fields.LEFT_OVER * WORD
_DECIDING, _STATUS, _LACKING, _PAID, _UNDER, _BY = (
    place - fields.WORD
    for place in (
        fields.DECIDING, fields.PAID_STATUS, fields.LACKING, fields.PAID, fields.PAID_UNDER, fields.PAID_BY,
    )
)  # fmt: skip


@compiled
def _write(task: int, found: int, place: int) -> None:
    """An answer, as it stands in a task or was kept, into the columns to be filled."""
    if get(task, fields.OF_VARIABLE) != 0:
        set_real(get(task, fields.TO_AMOUNT), place, float(get(found, _PAID)))
        if get(task, fields.TO_DENOMINATOR) != 0:
            set_real(get(task, fields.TO_DENOMINATOR), place, float(get(found, _UNDER)))
        set_byte(get(task, fields.TO_STATUS), place, get(found, _STATUS))
    else:
        set_byte(get(task, fields.TO_VERDICT), place, get(get(task, fields.VERDICTS), get(found, 0)))
        set_byte(get(task, fields.TO_DECIDING), place, get(found, _DECIDING))
        if get(task, fields.TO_AMOUNT) != 0:
            put(get(task, fields.TO_AMOUNT), place, get(found, _PAID))
            set_byte(get(task, fields.TO_STATUS), place, get(found, _STATUS))
    if get(task, fields.TO_MISSING) != 0:
        put(get(task, fields.TO_MISSING), place, get(found, _LACKING))


@compiled
def _settle(task: int, row: int, place: int) -> None:
    """The answer of a row from the diagrams into a place, and learned; a row that is not answered is left over."""
    begin(task, row)
    if get(task, fields.TROUBLE) == fields.NO_TROUBLE:
        if get(task, fields.OF_VARIABLE) != 0:
            compute(task, row)
        else:
            judge(task, row)
    if get(task, fields.TROUBLE) == fields.NO_TROUBLE:
        learn(task, row)
        _write(task, task + fields.WORD * WORD, place)
        return
    left = get(task, fields.LEFT) + get(task, fields.LEFT_SEEN) * _LEFT
    put(left, 0, row)
    put(left, 1, place)
    put(left, 2, get(task, fields.TROUBLE))
    put(task, fields.LEFT_SEEN, get(task, fields.LEFT_SEEN) + 1)


@compiled
def _settle_all(task: int, rows: int, places: int, count: int, gathered: int) -> None:
    """Rows of a list into places of another, some at a time; ``gathered`` as for :func:`recall`."""
    came = get(task, fields.PLACES)
    for first in range(0, count, fields.TOGETHER):
        some, into = rows + first * WORD, places + first * WORD
        size = min(fields.TOGETHER, count - first)
        recall(task, some, size, gathered)
        for k in range(size):
            row, place, at = get(some, k), get(into, k), get(came, k)
            found = answer(task, at)
            if at < 0 and get(found, _BY) == 0:
                _write(task, found, place)
            elif at != 0 and finish(task, row, at):
                _write(task, task + fields.WORD * WORD, place)
            else:
                _settle(task, row, place)


@compiled
def _marked(task: int, first: int, last: int) -> int:
    """Collect the rows that a kernel has left open; their number. Eight rows without any are passed over at once."""
    marks, rows = get(task, fields.MARKS), get(task, fields.ROWS)
    bits, mark = get(task, fields.MARK_BITS), get(task, fields.MARK)
    all_bits, all_marks = bits * _EVERY, mark * _EVERY
    count = 0
    for start in range(first, last, WORD):
        end = min(last, start + WORD)
        if end - start == WORD:
            apart = (anywhere(marks + start, 0) ^ all_marks) & all_bits
            if (apart - _EVERY) & ~apart & _HIGHEST == 0:  # no byte of it is zero
                continue
        for row in range(start, end):
            put(rows, count, row)
            count += (byte(marks, row) & bits) == mark
    return count


@compiled
def _settle_marked(task: int, first: int, last: int) -> None:
    """The rows that a kernel has left open among not too many."""
    marked, count = get(task, fields.ROWS), _marked(task, first, last)
    if count < fields.MANY_OPEN:
        _settle_all(task, marked, marked, count, -1)
    else:
        gather_lacks(task, first, last - first)
        _settle_all(task, marked, marked, count, first)


def _entry(version: int) -> Callable[..., int]:
    @entry
    def settle_rows(tasks: np.ndarray, rows: int, places: int, first: int, last: int) -> int:
        left = 0 if version else 1
        for task in tasks:
            put(task, fields.LEFT_SEEN, 0)
            if rows == 0:
                for start in range(first, last, fields.LACKS_TOGETHER):
                    _settle_marked(task, start, min(last, start + fields.LACKS_TOGETHER))
            else:
                _settle_all(task, rows + first * WORD, places + first * WORD, last - first, -1)
            left += get(task, fields.LEFT_SEEN) + get(task, fields.TREE_FULL)
        return left

    return settle_rows


settle_rows = _entry(VERSION)
"""Let tasks (their addresses) answer the rows from ``first`` to before ``last`` that a kernel has left open; or of a list at
the address ``rows`` those in that range, each into its place of the list at ``places``. At most :data:`fields.MOST_ROWS`.
What is not 0 asks for a look at what is left over in a task or has to be grown.
"""


_ARGUMENTS = (types.Array(types.int64, 1, "C"), *[types.int64] * 4)


def is_compiled() -> bool:
    """Whether this code needs no compiling any more."""
    return is_kept(settle_rows, _ARGUMENTS)


def prepare() -> None:
    """Compile now what has never been compiled, for some seconds; else it is loaded when it is first needed."""
    if not is_compiled():
        run_unit()
        reduce_unit()
        settle_rows.compile(_ARGUMENTS)  # type: ignore[attr-defined]
