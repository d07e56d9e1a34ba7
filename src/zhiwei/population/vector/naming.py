"""The id of every row of a block: text or whole numbers, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol

import numpy as np
import polars as pl

from zhiwei.population import row_problems as problem
from zhiwei.population.columns import Column
from zhiwei.population.defects import Problem
from zhiwei.population.readers.blocks import Block, Cells
from zhiwei.population.vector.columns import typed
from zhiwei.population.vector.ids import Seen
from zhiwei.population.words import as_text

_ODD = r"[^\x21-\x7e]"
"""Whatever is not a plain visible character; such ids are tidied one by one."""
Again = Callable[[frozenset[int]], Iterator[Block]]
"""Reads the blocks of a table once more, with these columns."""


class Repeats(Protocol):
    """Tells which ids of a block another row of the table has before."""

    def repeated(self, ids: pl.Series, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Positions of such ids, and the number of the row that has each first."""
        ...


class Naming:
    """Names the rows of a table by its id column, or by their numbers where it has none."""

    def __init__(
        self, column: Column | None, again: Again, repeats: Repeats | None = None, rows: int | None = None
    ) -> None:
        """``repeats`` where the rows read here are a part of the table only; found among them by default.

        ``rows`` is how many the table has, where that is known.
        """
        self.column = column
        self._again = again
        self._blocks = 0
        self._seen: Repeats = repeats or Seen(self._earlier, rows or 0)

    def ids(self, block: Block) -> tuple[pl.Series, np.ndarray | None]:
        """The ids, and which rows have one, None if all; without regard to other blocks, in any thread."""
        if self.column is None:
            return pl.Series("id", block.numbers), None
        cells = block.columns[self.column.position]
        assert cells is not None
        ids = id_texts(cells).alias("id")
        present = ids.is_not_null()
        if not ids.dtype.is_integer():
            present &= (ids != "").fill_null(value=False)
        return ids, None if present.all() else present.to_numpy()

    def wrong(self, block: Block, ids: pl.Series, present: np.ndarray | None) -> dict[int, Problem]:
        """By row, what is wrong with its id: in the order of blocks."""
        if self.column is None:
            return {}
        found: dict[int, Problem] = {}
        if present is not None:
            rows = np.flatnonzero(~present).tolist()
            found = {row: problem.no_id() for row in rows if row not in block.problems}
        named = _without_uncut(present, block)
        if named is None:
            places, first = self._seen.repeated(ids, block.numbers)
        else:
            at = np.flatnonzero(named)
            places, first = self._seen.repeated(ids.gather(at), block.numbers[at])
            places = at[places]
        for place, row in zip(places.tolist(), first.tolist(), strict=True):
            found[place] = problem.duplicate_id(row)
        self._blocks += 1
        return found

    def _earlier(self) -> Iterator[tuple[pl.Series, np.ndarray]]:
        assert self.column is not None
        for block in islice(self._again(frozenset({self.column.position})), self._blocks):
            ids, present = self.ids(block)
            named = _without_uncut(present, block)
            if named is None:
                yield ids, block.numbers
            else:
                at = np.flatnonzero(named)
                yield ids.gather(at), block.numbers[at]


def _without_uncut(present: np.ndarray | None, block: Block) -> np.ndarray | None:
    """Which rows are named and could be cut; None if all."""
    if not block.problems:
        return present
    named = np.ones(len(block), bool) if present is None else present.copy()
    named[list(block.problems)] = False
    return named


def id_texts(cells: Cells) -> pl.Series:
    """Ids as :func:`as_text` gives them; whole numbers of a typed column stay whole numbers."""
    series = cells if isinstance(cells, pl.Series) else typed(cells)
    if series is not None and isinstance(cells, pl.Series) and series.dtype.is_integer():
        return series
    if series is not None and isinstance(series.dtype, pl.Enum | pl.Categorical):
        series = series.cast(pl.String)
    if series is None or series.dtype != pl.String:
        listed = cells if series is None else series.to_list()
        return pl.Series([None if c is None else as_text(c) for c in listed], dtype=pl.String)
    odd = np.flatnonzero(series.str.contains(_ODD).fill_null(value=False).to_numpy())
    if odd.size:
        series = series.scatter(odd, [as_text(c) for c in series.gather(odd).to_list()])
    return series
