"""Starts peers in processes of their own and keeps what they measured."""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NoReturn

from benchmarks.peers.child import DONE
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


@dataclass(frozen=True)
class Task:
    """What a peer is to do: which runner, its task, the file that it reads, what it writes, and on how many threads."""

    runner: str
    task: str
    path: Path
    target: Path
    threads: int = 2


def measure(runner: str, task: str, path: Path, target: Path, lists: Path, repeats: int = 1, threads: int = 2) -> dict[str, Any]:  # fmt: skip
    """Run a task in a child; its seconds, peak memory and the time it took to be ready. Raises :class:`Failed`."""
    child = _Child(Task(runner, task, path, target, threads), lists, repeats)
    try:
        return child.found()
    finally:
        child.end()


def in_turns(tasks: Sequence[Task], lists: Path, repeats: int) -> list[dict[str, Any]]:
    """As :func:`measure` for several, whose repetitions take turns: a minute in which the machine is slower meets them all.

    All of them hold their memory at the same time.
    """
    children: list[_Child] = []
    try:
        for task in tasks:
            children.append(_Child(task, lists, repeats, turns=True))
            children[-1].done()
        for _ in range(repeats):
            for child in children:
                child.turn()
        return [child.found() for child in children]
    finally:
        for child in children:
            child.end()


class _Child:
    """A process that does a task, and waits for its turns if there are any."""

    def __init__(self, task: Task, lists: Path, repeats: int, *, turns: bool = False) -> None:
        self.task = task
        python = peers_python() if task.runner.startswith(ELSEWHERE) else Path(sys.executable)
        spec = {
            "runner": task.runner, "task": task.task, "path": str(task.path), "target": str(task.target),
            "lists": str(lists), "repeats": repeats, "threads": task.threads, "turns": turns,
        }  # fmt: skip
        threads = str(task.threads)
        environment = {
            **os.environ, "POLARS_MAX_THREADS": threads, "NUMBA_NUM_THREADS": threads, VARIABLE: SETTING
        }  # fmt: skip
        self.began = time.time()
        self.said = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by end()
        self.process = subprocess.Popen(
            [python, CHILD, json.dumps(spec)], env=environment, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self.said,
        )  # fmt: skip

    def turn(self) -> None:
        """Let it do its task once more, and wait until it has. Raises :class:`Failed`."""
        assert self.process.stdin
        with contextlib.suppress(BrokenPipeError):
            print(file=self.process.stdin, flush=True)
        self.done()

    def done(self) -> None:
        """Wait until it is ready or has done its task once more. Raises :class:`Failed`."""
        assert self.process.stdout
        if (line := self.process.stdout.readline().strip()) != DONE:
            self._failed(line)

    def found(self) -> dict[str, Any]:
        """What it measured, once it has ended. Raises :class:`Failed`."""
        assert self.process.stdout
        told = self.process.stdout.read()
        if self.process.wait():
            self._failed("")
        found: dict[str, Any] = json.loads(told.splitlines()[-1])
        found["ready_seconds"] = found.pop("ready") - self.began
        if found["seconds"]:
            found["median"] = statistics.median(found["seconds"])
        return {"runner": self.task.runner, "task": self.task.task, "threads": self.task.threads, **found}

    def end(self) -> None:
        """Leave nothing of it running."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.said):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def _failed(self, line: str) -> NoReturn:
        self.process.kill()
        self.process.wait()
        self.said.seek(0)
        raise Failed(f"{self.task.runner}, {self.task.task}: {line}{self.said.read().strip()[-2_000:]}")
