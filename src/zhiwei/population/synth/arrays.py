"""Array types of the generator, and tables read by a uniform number."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.uint16]
Words = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]


def shared(weights: Sequence[float] | Floats, size: int) -> Small:
    """A table of ``size`` entries in which each index has its share, by largest remainder; read it by a uniform number.

    Raises ValueError where no weight is positive.
    """
    counts = apportioned(weights, size)
    table: Small = np.repeat(np.arange(len(counts)), counts).astype(np.uint16)
    return table


def apportioned(weights: Sequence[float] | Floats, size: int) -> Ints:
    """``size`` split in whole numbers in proportion to the weights, by largest remainder."""
    given = np.asarray(weights, dtype=np.float64)
    if not given.sum() > 0:
        raise ValueError("no positive weight")
    exact = given / given.sum() * size
    counts: Ints = np.floor(exact).astype(np.int64)
    order = np.argsort(counts - exact, kind="stable")
    counts[order[: size - int(counts.sum())]] += 1
    return counts


def along(table: Floats, at: Floats) -> Floats:
    """The table read between its points; ``at`` runs from 0 to the number of steps, exclusive."""
    step = at.astype(np.int32)
    low = table.take(step)
    found: Floats = low + (at - step) * (table.take(step + 1) - low)
    return found


class Normal:
    """The normal distribution from tables; scores end at about 3.8 either way, which keeps outliers plausible."""

    REACH = 4.0
    STEPS = 16_384
    GRID = 8_192

    def __init__(self) -> None:
        exact = NormalDist()
        inner = [exact.inv_cdf(i / self.STEPS) for i in range(1, self.STEPS)]
        end = exact.inv_cdf(1 - 0.25 / self.STEPS)
        self._scores = np.array([-end, *inner, end, end])
        width = 2 * self.REACH / self.GRID
        self._shares = np.array([exact.cdf(-self.REACH + i * width) for i in range(self.GRID + 2)])

    def score(self, share: Floats) -> Floats:
        """The score below which a share lies; shares from 0 to 1."""
        return along(self._scores, share * self.STEPS)

    def share(self, score: Floats) -> Floats:
        """The share below a score."""
        return along(
            self._shares,
            (np.clip(score, -self.REACH, self.REACH) + self.REACH) * (self.GRID / (2 * self.REACH)),
        )

    def between(self, share: Floats, low: Floats, high: Floats) -> Floats:
        """The score at a share of what lies between two scores."""
        first, last = self.share(low), self.share(high)
        return self.score(first + share * (last - first))


NORMAL = Normal()
