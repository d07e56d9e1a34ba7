"""The totals that all peers give, counted by Zhiwei's side in one compiled pass over a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

CODES = 16
"""Room for verdicts."""


def _count(division, verdict, counts):  # type: ignore[no-untyped-def]
    for row in range(len(division)):
        counts[division[row], verdict[row]] += 1


def _sum(division, amount, sums):  # type: ignore[no-untyped-def]
    for row in range(len(division)):
        sums[division[row]] += amount[row]


count: Callable[[np.ndarray, np.ndarray, np.ndarray], Any] = numba.njit(nogil=True, cache=True)(_count)
"""Add the rows of a batch to counts by division and verdict."""
add: Callable[[np.ndarray, np.ndarray, np.ndarray], Any] = numba.njit(nogil=True, cache=True)(_sum)
"""Add the amounts of a batch to sums by division."""
