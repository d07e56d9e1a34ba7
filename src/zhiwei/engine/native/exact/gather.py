"""The facts of some rows of a batch, side by side for compiled code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from zhiwei.engine.native.codes import KNOWN, MISSING
from zhiwei.engine.native.columns import FactColumn

BLOCK = 2048
"""Rows taken at once, so that their facts stay in the cache."""


class Gatherer:
    """Blocks of facts by column label; the arrays of a block are used again for the next."""

    def __init__(self, labels: Sequence[str], columns: Mapping[str, FactColumn]) -> None:
        self.given = [columns.get(label) for label in labels]
        self.values = np.zeros((len(labels), BLOCK))
        self.states = np.full((len(labels), BLOCK), MISSING, np.uint8)
        for k, column in enumerate(self.given):
            if column is not None and column.states is None:
                self.states[k] = KNOWN

    def blocks(self, rows: np.ndarray) -> Iterator[tuple[int, int]]:
        """First place among the rows and size of each block, its facts in ``values`` and ``states``."""
        for first in range(0, len(rows), BLOCK):
            chosen = rows[first : first + BLOCK]
            size = len(chosen)
            for k, column in enumerate(self.given):
                if column is None:
                    continue
                self.values[k, :size] = column.values[chosen]
                if column.states is not None:
                    self.states[k, :size] = column.states[chosen]
            yield first, size
