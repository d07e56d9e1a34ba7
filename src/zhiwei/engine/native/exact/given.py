"""The facts of a batch where they lie: compiled code reads columns of any width by address, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from zhiwei.engine.native.codes import KNOWN, MISSING, NOT_APPLICABLE
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.compiled import compiled
from zhiwei.engine.native.exact.memory import WORD, anywhere, byte, get, real, single

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
def number(column: int, row: int) -> float:
    """The value of a fact in a row, of use where it is known."""
    at = get(column, fields.VALUES) + row * get(column, fields.WIDTH)
    if get(column, fields.REAL) != 0:
        return real(at, 0) if get(column, fields.REAL) == WORD else float(single(at, 0))
    begin = min(at, get(column, fields.FINAL))
    found = anywhere(begin, 0) >> 8 * (at - begin)
    shift = get(column, fields.SHIFT)
    return float(((found << shift) >> shift) & get(column, fields.BITS))
