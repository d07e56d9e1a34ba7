"""Around every request: gathers what it reads, and writes down what it was refused."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from zhiwei.platform.accounts.requests import viewer_of
from zhiwei.platform.audit import log, reads


class AuditMiddleware:
    """Non-public data leave only after their reading is written; a refusal to somebody logged in is an act."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reads.gathering():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Write down a refusal (403), or a page asked for that is not there for this viewer (404)."""
        if isinstance(exception, PermissionDenied | Http404):
            viewer = viewer_of(request)
            if not viewer.is_anonymous:
                act = "refused" if isinstance(exception, PermissionDenied) else "not_found"
                detail = {"method": request.method, "why": str(exception)[:200]}
                log.record(viewer, act, kind="page", key=request.path[:200], detail=detail)
