"""The OpenFisca package with a simulation for each batch of rows, which spares memory and caches."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.peers import reading
from benchmarks.peers.openfisca_zhiwei import answering
from benchmarks.peers.outputs import totals
from benchmarks.peers.runners import openfisca


class Runner(openfisca.Runner):
    """A simulation for each 262,144 rows."""

    def memory(self, loaded: reading.Columns) -> None:
        rows = len(loaded["division"])
        for start in range(0, rows, reading.BATCH):
            self._calculate({n: c[start : start + reading.BATCH] for n, c in loaded.items()})

    def totals(self, path: Path) -> np.ndarray:
        out = openfisca.empty_totals(self.divisions)
        for columns in reading.batches(path, openfisca.COLUMNS):
            found = answering.plain(self._calculate(columns, self.counted))
            out += totals(found, columns["division"], self.divisions)
        return out

    def file(self, path: Path, target: Path) -> None:
        reading.through(path, target, openfisca.COLUMNS, lambda c: answering.plain(self._calculate(c)))
