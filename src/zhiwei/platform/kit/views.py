"""Health, readiness and the pages of refusals."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


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


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent cannot be read."""
    return render(request, "kit/error.html", {"code": 400}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: known, but not allowed here."""
    return render(request, "kit/error.html", {"code": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or nothing the reader may know of."""
    return render(request, "kit/error.html", {"code": 404}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; the request's identifier finds it in the log."""
    return render(request, "kit/error.html", {"code": 500}, status=500)
