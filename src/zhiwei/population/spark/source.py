"""The columns of a DataFrame as a table, whole or a partition of it, for the readers of tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from zhiwei.population.readers.blocks import Block
from zhiwei.population.readers.table import Row, Table
from zhiwei.population.stream import Stream

ROW, FILE = "row", "file"


@dataclass(frozen=True, slots=True)
class PlacedRow(Row):
    """A row of a table that lies in several files."""

    file: str = ""


@dataclass(frozen=True)
class Source:
    """What driver and workers know of the DataFrame.

    Its columns are handed over under their positions, so that no heading can collide with another or be taken for a path.
    With them go the number of the row under :data:`ROW` where rows are ``numbered``, and its file under :data:`FILE`
    where they lie in several ``files`` and are numbered in each.
    """

    name: str
    headings: tuple[str, ...]
    numbered: bool = False
    files: bool = False

    @property
    def ordered(self) -> bool:
        """Whether the numbers of the rows put the whole DataFrame in order."""
        return self.numbered and not self.files

    def part(self, batches: Iterable[Any]) -> Table:
        """A table over the Arrow batches of a partition; they can be read once."""

        def blocks(size: int, wanted: frozenset[int] | None) -> Iterator[Block]:
            del size, wanted  # Spark cut the batches, the driver chose the columns
            start = 0
            for batch in batches:
                frame = pl.DataFrame(pl.from_arrow(batch))
                yield self._block(frame, start)
                start += len(frame)

        return self._table(blocks)

    def columns_read(self, stream: Callable[[Table], Stream]) -> list[int]:
        """Positions of the columns that a stream over the table reads."""
        asked: list[frozenset[int]] = []

        def blocks(size: int, wanted: frozenset[int] | None) -> Iterator[Block]:
            asked.append(frozenset(range(len(self.headings))) if wanted is None else wanted)
            return iter(())

        for _ in stream(self._table(blocks)).batches():
            pass
        return sorted(asked[0])

    def _table(self, blocks: Callable[[int, frozenset[int] | None], Iterator[Block]]) -> Table:
        marks = tuple(str(n) for n in range(1, len(self.headings) + 1))
        return Table(self.name, "", self.headings, marks, lambda: iter(()), blocks=blocks)

    def _block(self, frame: pl.DataFrame, start: int) -> Block:
        there = set(frame.columns)
        columns = [frame[str(n)] if str(n) in there else None for n in range(len(self.headings))]
        numbers = frame[ROW].to_numpy() if ROW in there else np.arange(start + 1, start + 1 + len(frame))
        files = frame[FILE] if FILE in there else None

        def row(position: int) -> Row:
            cells = [None if column is None else column[position] for column in columns]
            file = self.name if files is None else str(files[position])
            return PlacedRow(int(numbers[position]), cells, file=file)

        return Block(numbers, columns, row)
