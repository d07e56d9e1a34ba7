"""Beginning a job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django_tasks import default_task_backend

from zhiwei.platform.kit.jobs.run import path_to, run_job
from zhiwei.platform.kit.models import Job


def enqueue(
    function: Callable[..., Any],
    *args: Any,
    title: Any = "",
    started_by: Any = None,
    after: datetime | None = None,
    **kwargs: Any,
) -> Job:
    """Have ``function(*args, **kwargs)`` done by the worker; gives the job, to be watched or linked to.

    The function stands in a module; its arguments, and what it returns, are what JSON holds. ``started_by`` is a user
    or a user's key, who may watch and stop it; ``after`` puts it off. Within a transaction the job begins after it, and
    only if it holds; it speaks the language of the one who began it. Raises ValueError for a function that the worker
    could not find.
    """
    call = run_job
    if after is not None and default_task_backend.supports_defer:
        call = call.using(run_after=after)
    with transaction.atomic():
        job = Job.objects.create(
            title=str(title or function.__name__)[:200],
            function=path_to(function),
            started_by_id=getattr(started_by, "pk", started_by),
        )
        call.enqueue(str(job.pk), get_language() or settings.LANGUAGE_CODE, list(args), kwargs)
    job.refresh_from_db()  # a backend that works at once has ended it by now
    return job
