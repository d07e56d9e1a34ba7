"""Commands without their start: a process that has loaded what no setting changes runs each in a fork of itself.

`python -m tests.platform.operations.prepared` reads one command a line and answers each with its exit code.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

LOADED = (
    "cryptography.fernet", "django.core.management", "django.db.models", "numba", "polars", "pypinyin",
    "pypinyin.contrib.tone_convert", "python_calamine", "sqlglot", "structlog", "xlsxwriter", "zhiwei.cli",
    "zhiwei.law.divisions", "zhiwei.policy.book", "zhiwei.population",
)  # fmt: skip
"""What commands of the platform import before or beside their settings."""
PATIENCE = 300
"""Seconds that a command may take."""


class Prepared:
    """The process, started when first asked."""

    @cached_property
    def _process(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.platform.operations.prepared"]
        root = Path(__file__).parents[3]
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("ZHIWEI_", "DJANGO_"))}
        return subprocess.Popen(
            command, cwd=root, env={**kept, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, words: Sequence[str], environment: Mapping[str, str], folder: Path, said: Path) -> int:
        """Run `zhiwei WORDS` in a folder; its exit code. What it says goes to the file ``said``."""
        asked = {
            "words": list(words),
            "environment": dict(environment),
            "folder": str(folder),
            "said": str(said),
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def end(self) -> None:
        """Let the process end."""
        if "_process" in self.__dict__:
            self._process.communicate()


def become(words: list[str], environment: dict[str, str], folder: str, said: str) -> None:
    """Turn into the command."""
    signal.alarm(PATIENCE)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for path, flags, numbers in ((os.devnull, os.O_RDONLY, (0,)), (said, os.O_WRONLY | os.O_CREAT, (1, 2))):
        opened = os.open(path, flags, 0o600)
        for number in numbers:
            os.dup2(opened, number)
    from zhiwei.cli import main

    main(words, prog_name="zhiwei")


def listen() -> None:
    """Load, then run every command asked for."""
    for name in LOADED:
        importlib.import_module(name)
    gc.freeze()
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        pid = os.fork()
        if not pid:
            become(**asked)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


if __name__ == "__main__":
    listen()
