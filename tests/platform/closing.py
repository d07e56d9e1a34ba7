"""Connections to the tests' database: kept where a download is closed, ended where something left one open."""

from __future__ import annotations

from typing import Any

from django.core.signals import request_finished
from django.db import close_old_connections, connection


def closed(response: Any) -> None:
    """Close a download without closing the test's connection to the database, as the client does for pages."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


def ended_sessions() -> list[str]:
    """End every other session of the tests' database, and give the last statement of each; SQLite has none."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT query, pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return [query for query, _ended in cursor.fetchall()]
