"""Several at the same moment: processes on one file of SQLite, threads with a connection of their own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from threading import Barrier, Thread

from django.db import connection


def processes(commands: Sequence[Sequence[str]], environment: dict[str, str]) -> list[str]:
    """What commands printed that say ``up`` when they are ready and begin once they read a line: all together."""
    workers = [
        subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for command in commands
    ]
    for worker in workers:  # all are up before the first begins
        assert worker.stdout is not None
        assert worker.stdout.readline() == "up\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    return [worker.communicate()[0] for worker in workers]


def threads(count: int, act: Callable[[int], None]) -> None:
    """Acts with the numbers from 0 begun together, each in a thread and connection of its own."""
    together = Barrier(count)

    def work(number: int) -> None:
        try:
            together.wait()
            act(number)
        finally:
            connection.close()

    begun = [Thread(target=work, args=(number,)) for number in range(count)]
    for thread in begun:
        thread.start()
    for thread in begun:
        thread.join()
