"""The facts of a batch where they lie: compiled code reads columns of any width by address, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from zhiwei.engine.native.blocks import NUMBER
from zhiwei.engine.native.codes import KNOWN, MISSING
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.compiled import compiled, whole
from zhiwei.engine.native.exact.memory import byte, get, half, real, short, single

FLOAT64, INT64, INT32, UINT32, INT16, UINT16, INT8, FLOAT32 = (
    NUMBER[name] for name in ("float64", "int64", "int32", "uint32", "int16", "uint16", "int8", "float32")
)
_ALL = np.array([KNOWN, MISSING], np.uint8)
"""States of a column in which all rows are the same."""


class Given:
    """A batch of facts for compiled code; it keeps alive what addresses point to."""

    def __init__(self, columns: Mapping[str, FactColumn]) -> None:
        self.columns = columns
        self._held: list[np.ndarray] = []
        self._of: dict[str, tuple[int, int, int, int]] = {}

    def table(self, labels: Sequence[str]) -> np.ndarray:
        """Of each label, address and type of values, address of states and whether they go on by row.

        A fact without column is missing in every row.
        """
        return np.array([self._of.get(label) or self._place(label) for label in labels], np.int64).reshape(
            -1, 4
        )

    def row(self, labels: Sequence[str], row: int) -> tuple[list[int], list[int]]:
        """Values and states of one row, 0 where there is no value."""
        values, states = [], []
        for label in labels:
            column = self.columns.get(label)
            state = MISSING if column is None else KNOWN if column.states is None else int(column.states[row])
            values.append(int(column.values[row]) if column is not None and state == KNOWN else 0)
            states.append(state)
        return values, states

    def _place(self, label: str) -> tuple[int, int, int, int]:
        column = self.columns.get(label)
        alike = self._address(_ALL)
        if column is None:
            found = (0, FLOAT64, alike + MISSING, 0)
        else:
            values = np.ascontiguousarray(column.values)
            states = None if column.states is None else np.ascontiguousarray(column.states)
            address = alike + KNOWN if states is None else self._address(states)
            found = (self._address(values), NUMBER[values.dtype.name], address, int(states is not None))
        self._of[label] = found
        return found

    def _address(self, array: np.ndarray) -> int:
        self._held.append(array)
        return int(array.ctypes.data)


@compiled
def state(column: int, row: int) -> int:
    """The state of a fact in a row."""
    return byte(get(column, fields.STATES), row * get(column, fields.STRIDE))


@compiled
def number(column: int, row: int) -> float:
    """The value of a fact in a row, of use where it is known."""
    kind, at = get(column, fields.TYPE), get(column, fields.VALUES)
    if kind == INT64:
        return float(get(at, row))
    if kind == FLOAT64:
        return real(at, row)
    if kind == INT32:
        return float(half(at, row))
    if kind == UINT32:
        return float(half(at, row) & 0xFFFFFFFF)
    if kind == UINT16:
        return float(short(at, row) & 0xFFFF)
    if kind == INT16:
        return float(short(at, row))
    if kind == FLOAT32:
        return float(single(at, row))
    found = byte(at, row)
    if kind == INT8 and found > 127:
        return float(whole(found) - 256)
    return float(found)
