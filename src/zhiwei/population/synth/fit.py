"""The fit: constants moved until the targets hold that do not hold by construction.

It runs on points spread evenly over all cells, the same for every seed, so that a file's seed does not enter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhiwei.population.synth.activities import Classes
from zhiwei.population.synth.arrays import Flags, Floats, Ints, apportioned
from zhiwei.population.synth.cells import MICRO, SMALL, Cells
from zhiwei.population.synth.money import CENT, WAN, Money
from zhiwei.population.synth.sources import KINDS, assumptions, group_of, targets
from zhiwei.population.synth.staff import Staff, root

POINTS = 1 << 15
FURTHEST = 3.0
"""How far, in logs, revenue per head may be moved."""
_STEPS = (0.8191725133961645, 0.6710436067037893, 0.5497004779019703)
"""Irrational steps of the sequence that spreads the points in the other directions."""


@dataclass(frozen=True)
class Points:
    """Firms of the fit: cell, staff and shares for the draws."""

    cell: Ints
    staff: Ints
    shares: tuple[Floats, Floats, Floats]


def fit(money: Money, cells: Cells, classes: Classes, staff: Staff) -> None:
    """Move revenue per head, the loss shares and the margin of above-scale industry, in place."""
    firm = cells.kind != KINDS.index("individual")
    if not firm.any():
        return
    points = _points(cells, staff, firm)
    groups = np.array([group_of(classes.activities[a].section) for a in cells.activity])
    for group, median in targets()["revenue_per_head_median"]["values"].items():
        sizes = (MICRO,) if group == "industry" else (MICRO, SMALL)
        own = firm & (groups == group)
        _median_per_head(money, cells, points, own, own & np.isin(cells.size, sizes), float(median))
    _profit(money, cells, points)


def _points(cells: Cells, staff: Staff, firm: Flags) -> Points:
    counts = apportioned(np.where(firm, cells.share, 0.0), POINTS)
    cell = np.repeat(np.arange(len(counts)), counts)
    rank = np.arange(len(cell)) - np.repeat(np.cumsum(counts) - counts, counts)
    along = (rank + 0.5) / counts[cell]
    order = np.arange(1, len(cell) + 1)
    first, second, third = (np.mod(0.5 + step * order, 1.0) for step in _STEPS)
    return Points(cell, staff.of(cell, along), (first, second, third))


def _median_per_head(
    money: Money, cells: Cells, points: Points, pool: Flags, moved: Flags, median: float
) -> None:
    """Move revenue per head of the smaller firms of a group until its median is the wanted one, 10,000 yuan."""
    before = money.per_head.copy()
    chosen = pool[points.cell]
    cell, persons, share = points.cell[chosen], points.staff[chosen], points.shares[0][chosen]

    def excess(by: float) -> float:
        money.per_head = before + by * moved
        revenue = money.revenue(cells, cell, persons, share)
        return float(np.median(revenue / persons)) * CENT / WAN - median

    money.per_head = before + root(excess, -FURTHEST, FURTHEST, f"a revenue per head of {median}") * moved


def _profit(money: Money, cells: Cells, points: Points) -> None:
    """Losses of above-scale industry as published, those of the other small firms so that their assumed share stays."""
    anchors, model = targets()["anchors"], assumptions()["profit"]
    revenue = money.revenue(cells, points.cell, points.staff, points.shares[0])
    above = money.sme_above_scale(cells, points.cell, revenue)
    small = cells.size[points.cell] == SMALL
    share = float(above[small].mean())
    assumed = float(targets()["loss_share_by_size"]["values"]["small"]) * CENT
    rest = (assumed - share * money.above_scale_loss) / (1 - share)
    money.loss = np.where((cells.size == SMALL) & (cells.kind != KINDS.index("individual")), rest, money.loss)

    wanted = float(anchors["above_scale_sme_profit_margin"]["value"]) * CENT

    def excess(log_median: float) -> float:
        money.above_scale_margin = float(np.exp(log_median))
        profit = money.profit(cells, points.cell, revenue, points.shares[1], points.shares[2])
        return float(profit[above].sum() / revenue[above].sum()) - wanted

    money.above_scale_margin = float(
        np.exp(root(excess, np.log(CENT), np.log(model["margin_most"] * CENT), f"a margin of {wanted}"))
    )
