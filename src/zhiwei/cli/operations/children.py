"""Processes that belong to the command: started together, stopped together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

GRACE = 15.0
"""Seconds a process has to end what it is doing."""
PAUSE = 2.0
"""Seconds before a process that fell over is started again."""
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process; ``lasting`` ones are started again when they end by themselves."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    lasting: bool = False
    process: subprocess.Popen[bytes] | None = None
    ended_at: float = 0.0

    def start(self) -> None:
        """Start it in a group of its own, so that Ctrl-C reaches it through us only."""
        self.process = subprocess.Popen(
            self.command,
            env={**os.environ, **self.environment},
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509  # no threads yet
        )

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self.process is not None and self.process.poll() is None


def watch(children: Sequence[Child], stopping: Sequence[int]) -> str | None:
    """Wait until a signal is in ``stopping`` (None) or a process ended that must not (its name)."""
    while not stopping:
        for child in children:
            if child.running:
                continue
            if not child.lasting:
                return child.name
            now = time.monotonic()
            if not child.ended_at:
                child.ended_at = now
            elif now - child.ended_at > PAUSE:
                child.ended_at = 0.0
                child.start()
        time.sleep(0.2)
    return None


def stop_all(children: Sequence[Child]) -> None:
    """Ask all to end, wait, and end by force what is left with everything it started."""
    running = [child for child in children if child.running]
    for child in running:
        assert child.process is not None
        child.process.terminate()
    limit = time.monotonic() + GRACE
    for child in running:
        assert child.process is not None
        try:
            child.process.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()


def _end_with_parent() -> None:
    """Ask the system to end this process when the command is gone, however it went."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
