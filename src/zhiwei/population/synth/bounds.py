"""The bounds of the size standard as arrays, out of the rulebook's parameters, and a classifier of whole columns."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np

from zhiwei.engine.parameters import resolve
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.status import Status
from zhiwei.population.synth.arrays import Floats, Ints
from zhiwei.population.synth.sources import SIZES

INDICATORS = ("employees", "revenue", "assets")
"""Positions of the indicators in arrays; staff in persons, money in fen."""
STAFF, REVENUE, ASSETS = range(3)
UNCLASSED = len(SIZES)
"""Stands for a row without a class: not covered by the standard, or a standard not known."""


@dataclass(frozen=True)
class SizeBounds:
    """``lower[indicator, row, step]``: the bound from which an indicator gives small, medium, large; NaN if not used."""

    rows: tuple[str, ...]
    lower: Floats

    def used(self, row: int) -> list[int]:
        """The indicators of a row."""
        return [i for i in range(len(INDICATORS)) if not np.isnan(self.lower[i, row, 0])]

    def classify(self, row: Ints, staff: Ints, revenue: Ints, assets: Ints) -> Ints:
        """The size class of each subject by position in ``SIZES``; ``row`` -1 gives ``UNCLASSED``."""
        found = np.full(row.shape, UNCLASSED, dtype=np.int64)
        for indicator, values in enumerate((staff, revenue, assets)):
            reached = np.zeros(row.shape, dtype=np.int64)
            for step in range(len(SIZES) - 1):
                reached += values >= self.lower[indicator, row, step]
            unused = np.isnan(self.lower[indicator, row, 0])
            np.minimum(found, np.where(unused, UNCLASSED, reached), out=found)
        found[row < 0] = UNCLASSED
        return found


def size_bounds(book: Rulebook, day: datetime.date) -> SizeBounds:
    """The bounds in force on a day."""
    tables = {
        (i, s): resolve(book.data.parameters[f"size_{indicator}_{size}_min"], day).value
        for i, indicator in enumerate(INDICATORS)
        for s, size in enumerate(SIZES[1:])
    }
    rows = tuple(m.value for m in book.data.vocabularies["SizeIndustry"])
    lower = np.full((len(INDICATORS), len(rows), len(SIZES) - 1), np.nan)
    for (indicator, step), found in tables.items():
        if isinstance(found, Status):
            raise LookupError(f"the rulebook has no size standard for {day}")
        for r, row in enumerate(rows):
            if row in found:
                lower[indicator, r, step] = float(found[row])
    return SizeBounds(rows, lower)
