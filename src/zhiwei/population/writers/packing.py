"""Whole numbers as differences in few bits (Parquet's DELTA_BINARY_PACKED), in compiled loops without the interpreter lock.

A width may be greater than needed: even ones up to 32 bits, beyond them multiples of four, let four numbers, or two,
begin at a whole byte. They are put together in registers and stored by words, each over the empty end of the one before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic

BLOCK, MINI, MINIS = 128, 32, 4
"""Differences of a block; of one of its parts; parts of a block."""
WORD = 8
"""Bytes of a word. Stores reach so far, or twice so far, beyond the last number."""


def room_for_delta(count: int) -> int:
    """Bytes that suffice for :func:`delta` of so many numbers."""
    blocks = -(-max(count - 1, 0) // BLOCK)
    return 64 + blocks * (10 + MINIS + BLOCK * WORD) + 2 * WORD


def _store(typingctx: Any, address: Any, word: Any) -> Any:
    """Store a word at an address, which need not be a multiple of eight."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer = builder.inttoptr(arguments[0], ir.IntType(64).as_pointer())
        builder.store(arguments[1], pointer, align=1)
        return context.get_dummy_value()

    return types.void(types.uint64, types.uint64), generate


def _leading_zeros(typingctx: Any, word: Any) -> Any:
    """The zero bits above the highest bit of a word; 64 for zero."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctlz(arguments[0], ir.Constant(ir.IntType(1), 0))

    return types.uint64(types.uint64), generate


store: Any = intrinsic(_store)
"""See :func:`_store`; for compiled loops."""
leading_zeros: Any = intrinsic(_leading_zeros)
"""See :func:`_leading_zeros`; for compiled loops."""
_compiled = numba.njit(nogil=True, cache=True, error_model="numpy")


@_compiled
def _varint(value, out, at):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    while value > np.uint64(127):
        out[at] = np.uint8(value & np.uint64(127)) | np.uint8(128)
        value >>= np.uint64(7)
        at += 1
    out[at] = np.uint8(value)
    return at + 1


@_compiled
def _zigzag(value, out, at):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    return _varint(np.uint64((value << np.int64(1)) ^ (value >> np.int64(63))), out, at)


@_compiled
def _width(most):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """The bits in which numbers up to ``most`` are packed."""
    bits = np.uint64(64) - leading_zeros(most)
    if bits > np.uint64(32):
        return (bits + np.uint64(3)) & ~np.uint64(3)
    return (bits + np.uint64(1)) & ~np.uint64(1)


@_compiled
def _mini(numbers, width, to):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Write 32 numbers of ``width`` bits to an address."""
    one, two = width, width + width
    if width <= np.uint64(16):
        for k in range(0, MINI, 4):
            low = numbers[k] | numbers[k + 1] << one
            store(to, low | (numbers[k + 2] | numbers[k + 3] << one) << two)
            to += width >> np.uint64(1)
    elif width < np.uint64(32):
        for k in range(0, MINI, 4):
            high = numbers[k + 2] | numbers[k + 3] << one
            store(to, numbers[k] | numbers[k + 1] << one | high << two)
            store(to + np.uint64(WORD), high >> (np.uint64(64) - two))
            to += width >> np.uint64(1)
    elif width < np.uint64(64):
        for k in range(0, MINI, 2):
            store(to, numbers[k] | numbers[k + 1] << one)
            store(to + np.uint64(WORD), numbers[k + 1] >> (np.uint64(64) - one))
            to += width >> np.uint64(2)
    else:
        for k in range(MINI):
            store(to, numbers[k])
            to += np.uint64(WORD)


@_compiled
def _differences(before, now, found):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Fill a block's differences; gives the least of them, and the least and greatest number."""
    least = low = high = np.int64(now[0])
    least -= np.int64(before[0])
    for k in range(len(now)):
        number = np.int64(now[k])
        difference = number - np.int64(before[k])
        found[k] = difference
        least = min(least, difference)
        low = min(low, number)
        high = max(high, number)
    return least, low, high


def _delta(values, out, bounds):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Write whole numbers of at most 64 bits; gives the bytes, and their least and greatest as int64 in ``bounds``.

    Differences wrap, as the format wants it. ``out`` has :func:`room_for_delta`; ``bounds`` stay where nothing is written.
    """
    count = len(values)
    at = _varint(np.uint64(BLOCK), out, 0)
    at = _varint(np.uint64(MINIS), out, at)
    at = _varint(np.uint64(count), out, at)
    at = _zigzag(np.int64(values[0]) if count else np.int64(0), out, at)
    if not count:
        return at
    bounds[:] = np.int64(values[0])
    start = np.uint64(out.ctypes.data)
    differences, above = np.empty(BLOCK, np.int64), np.empty(MINI, np.uint64)
    for first in range(1, count, BLOCK):
        size = min(BLOCK, count - first)
        least, low, high = _differences(
            values[first - 1 : first - 1 + size], values[first : first + size], differences
        )
        differences[size:] = least
        bounds[0], bounds[1] = min(bounds[0], low), max(bounds[1], high)
        at = _zigzag(least, out, at)
        widths = at
        at += MINIS
        for mini in range(MINIS):
            part = differences[mini * MINI : (mini + 1) * MINI]
            most = np.uint64(0)
            for k in range(MINI):
                above[k] = np.uint64(part[k] - least)
                most |= above[k]
            width = _width(most)
            out[widths + mini] = width
            if width:
                _mini(above, width, start + np.uint64(at))
                at += np.int64(width) * (MINI // 8)
    return at


def _there(values, present, kept):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Bring the numbers that are present to the front of ``kept``; gives how many they are."""
    count = 0
    for k in range(len(values)):
        kept[count] = values[k]
        count += present[k]
    return count


delta: Callable[[np.ndarray, np.ndarray, np.ndarray], Any] = _compiled(_delta)
"""See :func:`_delta`."""
there: Callable[[np.ndarray, np.ndarray, np.ndarray], Any] = _compiled(_there)
"""See :func:`_there`."""
