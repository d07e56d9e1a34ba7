"""The kinds of file a table is written to: how a part is kept, and how parts become the file."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zhiwei.population.writers.parquet_join import join_parquet
from zhiwei.population.writers.table import Written, frame_of, height_of
from zhiwei.population.writers.xlsx_file import MAX_ROWS, write_xlsx


@dataclass(frozen=True)
class Form:
    """``part`` writes one part; ``join`` makes the file of the parts in their order; ``most`` rows fit into it."""

    part: Callable[[Written, Path], None]
    join: Callable[[Sequence[Path], Path, pl.DataFrame], None]
    most: int | None = None


def _csv_part(columns: Written, path: Path) -> None:
    frame_of(columns).write_csv(path, include_header=False)


def _csv_join(parts: Sequence[Path], path: Path, empty: pl.DataFrame) -> None:
    with path.open("wb") as whole:
        empty.write_csv(whole)
        for part in parts:
            with part.open("rb") as piece:
                shutil.copyfileobj(piece, whole, 1 << 20)


FEW = 4_096
"""Rows below which polars writes a part of Parquet, rather than compiled loops that must be loaded first."""


def _parquet_part(columns: Written, path: Path) -> None:
    if height_of(columns) < FEW:
        frame_of(columns).write_parquet(path, compression="zstd", compression_level=1)
        return
    from zhiwei.population.writers.row_group import write_part

    write_part(columns, path)


def _parquet_join(parts: Sequence[Path], path: Path, empty: pl.DataFrame) -> None:
    if parts:
        join_parquet(parts, path)
    else:
        _parquet_part(empty.to_dict(), path)


FORMS = {
    ".csv": Form(_csv_part, _csv_join),
    ".parquet": Form(_parquet_part, _parquet_join),
    ".xlsx": Form(_parquet_part, write_xlsx, MAX_ROWS - 1),
}
