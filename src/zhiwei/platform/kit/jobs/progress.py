"""How far a job is, and how it is asked to stop."""

from __future__ import annotations

import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.jobs import notes
from zhiwei.platform.kit.models import Job

APART = 0.3
"""Least seconds between two notes; a report in between costs a microsecond."""


class Cancelled(Exception):
    """Somebody asked the job to stop; what it did in a transaction is undone."""


class Failed(Exception):
    """A job ends without success, and its text tells the person who began it why. Any other exception only goes to the log."""

    for_people = True


@dataclass
class Speaker:
    """The voice of the job that runs in this thread."""

    job: str
    last: float = field(default=-APART)


current: ContextVar[Speaker | None] = ContextVar("job", default=None)


def report(done: int = 0, total: int = 0, text: Any = "") -> None:
    """Say how far the running job is: so much of so much (0 where that is not known), and a word of what it does.

    Raises :class:`Cancelled` where somebody asked it to stop. Outside a job it does nothing.
    """
    speaker = current.get()
    if speaker is None or time.monotonic() - speaker.last < APART:
        return
    speaker.last = time.monotonic()
    if notes.should_stop(speaker.job):
        raise Cancelled
    notes.write(speaker.job, {"done": done, "total": total, "text": str(text)[:500]})


def progress_of(job: Job) -> Job:
    """The job with what it last said put in its fields, unsaved."""
    if job.state == Job.State.RUNNING and (note := notes.read(str(job.pk))):
        job.done, job.total, job.text = note.get("done", 0), note.get("total", 0), note.get("text", "")
    return job


def cancel(job: Job) -> bool:
    """Ask a job to stop. One that waits will not begin; one that runs stops at its next report. False where it is over."""
    with transaction.atomic():
        waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
        if waiting.update(state=Job.State.CANCELLED, ended_at=clock.now()):
            return True
    if not Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).exists():
        return False
    notes.ask_to_stop(str(job.pk))
    return True
