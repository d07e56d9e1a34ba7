"""Starts peers in processes of their own and keeps what they measured."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.peers.environment import ROOT, peers_python
from zhiwei.population.allocator import SETTING, VARIABLE

CHILD = ROOT / "benchmarks" / "peers" / "child.py"
ELSEWHERE = "openfisca"
"""Runners whose name starts so run in the peers' environment."""


@dataclass(frozen=True)
class Setting:
    """Where benchmark files are kept, how many rows and repetitions are asked for."""

    folder: Path
    rows: tuple[int, ...]
    repeats: int

    @classmethod
    def from_environment(cls) -> Setting:
        """`ZHIWEI_BENCH_FOLDER`, `ZHIWEI_BENCH_ROWS` (numbers joined by commas), `ZHIWEI_BENCH_REPEATS`."""
        folder = Path(os.environ.get("ZHIWEI_BENCH_FOLDER") or ROOT / "build" / "bench")
        folder.mkdir(parents=True, exist_ok=True)
        rows = tuple(int(n) for n in os.environ.get("ZHIWEI_BENCH_ROWS", "1000000,10000000").split(","))
        return cls(folder, rows, int(os.environ.get("ZHIWEI_BENCH_REPEATS", "5")))


class Failed(RuntimeError):
    """A peer did not do what it was asked; the message is the end of what it said."""


def measure(runner: str, task: str, path: Path, target: Path, lists: Path, repeats: int = 1, threads: int = 2) -> dict[str, Any]:  # fmt: skip
    """Run a task in a child; its seconds, peak memory and the time it took to be ready. Raises :class:`Failed`."""
    python = peers_python() if runner.startswith(ELSEWHERE) else Path(sys.executable)
    spec = {
        "runner": runner, "task": task, "path": str(path), "target": str(target), "lists": str(lists),
        "repeats": repeats, "threads": threads,
    }  # fmt: skip
    environment = {
        **os.environ, "POLARS_MAX_THREADS": str(threads), "NUMBA_NUM_THREADS": str(threads), VARIABLE: SETTING,
    }  # fmt: skip
    began = time.time()
    done = subprocess.run(
        [python, CHILD, json.dumps(spec)], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Failed(f"{runner}, {task}: {done.stderr.strip()[-2_000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    found["ready_seconds"] = found.pop("ready") - began
    if found["seconds"]:
        found["median"] = statistics.median(found["seconds"])
    return {"runner": runner, "task": task, "threads": threads, **found}
