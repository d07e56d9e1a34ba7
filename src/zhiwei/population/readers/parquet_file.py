"""Parquet: typed columns, read in batches; rows are numbered from 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from zhiwei.population.defects import InputDefects, refuse
from zhiwei.population.readers.blocks import Block
from zhiwei.population.readers.table import Row, Table, empty_table, unreadable

BATCH = 50_000


def open_parquet(path: Path, sheet: str | None = None) -> Table:
    """The table of a Parquet file."""
    try:
        lazy = pl.scan_parquet(path, glob=False)
        headings = tuple(lazy.collect_schema().names())
        total = int(lazy.select(pl.len()).collect().item())
    except (PolarsError, OSError) as error:
        raise _unreadable(path, error) from error
    if not headings:
        raise refuse(empty_table(), file=path.name)
    position = [0]

    def read(start: int, rows: int, names: list[str]) -> pl.DataFrame:
        try:
            frame = lazy.select(names).slice(start, rows).collect(engine="streaming")
        except (PolarsError, OSError) as error:
            raise _unreadable(path, error) from error
        position[0] = start + rows
        return frame

    def rows() -> Iterator[Row]:
        for start in range(0, total, BATCH):
            frame = read(start, min(BATCH, total - start), list(headings))
            for number, cells in enumerate(frame.iter_rows(), start + 1):
                position[0] = number
                yield Row(number, cells)

    def blocks(size: int, wanted: frozenset[int] | None) -> Iterator[Block]:
        chosen = range(len(headings)) if wanted is None else sorted(wanted)
        start = 0
        for frame in _frames(path, lazy.select([headings[i] for i in chosen]), size, total):
            columns: list[pl.Series | None] = [None] * len(headings)
            for i, series in zip(chosen, frame.iter_columns(), strict=True):
                columns[i] = series
            count = min(size, total - start)
            numbers = np.arange(start + 1, start + 1 + count)
            position[0] = start + count
            yield Block(numbers, columns, _whole(lambda s, n: read(s, n, list(headings)), start, count))
            start += count

    marks = tuple(str(n) for n in range(1, len(headings) + 1))
    return Table(path.name, "", headings, marks, rows, total, lambda: position[0], blocks, total)


def _frames(path: Path, lazy: pl.LazyFrame, size: int, total: int) -> Iterator[pl.DataFrame]:
    """So many rows at a time, in their order, read ahead by polars; a row group is decoded once whatever the size."""
    if not lazy.collect_schema():
        yield from (pl.DataFrame() for _ in range(0, total, size))
        return
    try:
        yield from lazy.collect_batches(chunk_size=size, maintain_order=True)
    except (PolarsError, OSError) as error:
        raise _unreadable(path, error) from error


def _whole(read: Callable[[int, int], pl.DataFrame], start: int, count: int) -> Callable[[int], Row]:
    """Rows of a block with all their cells, read only when one is asked for."""

    @lru_cache(maxsize=1)
    def frame() -> pl.DataFrame:
        return read(start, count)

    return lambda position: Row(start + 1 + position, frame().row(position))


def _unreadable(path: Path, error: Exception) -> InputDefects:
    return refuse(unreadable(str(error).splitlines()[0]), file=path.name)
