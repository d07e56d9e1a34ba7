"""What-if: rows a second from Parquet to totals, memory as rows and variants grow, kernels compiled, missing facts.

Each measurement is a process of its own that reads the file once. Kernels are compiled before anything is timed; how long
that takes is printed. All variants share one pass over the data; the same variants in a pass each are timed beside.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from zhiwei import rulebook
from zhiwei.population.synth import Frames, Province, write

DAY = date(2012, 12, 31)
ROWS = int(os.environ.get("ZHIWEI_BENCH_ROWS", "1000000"))
MISSING = 0.05
RUNS = 3
VARIANTS = (0, 10, 100, 1000)
_CHILD = """
import resource, sys, time
from pathlib import Path
from zhiwei import rulebook
from zhiwei.population.what_if import read_reform, what_if
source, cache, variants, first = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
raw = {"title": "a trial", "as_of": "2012-12-31", "changes": {"slp_half_limit": "100000"}}
if variants:
    ends = {"from": str(60000 + 10 * first), "to": str(60000 + 10 * (first + variants - 1)), "step": "10"}
    raw["variants"] = {"slp_half_limit": ends}
book = rulebook()
start = time.perf_counter()
reform = read_reform(book, raw)
result = what_if(
    book, reform, source, cache=cache, measures=["27.3", "27.4"], variables=["corporate_income_tax"], notch_seconds=0
)
took = time.perf_counter() - start
cost = result.tallies["corporate_income_tax"].totals.cost
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, cost, result.answered)
"""


def main() -> None:
    """Print the measurements."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} cores, load before {load}; 27.3, 27.4 and the income tax; medians of {RUNS}")
    with tempfile.TemporaryDirectory() as folder:
        base, cache = Path(folder), Path(folder) / "kernels"
        small = _made(base, ROWS // 10)
        start = time.perf_counter()
        _run(small, cache)
        print(f"compiled and run once in {time.perf_counter() - start:.1f} s, {_kernels(cache)} kernels")
        _one_reform(base, cache)
        _variants(small, cache)
        _missing(base, cache)
        print(f"kernels compiled in all: {_kernels(cache)}")


def _one_reform(base: Path, cache: Path) -> None:
    for rows in (ROWS // 4, ROWS, 4 * ROWS):
        source = _made(base, rows)
        found = [_run(source, cache) for _ in range(RUNS)]
        seconds = statistics.median(one[0] for one in found)
        print(
            f"one reform, {rows:,} rows: {seconds:.2f} s, {rows / seconds:,.0f} rows a second, {found[0][1]:.0f} MB"
        )


def _variants(source: Path, cache: Path) -> None:
    rows = ROWS // 10
    for count in VARIANTS:
        seconds, memory, _ = _run(source, cache, count)
        each = seconds / (rows * (count + 2)) * 1e9
        print(
            f"{count} variants in one pass, {rows:,} rows: {seconds:.2f} s, {each:.0f} ns a row and law, {memory:.0f} MB"
        )
    apart = sum(_run(source, cache, 1, first)[0] for first in range(VARIANTS[1]))
    print(f"{VARIANTS[1]} variants in a pass each: {apart:.2f} s, start of the process left out")


def _missing(base: Path, cache: Path) -> None:
    rows = ROWS // 10
    source = _made(base, rows, MISSING)
    _run(source, cache)
    seconds, memory, _ = _run(source, cache)
    print(
        f"one reform, {rows:,} rows with {MISSING:.0%} of the cells empty: {seconds:.2f} s, {rows / seconds:,.0f} rows a second, "
        f"{memory:.0f} MB"
    )


def _made(base: Path, rows: int, missing: float = 0.0) -> Path:
    path = base / f"{rows}-{missing}.parquet"
    if not path.exists():
        book = rulebook()
        write(Frames(book, Province(book, DAY, "2011"), 1, missing=missing, numeric_only=True), rows, path)
    return path


def _run(source: Path, cache: Path, variants: int = 0, first: int = 0) -> tuple[float, float, int]:
    """Seconds from the reform file to the totals, peak memory in MB, cost in fen."""
    words = [sys.executable, "-c", _CHILD, str(source), str(cache), str(variants), str(first)]
    out = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    return float(out[0]), int(out[1]) / 1024, int(out[2])


def _kernels(cache: Path) -> int:
    return len(list(cache.glob("kernel_*.py")))


if __name__ == "__main__":
    main()
