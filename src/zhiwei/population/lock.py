"""One run at a time on one output: a lock beside the file, which goes with the process that holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from zhiwei.population.defects import Problem, refuse


@contextmanager
def only_run(path: Path | None) -> Iterator[None]:
    """Hold the output against other runs; nothing for no path, or where the system cannot lock files.

    The lock lies in ``.OUT.lock`` and is the system's: a process that is killed holds it no longer. Raises InputDefects
    where another run holds it.
    """
    try:
        import fcntl
    except ImportError:
        path = None
    if path is None or not path.parent.is_dir():
        yield
        return
    beside = path.with_name(f".{path.name}.lock")
    while True:
        try:
            handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:  # a folder that cannot be written: told where the output is begun
            yield
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            raise refuse(_at_work(), file=path.name) from error
        if _still(beside, handle):
            break
        os.close(handle)  # removed by the run that held it, between opening and locking
    try:
        yield
    finally:
        with suppress(OSError):
            beside.unlink()
        os.close(handle)


def _still(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except OSError:
        return False


def _at_work() -> Problem:
    return Problem(
        "another_run",
        "另一次运行正在写这个结果文件",
        "another run is writing this very output",
        "等它结束，或给结果另起一个文件名",
        "wait until it ends, or give the output another name",
    )
