"""Spark on a local cluster against one process: Parquet to Parquet, all measures of an enterprise as codes.

Says when it is worth its overhead: the time until the session stands, the first answers (workers start, load kernel and
rulebook) and later ones. ``ZHIWEI_BENCH_ROWS`` sets the rows (1,000,000).
"""

from __future__ import annotations

import os
import tempfile
import time
from datetime import date
from pathlib import Path

import polars as pl

from benchmarks.timing import median_seconds
from zhiwei import rulebook
from zhiwei.population import Question, run
from zhiwei.population.defects import InputDefects
from zhiwei.population.kernels import kernel_cache
from zhiwei.population.spark import files, session
from zhiwei.population.synth import Frames, Province, write

DAY = "2012-12-31"
ROWS = 1_000_000
RUNS = 3


def main() -> None:
    """Print the measurements."""
    try:
        session.require()
    except InputDefects as error:
        print(f"NOT RUN ({error})")
        return
    rows = int(os.environ.get("ZHIWEI_BENCH_ROWS", ROWS))
    book = rulebook()
    question = Question(DAY, measures=book.select("enterprise", None))
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} cores, load before {load}; {rows:,} firms; medians of {RUNS}")
    with tempfile.TemporaryDirectory() as folder:
        source, alone, spread = (Path(folder) / name for name in ("firms.parquet", "alone.parquet", "spread"))
        write(
            Frames(book, Province(book, date.fromisoformat(DAY), "2011"), 1, numeric_only=True), rows, source
        )

        def native() -> None:
            run(book, source, alone, question, encode="codes", engine="native")

        def on_spark() -> None:
            files.run(book, source, spread, question, encode="codes", cache=kernel_cache())

        native()  # compiles where this was never asked before
        one = median_seconds(native, RUNS)
        print(f"one process, two threads: {one:.2f} s, {rows / one:,.0f} rows a second")
        start = time.perf_counter()
        with session.session():
            print(f"a session on {session.LOCAL}: {time.perf_counter() - start:.1f} s")
            start = time.perf_counter()
            on_spark()
            print(f"the first run on Spark: {time.perf_counter() - start:.1f} s")
            many = median_seconds(on_spark, RUNS)
        print(
            f"later runs on Spark: {many:.2f} s, {rows / many:,.0f} rows a second, {many / one:.1f} times one process"
        )
        print(f"the same answers: {_codes(alone).equals(_codes(spread / '*.parquet'))}")


def _codes(path: Path) -> pl.DataFrame:
    frame = pl.read_parquet(path).sort("id")
    return frame.with_columns(pl.col(pl.UInt8).cast(pl.Int16), pl.col(pl.UInt64).reinterpret(signed=True))


if __name__ == "__main__":
    main()
