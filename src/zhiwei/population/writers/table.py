"""What a written table has: columns, and a name that it bears until it is complete."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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


def polars_type(kind: str) -> pl.DataType:
    """The type of a column of this kind."""
    return _TYPES[kind]


def partial(path: Path) -> Path:
    """The name a file has until it is complete."""
    return path.with_name(f".{path.name}.partial")
