"""What a written table has: columns, and a name that it bears until it is complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

TEXT, UINT8, INT64, UINT64 = "text", "uint8", "int64", "uint64"
_TYPES: dict[str, pl.DataType] = {
    TEXT: pl.String(),
    UINT8: pl.UInt8(),
    INT64: pl.Int64(),
    UINT64: pl.UInt64(),
}


@dataclass(frozen=True, slots=True)
class OutColumn:
    """Name and kind (text uint8 int64 uint64) of a column; None is an empty cell in every kind."""

    name: str
    kind: str = TEXT


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of whole numbers as the kernel left them; ``present`` says which rows have one, None for all."""

    values: np.ndarray
    present: np.ndarray | None = None

    def series(self) -> pl.Series:
        """The same as polars has it."""
        series = pl.Series(self.values)
        if self.present is None:
            return series
        nothing = pl.Series([None], dtype=series.dtype)
        return pl.select(pl.when(pl.Series(self.present)).then(series).otherwise(nothing)).to_series()


Written = Mapping[str, pl.Series | Numbers]
"""Columns of one length, by name in their order."""


def frame_of(columns: Written) -> pl.DataFrame:
    """The columns as polars has them."""
    return pl.DataFrame([(c.series() if isinstance(c, Numbers) else c).alias(n) for n, c in columns.items()])


def height_of(columns: Written) -> int:
    """How many rows there are."""
    return next((len(c.values if isinstance(c, Numbers) else c) for c in columns.values()), 0)


def polars_type(kind: str) -> pl.DataType:
    """The type of a column of this kind."""
    return _TYPES[kind]


def partial(path: Path) -> Path:
    """The name a file has until it is complete."""
    return path.with_name(f".{path.name}.partial")
