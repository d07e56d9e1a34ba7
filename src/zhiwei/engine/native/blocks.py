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
"""Places between columns of the wide scratch area: constant, so that they are known apart, and no power of two."""
BYTES = BLOCK + 64
"""The same for the narrow one."""

FILL, GATHER = 0, 1
"""How a column is loaded where not simply read: one number everywhere; a table read by the position in a column."""
DTYPES = ("float64", "int64", "int32", "uint32", "int16", "uint16", "int8", "uint8", "float32", "bool")
"""Types of columns that can be read, by their number less two."""
NUMBER = {name: number + 2 for number, name in enumerate(DTYPES)}
NARROW = 1 << 16
"""Added to the kind of a column that stands in the narrow area."""

TO_FLOAT64, TO_INT64, TO_UINT8 = 0, 1, 2
"""Types of result columns."""
FROM_NARROW = 4
"""Added to the kind of a result that stands in the narrow area."""


def _as_pointer(typingctx: Any, address: Any) -> Any:
    """An address as a pointer."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], cgutils.voidptr_t)

    return types.voidptr(types.uint64), generate


_pointer: Any = intrinsic(_as_pointer)


@njit(nogil=True, cache=True, error_model="numpy")
def fill(
    kinds: np.ndarray, places: np.ndarray, fills: np.ndarray, wide: np.ndarray, narrow: np.ndarray
) -> None:
    """Write the columns that are the same in every row: ``fills[k]`` at ``places[k]`` where the kind is :data:`FILL`."""
    for k in range(kinds.shape[0]):
        if kinds[k] == FILL:
            wide[places[k] * STRIDE : places[k] * STRIDE + BLOCK] = fills[k]
        elif kinds[k] == FILL + NARROW:
            narrow[places[k] * BYTES : places[k] * BYTES + BLOCK] = np.uint8(fills[k])


@njit(nogil=True, cache=True, error_model="numpy")
def load(
    kinds: np.ndarray, places: np.ndarray, sources: np.ndarray, tables: np.ndarray, lows: np.ndarray,
    highs: np.ndarray, wide: np.ndarray, narrow: np.ndarray, positions: np.ndarray, start: int, size: int,
) -> int:  # fmt: skip
    """Fill the other input columns of the scratch areas with rows ``start`` to ``start + size``.

    Gives how many numbers lie outside ``lows`` and ``highs`` of their column, 0 apart, which stands where none is known.

    Column k, at ``places[k]`` of its area, takes float64 entries at ``tables[k]`` by the positions at ``sources[k]``
    (:data:`GATHER` plus 256 times the number of the positions' type), or what stands at ``sources[k]``; ``positions``
    is room for a block of the former.
    """
    outside = 0
    for k in range(kinds.shape[0]):
        kind = kinds[k] & 255
        if kind == FILL:
            continue
        if kinds[k] >= NARROW:
            bytes_ = narrow[places[k] * BYTES : places[k] * BYTES + size]
            if kind == GATHER:
                _copy(kinds[k] >> 8 & 255, sources[k], positions[:size], start)
                _gather(tables[k], positions, bytes_)
            else:
                _copy(kind, sources[k], bytes_, start)
            continue
        column = wide[places[k] * STRIDE : places[k] * STRIDE + size]
        if kind == GATHER:
            _copy(kinds[k] >> 8 & 255, sources[k], positions[:size], start)
            _gather(tables[k], positions, column)
        else:
            _copy(kind, sources[k], column, start)
            if lows[k] > -np.inf:
                outside += _outside(column, lows[k], highs[k])
    return outside


@njit(nogil=True, cache=True, error_model="numpy")
def _outside(column: np.ndarray, low: float, high: float) -> int:
    beyond = False
    for i in range(column.shape[0]):
        beyond |= (column[i] < low) | (column[i] > high)
    count = 0
    if beyond:
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
def _gather(table: int, positions: np.ndarray, column: np.ndarray) -> None:
    entries = carray(_pointer(table), (1 << 31,), np.float64)
    for i in range(column.shape[0]):
        column[i] = entries[positions[i]]


@njit(nogil=True, cache=True, error_model="numpy")
def store(
    kinds: np.ndarray, targets: np.ndarray, places: np.ndarray, wide: np.ndarray, narrow: np.ndarray, start: int,
    size: int,
) -> None:  # fmt: skip
    """Write results from the scratch areas, the column at ``places[k]`` to the array at ``targets[k]``."""
    end = (start + size,)
    for k in range(kinds.shape[0]):
        pointer = _pointer(targets[k])
        if kinds[k] >= FROM_NARROW:
            bytes_ = narrow[places[k] * BYTES : places[k] * BYTES + size]
            if kinds[k] == FROM_NARROW + TO_UINT8:
                _read(bytes_, carray(pointer, end, np.uint8)[start : start + size], 0)
            else:
                _read(bytes_, carray(pointer, end, np.float64)[start : start + size], 0)
            continue
        column = wide[places[k] * STRIDE : places[k] * STRIDE + size]
        if kinds[k] == TO_FLOAT64:
            _read(column, carray(pointer, end, np.float64)[start : start + size], 0)
        else:
            _read(column, carray(pointer, end, np.int64)[start : start + size], 0)
