"""What there is to know about a column of whole numbers, in compiled loops without the interpreter lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np


def _survey(values, low, high, huge):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """How many numbers lie outside the bounds; the greatest without its sign; how many are not 0; how many are huge."""
    outside, greatest, some, many = 0, np.int64(0), 0, 0
    for k in range(len(values)):
        number = values[k]
        outside += (number < low) | (number > high)
        size = abs(number)
        greatest = max(greatest, size)
        some += number != 0
        many += size >= huge
    return outside, greatest, some, many


def _off_step(values, factor, step):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """How many numbers, times ``factor``, are no multiple of ``step``."""
    off = 0
    for k in range(len(values)):
        off += values[k] * factor % step != 0
    return off


def _floats(values, factor, low, high, most, huge, found):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Numbers times ``factor`` into ``found``; how many are not exact there or outside the bounds; as :func:`_survey`."""
    wrong, greatest, some, many = 0, 0.0, 0, 0
    for k in range(len(values)):
        number = np.rint(values[k] * factor) + 0.0
        found[k] = number
        size = abs(number)
        good = (number / factor == values[k]) & (size < most) & (number >= low) & (number <= high)
        wrong += not good
        greatest = max(greatest, size)
        some += number != 0.0
        many += size >= huge
    return wrong, greatest, some, many


floats: Callable[[np.ndarray, float, float, float, float, float, np.ndarray], Any] = numba.njit(
    nogil=True, cache=True, error_model="numpy"
)(_floats)
"""See :func:`_floats`."""
survey: Callable[[np.ndarray, int, int, int], Any] = numba.njit(nogil=True, cache=True)(_survey)
"""See :func:`_survey`."""
off_step: Callable[[np.ndarray, int, int], Any] = numba.njit(nogil=True, cache=True)(_off_step)
"""See :func:`_off_step`."""
