"""JSON replies, and law data that a client may keep as long as the rulebook is the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from zhiwei import __version__
from zhiwei.platform.answers.rulebook import current

JSON = "application/json; charset=utf-8"


def encoded(content: Any) -> bytes:
    """JSON in UTF-8, Chinese as it is written."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def reply(content: Any, status: int = 200) -> HttpResponse:
    """A JSON reply that nobody keeps."""
    response = HttpResponse(encoded(content), content_type=JSON, status=status)
    response["Cache-Control"] = "no-store"
    return response


def tag(*parts: str) -> str:
    """A strong entity tag for data that is determined by these words."""
    return '"' + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32] + '"'


def law_tag() -> str:
    """The tag of everything that follows from the rulebook and the texts of this version alone."""
    return _law_tag(current().hash)


@lru_cache(maxsize=4)
def _law_tag(rulebook: str) -> str:
    return tag("law", __version__, rulebook)


def kept(request: HttpRequest, etag: str, make: Callable[[], Any]) -> HttpResponse:
    """The reply under its tag, or 304 where the client has it already; ``make`` gives the content, or its bytes."""
    given = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in given or "W/" + etag in given or "*" in given:
        response: HttpResponse = HttpResponseNotModified()
    else:
        content = make()
        body = content if isinstance(content, bytes) else encoded(content)
        response = HttpResponse(body, content_type=JSON)
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
