"""Running a job: from waiting to one of its ends, whatever happens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import task

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.jobs import notes
from zhiwei.platform.kit.jobs.progress import Cancelled, Speaker, current
from zhiwei.platform.kit.models import Job

BEAT = 5.0
"""Seconds between two signs of life."""
log = structlog.get_logger("zhiwei.jobs")


def path_to(function: Callable[..., Any]) -> str:
    """The dotted path of a function. Raises ValueError where the worker would not find it there."""
    path = f"{function.__module__}.{function.__qualname__}"
    try:
        found = import_string(path)
    except ImportError:
        found = None
    if found is not function:
        raise ValueError(f"{path}: a job must be a function of a module")
    return path


@task()
def run_job(key: str, language: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """What the worker calls. A job that fails says so in its record and in the log; the worker goes on."""
    taken = Job.objects.filter(pk=key, state=Job.State.WAITING)
    if not taken.update(state=Job.State.RUNNING, started_at=clock.now()):
        return  # stopped before it began, or taken already
    job = Job.objects.get(pk=key)
    bound = structlog.contextvars.bound_contextvars(job=key, function=job.function)
    with bound, translation.override(language):
        try:
            with _speaking(key):
                result = import_string(job.function)(*args, **kwargs)
        except Cancelled:
            _end(key, Job.State.CANCELLED, text=_("已按要求停止，没有留下未完成的内容。"))
        except Exception as wrong:
            log.exception("job failed")
            said = str(wrong) if getattr(wrong, "for_people", False) else _("任务没有完成；系统已记录原因。")
            _end(key, Job.State.FAILED, text=said)
        else:
            _end(key, Job.State.DONE, result=result)
    notes.sweep(key)


def _end(key: str, state: Job.State, **fields: Any) -> None:
    Job.objects.filter(pk=key).update(state=state, ended_at=clock.now(), **fields)
    log.info("job ended", job=key, state=str(state))


@contextmanager
def _speaking(key: str) -> Iterator[None]:
    """The job's voice in this thread, and its signs of life in another."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT):
            notes.touch(key)

    notes.touch(key)
    heart = threading.Thread(target=beat, name=f"job {key}", daemon=True)
    heart.start()
    token = current.set(Speaker(key))
    try:
        yield
    finally:
        current.reset(token)
        over.set()
        heart.join()
