"""The OpenFisca package, all rows in one simulation as its users run it; files through polars."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.peers import figures, reading
from benchmarks.peers.openfisca_zhiwei import answering
from benchmarks.peers.openfisca_zhiwei.facts import INPUTS
from benchmarks.peers.openfisca_zhiwei.system import system
from benchmarks.peers.outputs import TOTALS, totals
from benchmarks.peers.runners.form import Lists

COLUMNS = (*INPUTS, answering.BEFORE)


class Runner:
    """One simulation for all rows; setting its inputs counts as computing."""

    def __init__(self, lists: Lists) -> None:
        self.divisions = len(lists.divisions)
        self.system = system(figures.size_rows(lists.industry_codes), figures.shares(lists.divisions))
        self.asked = answering.names(self.system)
        self.counted = {n: a for n, a in self.asked.items() if n.endswith(("_verdict", "_amount"))}

    def load(self, path: Path) -> reading.Columns:
        return reading.column_by_column(path, COLUMNS)

    def memory(self, loaded: reading.Columns) -> None:
        self._calculate(loaded)

    def _calculate(self, columns: reading.Columns, asked: Any = None) -> dict[str, Any]:
        return answering.calculate(answering.simulation(self.system, columns), asked or self.asked)

    def outputs(self, path: Path) -> reading.Columns:
        return answering.plain(self._calculate(self.load(path)))

    def totals(self, path: Path) -> np.ndarray:
        columns = self.load(path)
        found = answering.plain(self._calculate(columns, self.counted))
        return totals(found, columns["division"], self.divisions)

    def file(self, path: Path, target: Path) -> None:
        columns = reading.column_by_column(path, ("id", *COLUMNS))
        found = {"id": columns["id"], **answering.plain(self._calculate(columns))}
        pl.DataFrame(found, schema=reading.SCHEMA).write_parquet(target, compression=reading.CODEC)

    tracing = False

    def latency(self, path: Path, repeats: int) -> list[float]:
        """Seconds for each of the first rows of a file, every row a simulation of its own."""
        columns, seconds = reading.numpy_columns(reading.scan(path).head(repeats).collect()), []
        for row in range(repeats):
            one = {name: columns[name][row : row + 1] for name in COLUMNS}
            began = time.perf_counter()
            made = answering.simulation(self.system, one)
            made.trace = self.tracing
            answering.calculate(made, self.asked)
            seconds.append(time.perf_counter() - began)
        return seconds


def empty_totals(divisions: int) -> np.ndarray:
    """Totals of no rows."""
    return np.zeros((divisions, len(TOTALS)), np.int64)
