"""Reads one column of a table block by block."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from zhiwei.engine.native.codes import MISSING
from zhiwei.population.cells import CellReader
from zhiwei.population.codes import CodeLists
from zhiwei.population.columns import Column
from zhiwei.population.readers.blocks import Cells
from zhiwei.population.scale import HUGE_FEN
from zhiwei.population.vector.cells import Converted, Numbering, OneByOne
from zhiwei.population.vector.quantities import Scale, numbers, scale_of, texts
from zhiwei.population.vector.whole import plain_floats, whole_numbers
from zhiwei.population.vector.words import Distinct, days, flags

QUANTITIES = frozenset({"money", "rate", "count", "number"})
MANY = 4_096
"""Rows from which a block is worth compiled loops, which take a third of a second to load."""
TYPED = (str, int, float, bool, datetime.date)
"""Types of Python that a column may have throughout and then be read at once."""


class ColumnReader:
    """Cells of one fact as numbers; remembers what :class:`CellReader` remembers."""

    def __init__(self, column: Column, codes: CodeLists, positions: Mapping[str, int]) -> None:
        """``positions`` are those of the fact's code list."""
        assert column.variable is not None
        self.column, self.variable = column, column.variable
        self.cells = CellReader(column, codes)
        numbering = Numbering(column.variable, positions)
        self._kind = column.variable.type.kind
        self._singly = OneByOne(self.cells, numbering)
        self._distinct = Distinct(self.cells, numbering)
        self._scale = scale_of(column) if self._kind in QUANTITIES else None

    def read(self, cells: Cells) -> Converted:
        """The numbers, states, odd values and problems of a block's cells, the block's turn having come."""
        return self.settle(self.convert(cells))

    def convert(self, cells: Cells) -> Converted:
        """What can be read without regard to other blocks, in any thread; :meth:`settle` must follow."""
        series = cells.rechunk() if isinstance(cells, pl.Series) else typed(cells)
        rows = len(cells)
        if series is None:
            return _unread(rows, enumerate(cells))
        if series.dtype == pl.Null or self._kind == "text":
            return _unread(rows)
        if self._scale is not None:
            return self._quantities(series, self._scale)
        if self._kind == "flag" and series.dtype == pl.Boolean:
            return flags(series)
        if self._kind == "date" and series.dtype in (pl.Date, pl.Datetime):
            found, good = days(series, self.variable.minimum, self.variable.maximum)
            return found if good is None else self._others(series, ~good, found)
        if series.dtype.is_float() or series.dtype.is_nested() or series.dtype == pl.Object:
            return _unread(rows, enumerate(series.to_list()))
        return self._distinct.read(series)

    def settle(self, found: Converted) -> Converted:
        """Read what depends on earlier blocks, and remember what later ones depend on: in the order of blocks."""
        if found.rest:
            self._singly.read(found.rest, found)
        if found.excused:
            self.cells.excuse(found.excused)
        if found.seen is not None:
            self.cells.saw(*found.seen)
        return found

    def _quantities(self, series: pl.Series, scale: Scale) -> Converted:
        """What is plainly a number at once, the rest singly."""
        if len(series) >= MANY:
            plain = plain_floats(series, scale) if series.dtype.is_float() else whole_numbers(series, scale)
            if plain is not None:
                return plain
        found = Converted(np.zeros(len(series)), np.zeros(len(series), np.uint8))
        assert found.states is not None
        nothing = series.is_null()
        if series.dtype.is_numeric():
            values, good = numbers(series, scale)
        elif series.dtype == pl.String:
            nothing = nothing | (series == "")
            values, good = texts(series, scale)
        else:
            values, good = found.values, np.zeros(len(series), bool)
        gone = nothing.fill_null(value=True).to_numpy() if nothing.any() else None
        if gone is not None:
            good &= ~gone
            found.states[gone] = MISSING
        if good.all():
            found.values = values
        else:
            np.copyto(found.values, values, where=good)
            self._others(series, ~good if gone is None else ~(good | gone), found)
        if scale.money:
            found.seen = _seen(found.values, good)
        return found

    @staticmethod
    def _others(series: pl.Series, rows: np.ndarray, found: Converted) -> Converted:
        places = np.flatnonzero(rows)
        if places.size:
            found.open()
            found.values[places] = 0
            found.rest = list(zip(places.tolist(), series.gather(places).to_list(), strict=True))
        return found


def _unread(rows: int, rest: Iterable[tuple[int, Any]] = ()) -> Converted:
    return Converted(np.zeros(rows), np.full(rows, MISSING, np.uint8), rest=rest)


def _seen(values: np.ndarray, good: np.ndarray) -> tuple[int, int, int] | None:
    """What the watch of the column's scale is to be told of what was read at once."""
    amounts = np.abs(values if good.all() else values[good])
    if not amounts.size:
        return None
    return int(amounts.max()), int(np.count_nonzero(amounts)), int(np.count_nonzero(amounts >= HUGE_FEN))


def typed(cells: Sequence[Any]) -> pl.Series | None:
    """The cells as a typed column if all that are not empty have one type; None where they are mixed."""
    kinds = set(map(type, cells)) - {type(None)}
    if not kinds:
        return pl.Series(cells, dtype=pl.Null)
    if kinds == {float, str} or kinds == {datetime.date, str}:
        if any(type(c) is str and c.strip() for c in cells):
            return None
        cells = [None if type(c) is str else c for c in cells]
        kinds.discard(str)
    (kind,) = kinds if len(kinds) == 1 else (None,)
    if kind not in TYPED:
        return None
    try:
        return pl.Series(cells, dtype=pl.Int64 if kind is int else None)
    except (PolarsError, OverflowError, UnicodeError, TypeError):
        return None  # a number beyond 64 bits, half a surrogate pair
