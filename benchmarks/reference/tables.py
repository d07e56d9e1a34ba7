"""The reference rows as polars frames and as Parquet files, in two forms.

``plain``: fen and hundredths as whole numbers, words and codes by position. ``register``: as an agency would keep them
and as `zhiwei run` reads them: yuan with two decimals, words and codes as text of a fixed vocabulary.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.reference.book import reference
from benchmarks.reference.rows import BLOCK, DAYS, NONE, OPTIONAL, Columns, gaps, rows

MONEY = pl.Decimal(18, 2)
CENT = pl.lit(Decimal("0.01"), dtype=MONEY)
FORMS = ("plain", "register")
CODEC = "snappy"
"""Compression of the pages: what Spark, DuckDB and pandas write unless told otherwise."""


def frame(columns: Columns, missing: Mapping[str, np.ndarray] | None = None) -> pl.DataFrame:
    """The columns in the plain form: days as dates, null where a fact does not apply or is missing."""
    table = pl.DataFrame(columns).with_columns(
        pl.when(pl.col(OPTIONAL) != NONE).then(pl.col(OPTIONAL)), pl.col("id").cast(pl.UInt32)
    )
    table = table.with_columns(pl.col(*DAYS).cast(pl.Date))
    if missing is not None:
        table = table.with_columns(
            pl.when(~pl.Series(mask)).then(pl.col(name)).alias(name) for name, mask in missing.items()
        )
    return table


def register(table: pl.DataFrame) -> pl.DataFrame:
    """The same rows in the register's form."""
    data = reference().book.data
    changed: list[pl.Expr] = []
    for slot in reference().plan.facts:
        column, variable = pl.col(slot.label), slot.variable
        match variable.type.kind:
            case "money":
                changed.append((column.cast(pl.Decimal(18, 0)) * CENT).cast(MONEY))
            case "number":
                changed.append((column.cast(pl.Decimal(18, 0)) * CENT).cast(pl.Decimal(12, 2)))
            case "enum":
                changed.append(_words(slot.label, tuple(m.value for m in variable.enum)))
            case "code":
                changed.append(_words(slot.label, data.code_lists[variable.list_name or ""]))
    return table.with_columns(changed)


def _words(name: str, words: tuple[str, ...]) -> pl.Expr:
    listed = pl.Series(words, dtype=pl.Enum(words))
    return pl.lit(listed).gather(pl.col(name)).alias(name)


def write(
    path: Path, count: int, *, form: str = "plain", with_gaps: bool = False, part: int = 8 * BLOCK
) -> Path:
    """One Parquet file of ``count`` rows, written part by part so that memory stays flat; kept if it is there."""
    if path.exists():
        return path
    folder = path.with_suffix(".parts")
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, count, part):
        size = min(part, count - start)
        table = frame(rows(size, start), gaps(size, start) if with_gaps else None)
        table = register(table) if form == "register" else table
        table.write_parquet(folder / f"{start:012}.parquet", row_group_size=BLOCK, compression=CODEC)
    unfinished = path.with_suffix(".unfinished")
    pl.scan_parquet(folder / "*.parquet").sink_parquet(unfinished, row_group_size=BLOCK, compression=CODEC)
    unfinished.rename(path)
    for piece in folder.iterdir():
        piece.unlink()
    folder.rmdir()
    return path
