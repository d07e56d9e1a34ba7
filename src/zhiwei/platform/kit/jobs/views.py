"""A job on a page: for the person who began it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.kit.jobs.progress import cancel, progress_of
from zhiwei.platform.kit.models import Job
from zhiwei.platform.kit.views import back


def _own(request: HttpRequest, key: str) -> Job:
    """The job, where the reader began it; else it is not there."""
    job = get_object_or_404(Job, pk=key)
    if request.user.pk is None or job.started_by_id != request.user.pk:
        raise Http404
    return progress_of(job)


@never_cache
def job(request: HttpRequest, key: str) -> HttpResponse:
    """The job's page; to htmx only the part that changes. When it is over the page it stands on is fetched anew, or where
    something may be half written there (``stay``) a link offers it."""
    found = _own(request, key)
    if getattr(request, "htmx", False):
        stay = "stay" in request.GET
        response = render(request, "kit/parts/job.html", {"job": found, "stay": stay})
        if found.over and not stay:
            response["HX-Refresh"] = "true"
        return response
    return render(request, "kit/job.html", {"job": found})


@require_POST
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the job to stop."""
    found = _own(request, key)
    cancel(found)
    return HttpResponseRedirect(
        back(request) if request.POST.get("next") else reverse("kit:job", args=[found.pk])
    )
