"""Rows of a table in columns: what the fast way of reading takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
import polars as pl

from zhiwei.population.defects import Problem
from zhiwei.population.readers.table import Row, Table

Cells = pl.Series | Sequence[Any]
"""The cells of a column: typed, or as the reader gave them."""


RowAsItStood = Callable[[int], Row]
"""Gives a row of a block by its position, with all its cells, those of unread columns included."""


@dataclass(frozen=True)
class Block:
    """Consecutive rows: their numbers, a column of cells by position (None where not read), rows that could not be cut."""

    numbers: np.ndarray
    columns: Sequence[Cells | None]
    row: RowAsItStood
    problems: dict[int, Problem] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)


def blocks(table: Table, size: int, wanted: frozenset[int] | None = None) -> Iterator[Block]:
    """The table in blocks of at most ``size`` rows, cut in the same places at every reading.

    ``wanted`` are the positions of the columns to be read, all by default; a reader of rows reads all of them anyway.
    """
    if table.blocks is not None:
        yield from table.blocks(size, wanted)
        return
    stream = table.rows()
    width = len(table.headings)
    while rows := list(islice(stream, size)):
        yield turned(rows, width)


def turned(rows: list[Row], width: int) -> Block:
    """Rows as a block of so many columns."""
    numbers = np.fromiter((row.number for row in rows), np.int64, len(rows))
    if all(len(row.cells) == width for row in rows):
        columns: list[Cells | None] = list(zip(*(row.cells for row in rows), strict=True))
    else:
        columns = [[row.cells[i] if i < len(row.cells) else None for row in rows] for i in range(width)]
    problems = {i: row.problem for i, row in enumerate(rows) if row.problem is not None}
    return Block(numbers, columns, rows.__getitem__, problems)
