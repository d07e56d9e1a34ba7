"""Codes as places in a dictionary, bit by bit, in compiled loops that answer many rows with one instruction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from zhiwei.population.writers.packing import WORD, store

CHUNK = 1 << 12
"""Codes looked at together, so that they stay in the nearest cache."""
FEW = 16
"""Up to so many different codes each is compared with all rows; beyond, every row is looked up in a table."""
_compiled = numba.njit(nogil=True, cache=True, error_model="numpy")


def room_for_places(count: int, width: int) -> int:
    """Bytes that suffice for :func:`narrow` of so many codes."""
    return -(-count // 8) * width + WORD


@_compiled
def _equal(codes, code, among):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    for k in range(len(codes)):
        among[k] |= codes[k] == code


@_compiled
def _all(among):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    every = np.uint8(1)
    for k in range(len(among)):
        every &= among[k]
    return every != 0


def _occurring(codes, seen):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Mark which of 256 codes occur."""
    among = np.empty(CHUNK, np.uint8)
    for first in range(0, len(codes), CHUNK):
        part = codes[first : first + CHUNK]
        known = 0
        for code in range(256):
            known += seen[code]
        if 0 < known <= FEW:
            told = among[: len(part)]
            told[:] = 0
            for code in range(256):
                if seen[code]:
                    _equal(part, np.uint8(code), told)
            if _all(told):
                continue
        for k in range(len(part)):
            seen[part[k]] = True


@_compiled
def _not_less(codes, code, places):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    for k in range(len(codes)):
        places[k] += np.uint8(codes[k] >= code)


@_compiled
def _ones(width):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """A word with its lowest bits set."""
    return (np.uint64(1) << width) - np.uint64(1)


@_compiled
def _closer(words, width, closer):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Push the eight bytes of each word together to ``width`` bits each, fewer than eight."""
    one, two, four = width, width * np.uint64(2), width * np.uint64(4)
    gap = np.uint64(8) - width
    in_pairs = _ones(one) * np.uint64(0x0001000100010001)
    in_fours = _ones(two) * np.uint64(0x0000000100000001)
    in_eight = _ones(four)
    for k in range(len(words)):
        word = words[k]
        word = word & in_pairs | word >> gap & in_pairs << one
        word = word & in_fours | word >> gap * np.uint64(2) & in_fours << two
        closer[k] = word & in_eight | word >> gap * np.uint64(4) & in_eight << four


def _narrow(codes, entries, width, out):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Write the place of every code among ``entries``, ascending, in ``width`` bits, eight in ``width`` bytes."""
    table = np.zeros(256, np.uint8)
    for place in range(len(entries)):
        table[entries[place]] = place
    places = np.zeros(CHUNK, np.uint8)
    words, closer = places.view(np.uint64), np.empty(CHUNK // WORD, np.uint64)
    to = np.uint64(out.ctypes.data)
    for first in range(0, len(codes), CHUNK):
        part = codes[first : first + CHUNK]
        size = len(part)
        places[:] = 0
        if len(entries) <= FEW:
            for k in range(1, len(entries)):
                _not_less(part, entries[k], places[:size])
        else:
            for k in range(size):
                places[k] = table[part[k]]
        count = (size + WORD - 1) // WORD
        if width < WORD:
            _closer(words[:count], np.uint64(width), closer)
        else:
            closer[:] = words
        for k in range(count):
            store(to, closer[k])
            to += np.uint64(width)


occurring: Callable[[np.ndarray, np.ndarray], Any] = _compiled(_occurring)
"""See :func:`_occurring`."""
narrow: Callable[[np.ndarray, np.ndarray, int, np.ndarray], Any] = _compiled(_narrow)
"""See :func:`_narrow`."""
