"""The loops that count the rows of a batch for one measure, compiled, without the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

LOW_BITS = 32
"""Amounts are summed in two halves, so that no sum of whole numbers leaves 64 bits."""


def _verdicts(groups, verdict, deciding, counts):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Count rows by dimension, group, verdict and deciding part together."""
    rows, parts = len(verdict), counts.shape[3]
    flat = counts.reshape(counts.shape[0], counts.shape[1], counts.shape[2] * parts)
    both = np.empty(rows, np.uint16)
    for row in range(rows):
        both[row] = verdict[row] * np.uint16(parts) + deciding[row]
    for d in range(len(groups)):
        of, into = groups[d], flat[d]
        for row in range(rows):
            into[of[row], both[row]] += 1


def _amounts(groups, amount, paid, known, low, high):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Count the known amounts by dimension and group, and sum their halves."""
    having = np.empty(len(paid), np.int64)
    count: int = 0
    most: Any = np.int64(0)
    for row in range(len(paid)):
        having[count] = row
        count += paid[row] == 0
        most = max(most, abs(amount[row]))
    having = having[:count]
    short = most < (np.int64(1) << 62) // max(count, 1)
    for d in range(len(groups)):
        of = groups[d]
        if short:
            sums = np.zeros(known.shape[1], np.int64)
            for at in having:
                known[d, of[at]] += 1
                sums[of[at]] += amount[at]
            for group in range(len(sums)):
                low[d, group] += sums[group] & 0xFFFFFFFF
                high[d, group] += sums[group] >> LOW_BITS
        else:
            for at in having:
                known[d, of[at]] += 1
                low[d, of[at]] += amount[at] & 0xFFFFFFFF
                high[d, of[at]] += amount[at] >> LOW_BITS


def _lacking(groups, missing, lacking):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Count the facts named in masks by dimension and group."""
    for row in range(len(missing)):
        mask = missing[row]
        if mask:
            for bit in range(lacking.shape[2]):
                if mask >> np.uint64(bit) & np.uint64(1):
                    for d in range(len(groups)):
                        lacking[d, groups[d, row], bit] += 1


verdicts: Callable[..., None] = numba.njit(nogil=True, cache=True)(_verdicts)
"""See :func:`_verdicts`."""
amounts: Callable[..., None] = numba.njit(nogil=True, cache=True)(_amounts)
"""See :func:`_amounts`."""
lacking: Callable[..., None] = numba.njit(nogil=True, cache=True)(_lacking)
"""See :func:`_lacking`."""
