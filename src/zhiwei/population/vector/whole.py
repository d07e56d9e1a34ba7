"""Columns of numbers all of which are plain: tested in one pass; whole numbers and decimals taken as they are stored."""

from __future__ import annotations

import numpy as np
import polars as pl

from zhiwei.population.scale import HUGE_FEN
from zhiwei.population.vector.cells import EXACT, Converted
from zhiwei.population.vector.quantities import DIGITS, Scale


def whole_numbers(cells: pl.Series, scale: Scale) -> Converted | None:
    """The column, if every cell that is not empty is an exact number within its bounds; None for any other."""
    if cells.dtype.is_integer():
        finer, stored = scale.places, cells
    elif isinstance(cells.dtype, pl.Decimal) and (cells.dtype.scale or 0) <= scale.places:
        finer, stored = scale.places - (cells.dtype.scale or 0), cells.to_physical()
    else:
        return None
    if not scale.vectorised:
        return None
    factor, nothing = 10**finer, cells.null_count()
    numbers = stored.cast(pl.Int64, strict=False)
    if numbers.null_count() > nothing:
        return None
    values = (numbers.fill_null(0) if nothing else numbers).to_numpy()
    most = EXACT // factor - 1
    low = -most if scale.low is None else max(-most, -(-int(scale.low) // factor))
    high = most if scale.high is None else min(most, int(scale.high) // factor)
    from zhiwei.population.vector.survey import off_step, survey

    wrong, greatest, some, huge = survey(values, low, high, -(-HUGE_FEN // factor))
    if wrong or (scale.step is not None and off_step(values, factor, int(scale.step))):
        return None
    found = Converted(values if factor == 1 else values * factor)
    if nothing:
        found.states = missing(cells)
    if scale.money and nothing < len(cells):
        found.seen = int(greatest) * factor, int(some), int(huge)
    return found


def plain_floats(cells: pl.Series, scale: Scale) -> Converted | None:
    """The same for binary floats, if every one of them is the nearest to a whole number of the scale."""
    if cells.dtype != pl.Float64 or not scale.vectorised:
        return None
    nothing = cells.null_count()
    values = (cells.fill_null(0.0) if nothing else cells).to_numpy()
    from zhiwei.population.vector.survey import floats

    found = Converted(np.empty(len(values)))
    low = -np.inf if scale.low is None else scale.low
    high = np.inf if scale.high is None else scale.high
    wrong, greatest, some, huge = floats(
        values, scale.factor, low, high, float(10**DIGITS), float(HUGE_FEN), found.values
    )
    if wrong or (scale.step is not None and np.fmod(found.values, scale.step).any()):
        return None
    if nothing:
        found.states = missing(cells)
    if scale.money and nothing < len(cells):
        found.seen = int(greatest), int(some), int(huge)
    return found


def missing(cells: pl.Series) -> np.ndarray:
    """The states of a column whose cells are known or empty."""
    states: np.ndarray = cells.is_null().to_numpy().view(np.uint8)
    return states
