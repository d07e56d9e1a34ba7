"""Staff of a firm: truncated lognormal within the interval of its cell, located so that published means and shares hold."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from zhiwei.population.synth.arrays import NORMAL, Flags, Floats, Ints
from zhiwei.population.synth.bounds import STAFF
from zhiwei.population.synth.cells import LARGE, MEDIUM, MICRO, SMALL, Cells
from zhiwei.population.synth.sources import KINDS, SIZES, assumptions, targets

STEPS = 512
"""Steps of a table of quantiles."""
FURTHEST = 4.0
"""How far outside its interval, in widths, the centre of a class may be sought."""
BELOW = 1e-9
"""Keeps the last quantile below the first number that is outside."""
RAISED_CENTRE = 0.3
"""Where the centre of a raised interval lies."""


class Staff:
    """Tables of quantiles, one for each cell; ``centre`` is where the middle of a class lies in its interval, by logs."""

    def __init__(self, cells: Cells) -> None:
        self._cells = cells
        self._firm = cells.kind != KINDS.index("individual")
        centre = np.full(len(cells.share), RAISED_CENTRE)
        free = cells.raised != STAFF
        for size, mean in self._wanted().items():
            own = self._firm & (cells.size == size)
            self._locate(centre, own & free, own, mean)
        if not self._firm.all():
            single = ~self._firm
            self._locate(
                centre, single, single, float(targets()["anchors"]["individual_mean_staff"]["value"])
            )
        self.table = quantiles(cells, centre)

    def of(self, cell: Ints, share: Floats) -> Ints:
        """Persons of each subject, at a share of its cell."""
        at = share * STEPS
        step = at.astype(np.int64)
        place = cell * (STEPS + 1) + step
        low = self.table.take(place)
        return np.floor(low + (at - step) * (self.table.take(place + 1) - low)).astype(np.int64)

    def means(self) -> Floats:
        """Mean staff of each cell."""
        return _means(self.table.reshape(len(self._cells.share), STEPS + 1))

    def _wanted(self) -> dict[int, float]:
        """Mean staff by size; medium and large scaled until micro and small hold their share of employment."""
        cells = self._cells
        raw = targets()["mean_staff_by_size"]["values"]
        wanted = {size: float(raw[SIZES[size]]) for size in (MICRO, SMALL, MEDIUM, LARGE)}
        share = {s: float(cells.share[self._firm & (cells.size == s)].sum()) for s in wanted}
        if not share[MICRO]:
            return {}
        lower, upper = (sum(share[s] * wanted[s] for s in part) for part in ((MICRO, SMALL), (MEDIUM, LARGE)))
        held = float(targets()["anchors"]["micro_small_share_of_employment"]["value"]) / 100
        scale = lower * (1 - held) / held / upper
        return {size: mean * (scale if size >= MEDIUM else 1) for size, mean in wanted.items()}

    def _locate(self, centre: Floats, moved: Flags, pool: Flags, mean: float) -> None:
        """Move the centre of some cells until the mean of the pool is the wanted one."""
        weight = self._cells.share[pool] / self._cells.share[pool].sum()

        def excess(at: float) -> float:
            centre[moved] = at
            table = quantiles(self._cells, centre, pool).reshape(-1, STEPS + 1)
            return float((_means(table) * weight).sum()) - mean

        centre[moved] = root(excess, -FURTHEST, 1 + FURTHEST, f"a mean staff of {mean:.1f}")


def quantiles(cells: Cells, centre: Floats, chosen: Flags | None = None) -> Floats:
    """Quantiles of staff by cell, ``STEPS + 1`` for each, one after another."""
    pick = slice(None) if chosen is None else chosen
    low, high, centre = cells.low[STAFF][pick], cells.high[STAFF][pick], centre[pick]
    width = np.log(high / low)
    sigma = float(assumptions()["staff"]["sigma"]) * width
    middle = np.log(low) + centre * width
    first = NORMAL.share((np.log(low) - middle) / sigma)
    last = NORMAL.share((np.log(high) - middle) / sigma)
    shares = first[:, None] + np.linspace(0, 1, STEPS + 1)[None, :] * (last - first)[:, None]
    found = np.exp(middle[:, None] + sigma[:, None] * NORMAL.score(np.clip(shares, 0, 1)))
    table: Floats = np.clip(found, low[:, None], np.ceil(high)[:, None] - BELOW).ravel()
    return table


def root(excess: Callable[[float], float], low: float, high: float, wanted: str) -> float:
    """Where a rising function crosses nought; raises ValueError where it does not between the ends."""
    if excess(low) > 0 or excess(high) < 0:
        raise ValueError(f"{wanted} cannot be met under these bounds and assumptions")
    for _ in range(40):
        middle = (low + high) / 2
        if excess(middle) > 0:
            high = middle
        else:
            low = middle
    return low


def _means(table: Floats) -> Floats:
    """Means of whole persons under tables of quantiles, read at eight points of every step."""
    points = np.concatenate(
        [np.floor(table[:, :-1] + (k + 0.5) / 8 * np.diff(table, axis=1)) for k in range(8)], axis=1
    )
    found: Floats = points.mean(axis=1)
    return found
