"""Downloads that a test asked for, closed without closing the test's connection to the database."""

from __future__ import annotations

from typing import Any

from django.core.signals import request_finished
from django.db import close_old_connections


def closed(response: Any) -> None:
    """Close a download without closing the test's connection to the database, as the client does for pages."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)
