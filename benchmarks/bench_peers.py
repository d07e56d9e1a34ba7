"""Zhiwei beside OpenFisca, polars, DuckDB and C: the same rules on the same rows, in memory and from file to file.

Rules for a fair run: every peer in a process of its own, nothing timed that does not agree with the traced engine to the
fen, medians, peak memory of each process. Results go to `benchmarks/results/`, the tables to `docs/benchmarks.md`.
`ZHIWEI_BENCH_ROWS`, `ZHIWEI_BENCH_REPEATS`, `ZHIWEI_BENCH_FOLDER` change sizes, repetitions and place.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.machine import bandwidth, machine
from benchmarks.peers import agreement, report, scaling
from benchmarks.peers.measuring import Setting, measure
from benchmarks.reference.book import reference
from benchmarks.reference.tables import CODEC, FORMS, write

IN_MEMORY = (
    ("ours", 2), ("ours", 1), ("ours_open", 2), ("ours_open", 1), ("ours_three_valued", 2), ("ours_three_valued", 1), ("c", 2), ("c", 1), ("polars", 2),
    ("duckdb", 2), ("openfisca", 2), ("openfisca_batches", 2),
)  # fmt: skip
"""Runner and threads."""
FROM_FILES = {
    "plain": ("ours", "c", "polars", "duckdb", "openfisca", "openfisca_batches"),
    "register": ("product", "polars", "openfisca", "openfisca_batches"),
}
STARTS = ("traced", "ours", "polars", "duckdb", "openfisca")
LATENCY = ("traced", "openfisca", "openfisca_traced")
SINGLE = 1_000
IN_MEMORY_MOST = 20_000_000
"""Beyond so many rows nothing is held in memory whole: only files are streamed."""
WHOLE = ("openfisca",)
"""Runners that hold all rows of a file at once."""


def main() -> None:
    """Check, measure, print, keep."""
    setting = Setting.from_environment()
    lists = setting.folder / "lists.json"
    lists.write_text(json.dumps({k: list(v) for k, v in reference().book.data.code_lists.items()}), "utf-8")
    asked = [(r, form) for form in FORMS for r in FROM_FILES[form]] + [("ours_three_valued", "plain")]
    wrong = agreement.with_traced(asked, setting.folder, lists)
    if wrong:
        sys.exit("\n".join(["the peers disagree, so nothing is timed:", *wrong]))
    print(f"{len(asked)} peers and forms agree with the traced engine on {agreement.ROWS:,} rows", flush=True)
    single = {
        "machine": machine(),
        "rulebook": reference().book.hash,
        "copy_gb_per_second": bandwidth(),
        "start": [_start(runner, setting, lists) for runner in STARTS],
        "latency": [_latency(runner, setting, lists) for runner in LATENCY],
        "scaling": scaling.measured(setting.repeats),
    }
    for rows in setting.rows:
        results = _sized(rows, setting, lists)
        kept = {**single, "rows": rows, "repeats": setting.repeats, "results": results}
        report.keep(kept)
    report.write_page()
    print(report.summary())


def _start(runner: str, setting: Setting, lists: Path) -> dict[str, Any]:
    nothing = setting.folder / "nothing"
    found = [measure(runner, "start", nothing, nothing, lists) for _ in range(setting.repeats)]
    ready = statistics.median(f["ready_seconds"] for f in found)
    return {"runner": runner, "seconds": ready, "peak_mb": statistics.median(f["peak_mb"] for f in found)}


def _latency(runner: str, setting: Setting, lists: Path) -> dict[str, Any]:
    path = write(setting.folder / f"small-plain-{agreement.ROWS}.parquet", agreement.ROWS)
    seconds = measure(runner, "latency", path, path, lists, SINGLE)["seconds"]
    p50, p99 = np.percentile(seconds, [50, 99])
    print(f"one firm, {runner}: p50 {p50 * 1e3:.3f} ms, p99 {p99 * 1e3:.3f} ms", flush=True)
    return {"runner": runner, "p50": float(p50), "p99": float(p99)}


def _sized(rows: int, setting: Setting, lists: Path) -> list[dict[str, Any]]:
    paths = {
        form: write(setting.folder / f"{form}-{rows}.{CODEC}.parquet", rows, form=form) for form in FORMS
    }
    results: list[dict[str, Any]] = []

    def run(runner: str, task: str, form: str, target: Path, threads: int = 2) -> None:
        found = measure(runner, task, paths[form], target, lists, setting.repeats, threads)
        results.append({**found, "form": form, "mb_written": _megabytes(target)})
        print(
            f"{rows:>11,} rows, {task:<6} {form:<8} {runner:<18} {threads} threads: {found['median']:8.3f} s, "
            f"{rows / found['median'] / 1e6:7.2f} M rows/s, {found['peak_mb']:6,.0f} MB",
            flush=True,
        )

    streamed_only = rows > IN_MEMORY_MOST
    for runner, threads in IN_MEMORY if not streamed_only else ():
        run(runner, "memory", "plain", setting.folder / "none", threads)
    totals = _Totals()
    for form, runners in FROM_FILES.items():
        first: Path | None = None
        for runner in runners:
            if streamed_only and runner in WHOLE:
                continue
            target = setting.folder / f"totals-{runner}-{form}.npy"
            run(runner, "totals", form, target)
            totals.same(runner, np.load(target))
            written = setting.folder / f"answers-{runner}-{form}.parquet"
            run(runner, "file", form, written)
            if first is None:
                first = written
                continue
            if wrong := agreement.of_files(first, written):
                sys.exit("\n".join(wrong))
            written.unlink()
        if first is not None:
            first.unlink()
    return results


class _Totals:
    """All peers must come to the same totals."""

    def __init__(self) -> None:
        self.first: tuple[str, np.ndarray] | None = None

    def same(self, runner: str, found: np.ndarray) -> None:
        if self.first is None:
            self.first = runner, found
        elif not np.array_equal(self.first[1], found):
            sys.exit(f"the totals of {runner} are not those of {self.first[0]}")


def _megabytes(path: Path) -> float | None:
    return path.stat().st_size / 1e6 if path.is_file() and path.suffix == ".parquet" else None


if __name__ == "__main__":
    main()
