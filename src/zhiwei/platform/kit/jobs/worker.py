"""The worker beside the server."""

from __future__ import annotations

import sys
from datetime import timedelta

from django.utils.translation import gettext as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.jobs import notes
from zhiwei.platform.kit.models import Job

SILENT = 60.0
"""Seconds without a sign of life after which a job counts as lost: its worker was killed."""
INTERVAL = 1.0
"""Seconds a worker with nothing to do waits before it looks again."""


def command() -> list[str]:
    """The command of a worker, for `zhiwei serve` to run beside the server; SIGTERM ends it after the job at hand."""
    return [sys.executable, "-m", "zhiwei", "manage", "work"]


def recover() -> int:
    """Mark the jobs whose worker is gone as failed, so that nobody waits for them; gives their count."""
    lost = [
        job.pk
        for job in Job.objects.filter(state=Job.State.RUNNING)
        if (notes.age(str(job.pk)) or SILENT) >= SILENT and _long_ago(job)
    ]
    count = Job.objects.filter(pk__in=lost, state=Job.State.RUNNING).update(
        state=Job.State.FAILED, ended_at=clock.now(), text=_("任务因服务重启而中断；请重新开始。")
    )
    for key in lost:
        notes.sweep(str(key))
    return count


def _long_ago(job: Job) -> bool:
    return job.started_at is None or clock.now() - job.started_at >= timedelta(seconds=SILENT)
