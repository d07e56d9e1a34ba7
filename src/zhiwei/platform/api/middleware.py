"""What holds for every call under /api/: problems instead of pages, and no other site's scripts unless named."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from zhiwei.platform.api.bodies import LARGEST
from zhiwei.platform.api.problems import BY_STATUS, Fault, Problem, respond
from zhiwei.platform.kit import uploads

PREFIX = "/api/"
FILES = "/api/v1/files"
"""Where files are handed in, which may be larger than other bodies."""
LARGEST_FILE = uploads.LIMIT + 10_000
"""Bytes of a file and what is wrapped around it."""
ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, If-None-Match, X-Request-ID",
    "Access-Control-Expose-Headers": "ETag, Retry-After, X-Request-ID",
    "Access-Control-Max-Age": "600",
}


class ApiMiddleware:
    """Refuses early what is too large; turns the server's own refusals into problems; answers CORS for named sites."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        site = request.headers.get("Origin", "")
        allowed = site in settings.API_ORIGINS
        if allowed and request.method == "OPTIONS":
            response = HttpResponse(status=204, headers=ALLOWED)
        else:
            early = _refused(request)
            response = respond(request, early) if early else self._answer(request)
        if settings.API_ORIGINS:
            patch_vary_headers(response, ["Origin"])
        if allowed:
            response["Access-Control-Allow-Origin"] = site
            response["Access-Control-Expose-Headers"] = ALLOWED["Access-Control-Expose-Headers"]
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "")
        if response.status_code < 400 or kind.startswith("application/problem+json"):
            return response
        name = BY_STATUS.get(response.status_code, "server" if response.status_code >= 500 else "unreadable")
        headers = {"Allow": response["Allow"]} if "Allow" in response else {}
        return respond(request, Problem(name, headers=headers))


def _refused(request: HttpRequest) -> Problem | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    largest = LARGEST_FILE if request.path_info.rstrip("/") == FILES else LARGEST
    if length.isdigit() and int(length) > largest:
        zh, en = f"请求体不得超过 {largest // 1000} KB", f"a body may have {largest // 1000} KB at most"
        return Problem("too-large", zh, en, headers={"Connection": "close"})
    for pointer, text in (("path", request.path_info), ("?", request.META.get("QUERY_STRING", ""))):
        if "\0" in text or "%00" in text or "\ufffd" in text:
            fault = Fault(pointer, "含有不能使用的字符", "holds a character that cannot be used")
            return Problem("unreadable", faults=[fault])
    return None
