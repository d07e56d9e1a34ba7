"""Columns of choices, flags, codes and dates: each different cell is read once."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from zhiwei.engine.native.codes import KNOWN, MISSING
from zhiwei.population.cells import REMEMBERED, Absent, CellReader, CellValue
from zhiwei.population.defects import Problem
from zhiwei.population.vector.cells import STATES, Converted, Numbering
from zhiwei.population.vector.whole import missing

EPOCH = datetime.date(1970, 1, 1).toordinal()
FIRST, LAST = datetime.date.min.toordinal(), datetime.date.max.toordinal()


@dataclass(frozen=True)
class _Meanings:
    """What each different cell is: numbers and states by its code, and the codes of problems and odd values."""

    values: np.ndarray
    states: np.ndarray
    excused: np.ndarray
    odd: dict[int, CellValue | Problem]

    @cached_property
    def same(self) -> bool:
        """Whether every code but the last, that of an empty cell, is the number of its meaning."""
        last = len(self.values) - 1
        whole = not self.odd and not self.states[:last].any() and int(self.states[last]) == MISSING
        return whole and bool((self.values[:last] == np.arange(last)).all())


class Distinct:
    """Reads the different cells of a column and spreads what they are over the rows."""

    def __init__(self, reader: CellReader, numbering: Numbering) -> None:
        self._reader, self._numbering = reader, numbering
        self._known: dict[Any, CellValue | Problem] = {}
        self._enum: tuple[pl.Enum, _Meanings] | None = None

    def read(self, cells: pl.Series) -> Converted:
        """All rows; ``cells`` may be of any type whose values can be told apart."""
        if isinstance(cells.dtype, pl.Enum):
            meanings = self._of_enum(cells.dtype)
            physical, nothing = cells.to_physical(), cells.null_count()
            if meanings.same:
                codes = (physical.fill_null(0) if nothing else physical).to_numpy()
                return Converted(codes, missing(cells) if nothing else None)
            if nothing:
                physical = physical.cast(pl.UInt32).fill_null(len(meanings.values) - 1)
            codes = physical.to_numpy()
        else:
            codes, distinct = _coded(cells)
            meanings = self._meanings(distinct)
        into = Converted(meanings.values[codes])
        if meanings.states.any():
            into.states = meanings.states[codes]
        if meanings.excused.any():
            into.excused = int(meanings.excused[codes].sum())
        for code, what in meanings.odd.items():
            for row in np.flatnonzero(codes == code).tolist():
                if isinstance(what, Problem):
                    into.problems[row] = what
                else:
                    into.exact[row] = what
        return into

    def _of_enum(self, kind: pl.Enum) -> _Meanings:
        """The meanings of all its categories and, last, of an empty cell."""
        if self._enum is None or self._enum[0] != kind:
            self._enum = kind, self._meanings([*kind.categories.to_list(), None])
        return self._enum[1]

    def _meanings(self, distinct: Sequence[Any]) -> _Meanings:
        values, states = np.zeros(len(distinct), np.int32), np.full(len(distinct), KNOWN, np.uint8)
        excused = np.zeros(len(distinct), bool)
        odd: dict[int, CellValue | Problem] = {}
        for code, raw in enumerate(distinct):
            value = self._value(raw)
            if isinstance(value, Absent):
                states[code] = STATES[value]
                excused[code] = value is Absent.NOT_APPLICABLE
            else:
                number = None if isinstance(value, Problem) else self._numbering.of(value)
                if number is None:
                    odd[code] = value
                else:
                    values[code] = number
        return _Meanings(values, states, excused, odd)

    def _value(self, raw: Any) -> CellValue | Problem:
        key = (type(raw), raw)
        found = self._known.get(key)
        if found is None:
            found = self._reader.judge(raw)
            if len(self._known) < REMEMBERED:
                self._known[key] = found
        return found


def _coded(cells: pl.Series) -> tuple[np.ndarray, list[Any]]:
    """A small number for every cell, and the different cells by that number."""
    if isinstance(cells.dtype, pl.Categorical):
        physical = cells.to_physical().cast(pl.UInt32)
        codes = physical.unique(maintain_order=True)
        nothing = int(codes.max() or 0) + 1  # type: ignore[arg-type]
        place = np.zeros(nothing + 1, np.intp)
        place[codes.fill_null(nothing).to_numpy()] = np.arange(len(codes))
        return place[physical.fill_null(nothing).to_numpy()], cells.unique(maintain_order=True).to_list()
    different = cells.unique(maintain_order=True)
    numbers = pl.Series(range(len(different)), dtype=pl.UInt32)
    return cells.replace_strict(different, numbers, return_dtype=pl.UInt32).to_numpy(), different.to_list()


def flags(cells: pl.Series) -> Converted:
    """Booleans, all good."""
    nothing = cells.null_count()
    numbers = cells.cast(pl.UInt8)
    return Converted(
        (numbers.fill_null(0) if nothing else numbers).to_numpy(), missing(cells) if nothing else None
    )


def days(cells: pl.Series, low: int | None, high: int | None) -> tuple[Converted, np.ndarray | None]:
    """Dates as ordinals; which rows are good, the others must be read singly, None if all. A time of day is dropped.

    ``low`` and ``high`` are the fact's bounds, as ordinals.
    """
    dates = cells.dt.date() if isinstance(cells.dtype, pl.Datetime) else cells
    nothing = dates.null_count()
    numbers = dates.to_physical()
    found = Converted(
        (numbers.fill_null(-EPOCH) if nothing else numbers).to_numpy() + np.int32(EPOCH),
        missing(dates) if nothing else None,
    )
    first, last = FIRST if low is None else low, LAST if high is None else high
    good = (found.values >= first) & (found.values <= last)
    if found.states is not None:
        good |= found.states == MISSING
    return found, None if good.all() else good
