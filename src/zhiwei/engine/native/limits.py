"""Rows whose figures are too large for float64 to be exact: found while they are read, told apart by measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from zhiwei.engine.native.bounds import Memory, limits_of
from zhiwei.engine.native.codes import KNOWN
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.layout import VALUE, Column
from zhiwei.engine.plan import Plan
from zhiwei.engine.rulebook import Rulebook


class Limits:
    """The limits of all facts that are read, for every input column, and those of each measure or variable alone."""

    def __init__(
        self, book: Rulebook, plan: Plan, columns: Sequence[Column], memory: Memory | None = None
    ) -> None:
        self._book, self._plan = book, plan
        self._of: dict[tuple[str, ...], Mapping[str, tuple[float, float]]] = {}
        limits = limits_of(plan, book.data, memory)
        self.lows = np.full(max(1, len(columns)), -np.inf)
        self.highs = np.full(max(1, len(columns)), np.inf)
        for k, column in enumerate(columns):
            if column.what == VALUE and column.fact is not None:
                self.lows[k], self.highs[k] = limits[column.fact]

    def beyond(self, names: Sequence[str], facts: Mapping[str, FactColumn]) -> np.ndarray:
        """Numbers of the rows in which what is made of these names needs another engine, in order."""
        wanted = tuple(dict.fromkeys(names))
        if wanted not in self._of:
            plan = self._book.plan(self._plan.entity, wanted, self._plan.law)
            self._of[wanted] = limits_of(plan, self._book.data)
        found: list[np.ndarray] = []
        for label, (low, high) in self._of[wanted].items():
            column = facts.get(label)
            if column is None:
                continue
            outside = (column.values < low) | (column.values > high)
            if column.states is not None:
                outside &= column.states == KNOWN
            found.append(np.flatnonzero(outside))
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
