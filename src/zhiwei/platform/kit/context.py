"""What the layout of every page needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demonstration, and whether the reader chose large type (长者模式)."""
    return {"demo": settings.DEMO, "elder": request.COOKIES.get("elder") == "1"}
