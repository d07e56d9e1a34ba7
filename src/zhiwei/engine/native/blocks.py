"""Blocks of rows in and out of a kernel: columns of any width become float64 in a scratch area, results become columns.

A kernel reads and writes one scratch area with its columns at constant distances, so that the compiler sees that they do
not overlap and vectorises. Columns are handed over by address: their number and types then leave the signature alone,
and a kernel is compiled once whatever the columns look like.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import carray, njit, types  # type: ignore[attr-defined]
from numba.core import cgutils
from numba.extending import intrinsic

BLOCK = 1024
"""Rows handled at once, so that the scratch area of a block stays in the cache."""
STRIDE = BLOCK + 24
"""Places between columns of the scratch area: constant, so that they are known apart, and no power of two."""

FILL, GATHER = 0, 1
"""How a column is loaded where not simply read: one number everywhere; a table read by the position in a column."""
DTYPES = ("float64", "int64", "int32", "uint32", "int16", "uint16", "int8", "uint8", "float32", "bool")
"""Types of columns that can be read, by their number less two."""
NUMBER = {name: number + 2 for number, name in enumerate(DTYPES)}

TO_FLOAT64, TO_INT64, TO_UINT8 = 0, 1, 2
"""Types of result columns."""


def _as_pointer(typingctx: Any, address: Any) -> Any:
    """An address as a pointer."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(types.uint64), generate


_pointer: Any = intrinsic(_as_pointer)


@njit(nogil=True, cache=True, error_model="numpy")
def load(
    kinds: np.ndarray, sources: np.ndarray, tables: np.ndarray, fills: np.ndarray, lows: np.ndarray,
    highs: np.ndarray, scratch: np.ndarray, start: int, size: int,
) -> int:  # fmt: skip
    """Fill the input columns of the scratch area with rows ``start`` to ``start + size``.

    Gives how many numbers lie outside ``lows`` and ``highs`` of their column, 0 apart, which stands where none is known.

    Column k is ``fills[k]`` everywhere (:data:`FILL`); or float64 entries at ``tables[k]`` by the positions at
    ``sources[k]`` (:data:`GATHER` plus 256 times the number of the positions' type); or what stands at ``sources[k]``.
    """
    outside = 0
    for k in range(kinds.shape[0]):
        kind = kinds[k] & 255
        column = scratch[k * STRIDE : k * STRIDE + size]
        if kind == FILL:
            column[:] = fills[k]
        elif kind == GATHER:
            _copy(kinds[k] >> 8, sources[k], column, start)
            _gather(tables[k], column)
        else:
            _copy(kind, sources[k], column, start)
            if lows[k] > -np.inf:
                outside += _outside(column, lows[k], highs[k])
    return outside


@njit(nogil=True, cache=True, error_model="numpy")
def _outside(column: np.ndarray, low: float, high: float) -> int:
    count = 0
    for i in range(column.shape[0]):
        number = column[i]
        count += ((number < low) | (number > high)) & (number != 0.0)
    return count


@njit(nogil=True, cache=True, error_model="numpy")
def _read(source: np.ndarray, column: np.ndarray, start: int) -> None:
    rows = source[start : start + column.shape[0]]
    for i in range(column.shape[0]):
        column[i] = rows[i]


@njit(nogil=True, cache=True, error_model="numpy")
def _copy(kind: int, address: int, column: np.ndarray, start: int) -> None:
    pointer, end = _pointer(address), (start + column.shape[0],)
    if kind == 2:
        _read(carray(pointer, end, np.float64), column, start)
    elif kind == 3:
        _read(carray(pointer, end, np.int64), column, start)
    elif kind == 4:
        _read(carray(pointer, end, np.int32), column, start)
    elif kind == 5:
        _read(carray(pointer, end, np.uint32), column, start)
    elif kind == 6:
        _read(carray(pointer, end, np.int16), column, start)
    elif kind == 7:
        _read(carray(pointer, end, np.uint16), column, start)
    elif kind == 8:
        _read(carray(pointer, end, np.int8), column, start)
    elif kind == 10:
        _read(carray(pointer, end, np.float32), column, start)
    else:
        _read(carray(pointer, end, np.uint8), column, start)


@njit(nogil=True, cache=True, error_model="numpy")
def _gather(table: int, column: np.ndarray) -> None:
    entries = carray(_pointer(table), (1 << 31,), np.float64)
    for i in range(column.shape[0]):
        column[i] = entries[np.uint32(column[i])]


@njit(nogil=True, cache=True, error_model="numpy")
def store(
    kinds: np.ndarray, targets: np.ndarray, rows: np.ndarray, scratch: np.ndarray, start: int, size: int
) -> None:
    """Write results from the scratch area, column ``rows[k]`` of it to the array at ``targets[k]``."""
    end = (start + size,)
    for k in range(kinds.shape[0]):
        column = scratch[rows[k] * STRIDE : rows[k] * STRIDE + size]
        pointer = _pointer(targets[k])
        if kinds[k] == TO_FLOAT64:
            carray(pointer, end, np.float64)[start : start + size] = column
        elif kinds[k] == TO_INT64:
            _wide(column, carray(pointer, end, np.int64)[start : start + size])
        else:
            _narrow(column, carray(pointer, end, np.uint8)[start : start + size])


@njit(nogil=True, cache=True, error_model="numpy")
def _wide(column: np.ndarray, target: np.ndarray) -> None:
    for i in range(column.shape[0]):
        target[i] = np.int64(column[i])


@njit(nogil=True, cache=True, error_model="numpy")
def _narrow(column: np.ndarray, target: np.ndarray) -> None:
    for i in range(column.shape[0]):
        target[i] = np.uint8(np.int32(column[i]))
