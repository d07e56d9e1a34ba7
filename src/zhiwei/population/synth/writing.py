"""A population into a file, streamed: blocks are made ahead on all cores and written in order, in flat memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from zhiwei.population.defects import Problem, refuse
from zhiwei.population.synth.draws import BLOCK
from zhiwei.population.synth.frame import Frames
from zhiwei.population.writers.parts import no_folder
from zhiwei.population.writers.table import partial

SUFFIXES = (".parquet", ".csv")
Progress = Callable[[int, int], None]


def batches(frames: Frames, rows: int) -> Iterator[pl.DataFrame]:
    """The tables of the first rows, block by block, in order."""
    workers = os.cpu_count() or 1
    waiting: deque[Future[pl.DataFrame]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for number in range(-(-rows // BLOCK)):
            waiting.append(pool.submit(frames.block, number, min(BLOCK, rows - number * BLOCK)))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def check_target(target: Path) -> None:
    """Raises InputDefects for an unknown suffix or a folder that does not exist."""
    if target.suffix.lower() not in SUFFIXES:
        raise refuse(_unknown_kind(target.suffix), file=target.name)
    if not target.parent.is_dir():
        raise refuse(no_folder(target.parent), file=target.name)


def write(frames: Frames, rows: int, target: Path, progress: Progress = lambda done, total: None) -> None:
    """Write the first rows to ``target`` (.parquet or .csv); it appears when it is complete.

    Raises InputDefects where ``check_target`` does.
    """
    check_target(target)

    def source(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        done = 0
        for batch in batches(frames, rows):
            yield batch
            done += len(batch)
            progress(done, rows)

    lazy = register_io_source(source, schema=frames.schema)
    try:
        if target.suffix.lower() == ".csv":
            lazy.sink_csv(partial(target), maintain_order=True)
        else:
            lazy.sink_parquet(partial(target), compression="lz4", statistics=False, maintain_order=True)
        partial(target).replace(target)
    finally:
        partial(target).unlink(missing_ok=True)


def _unknown_kind(suffix: str) -> Problem:
    return Problem(
        "unknown_file_kind",
        f"不认识的文件类型“{suffix}”",
        f'unknown kind of file "{suffix}"',
        "文件名以 .parquet 或 .csv 结尾",
        "let the name of the file end in .parquet or .csv",
    )
