"""Columns of money, counts, rates and numbers at once, exact or left to be read cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl

from zhiwei.engine.native.layout import COLUMN_SCALE, FRACTIONAL
from zhiwei.population.columns import Column
from zhiwei.population.units import FEN_PER, PERCENT, YUAN
from zhiwei.population.vector.cells import EXACT

DIGITS = 15
"""Two decimals of so many digits never lie at one float64."""
TOLERANCE = 1e-4
"""Fen by which a binary float may miss a whole fen; the same as for single cells."""


@dataclass(frozen=True)
class Scale:
    """A written number times ``ten ** places`` is the column's number; ``low``, ``high``, ``step`` bound the latter."""

    places: int
    money: bool
    low: float | None
    high: float | None
    step: float | None
    vectorised: bool

    @property
    def factor(self) -> float:
        """What a written number is multiplied by."""
        return float(10**self.places)

    @property
    def pattern(self) -> str:
        """Plain numbers of so few digits that float64 carries them."""
        decimals = rf"(\.[0-9]{{1,{self.places}}})?" if self.places else ""
        return rf"^-?[0-9]{{1,{DIGITS - self.places}}}{decimals}$"


def scale_of(column: Column) -> Scale:
    """The scale of a column of quantities under its heading's unit."""
    variable = column.variable
    assert variable is not None
    kind = variable.type.kind
    if kind == "money":
        places = len(str(FEN_PER[column.unit or YUAN])) - 1
    elif kind == "count":
        places = 0
    else:
        places = len(str(COLUMN_SCALE)) - 1 - (2 if column.unit == PERCENT else 0)
    inner = COLUMN_SCALE if kind in FRACTIONAL else 1

    def bound(limit: Any) -> float | None:
        return None if limit is None else float(Fraction(limit) * inner)

    whole = all(
        limit is None or (Fraction(limit) * inner).denominator == 1
        for limit in (variable.minimum, variable.maximum, variable.step)
    )
    return Scale(
        places, kind == "money", bound(variable.minimum), bound(variable.maximum), bound(variable.step), whole
    )


def numbers(cells: pl.Series, scale: Scale) -> tuple[np.ndarray, np.ndarray]:
    """The column's numbers, and which of them are exact and within bounds; the others must be read singly."""
    if isinstance(cells.dtype, pl.Decimal) and (cells.dtype.scale or 0) <= scale.places:
        return _decimals(cells, scale, 10 ** (scale.places - (cells.dtype.scale or 0)))
    written = cells.cast(pl.Float64).to_numpy()
    with np.errstate(invalid="ignore", over="ignore"):
        found = np.rint(written * scale.factor)
        size = np.abs(found)
        if cells.dtype.is_integer():
            good = size < EXACT
        else:
            good = (found / scale.factor == written) & (size < 10**DIGITS)
            if isinstance(cells.dtype, pl.Decimal):
                good &= np.abs(written) * 10.0 ** (cells.dtype.scale or 0) < 10**DIGITS
            elif scale.money and not good.all():
                away = np.abs(written * scale.factor - found) + size * 2.0**-52
                good |= (away <= TOLERANCE) & (size < 10**DIGITS)
        return found + 0.0, good & within(found, scale)


def _decimals(cells: pl.Series, scale: Scale, factor: int) -> tuple[np.ndarray, np.ndarray]:
    """The same for decimals no finer than the scale: whole numbers as they are stored, times ``factor``."""
    stored = cells.to_physical().cast(pl.Int64, strict=False)
    whole = stored.fill_null(0).to_numpy()
    good = np.abs(whole) < EXACT // factor
    if stored.null_count() > cells.null_count():
        good &= stored.is_not_null().to_numpy()
    found = whole.astype(np.float64) * factor
    return found, good & within(found, scale)


def texts(cells: pl.Series, scale: Scale) -> tuple[np.ndarray, np.ndarray]:
    """The same for text: plain numbers only."""
    plain = cells.str.contains(scale.pattern).fill_null(value=False)
    written = pl.select(pl.when(plain).then(cells).otherwise(None)).to_series().cast(pl.Float64).to_numpy()
    with np.errstate(invalid="ignore"):
        found = np.rint(written * scale.factor)
        return found + 0.0, plain.to_numpy() & within(found, scale)


def within(found: np.ndarray, scale: Scale) -> np.ndarray:
    """Which numbers lie within the declared bounds and on the step."""
    if not scale.vectorised:
        return np.zeros(len(found), bool)
    good = np.ones(len(found), bool)
    if scale.low is not None:
        good &= found >= scale.low
    if scale.high is not None:
        good &= found <= scale.high
    if scale.step is not None:
        good &= np.fmod(found, scale.step) == 0
    return good
