"""Processes of a script that has Django set up: forked from it, so that each costs no start of its own.

Each opens its own connections to the database and ends without the script's clearing up.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

from django.db import connections


class Forked:
    """A process that runs a function; what it prints is read here, line by line."""

    def __init__(self, work: Callable[..., None], *given: Any) -> None:
        connections.close_all()  # none is shared with the new process
        sys.stdout.flush()
        reading, writing = os.pipe()
        told, tell = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(reading)
            os.close(tell)
            os.dup2(told, 0)
            os.dup2(writing, 1)
            os._exit(_run(work, given))
        os.close(writing)
        os.close(told)
        self._said, self._tell = os.fdopen(reading), os.fdopen(tell, "w")

    def line(self) -> str:
        """The next line it prints, empty at its end."""
        return self._said.readline().strip()

    def tell(self) -> None:
        """Send it a line: a process that reads its input goes on."""
        self._tell.write("\n")
        self._tell.flush()

    def kill(self, signal: int) -> int:
        """End it by a signal; its exit code, negative for a signal."""
        os.kill(self.pid, signal)
        return self._end()

    def rest(self) -> str:
        """What it still prints until its end; RuntimeError if it failed."""
        said = self._said.read().strip()
        code = self._end()
        if code:
            raise RuntimeError(f"a process ended with {code}: {said}")
        return said

    def _end(self) -> int:
        self._said.close()
        self._tell.close()
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _run(work: Callable[..., None], given: tuple[Any, ...]) -> int:
    """Do the work in the new process; its exit code."""
    try:
        work(*given)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        connections.close_all()
        sys.stdout.flush()
        sys.stderr.flush()
    return 0
