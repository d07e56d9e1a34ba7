"""Zhiwei's native engine, files read and written through polars."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from benchmarks.peers import ours, reading
from benchmarks.peers.outputs import TOTALS, totals
from benchmarks.peers.runners.form import Lists
from benchmarks.reference.book import reference
from benchmarks.reference.rows import fact_columns
from zhiwei.engine.native.columns import FactColumn
from zhiwei.policy.library import cache_folder


class Runner:
    """The compiled rulebook for complete facts; output buffers are used again."""

    complete = True

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        cache = Path(os.environ.get("ZHIWEI_BENCH_KERNELS") or cache_folder() / "kernels")
        self.engine = ours.engine(reference(), cache, complete=self.complete, threads=lists.threads)
        self.engine.run({}, 1)
        self.names = self.engine.facts
        self.buffers: list[np.ndarray] = []

    def load(self, path: Path) -> dict[str, FactColumn]:
        return fact_columns(reading.column_by_column(path, self.names))

    def memory(self, loaded: dict[str, FactColumn]) -> None:
        rows = len(loaded["division"].values)
        if not self.buffers or len(self.buffers[0]) != rows:
            self.buffers = self.engine.outputs(rows)
        self.engine.fill(loaded, rows, self.buffers)

    def _answer(self, columns: reading.Columns) -> reading.Columns:
        return ours.plain(self.engine.run(fact_columns(columns), len(columns["division"])))

    def outputs(self, path: Path) -> reading.Columns:
        return self._answer(reading.column_by_column(path, self.names))

    def totals(self, path: Path) -> np.ndarray:
        divisions = len(self.lists.divisions)
        out = np.zeros((divisions, len(TOTALS)), np.int64)
        for columns in reading.batches(path, self.names):
            out += totals(self._answer(columns), columns["division"], divisions)
        return out

    def file(self, path: Path, target: Path) -> None:
        reading.through(path, target, self.names, self._answer)
