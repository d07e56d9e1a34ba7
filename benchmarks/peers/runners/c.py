"""C by hand, files read and written through polars."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.peers import c_by_hand, reading
from benchmarks.peers.outputs import TOTALS, totals
from benchmarks.peers.runners.form import Lists


class Runner:
    """The compiled pass over numpy columns; output buffers are used again."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        self.rules = c_by_hand.ByHand(lists.industry_codes, lists.divisions)
        self.buffers: reading.Columns = {}

    def load(self, path: Path) -> reading.Columns:
        return reading.column_by_column(path, c_by_hand.FIELDS)

    def memory(self, loaded: reading.Columns) -> None:
        rows = len(loaded["division"])
        if not self.buffers or len(self.buffers["size_class"]) != rows:
            self.buffers = c_by_hand.buffers(rows)
        self.rules.run(loaded, self.buffers, self.lists.threads)

    def _answer(self, columns: reading.Columns) -> reading.Columns:
        out = c_by_hand.buffers(len(columns["division"]))
        self.rules.run(columns, out, threads=1)
        return out

    def outputs(self, path: Path) -> reading.Columns:
        return self._answer(self.load(path))

    def totals(self, path: Path) -> np.ndarray:
        divisions = len(self.lists.divisions)
        out = np.zeros((divisions, len(TOTALS)), np.int64)
        for columns in reading.batches(path, c_by_hand.FIELDS):
            out += totals(self._answer(columns), columns["division"], divisions)
        return out

    def file(self, path: Path, target: Path) -> None:
        reading.through(path, target, c_by_hand.FIELDS, self._answer)
