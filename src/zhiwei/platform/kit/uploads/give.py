"""Files given out: only to those who may have them, as what they are, never run in the site's name."""

from __future__ import annotations

from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.kit.tables.export import XLSX, disposition
from zhiwei.platform.kit.uploads.keep import opened

TYPES = {
    "xlsx": XLSX, "csv": "text/csv", "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg",
    "json": "application/json", "yaml": "application/yaml",
}  # fmt: skip

SHOWABLE = {"pdf", "png", "jpg"}
TAKEN = "default-src 'none'; sandbox"
SHOWN = (
    "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
)
"""What a shown file may do; in a sandbox browsers would not open a PDF."""


def download(
    request: HttpRequest, key: object, may: Callable[[HttpRequest, StoredFile], bool]
) -> FileResponse:
    """A view's answer with the file of a key, where ``may`` says so; else, and where there is none, 404 alike."""
    stored = get_object_or_404(StoredFile, pk=key)
    if not may(request, stored):
        raise Http404
    return response(stored)


def response(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """The file; whether the reader may have it was asked before. ``inline`` shows a PDF or picture in the browser; any
    other kind is taken away all the same."""
    inline = inline and stored.kind in SHOWABLE
    try:
        content = opened(stored)
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(content, content_type=TYPES.get(stored.kind, "application/octet-stream"))
    answer["Content-Disposition"] = disposition(stored.name, inline=inline)
    answer["Content-Length"] = stored.size
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SHOWN if inline else TAKEN
    answer["Cache-Control"] = "private, no-store"
    return answer
