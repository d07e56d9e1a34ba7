"""Nothing is timed before it agrees: cell by cell with the traced engine, then among the peers at full size."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.peers import traced
from benchmarks.peers.measuring import measure
from benchmarks.peers.outputs import OUTPUTS, differences
from benchmarks.peers.runners.product import same_form
from benchmarks.reference.book import reference
from benchmarks.reference.rows import rows
from benchmarks.reference.tables import write

ROWS = 5_000
Asked = Iterable[tuple[str, str]]


def with_traced(asked: Asked, folder: Path, lists: Path) -> list[str]:
    """Differences of each (runner, form) from the traced engine over the first rows; empty if there are none."""
    expected = traced.answers(reference(), rows(ROWS))
    wrong = []
    for runner, form in asked:
        path = write(folder / f"small-{form}-{ROWS}.parquet", ROWS, form=form)
        target = folder / f"outputs-{runner}.npz"
        measure(runner, "outputs", path, target, lists)
        with np.load(target) as found:
            wrong += [f"{runner}, {form}: {line}" for line in differences(expected, dict(found))]
        target.unlink()
    return wrong


def of_files(one: Path, other: Path) -> list[str]:
    """Columns in which two written files differ, read one at a time; either may be in the form of `zhiwei run`.

    DuckDB does not keep the order of rows through a join, so rows are compared in the order of their ids.
    """
    wrong, orders = [], {path: _order(path) for path in (one, other)}
    for name in OUTPUTS:
        left, right = (_column(path, name)[orders[path]] for path in (one, other))
        if left.shape != right.shape or not np.array_equal(left, right):
            wrong.append(f"{other.name}: {name} is not as in {one.name}")
    return wrong


def _order(path: Path) -> np.ndarray | slice:
    ids = pl.scan_parquet(path).select(pl.col("id").cast(pl.UInt32)).collect()["id"]
    if not np.array_equal(np.sort(ids.to_numpy()), np.arange(len(ids), dtype=np.uint32)):
        raise ValueError(f"{path.name}: the ids are not those of the rows")
    return slice(None) if ids.is_sorted() else np.argsort(ids.to_numpy())


def _column(path: Path, name: str) -> np.ndarray:
    return same_form(pl.scan_parquet(path).select(name).collect(), (name,))[name]
