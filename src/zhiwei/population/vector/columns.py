"""Reads one column of a table block by block."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from zhiwei.engine.native.codes import KNOWN, MISSING
from zhiwei.population.cells import CellReader
from zhiwei.population.codes import CodeLists
from zhiwei.population.columns import Column
from zhiwei.population.readers.blocks import Cells
from zhiwei.population.scale import HUGE_FEN
from zhiwei.population.vector.cells import Converted, Numbering, OneByOne
from zhiwei.population.vector.quantities import numbers, scale_of, texts
from zhiwei.population.vector.words import Distinct, days, flags

QUANTITIES = frozenset({"money", "rate", "count", "number"})
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
        """The numbers, states, odd values and problems of a block's cells."""
        series = cells if isinstance(cells, pl.Series) else typed(cells)
        rows = len(cells)
        found = Converted(np.zeros(rows), np.full(rows, KNOWN, np.uint8))
        if series is None:
            found.states[:] = MISSING
            self._singly.read(enumerate(cells), found)
        elif series.dtype == pl.Null or self._kind == "text":
            found.states[:] = MISSING
        elif self._scale is not None:
            self._quantities(series, found)
        elif self._kind == "flag" and series.dtype == pl.Boolean:
            flags(series, found)
        elif self._kind == "date" and series.dtype in (pl.Date, pl.Datetime):
            good = days(series, found, self.variable.minimum, self.variable.maximum)
            self._others(series, ~good, found)
        elif series.dtype.is_float() or series.dtype.is_nested() or series.dtype == pl.Object:
            self._singly.read(enumerate(series.to_list()), found)
        else:
            self._distinct.read(series, found)
        return found

    def _quantities(self, series: pl.Series, found: Converted) -> None:
        """What is plainly a number at once, the rest singly."""
        assert self._scale is not None
        nothing = series.is_null()
        if series.dtype.is_numeric():
            values, good = numbers(series, self._scale)
        elif series.dtype == pl.String:
            nothing = nothing | (series == "")
            values, good = texts(series, self._scale)
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
        if self._scale.money:
            self._seen(found.values, good)

    def _others(self, series: pl.Series, rows: np.ndarray, found: Converted) -> None:
        places = np.flatnonzero(rows)
        if places.size:
            found.values[places] = 0.0
            raws = series.gather(places).to_list()
            self._singly.read(zip(places.tolist(), raws, strict=True), found)

    def _seen(self, values: np.ndarray, good: np.ndarray) -> None:
        """Tell the watch of the column's scale what was read at once."""
        amounts = np.abs(values if good.all() else values[good])
        if amounts.size:
            huge = int(np.count_nonzero(amounts >= HUGE_FEN))
            self.cells.saw(int(amounts.max()), int(np.count_nonzero(amounts)), huge)


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
