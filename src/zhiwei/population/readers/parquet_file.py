"""Parquet: typed columns, read in batches; rows are numbered from 1."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from zhiwei.population.defects import refuse
from zhiwei.population.readers.table import Row, Table, empty_table, unreadable

BATCH = 50_000


def open_parquet(path: Path, sheet: str | None = None) -> Table:
    """The table of a Parquet file."""
    try:
        lazy = pl.scan_parquet(path)
        headings = tuple(lazy.collect_schema().names())
        total = int(lazy.select(pl.len()).collect().item())
    except (PolarsError, OSError) as error:
        raise refuse(unreadable(str(error).splitlines()[0]), file=path.name) from error
    if not headings:
        raise refuse(empty_table(), file=path.name)
    position = [0]

    def rows() -> Iterator[Row]:
        for batch in lazy.collect_batches(chunk_size=BATCH, maintain_order=True):
            for cells in batch.iter_rows():
                position[0] += 1
                yield Row(position[0], cells)

    marks = tuple(str(n) for n in range(1, len(headings) + 1))
    return Table(path.name, "", headings, marks, rows, total, lambda: position[0])
