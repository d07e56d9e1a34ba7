"""Tasks between two batches: kept for the next one, a limited number in all, as each has some megabytes."""

from __future__ import annotations

from collections import deque
from threading import Lock
from typing import Protocol

from zhiwei.engine.native.exact.task import Task

MOST = 64
"""Enough for the measures and variables of one question on some threads; a what-if asks many laws in turn."""


class Owner(Protocol):
    """What keeps tasks of its own."""

    @property
    def idle(self) -> list[Task]: ...


_lock = Lock()
_waiting: deque[tuple[Owner, Task]] = deque()


def take(owner: Owner) -> Task | None:
    """A task of an owner, the one used last; None where threads have them all."""
    with _lock:
        if not owner.idle:
            return None
        task = owner.idle.pop()
        _waiting.remove((owner, task))
    return task


def keep(owner: Owner, task: Task) -> None:
    """Keep a task for its owner; where there are too many, the one that waited longest goes."""
    with _lock:
        owner.idle.append(task)
        _waiting.append((owner, task))
        while len(_waiting) > MOST:
            other, old = _waiting.popleft()
            other.idle.remove(old)
