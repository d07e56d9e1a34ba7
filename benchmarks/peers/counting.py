"""The totals that all peers give, counted by Zhiwei's side in one compiled pass over a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

CODES = 16
"""Room for verdicts."""


def _count(division, verdicts, amounts, counts, sums):  # type: ignore[no-untyped-def]
    for k in range(len(verdicts)):
        verdict, counted = verdicts[k], counts[k]
        for row in range(len(division)):
            counted[division[row], verdict[row]] += 1
    for k in range(len(amounts)):
        amount, total = amounts[k], sums[k]
        for row in range(len(division)):
            total[division[row]] += amount[row]


Arrays = tuple[np.ndarray, ...]
count: Callable[[np.ndarray, Arrays, Arrays, np.ndarray, np.ndarray], Any]
count = numba.njit(nogil=True, cache=True)(_count)
"""Add the rows of a batch to counts by measure, division and verdict, and their amounts to sums by measure and division."""
