"""A column of cells becomes numbers, states and, for the few cells that are neither, exact values and problems."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from zhiwei.engine.model import Variable
from zhiwei.engine.native.codes import KNOWN, MISSING, NOT_APPLICABLE
from zhiwei.engine.native.layout import COLUMN_SCALE, FRACTIONAL
from zhiwei.population.cells import Absent, CellReader, CellValue
from zhiwei.population.defects import Problem

EXACT = 2**53
"""Whole numbers below it are exact in float64."""
STATES = {Absent.MISSING: MISSING, Absent.REFUSED: MISSING, Absent.NOT_APPLICABLE: NOT_APPLICABLE}


@dataclass
class Converted:
    """A column of a block: ``values`` as :class:`FactColumn` has them, ``states`` None where all are known.

    ``exact`` holds, by row, values that float64 cannot carry. Until it is settled in the order of blocks, ``rest`` holds
    the rows and cells that must be read singly, ``seen`` what the watch of the column's scale is to be told (largest
    amount, how many are not zero, how many are huge), ``excused`` the cells that say not applicable.
    """

    values: np.ndarray
    states: np.ndarray | None = None
    exact: dict[int, Any] = field(default_factory=dict)
    problems: dict[int, Problem] = field(default_factory=dict)
    rest: Iterable[tuple[int, Any]] = ()
    seen: tuple[int, int, int] | None = None
    excused: int = 0

    def open(self) -> np.ndarray:
        """Make values and states ready for single rows to be put in; gives the states."""
        if not self.values.flags.writeable or self.values.dtype not in (np.float64, np.int64):
            self.values = self.values.astype(np.int64)
        if self.states is None or not self.states.flags.writeable:
            self.states = np.zeros(len(self.values), np.uint8) if self.states is None else self.states.copy()
        return self.states

    def state(self, row: int) -> int:
        """The state of a row."""
        return KNOWN if self.states is None else int(self.states[row])


def only_known(rows: np.ndarray, *columns: Converted) -> np.ndarray:
    """Which of the rows are known in all of the columns; changes ``rows``."""
    for column in columns:
        if column.states is not None:
            rows &= column.states == KNOWN
    return rows


class Numbering:
    """The number by which a column carries a value of one fact."""

    def __init__(self, variable: Variable, codes: Mapping[str, int]) -> None:
        """``codes`` are the positions of the fact's code list."""
        self.kind = variable.type.kind
        self._positions: Mapping[str, int] = (
            {m.value: i for i, m in enumerate(variable.enum)} if self.kind == "enum" else codes
        )

    def of(self, value: CellValue) -> float | None:
        """None where float64 cannot carry it exactly."""
        if isinstance(value, str):
            position = self._positions.get(value)
            return None if position is None else float(position)
        if isinstance(value, datetime.date):
            return float(value.toordinal())
        assert isinstance(value, int | Fraction)
        exact = Fraction(value) * (COLUMN_SCALE if self.kind in FRACTIONAL else 1)
        return float(exact) if exact.denominator == 1 and abs(exact) < EXACT else None


class OneByOne:
    """Reads cells singly through the :class:`CellReader`, so that whatever is odd is judged as ever."""

    def __init__(self, reader: CellReader, numbering: Numbering) -> None:
        self.reader, self.numbering = reader, numbering

    def read(self, cells: Iterable[tuple[int, Any]], into: Converted) -> None:
        """Fill in the rows named with the cells."""
        for row, raw in cells:
            put(row, self.reader.read(raw), self.numbering, into)


def put(row: int, value: CellValue | Problem, numbering: Numbering, into: Converted) -> None:
    """Put a value that was read, its absence or its problem, into a row."""
    if isinstance(value, Problem):
        into.problems[row] = value
    elif isinstance(value, Absent):
        into.open()[row] = STATES[value]
    elif numbering.kind != "text":
        number = numbering.of(value)
        into.open()[row] = KNOWN
        if number is None:
            into.exact[row] = value
        else:
            into.values[row] = number
