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

BLOCK = 2048
"""The most rows handled at once, so that the scratch area of a block stays in the cache."""
STRIDE = BLOCK + 24
"""Places between columns of the wide scratch area: constant, so that they are known apart, and no power of two."""
BYTES = BLOCK + 64
"""The same for the narrow one."""
WIDTH = 8
"""Bytes of a number."""

FILL, GATHER = 0, 1
"""How a column is loaded where not simply read: one number everywhere; a table read by the position in a column."""
DTYPES = ("float64", "int64", "int32", "uint32", "int16", "uint16", "int8", "uint8", "float32", "bool")
"""Types of columns that can be read, by their number less two."""
WIDTHS = tuple(np.dtype(name).itemsize for name in DTYPES)
"""Bytes of a value of each kind."""
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
    outside, held = 0, np.uint64(0)
    wide_at, narrow_at = np.uint64(wide.ctypes.data), np.uint64(narrow.ctypes.data)
    for k in range(kinds.shape[0]):
        kind = kinds[k] & 255
        if kind == FILL:
            continue
        number = kinds[k] >> 8 & 255 if kind == GATHER else kind
        source = sources[k] + np.uint64(start * WIDTHS[number - 2])
        if kind == GATHER and held != source:
            _copy(number, source, positions, size)
            held = source
        if kinds[k] >= NARROW:
            bytes_ = carray(_pointer(narrow_at + np.uint64(places[k] * BYTES)), (BLOCK,), np.uint8)
            if kind == GATHER:
                _gather(tables[k], positions, bytes_, size)
            else:
                _copy(number, source, bytes_, size)
            continue
        column = carray(_pointer(wide_at + np.uint64(places[k] * STRIDE * WIDTH)), (BLOCK,), np.float64)
        if kind == GATHER:
            _gather(tables[k], positions, column, size)
        elif _copy_within(number, source, column, size, lows[k], highs[k]):
            outside += _outside(column, size, lows[k], highs[k])
    return outside


@njit(nogil=True, cache=True, error_model="numpy")
def _outside(column: np.ndarray, size: int, low: float, high: float) -> int:
    count = 0
    for i in range(size):
        number = column[i]
        count += ((number < low) | (number > high)) & (number != 0.0)
    return count


@njit(nogil=True, cache=True, error_model="numpy")
def _read(source: np.ndarray, target: np.ndarray, size: int) -> None:
    for i in range(size):
        target[i] = source[i]


@njit(nogil=True, cache=True, error_model="numpy")
def _read_within(source: np.ndarray, target: np.ndarray, size: int, low: float, high: float) -> Any:
    beyond = False
    for i in range(size):
        number = np.float64(source[i])
        target[i] = number
        beyond = beyond | (number < low) | (number > high)  # type: ignore[assignment]
    return beyond


@njit(nogil=True, cache=True, error_model="numpy")
def _copy_within(kind: int, address: int, column: np.ndarray, size: int, low: float, high: float) -> Any:
    """Whether one of the numbers lies beyond ``low`` and ``high``, which are infinite where any may stand."""
    pointer, end = _pointer(address), (size,)
    if kind == 2:
        return _read_within(carray(pointer, end, np.float64), column, size, low, high)
    if kind == 3:
        return _read_within(carray(pointer, end, np.int64), column, size, low, high)
    if kind == 4:
        return _read_within(carray(pointer, end, np.int32), column, size, low, high)
    if kind == 5:
        return _read_within(carray(pointer, end, np.uint32), column, size, low, high)
    if kind == 6:
        return _read_within(carray(pointer, end, np.int16), column, size, low, high)
    if kind == 7:
        return _read_within(carray(pointer, end, np.uint16), column, size, low, high)
    if kind == 8:
        return _read_within(carray(pointer, end, np.int8), column, size, low, high)
    if kind == 10:
        return _read_within(carray(pointer, end, np.float32), column, size, low, high)
    return _read_within(carray(pointer, end, np.uint8), column, size, low, high)


@njit(nogil=True, cache=True, error_model="numpy")
def _copy(kind: int, address: int, column: np.ndarray, size: int) -> None:
    pointer, end = _pointer(address), (size,)
    if kind == 2:
        _read(carray(pointer, end, np.float64), column, size)
    elif kind == 3:
        _read(carray(pointer, end, np.int64), column, size)
    elif kind == 4:
        _read(carray(pointer, end, np.int32), column, size)
    elif kind == 5:
        _read(carray(pointer, end, np.uint32), column, size)
    elif kind == 6:
        _read(carray(pointer, end, np.int16), column, size)
    elif kind == 7:
        _read(carray(pointer, end, np.uint16), column, size)
    elif kind == 8:
        _read(carray(pointer, end, np.int8), column, size)
    elif kind == 10:
        _read(carray(pointer, end, np.float32), column, size)
    else:
        _read(carray(pointer, end, np.uint8), column, size)


@njit(nogil=True, cache=True, error_model="numpy")
def _gather(table: int, positions: np.ndarray, column: np.ndarray, size: int) -> None:
    entries = carray(_pointer(table), (1 << 31,), np.float64)
    for i in range(size):
        column[i] = entries[positions[i]]


@njit(nogil=True, cache=True, error_model="numpy")
def store(
    kinds: np.ndarray, targets: np.ndarray, places: np.ndarray, wide: np.ndarray, narrow: np.ndarray, start: int,
    size: int,
) -> None:  # fmt: skip
    """Write results from the scratch areas, the column at ``places[k]`` to the array at ``targets[k]``."""
    wide_at, narrow_at = np.uint64(wide.ctypes.data), np.uint64(narrow.ctypes.data)
    for k in range(kinds.shape[0]):
        width = 1 if kinds[k] == FROM_NARROW + TO_UINT8 else WIDTH
        target = _pointer(targets[k] + np.uint64(start * width))
        if kinds[k] >= FROM_NARROW:
            bytes_ = carray(_pointer(narrow_at + np.uint64(places[k] * BYTES)), (BLOCK,), np.uint8)
            if kinds[k] == FROM_NARROW + TO_UINT8:
                _read(bytes_, carray(target, (size,), np.uint8), size)
            else:
                _read(bytes_, carray(target, (size,), np.float64), size)
            continue
        column = carray(_pointer(wide_at + np.uint64(places[k] * STRIDE * WIDTH)), (BLOCK,), np.float64)
        if kinds[k] == TO_FLOAT64:
            _read(column, carray(target, (size,), np.float64), size)
        else:
            _read(column, carray(target, (size,), np.int64), size)
