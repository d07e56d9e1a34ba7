"""What the installation itself is doing, so that a step of its own names the run it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.functional import Promise

from zhiwei.platform.kit.phrases import kept

_task: ContextVar[str] = ContextVar("task", default="")


@contextmanager
def working_on(task: str | Promise) -> Iterator[None]:
    """Name what the installation does within, in Chinese as records keep it; the outermost name holds."""
    token = _task.set(_task.get() or kept(task))
    try:
        yield
    finally:
        _task.reset(token)


def current() -> str:
    """What the installation is doing; '' outside any named run."""
    return _task.get()
