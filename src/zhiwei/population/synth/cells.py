"""Cells of the systematic axis: kind x activity x size class x which indicator is raised, each with its share.

A firm's class is the lowest one that an indicator of its row gives. So in a cell every indicator lies in the interval of
the class, or one is raised into the next class while another holds the firm back: a class meant is the class found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from zhiwei.population.synth.activities import Activity, Classes
from zhiwei.population.synth.arrays import Floats, Ints
from zhiwei.population.synth.bounds import INDICATORS, REVENUE, STAFF, SizeBounds
from zhiwei.population.synth.sources import KINDS, SIZES, assumptions, group_of, targets

MICRO, SMALL, MEDIUM, LARGE = range(4)
FREE = -1
"""No indicator is raised."""


@dataclass(frozen=True)
class Cells:
    """Columns over cells; ``low`` and ``high`` are the bounds [low, high) by indicator, staff in persons, money in fen."""

    share: Floats
    kind: Ints
    activity: Ints
    size: Ints
    raised: Ints
    low: Floats
    high: Floats


def cells_of(classes: Classes, bounds: SizeBounds, kinds: Sequence[str]) -> Cells:
    """All cells with a share above nought, in the order of the axis."""
    size_shares = _size_shares(classes)
    universe = {kind: float(targets()["universe"][kind]["value"]) for kind in kinds}
    reaching = _reaching_above_scale(classes, bounds, size_shares, universe)
    shares: list[float] = []
    keys: list[tuple[int, int, int, int]] = []
    intervals: list[tuple[list[float], list[float]]] = []
    for k, kind in enumerate(KINDS):
        if kind not in universe:
            continue
        sections = _section_shares(kind)
        for size in (MICRO, SMALL, MEDIUM, LARGE):
            for a, activity in enumerate(classes.activities):
                share = universe[kind] / sum(universe.values()) * sections.get(activity.section, 0.0)
                share *= classes.weight[kind][a] * size_shares[kind, activity.section][size]
                may_rise = _may_rise(activity, bounds, size) if kind != "individual" else []
                parts = dict.fromkeys(may_rise, float(assumptions()["raised_share"]))
                if size == SMALL and kind != "individual" and group_of(activity.section) == "industry":
                    parts[REVENUE] = reaching
                for raised, part in ((FREE, 1 - sum(parts.values())), *parts.items()):
                    if share * part > 0:
                        shares.append(share * part)
                        keys.append((k, a, size, raised))
                        intervals.append(_intervals(activity, bounds, size, raised))
    kind_, activity_, size_, raised_ = np.array(keys, dtype=np.int64).T.copy()
    low, high = (np.array([one[end] for one in intervals]).T.copy() for end in (0, 1))
    return Cells(np.array(shares) / sum(shares), kind_, activity_, size_, raised_, low, high)


def _section_shares(kind: str) -> Mapping[str, float]:
    raw = {
        "enterprise": targets()["section_share"]["values"],
        "cooperative": assumptions()["cooperative_section_share"],
        "individual": assumptions()["individual_section_share"],
    }[kind]
    total = sum(raw.values())
    return {section: share / total for section, share in raw.items()}


def _size_shares(classes: Classes) -> dict[tuple[str, str], list[float]]:
    """Shares by size for (kind, section); those of enterprises and cooperatives meet the published share together."""
    given = targets()["size_share"]["values"]
    sections = dict.fromkeys(a.section for a in classes.activities)
    raw: dict[tuple[str, str], list[float]] = {}
    for section in sections:
        for kind, shares in (
            ("enterprise", given.get(section, given["default"])),
            ("cooperative", assumptions()["cooperative_size_share"]),
            ("individual", assumptions()["individual_size_share"]),
        ):
            total = sum(shares.values())
            raw[kind, section] = [shares[size] / total for size in SIZES]
    universe = targets()["universe"]
    weights = {
        (kind, section): float(universe[kind]["value"]) * _section_shares(kind).get(section, 0.0)
        for kind in KINDS[:2]
        for section in sections
    }
    above = sum(w * sum(raw[key][MEDIUM:]) for key, w in weights.items()) / sum(weights.values())
    wanted = 1 - float(targets()["anchors"]["micro_small_share_of_enterprises"]["value"]) / 100
    for key in weights:
        shares = raw[key]
        upper = sum(shares[MEDIUM:]) * wanted / above
        lower = sum(shares[:MEDIUM])
        raw[key] = [s * (1 - upper) / lower for s in shares[:MEDIUM]] + [
            s * wanted / above for s in shares[MEDIUM:]
        ]
    return raw


def _reaching_above_scale(
    classes: Classes,
    bounds: SizeBounds,
    size_shares: Mapping[tuple[str, str], Sequence[float]],
    universe: Mapping[str, float],
) -> float:
    """The share of small industry whose revenue is medium's, so that the published number of firms is above scale.

    Raises ValueError where above-scale revenue is not the bound from which revenue gives medium.
    """
    scale = 100 * float(targets()["above_scale_revenue"]["value"])
    if any(
        bounds.lower[REVENUE, bounds.rows.index(a.row), 1] != scale
        for a in classes.activities
        if a.row and group_of(a.section) == "industry"
    ):
        raise ValueError(
            "above-scale revenue is no longer the bound of medium industry: the calibration needs another way"
        )
    firms = {kind: universe[kind] for kind in KINDS[:2] if kind in universe}
    by_size = np.zeros(len(SIZES))
    for kind, count in firms.items():
        for section, share in _section_shares(kind).items():
            if group_of(section) == "industry":
                by_size += count * share * np.array(size_shares[kind, section])
    if not by_size.any():
        return 0.0
    wanted = float(targets()["anchors"]["above_scale_industry_count"]["value"])
    return float((wanted - by_size[MEDIUM:].sum()) / by_size[SMALL])


def _may_rise(activity: Activity, bounds: SizeBounds, size: int) -> list[int]:
    used = bounds.used(bounds.rows.index(activity.row)) if activity.row else []
    return used if len(used) > 1 and size < LARGE else []


def _intervals(
    activity: Activity, bounds: SizeBounds, size: int, raised: int
) -> tuple[list[float], list[float]]:
    """The bounds [low, high) of each indicator in a cell; an indicator without bounds of its own is left wide."""
    model = assumptions()
    least = (1.0, 100.0 * model["revenue"]["least"], 100.0 * model["assets"]["least"])
    largest = (
        model["staff"]["largest_multiple"],
        model["revenue"]["largest_multiple"],
        model["assets"]["largest_multiple"],
    )
    reference = model["staff"]["reference"]
    row = activity.row or reference["not_covered"]
    lows, highs = [], []
    for indicator in range(len(INDICATORS)):
        steps = bounds.lower[indicator, bounds.rows.index(row)]
        if np.isnan(steps[0]) and indicator == STAFF:
            steps = bounds.lower[STAFF, bounds.rows.index(reference[row])]
        if np.isnan(steps[0]):
            lows.append(least[indicator])
            highs.append(np.inf)
            continue
        edges = [least[indicator], *steps, steps[-1] * largest[indicator]]
        low, high = edges[size], edges[size + 1]
        if indicator == raised:
            low, high = edges[size + 1], edges[size + 2]
            if indicator == STAFF:
                high = min(low * model["staff"]["raised_multiple"], high)
        lows.append(low)
        highs.append(high)
    return lows, highs
