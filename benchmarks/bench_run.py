"""`zhiwei run` from file to file: Parquet to totals, Parquet to codes and to words; seconds, rows a second, peak memory.

``ZHIWEI_BENCH_ROWS`` is the number of rows (1,000,000); a quarter of them are run first, so that memory is seen to stay
flat. Every run is a process of its own; kernels are compiled before.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

AS_OF = "2012-12-31"
ROWS = int(os.environ.get("ZHIWEI_BENCH_ROWS", "1000000"))
KINDS = ("totals", "codes", "words")
WORK = """
import json, resource, sys, time
from pathlib import Path
from zhiwei import rulebook
from zhiwei.population import Question, run
source, folder, kind = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
began = time.perf_counter()
book = rulebook()
asked = Question(sys.argv[4], measures=book.select("enterprise", None))
ready = time.perf_counter()
if kind == "totals":
    done = run(book, source, None, asked, totals=folder / "totals.json", engine="native", cache=folder)
else:
    done = run(book, source, folder / f"{kind}.parquet", asked, encode=kind, engine="native", cache=folder)
seconds = time.perf_counter() - ready
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
written = sum(p.stat().st_size for p in done.files) / 2**20
print(json.dumps({"rows": done.answered, "seconds": seconds, "start": ready - began, "peak": peak, "written": written}))
"""


def main() -> None:
    """Print the measurements."""
    with TemporaryDirectory(prefix="zhiwei-bench-") as name:
        folder = Path(name)
        small = _province(folder, 1_000)
        for kind in KINDS:
            _run(small, folder, kind)
        for rows in (max(ROWS // 4, 1), ROWS):
            source = _province(folder, rows)
            size = source.stat().st_size / 2**20
            for kind in KINDS:
                found = _run(source, folder, kind)
                print(
                    f"{rows:,} rows, {size:,.0f} MB of Parquet to {kind}: {found['seconds']:.1f} s, "
                    f"{rows / found['seconds'] / 1e6:.2f} M rows/s, peak {found['peak']:,.0f} MB, "
                    f"{found['written']:,.0f} MB written, at this rate 60 M rows in {found['seconds'] / rows * 6e7:,.0f} s"
                )
            source.unlink()


def _province(folder: Path, rows: int) -> Path:
    """Synthetic subjects, numbers only."""
    path = folder / f"{rows}.parquet"
    command = [sys.executable, "-m", "zhiwei", "synth", "-n", str(rows), "-o", str(path), "--numeric-only"]
    subprocess.run(command, check=True, capture_output=True)
    return path


def _run(source: Path, folder: Path, kind: str) -> dict[str, float]:
    command = [sys.executable, "-c", WORK, str(source), str(folder), kind, AS_OF]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    assert found["rows"] == int(source.stem)
    return found


if __name__ == "__main__":
    main()
