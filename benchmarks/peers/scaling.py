"""Whether a rule costs the same among many: the native engine on one, four and eight times the reference rulebook.

Run in a process of its own: `python -m benchmarks.peers.scaling COPIES ROWS REPEATS` prints a JSON line.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.peers.measuring import ROOT, Failed

COPIES = tuple(int(n) for n in os.environ.get("ZHIWEI_BENCH_COPIES", "1,4,8").split(","))
ROWS = 200_000


def measured(repeats: int, rows: int = ROWS) -> list[dict[str, Any]]:
    """The measurements for each number of copies."""
    found = []
    for copies in COPIES:
        command = [sys.executable, "-m", "benchmarks.peers.scaling", *map(str, (copies, rows, repeats))]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(f"{copies} copies: {done.stderr.strip()[-2_000:]}")
        found.append(json.loads(done.stdout.splitlines()[-1]))
        print(_line(found[-1]), flush=True)
    return found


def _line(one: dict[str, Any]) -> str:
    said = [f"{form} {one[form]['ns_per_row_and_rule']:.2f} ns per row and rule" for form in FORMS]
    return f"{one['copies']} × the rulebook, {one['rules']} rules, one thread: {', '.join(said)}"


FORMS = {"complete": True, "three_valued": False}


def _one(copies: int, rows: int, repeats: int) -> dict[str, Any]:
    from benchmarks.peers import ours
    from benchmarks.reference import scaled
    from benchmarks.reference.rows import fact_columns
    from benchmarks.reference.rows import rows as firms
    from zhiwei.policy.library import cache_folder

    asked = scaled.scaled(copies)
    cache = Path(os.environ.get("ZHIWEI_BENCH_KERNELS") or cache_folder() / "kernels")
    columns = scaled.columns(asked, fact_columns(firms(rows)))
    out: dict[str, Any] = {
        "copies": copies, "rules": len(asked.plan.steps), "measures": len(asked.measures),
        "facts": len(asked.plan.facts), "rows": rows,
    }  # fmt: skip
    for form, complete in FORMS.items():
        engine = ours.engine(asked, cache, complete=complete, exact=complete, threads=1)
        began = time.perf_counter()
        engine.run({}, 1)
        first, buffers, seconds = time.perf_counter() - began, engine.outputs(rows), []
        for _ in range(repeats):
            began = time.perf_counter()
            engine.fill(columns, rows, buffers)
            seconds.append(time.perf_counter() - began)
        median = statistics.median(seconds)
        out[form] = {
            "first_seconds": first, "median": median,
            "ns_per_row_and_rule": median / rows / out["rules"] * 1e9,
        }  # fmt: skip
    return out


if __name__ == "__main__":
    print(json.dumps(_one(*map(int, sys.argv[1:]))))
