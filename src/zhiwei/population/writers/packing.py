"""Whole numbers packed into few bits, as Parquet keeps them, in compiled loops without the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

BLOCK, MINI, MINIS = 128, 32, 4
"""Differences of a block of Parquet's DELTA_BINARY_PACKED; of one of its parts; parts of a block."""


def room_for_delta(count: int) -> int:
    """Bytes that suffice for :func:`delta` of so many numbers."""
    blocks = -(-max(count - 1, 0) // BLOCK)
    return 64 + blocks * (10 + MINIS + BLOCK * 8)


def _occurring(values, seen):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Mark which of 256 small numbers occur."""
    for k in range(len(values)):
        seen[values[k]] = True


def _narrow(values, place, width, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Write ``place[v]`` of every small number in ``width`` bits, eight numbers in ``width`` bytes; gives the bytes."""
    rows, at = len(values), 0
    whole = rows - rows % 8
    one = np.uint64(width)
    for first in range(0, whole, 8):
        word = np.uint64(place[values[first]])
        for k in range(1, 8):
            word |= np.uint64(place[values[first + k]]) << np.uint64(k) * one
        for k in range(width):
            out[at + k] = np.uint8(word >> np.uint64(8 * k) & np.uint64(255))
        at += width
    if whole < rows:
        word = np.uint64(0)
        for k in range(rows - whole):
            word |= np.uint64(place[values[whole + k]]) << np.uint64(k) * one
        for k in range(width):
            out[at + k] = np.uint8(word >> np.uint64(8 * k) & np.uint64(255))
        at += width
    return at


@numba.njit(nogil=True, cache=True)
def _varint(value, out, at):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    while value > np.uint64(127):
        out[at] = np.uint8(value & np.uint64(127)) | np.uint8(128)
        value >>= np.uint64(7)
        at += 1
    out[at] = np.uint8(value)
    return at + 1


@numba.njit(nogil=True, cache=True)
def _zigzag(value, out, at):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    return _varint(np.uint64((value << np.int64(1)) ^ (value >> np.int64(63))), out, at)


@numba.njit(nogil=True, cache=True)
def _bits(most):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    width = 0
    while most > np.uint64(0):
        most >>= np.uint64(1)
        width += 1
    return width


@numba.njit(nogil=True, cache=True)
def _wide(numbers, width, words, out, at):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Write 32 numbers of ``width`` bits from ``at`` on; ``words`` is room for 32 words."""
    filled, place, word = 0, 0, np.uint64(0)
    for k in range(MINI):
        number = numbers[k]
        word |= number << np.uint64(filled)
        filled += width
        if filled >= 64:
            words[place] = word
            place += 1
            filled -= 64
            word = number >> np.uint64(width - filled) if filled else np.uint64(0)
    words[place if place < MINI else MINI - 1] = word if place < MINI else words[MINI - 1]
    size = MINI // 8 * width
    raw = words.view(np.uint8)
    for k in range(size):
        out[at + k] = raw[k]
    return at + size


def _delta(values, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Write int64 numbers as DELTA_BINARY_PACKED; gives the bytes. Differences wrap, as the format wants it."""
    count = len(values)
    at = _varint(np.uint64(BLOCK), out, 0)
    at = _varint(np.uint64(MINIS), out, at)
    at = _varint(np.uint64(count), out, at)
    at = _zigzag(values[0] if count else np.int64(0), out, at)
    differences = np.empty(BLOCK, np.int64)
    above, words = np.zeros(BLOCK, np.uint64), np.empty(MINI, np.uint64)
    for first in range(1, count, BLOCK):
        size = min(BLOCK, count - first)
        for k in range(size):
            differences[k] = values[first + k] - values[first + k - 1]
        least = differences[0]
        for k in range(1, size):
            least = min(least, differences[k])
        for k in range(size):
            above[k] = np.uint64(differences[k] - least)
        for k in range(size, BLOCK):
            above[k] = np.uint64(0)
        at = _zigzag(least, out, at)
        widths = at
        at += MINIS
        for mini in range(MINIS):
            most = np.uint64(0)
            part = above[mini * MINI : (mini + 1) * MINI]
            for k in range(MINI):
                most |= part[k]
            width = _bits(most)
            out[widths + mini] = width
            if width:
                at = _wide(part, width, words, out, at)
    return at


occurring: Callable[[np.ndarray, np.ndarray], Any] = numba.njit(nogil=True, cache=True)(_occurring)
"""See :func:`_occurring`."""
narrow: Callable[[np.ndarray, np.ndarray, int, np.ndarray], Any] = numba.njit(nogil=True, cache=True)(_narrow)
"""See :func:`_narrow`."""
delta: Callable[[np.ndarray, np.ndarray], Any] = numba.njit(nogil=True, cache=True)(_delta)
"""See :func:`_delta`."""
