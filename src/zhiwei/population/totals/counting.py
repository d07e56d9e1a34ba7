"""The loop that counts the rows of a batch for one measure, compiled, without the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable

import numba
import numpy as np

LOW_BITS = 32
"""Amounts are summed in two halves, so that no sum of whole numbers leaves 64 bits."""


def _count(  # type: ignore[no-untyped-def]
    groups, verdict, amount, paid, deciding, missing, bits, verdicts, known, low, high, decided, lacking
):  # pragma: no cover - compiled
    """Add a batch: ``groups`` by dimension and row, counts by dimension, group and what is counted.

    ``known`` counts known amounts, ``low`` and ``high`` sum their halves; ``decided`` counts deciding parts,
    ``lacking`` the facts named in ``missing``, whose places in the mask are ``bits``.
    """
    dimensions, rows = groups.shape
    for d in range(dimensions):
        for row in range(rows):
            group = groups[d, row]
            verdicts[d, group, verdict[row]] += 1
            decided[d, group, deciding[row]] += 1
            if paid[row] == 0:
                known[d, group] += 1
                low[d, group] += amount[row] & 0xFFFFFFFF
                high[d, group] += amount[row] >> 32
    for row in range(rows):
        mask = missing[row]
        if mask:
            for bit in range(len(bits)):
                if mask >> bits[bit] & np.uint64(1):
                    for d in range(dimensions):
                        lacking[d, groups[d, row], bit] += 1


count: Callable[..., None] = numba.njit(nogil=True, cache=True)(_count)
"""See :func:`_count`."""
