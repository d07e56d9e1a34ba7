"""Quantiles of amounts over any number of subjects in a fixed space, each within a 128th of its size."""

from __future__ import annotations

import numpy as np

STEPS = 128
"""Boxes to a doubling of the amount."""
OCTAVES = 64
SHARES = tuple(range(10, 100, 10))
"""Percent of the subjects below each decile."""


class Sketch:
    """Counts of positive whole amounts in boxes whose widths grow with the amount."""

    def __init__(self) -> None:
        self.counts = np.zeros(STEPS * OCTAVES, np.int64)

    def add(self, amounts: np.ndarray) -> None:
        """Count amounts, all above zero."""
        if len(amounts):
            self.counts += np.bincount(_box(amounts), minlength=len(self.counts))

    def deciles(self) -> tuple[int, ...]:
        """The nine deciles, fen: of each the greatest amount of its box; () where nothing was counted."""
        running = np.cumsum(self.counts)
        if not running[-1]:
            return ()
        ranks = [-(-int(running[-1]) * share // 100) for share in SHARES]
        return tuple(_top(int(np.searchsorted(running, rank))) for rank in ranks)


def _box(amounts: np.ndarray) -> np.ndarray:
    mantissa, exponent = np.frexp(amounts.astype(np.float64))
    within = ((mantissa - 0.5) * (2 * STEPS)).astype(np.int64)
    return exponent.astype(np.int64) * STEPS + within


def _top(box: int) -> int:
    """The greatest whole amount of a box."""
    exponent, within = divmod(box, STEPS)
    ends = (STEPS + within + 1) << exponent  # in units of 1/(2 * STEPS), the first amount beyond the box
    return -(-ends // (2 * STEPS)) - 1
