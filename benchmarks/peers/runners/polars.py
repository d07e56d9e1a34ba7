"""polars expressions by hand, streaming."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.peers import polars_expressions, reading
from benchmarks.peers.outputs import AMOUNTS, OUTPUTS, POSSIBLE, TOTALS
from benchmarks.peers.runners.form import Lists


class Runner:
    """Expressions over a frame or a scanned file."""

    def __init__(self, lists: Lists) -> None:
        self.lists = lists

    def _answers(self, lazy: pl.LazyFrame) -> pl.LazyFrame:
        return polars_expressions.answers(lazy, self.lists.industry_codes, self.lists.divisions)

    def load(self, path: Path) -> pl.DataFrame:
        return reading.scan(path).collect().rechunk()

    def memory(self, loaded: pl.DataFrame) -> None:
        self._answers(loaded.lazy()).collect(engine="streaming")

    def outputs(self, path: Path) -> dict[str, np.ndarray]:
        found = self._answers(reading.scan(path)).collect(engine="streaming").sort("id")
        return {name: found[name].to_numpy() for name in OUTPUTS}

    def totals(self, path: Path) -> np.ndarray:
        counts = [
            (pl.col(f"{m}_verdict") == code).sum().alias(f"{m} {code}")
            for m, codes in POSSIBLE.items()
            for code in codes
        ]
        sums = [pl.col(f"{m}_amount").sum() for m in AMOUNTS]
        answers = self._answers(reading.scan(path))
        found = answers.group_by("division").agg(*counts, *sums).collect(engine="streaming")
        out = np.zeros((len(self.lists.divisions), len(TOTALS)), np.int64)
        out[found["division"].to_numpy()] = found.drop("division").to_numpy()
        return out

    def file(self, path: Path, target: Path) -> None:
        answers = self._answers(reading.scan(path)).drop("division")
        answers.sink_parquet(target, compression=reading.CODEC)
