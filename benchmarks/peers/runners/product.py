"""Zhiwei as its users run it: `zhiwei run` over a file in the register's form, every cell checked on the way in.

Its totals hold more than the peers': by division, industry and size, also why refused and what is missing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.peers.outputs import AMOUNTS, NO_TAX, OUTPUTS, POSSIBLE, TOTALS
from benchmarks.peers.runners.form import Lists
from benchmarks.reference.book import reference
from zhiwei.engine.outcome import VERDICTS as WORDS
from zhiwei.policy.library import cache_folder
from zhiwei.population.asking import Question
from zhiwei.population.running import run


class Runner:
    """The population's run with the reference rulebook."""

    def __init__(self, lists: Lists) -> None:
        asked = reference()
        self.book, self.divisions = asked.book, lists.divisions
        self.question = Question(
            as_of=asked.law.as_of.isoformat(),
            measures=asked.measures,
            variables=asked.variables,
            decisions=asked.decisions,
        )
        self.cache = Path(os.environ.get("ZHIWEI_BENCH_KERNELS") or cache_folder() / "kernels")

    def load(self, path: Path) -> Any:
        raise NotImplementedError("files only")

    def memory(self, loaded: Any) -> None:
        raise NotImplementedError("files only")

    def _run(self, path: Path, target: Path | None, totals: Path | None = None) -> None:
        done = run(
            self.book, path, target, self.question, encode="codes", engine="native", totals=totals,
            cache=self.cache,
        )  # fmt: skip
        if not done.ok or done.rejected:
            raise ValueError(f"{path.name}: {done.rejected} rows set aside, {done.defects[:3]}")

    def outputs(self, path: Path) -> dict[str, np.ndarray]:
        target = path.with_suffix(".product.parquet")
        self._run(path, target)
        return same_form(pl.read_parquet(target))

    def totals(self, path: Path) -> np.ndarray:
        target = path.with_suffix(".totals.json")
        self._run(path, None, target)
        told = json.loads(target.read_text("utf-8"))["measures"]
        out = np.zeros((len(self.divisions), len(TOTALS)), np.int64)
        place = {code: i for i, code in enumerate(self.divisions)}
        for measure, counted in told.items():
            name = measure.replace("/", "_")
            for group in counted["by"]["division"]:
                row = out[place[group["code"]]]
                for code in POSSIBLE[name]:
                    row[TOTALS.index((name, f"count_{code}"))] = group["verdicts"].get(WORDS[code], 0)
                if name in AMOUNTS:
                    fen = group["yuan"].replace(",", "").replace(".", "")
                    row[TOTALS.index((name, "amount"))] = int(fen)
        return out

    def file(self, path: Path, target: Path) -> None:
        for beside in target.parent.glob(f"{target.name}*"):
            beside.unlink()
        self._run(path, target)


def same_form(written: pl.DataFrame, names: Iterable[str] = tuple(OUTPUTS)) -> dict[str, np.ndarray]:
    """What the run wrote, in the form of the peers' outputs: nothing and 不适用 as 0 and -1, money as fen."""
    out: dict[str, np.ndarray] = {}
    for name in names:
        series = written[name]
        if isinstance(series.dtype, pl.Decimal):
            series = (series * 100).cast(pl.Int64)
        if series.dtype == pl.String:
            raise TypeError(f"{name} is text: {series.head(3).to_list()}")
        out[name] = series.fill_null(NO_TAX if name == "corporate_income_tax" else 0).to_numpy()
    return out
