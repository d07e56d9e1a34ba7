"""Revenue, assets and profit of a subject, given its cell and staff."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhiwei.population.synth.activities import Classes
from zhiwei.population.synth.arrays import NORMAL, Flags, Floats, Ints
from zhiwei.population.synth.bounds import ASSETS, REVENUE
from zhiwei.population.synth.cells import LARGE, Cells
from zhiwei.population.synth.sources import KINDS, SIZES, assumptions, group_of, targets

WAN = 10_000
CENT = 0.01


@dataclass
class Money:
    """Parameters by cell, logs of fen; the fit moves ``per_head`` and the three of above-scale industry."""

    per_head: Floats
    revenue_sigma: Floats
    ratio: Floats
    loss: Floats
    margin: Floats
    industry: Ints
    above_scale: float
    above_scale_loss: float
    above_scale_margin: float

    def revenue(self, cells: Cells, cell: Ints, staff: Ints, share: Floats) -> Floats:
        """Yearly revenue, fen: lognormal round the revenue per head, cut to the interval of the cell."""
        middle = self.per_head.take(cell) + np.log(staff)
        return _within(cells, REVENUE, cell, middle, self.revenue_sigma.take(cell), share)

    def assets(self, cells: Cells, cell: Ints, revenue: Floats, share: Floats) -> Floats:
        """Total assets at the year's end, fen."""
        sigma = np.full(len(cell), float(assumptions()["assets"]["sigma"]))
        return _within(cells, ASSETS, cell, self.ratio.take(cell) + np.log(revenue), sigma, share)

    def sme_above_scale(self, cells: Cells, cell: Ints, revenue: Floats) -> Flags:
        """Whether a firm is of above-scale industry and not large."""
        above: Flags = (self.industry.take(cell) > 0) & (revenue >= self.above_scale)
        above &= cells.size.take(cell) != LARGE
        return above

    def profit(self, cells: Cells, cell: Ints, revenue: Floats, share: Floats, chance: Floats) -> Floats:
        """Profit of the year, fen, negative for a loss; ``chance`` decides whether there is one."""
        model = assumptions()["profit"]
        above = self.sme_above_scale(cells, cell, revenue)
        loses = chance < np.where(above, self.above_scale_loss, self.loss.take(cell))
        median = np.where(above, self.above_scale_margin, self.margin.take(cell))
        score = NORMAL.score(share)
        margin = median * np.exp(model["margin_sigma"] * score)
        loss = model["loss_median"] * CENT * np.exp(model["loss_sigma"] * score)
        found: Floats = revenue * np.where(loses, -loss, np.minimum(margin, model["margin_most"] * CENT))
        return found


def money_of(cells: Cells, classes: Classes) -> Money:
    """The parameters before the fit."""
    model, wanted = assumptions(), targets()
    groups = [group_of(classes.activities[a].section) for a in cells.activity]
    single = cells.kind == KINDS.index("individual")
    per_head = {**model["revenue"]["per_head"], **wanted["revenue_per_head_median"]["values"]}
    loss = {i: wanted["loss_share_by_size"]["values"][size] * CENT for i, size in enumerate(SIZES)}
    kind_of = {
        "per_head": model["revenue"]["individual_per_head"],
        "ratio": model["assets"]["individual_ratio"],
    }
    heads = np.array([float(per_head[g]) for g in groups])
    ratios = np.array([float(model["assets"]["ratio"][g]) for g in groups])
    profit = model["profit"]
    return Money(
        per_head=np.log(np.where(single, kind_of["per_head"], heads) * WAN / CENT),
        revenue_sigma=np.where(
            single, model["revenue"]["individual_sigma"], model["revenue"]["sigma"]
        ).astype(float),
        ratio=np.log(np.where(single, kind_of["ratio"], ratios)),
        loss=np.where(single, profit["individual_loss_share"] * CENT, [loss[s] for s in cells.size]),
        margin=np.where(single, profit["individual_margin_median"], profit["margin_median"]) * CENT,
        industry=np.array([g == "industry" for g in groups], dtype=np.int64) * ~single,
        above_scale=float(wanted["above_scale_revenue"]["value"]) / CENT,
        above_scale_loss=float(wanted["anchors"]["above_scale_sme_loss_share"]["value"]) * CENT,
        above_scale_margin=profit["margin_median"] * CENT,
    )


def _within(cells: Cells, indicator: int, cell: Ints, middle: Floats, sigma: Floats, share: Floats) -> Floats:
    """A lognormal cut to the cell's interval [low, high); a middle outside is moved to its edge."""
    least, most = cells.low[indicator].take(cell), cells.high[indicator].take(cell) - 1
    low, high = np.log(least), np.log(most)
    middle = np.clip(middle, low, high)
    score = NORMAL.between(share, (low - middle) / sigma, (high - middle) / sigma)
    return np.clip(np.rint(np.exp(middle + sigma * score)), least, most)
