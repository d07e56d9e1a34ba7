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
from benchmarks.peers.measuring import Setting, Task, in_turns, measure
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

    def keep(found: dict[str, Any], form: str, target: Path) -> None:
        results.append({**found, "form": form, "mb_written": _megabytes(target)})
        print(
            f"{rows:>11,} rows, {found['task']:<6} {form:<8} {found['runner']:<18} {found['threads']} threads: "
            f"{found['median']:8.3f} s, {rows / found['median'] / 1e6:7.2f} M rows/s, {found['peak_mb']:6,.0f} MB",
            flush=True,
        )

    streamed_only = rows > IN_MEMORY_MOST
    for runner, threads in IN_MEMORY if not streamed_only else ():
        target = setting.folder / "none"
        keep(
            measure(runner, "memory", paths["plain"], target, lists, setting.repeats, threads),
            "plain",
            target,
        )
    for form, every in FROM_FILES.items():
        runners = [runner for runner in every if not (streamed_only and runner in WHOLE)]
        for task, named in (("totals", "totals-{}-{}.npy"), ("file", "answers-{}-{}.parquet")):
            targets = [setting.folder / named.format(runner, form) for runner in runners]
            tasks = [Task(r, task, paths[form], target) for r, target in zip(runners, targets, strict=True)]
            for found, target in zip(in_turns(tasks, lists, setting.repeats), targets, strict=True):
                keep(found, form, target)
            same = agreement.of_totals if task == "totals" else agreement.of_files
            if wrong := [line for target in targets[1:] for line in same(targets[0], target)]:
                sys.exit("\n".join(wrong))
            for target in targets:
                target.unlink()
    return results


def _megabytes(path: Path) -> float | None:
    return path.stat().st_size / 1e6 if path.is_file() and path.suffix == ".parquet" else None


if __name__ == "__main__":
    main()
