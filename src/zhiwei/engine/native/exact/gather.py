"""The facts of some rows of a batch, side by side for compiled code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from zhiwei.engine.native.codes import KNOWN, MISSING
from zhiwei.engine.native.columns import FactColumn

BLOCK = 2048
"""Rows taken at once, so that their facts stay in the cache."""


class Gatherer:
    """Blocks of facts, one row of ``values`` and ``states`` for each of some labels; a block takes the place of the last."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = labels
        self.values = np.zeros((len(labels), BLOCK))
        self.states = np.zeros((len(labels), BLOCK), np.uint8)

    def blocks(self, columns: Mapping[str, FactColumn], rows: np.ndarray) -> Iterator[tuple[int, int]]:
        """First place among the rows and size of each block, once its facts are there."""
        given = [columns.get(label) for label in self.labels]
        for k, column in enumerate(given):
            self.states[k] = MISSING if column is None else KNOWN
        for first in range(0, len(rows), BLOCK):
            chosen = rows[first : first + BLOCK]
            size = len(chosen)
            for k, column in enumerate(given):
                if column is None:
                    continue
                self.values[k, :size] = column.values[chosen]
                if column.states is not None:
                    self.states[k, :size] = column.states[chosen]
            yield first, size
