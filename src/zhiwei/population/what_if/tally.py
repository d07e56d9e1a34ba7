"""Running totals of a comparison, batch by batch, in a space that does not grow with the subjects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from zhiwei.population.what_if import exact
from zhiwei.population.what_if.sketch import Sketch
from zhiwei.population.what_if.views import CLASSES, LOSER, WINNER, Shift, View

BANDS = (100_00, 1_000_00, 10_000_00, 100_000_00, 1_000_000_00)
"""Fen: the amounts at which bands of the change begin anew; the last one is open. They order a table, no more."""


@dataclass
class Totals:
    """Subjects by class, and what winners gain and losers lose, fen."""

    counts: np.ndarray
    gains: int = 0
    losses: int = 0

    @classmethod
    def empty(cls) -> Totals:
        """Nothing counted yet."""
        return cls(np.zeros(len(CLASSES), np.int64))

    def add(self, shift: Shift) -> None:
        """Count a batch."""
        self.counts += np.bincount(shift.kind, minlength=len(CLASSES))
        moved = shift.gain[shift.gain != 0]
        self.gains += exact.total(moved[moved > 0])
        self.losses -= exact.total(moved[moved < 0])

    @property
    def cost(self) -> int:
        """What all subjects together gain, fen: to be paid by the public purse; negative where it gains."""
        return self.gains - self.losses

    def count(self, name: str) -> int:
        """Subjects of a class."""
        return int(self.counts[CLASSES.index(name)])


class Grouped:
    """Totals by group; the last group is of those whose group is not known."""

    def __init__(self, groups: int) -> None:
        self.groups = groups
        self.counts = np.zeros((groups, len(CLASSES)), np.int64)
        self.gains, self.losses = np.zeros(groups, object), np.zeros(groups, object)

    def add(self, shift: Shift, group: np.ndarray) -> None:
        """Count a batch; ``group`` is the place of each subject's group."""
        cells = group.astype(np.int64) * len(CLASSES) + shift.kind
        self.counts += np.bincount(cells, minlength=self.counts.size).reshape(self.counts.shape)
        self.gains += self._sums(shift, group, WINNER)
        self.losses += self._sums(shift, group, LOSER)

    def _sums(self, shift: Shift, group: np.ndarray, kind: int) -> np.ndarray:
        rows = np.flatnonzero(shift.kind == kind)
        return exact.by_group(group[rows], np.abs(shift.gain[rows]), self.groups)

    def of(self, group: int) -> Totals:
        """The totals of a group."""
        return Totals(self.counts[group], int(self.gains[group]), int(self.losses[group]))


class Spread:
    """How large the changes are: subjects and sums by band, and deciles, of winners and of losers."""

    def __init__(self) -> None:
        self.counts = np.zeros((2, len(BANDS) + 1), np.int64)
        self.sums = np.zeros((2, len(BANDS) + 1), object)
        self.sketches = (Sketch(), Sketch())

    def add(self, shift: Shift) -> None:
        """Count a batch."""
        for side, kind in enumerate((WINNER, LOSER)):
            sizes = np.abs(shift.gain[shift.kind == kind])
            band = np.searchsorted(BANDS, sizes, side="right")
            self.counts[side] += np.bincount(band, minlength=len(BANDS) + 1)
            self.sums[side] += exact.by_group(band, sizes, len(BANDS) + 1)
            self.sketches[side].add(sizes)


class LineTally:
    """Everything counted of one line: totals, transitions, totals by group, spread."""

    def __init__(self, cells: int, groups: Mapping[str, int]) -> None:
        self.totals = Totals.empty()
        self.cells = cells
        self.moves = np.zeros((cells, cells), np.int64)
        self.grouped = {name: Grouped(size) for name, size in groups.items()}
        self.spread = Spread()

    def add(self, shift: Shift, groups: Mapping[str, np.ndarray]) -> None:
        """Count a batch."""
        self.totals.add(shift)
        self.spread.add(shift)
        for name, grouped in self.grouped.items():
            grouped.add(shift, groups[name])

    def move(self, before: View, after: View) -> None:
        """Count the transitions of a batch."""
        if before.cell is not None and after.cell is not None:
            cells = before.cell.astype(np.int64) * self.cells + after.cell
            self.moves += np.bincount(cells, minlength=self.cells**2).reshape(self.cells, self.cells)
