"""What holds for every request: an identifier in its answer and its log lines, a bound on what is sent, no blank page."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from zhiwei.platform.kit.uploads.refused import megabytes

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")
log = structlog.get_logger("zhiwei.requests")


class RequestIdMiddleware:
    """Takes the identifier a reverse proxy gives, if it is harmless, else makes one; logs how each request ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        identifier = given if ACCEPTED.fullmatch(given) else uuid.uuid4().hex
        began = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=identifier):
            response = self.get_response(request)
            log.info(
                "request",
                method=request.method,
                path=request.path,  # without its question, which may hold what a visitor filled in
                status=response.status_code,
                ms=round((time.perf_counter() - began) * 1000, 1),
            )
        response[HEADER] = identifier
        return response


class BodyLimitMiddleware:
    """Refuses a body above LARGEST_BODY before anything of it is read, in plain words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0
        if size > settings.LARGEST_BODY:
            return self.refused(request, size)
        return self.get_response(request)

    def refused(self, request: HttpRequest, size: int) -> HttpResponse:
        """A page, or for programs a problem (RFC 9457)."""
        from zhiwei.platform.kit.views import refusal

        title = _("发来的内容太大")
        why = _("一次发来的内容有 %(size)s；不能超过 %(limit)s。没有任何内容被保存。") % {
            "size": megabytes(size),
            "limit": megabytes(settings.LARGEST_BODY),
        }
        if request.path.startswith("/api/"):
            problem = {"type": "about:blank", "title": title, "status": 413, "detail": why}
            return JsonResponse(problem, status=413, content_type="application/problem+json")
        return refusal(request, 413, title, why, (_("请把文件分成几个，或删去不需要的内容后再上传。"),))


class NoPageMiddleware:
    """Where an address only takes what a form sends, whoever opens it in a browser gets a page with the way back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        opened = request.method == "GET" and request.accepts("text/html")
        if response.status_code != 405 or not opened or request.path.startswith("/api/"):
            return response
        from zhiwei.platform.kit.views import no_page

        page = no_page(request)
        page["Allow"] = response.get("Allow", "POST")
        return page
