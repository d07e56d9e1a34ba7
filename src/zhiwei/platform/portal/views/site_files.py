"""What programs that read sites ask for: robots.txt and a map of the pages."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from zhiwei.platform.portal.citation_links import document_url
from zhiwei.platform.portal.difficulties import ENTRANCES
from zhiwei.platform.portal.lawbook import lawbook
from zhiwei.platform.portal.views.law import articles

CLOSED = ("/accounts/", "/office/", "/my/", "/find/ask/", "/find/next/", "/answer/", "/api/")
"""Pages of persons and pages made of what a visitor wrote."""


def robots(request: HttpRequest) -> HttpResponse:
    """Which pages may be read by machines."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page of the law."""
    base = request.build_absolute_uri("/").rstrip("/")
    rows = "".join(f"<url><loc>{escape(base + path)}</loc></url>" for path in _paths())
    text = f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


def _paths() -> Iterator[str]:
    law = lawbook()
    yield from (
        "/",
        "/find/",
        "/law/",
        "/law/coverage/",
        "/parameters/",
        "/documents/",
        "/decisions/",
        "/search/",
    )
    yield from (f"/difficulty/{one.difficulty.value}/" for one in ENTRANCES)
    yield from (f"/law/{one.number}/" for one in articles("zh") if one.number)
    yield from (f"/law/{one}" for one in law.order)
    yield from (f"/parameters/{name}/" for name in law.book.data.parameters)
    yield from (document_url(one.number) for one in law.register)
