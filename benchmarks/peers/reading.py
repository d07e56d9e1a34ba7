"""Parquet to numpy and back for the peers that compute on numpy columns, streaming through polars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.peers.outputs import OUTPUTS

BATCH = 1 << 18
CODEC = "snappy"
"""Compression of what peers write: DuckDB's own choice, so that no peer pays for a slower one."""
_TYPES = {np.uint8: pl.UInt8, np.int64: pl.Int64}
SCHEMA = {"id": pl.UInt32, **{name: _TYPES[dtype] for name, dtype in OUTPUTS.items()}}
Columns = dict[str, np.ndarray]


def scan(path: Path) -> pl.LazyFrame:
    """A file in the plain form; one in the register's form is turned into it: fen, hundredths, positions."""
    lazy = pl.scan_parquet(path)
    changed: list[pl.Expr] = []
    for name, dtype in lazy.collect_schema().items():
        if isinstance(dtype, pl.Decimal):
            hundredths = pl.col(name).to_physical()
            changed.append(hundredths.cast(pl.Int32 if name == "average_employees" else pl.Int64))
        elif isinstance(dtype, pl.Enum):
            changed.append(pl.col(name).to_physical())
    return lazy.with_columns(changed)


def numpy_columns(frame: pl.DataFrame) -> Columns:
    """The columns as arrays: dates as int32 days, null as the smallest int32."""
    return {series.name: _array(series) for series in frame.iter_columns()}


def _array(series: pl.Series) -> np.ndarray:
    if series.dtype == pl.Date:
        series = series.to_physical()
        if series.null_count():
            series = series.fill_null(np.iinfo(np.int32).min)
    return series.rechunk().to_numpy()


def column_by_column(path: Path, names: Iterable[str]) -> Columns:
    """All rows of a file as arrays, read one column at a time to keep the peak low."""
    return {name: numpy_columns(scan(path).select(name).collect())[name] for name in names}


def frames(path: Path, names: Iterable[str], size: int = BATCH) -> Iterator[pl.DataFrame]:
    """The rows of a file in batches, read ahead by polars' streaming engine."""
    yield from scan(path).select(list(names)).collect_batches(chunk_size=size, maintain_order=True)


def batches(path: Path, names: Iterable[str], size: int = BATCH) -> Iterator[Columns]:
    """The same as arrays."""
    yield from map(numpy_columns, frames(path, names, size))


def through(path: Path, target: Path, names: Iterable[str], answer: Callable[[Columns], Columns]) -> None:
    """Read, answer and write a file batch by batch; ``answer`` gives the outputs of the columns it is given."""

    def part(frame: pl.DataFrame) -> pl.DataFrame:
        columns = numpy_columns(frame)
        return pl.DataFrame({"id": columns["id"], **answer(columns)}, schema=SCHEMA)

    lazy = scan(path).select(["id", *names])
    lazy.map_batches(part, schema=SCHEMA, streamable=True).sink_parquet(target, compression=CODEC)
