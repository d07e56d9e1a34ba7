"""The addresses that watch over an installation."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers and is of this version's form; 503 with the reason where not."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception:
        return JsonResponse({"ready": False, "why": "database"}, status=503)
    if waiting:
        return JsonResponse({"ready": False, "why": "migrations"}, status=503)
    return JsonResponse({"ready": True})
