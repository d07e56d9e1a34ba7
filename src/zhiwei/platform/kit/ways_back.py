"""Where a reader goes on from an address that only takes what a form sends, and so has no page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

METHODS = "request_method_list"
"""The name under which ``django.views.decorators.http.require_http_methods`` keeps what it lets through."""


def here(request: HttpRequest) -> str:
    """The page to come back to when something beside it is changed, its language for one.

    For a page that answers a form: the same address where it can be opened, else the page that the form stood on, else the
    nearest page above.
    """
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    if not opens(request.path):
        return way_back(request)
    came_from = referrer(request)
    return came_from if urlsplit(came_from).path == request.path else request.path


def way_back(request: HttpRequest) -> str:
    """The page that led to an address without a page: the one it was asked from, else the nearest above, else the first."""
    return referrer(request) or next(filter(opens, _above(request.path)), "/")


def referrer(request: HttpRequest) -> str:
    """The page of this site from which the request came, if it can be opened; '' for none."""
    said = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(said)
    if not opens(parts.path):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def opens(path: str) -> bool:
    """Whether the site has a page at a path that may be asked for, and not only sent to."""
    try:
        view: Callable[..., Any] | None = resolve(path).func
    except Resolver404:
        return False
    while view is not None:
        if "GET" not in _let_through(view):
            return False
        view = getattr(view, "__wrapped__", None)
    return True


def _let_through(view: Callable[..., Any]) -> Any:
    """The methods that a decorator of a view lets through; GET where it is none of those that choose."""
    code, cells = getattr(view, "__code__", None), getattr(view, "__closure__", None)
    if code is None or cells is None or METHODS not in code.co_freevars:
        return ("GET",)
    return cells[code.co_freevars.index(METHODS)].cell_contents


def _above(path: str) -> Iterator[str]:
    """The addresses above a path, the nearest first; without the site's own first page."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        yield "/" + "/".join(parts[:length]) + "/"
