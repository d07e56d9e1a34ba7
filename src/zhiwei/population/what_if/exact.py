"""Sums of whole fen that stay exact, however many subjects and however large the amounts."""

from __future__ import annotations

import numpy as np

WHOLE = 2**53
"""Below this float64 carries every whole number."""
WIDE = 2**62


def total(values: np.ndarray) -> int:
    """The sum of an int64 array."""
    if not len(values):
        return 0
    if len(values) * _greatest(values) < WIDE:
        return int(values.sum())
    return sum(values.tolist())


def by_group(groups: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    """The sums of int64 values by group, as Python integers in an array of ``size``."""
    sums = np.zeros(size, object)
    if not len(values):
        return sums
    if len(values) * _greatest(values) < WHOLE:
        sums += np.bincount(groups, weights=values, minlength=size).astype(np.int64).astype(object)
        return sums
    if len(values) * _greatest(values) < WIDE:
        small = np.zeros(size, np.int64)
        np.add.at(small, groups, values)
        sums += small.astype(object)
        return sums
    for group, value in zip(groups.tolist(), values.tolist(), strict=True):
        sums[group] += value
    return sums


def _greatest(values: np.ndarray) -> int:
    return max(abs(int(values.min())), abs(int(values.max())))
