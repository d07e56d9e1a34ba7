"""What the layout of every page needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from structlog.contextvars import get_contextvars

from zhiwei.platform.kit import navigation, ways_back

ELDER = "elder"
"""The cookie of large type (长者模式)."""


def page(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demonstration, whether the reader chose large type, the bar's entries, where to come back to."""
    return {
        "demo": settings.DEMO,
        "elder": request.COOKIES.get(ELDER) == "1",
        "navigation": navigation.items_for(request),
        "here": ways_back.here(request),
        "request_id": get_contextvars().get("request_id", ""),
    }
