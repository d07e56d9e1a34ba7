"""The facts of a batch where they lie: compiled code reads columns of any width by address, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from zhiwei.engine.native.codes import KNOWN, MISSING, NOT_APPLICABLE
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.compiled import compiled
from zhiwei.engine.native.exact.memory import WORD, anywhere, byte, bytes_at, get, real, single

_COLUMN = fields.COLUMN * WORD
_ALL = np.array([KNOWN, MISSING], np.uint8)
"""States of a column in which all rows are the same."""
_NOTHING = np.zeros(1, np.int64)


class Given:
    """A batch of facts for compiled code; it keeps alive what addresses point to."""

    def __init__(self, columns: Mapping[str, FactColumn]) -> None:
        self.columns = columns
        self._held: list[np.ndarray] = []
        self._of: dict[str, tuple[int, ...]] = {}

    def table(self, labels: Sequence[str]) -> np.ndarray:
        """Of each label, what :data:`fields.COLUMN` says of values and states; a fact without column is missing everywhere."""
        found = [self._of.get(label) or self._place(label) for label in labels]
        return np.array(found, np.int64).reshape(len(labels), fields.STRIDE + 1 - fields.VALUES)

    def row(self, labels: Sequence[str], row: int) -> tuple[list[int], list[int]]:
        """Values and states of one row, 0 where there is no value."""
        values, states = [], []
        for label in labels:
            column = self.columns.get(label)
            state = MISSING if column is None else KNOWN if column.states is None else int(column.states[row])
            values.append(int(column.values[row]) if column is not None and state == KNOWN else 0)
            states.append(state)
        return values, states

    def _place(self, label: str) -> tuple[int, ...]:
        column = self.columns.get(label)
        alike = self._address(_ALL)
        values = _NOTHING if column is None else np.ascontiguousarray(column.values)
        width = values.itemsize
        if values.nbytes < WORD:  # so that the last 8 bytes are there
            values = np.concatenate([values, np.zeros(WORD, values.dtype)])
        at, whole = self._address(values), values.dtype.kind == "i" or width == WORD
        found = [at, width if values.dtype.kind == "f" else 0, 0 if column is None else width]
        found += [at + values.nbytes - WORD, 8 * (WORD - width), -1 if whole else (1 << 8 * width) - 1]
        if column is None or column.states is None:
            found += [alike + (MISSING if column is None else KNOWN), 0]
        else:
            found += [self._address(np.ascontiguousarray(column.states)), 1]
        self._of[label] = tuple(found)
        return self._of[label]

    def _address(self, array: np.ndarray) -> int:
        self._held.append(array)
        return int(array.ctypes.data)


@compiled
def state(column: int, row: int) -> int:
    """The state of a fact in a row."""
    return byte(get(column, fields.STATES), row * get(column, fields.STRIDE))


@compiled
def lacks(columns: int, end: int, row: int) -> tuple[int, int]:
    """The mask bits of the facts that are missing in a row, and of those not applicable."""
    missing, absent = 0, 0
    column = columns
    while column < end:  # without branches: which facts are missing cannot be foretold
        found, bit = state(column, row), get(column, fields.BIT)
        missing |= bit * ((found != KNOWN) & (found != NOT_APPLICABLE))
        absent |= bit * (found == NOT_APPLICABLE)
        column += _COLUMN
    return missing, absent


@compiled
def gather_lacks(task: int, first: int, count: int) -> None:
    """Work out the masks that :func:`lacks` gives for rows from ``first`` on, a byte of them at a time, for many rows at once.

    :func:`gathered_lacks` then puts those of a row together.
    """
    at, groups = get(task, fields.LACKS), get(task, fields.GROUPS)
    for group in range(2 * groups):
        _clear(bytes_at(at + group * fields.LACKS_TOGETHER, count), count)
    column, end = get(task, fields.COLUMNS), get(task, fields.COLUMNS_END)
    while column < end:
        bit, place = (
            np.uint8(get(column, fields.GROUP_BIT)),
            at + get(column, fields.GROUP) * fields.LACKS_TOGETHER,
        )
        missing, absent = bytes_at(place, count), bytes_at(place + groups * fields.LACKS_TOGETHER, count)
        if get(column, fields.STRIDE) == 0:
            found = state(column, first)
            if found == NOT_APPLICABLE:
                _add(absent, bit, count)
            elif found != KNOWN:
                _add(missing, bit, count)
        else:
            states = bytes_at(get(column, fields.STATES) + first, count)
            if _add_unknown(states, missing, bit, count):
                _part(states, missing, absent, bit, count)
        column += _COLUMN


@compiled
def _clear(target: np.ndarray, count: int) -> None:
    for i in range(count):
        target[i] = 0


@compiled
def _add(target: np.ndarray, bit: Any, count: int) -> None:
    for i in range(count):
        target[i] |= bit


@compiled
def _add_unknown(states: np.ndarray, target: np.ndarray, bit: Any, count: int) -> bool:
    """Add a bit where a fact is not known; whether it is not applicable in some row."""
    some = np.uint8(0)
    for i in range(count):
        target[i] |= bit if states[i] != np.uint8(KNOWN) else np.uint8(0)
        some |= np.uint8(1) if states[i] == np.uint8(NOT_APPLICABLE) else np.uint8(0)
    return bool(some != 0)


@compiled
def _part(states: np.ndarray, missing: np.ndarray, absent: np.ndarray, bit: Any, count: int) -> None:
    """Take a bit over to ``absent`` where the fact is not applicable."""
    for i in range(count):
        found = bit if states[i] == np.uint8(NOT_APPLICABLE) else np.uint8(0)
        missing[i] ^= found
        absent[i] |= found


@compiled
def gathered_lacks(task: int, place: int) -> tuple[int, int]:
    """What :func:`lacks` gives for the row at a place among those of :func:`gather_lacks`."""
    at, groups = get(task, fields.LACKS) + place, get(task, fields.GROUPS)
    missing, absent, shift = 0, 0, 0
    for _ in range(groups):
        missing |= byte(at, 0) << shift
        absent |= byte(at, groups * fields.LACKS_TOGETHER) << shift
        at += fields.LACKS_TOGETHER
        shift += 8
    return missing, absent


@compiled
def number(column: int, row: int) -> float:
    """The value of a fact in a row, of use where it is known."""
    at = get(column, fields.VALUES) + row * get(column, fields.WIDTH)
    if get(column, fields.REAL) != 0:
        return real(at, 0) if get(column, fields.REAL) == WORD else float(single(at, 0))
    begin = min(at, get(column, fields.FINAL))
    found = anywhere(begin, 0) >> 8 * (at - begin)
    shift = get(column, fields.SHIFT)
    return float(((found << shift) >> shift) & get(column, fields.BITS))
