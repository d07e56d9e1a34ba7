"""The reference rows as polars frames and as one Parquet file, in plain typed columns."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from benchmarks.reference.rows import BLOCK, DAYS, NONE, OPTIONAL, Columns, gaps, rows


def frame(columns: Columns, missing: dict[str, object] | None = None) -> pl.DataFrame:
    """The columns as a frame: days as dates, null where a fact does not apply or is missing."""
    table = pl.DataFrame(columns).with_columns(
        pl.when(pl.col(OPTIONAL) != NONE).then(pl.col(OPTIONAL)), pl.col("id").cast(pl.UInt32)
    )
    table = table.with_columns(pl.col(*DAYS).cast(pl.Date))
    if missing is not None:
        table = table.with_columns(
            pl.when(~pl.Series(mask)).then(pl.col(name)).alias(name) for name, mask in missing.items()
        )
    return table


def write(path: Path, count: int, *, with_gaps: bool = False, part: int = 16 * BLOCK) -> Path:
    """One Parquet file of ``count`` rows, written part by part so that memory stays flat; kept if it is there."""
    if path.exists():
        return path
    folder = path.with_suffix(".parts")
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, count, part):
        size = min(part, count - start)
        table = frame(rows(size, start), gaps(size, start) if with_gaps else None)
        table.write_parquet(folder / f"{start:012}.parquet", row_group_size=BLOCK)
    unfinished = path.with_suffix(".unfinished")
    pl.scan_parquet(folder / "*.parquet").sink_parquet(unfinished, row_group_size=BLOCK)
    unfinished.rename(path)
    for piece in folder.iterdir():
        piece.unlink()
    folder.rmdir()
    return path
