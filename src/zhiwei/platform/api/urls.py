"""Addresses of the interface."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from zhiwei.platform.api.api import api
from zhiwei.platform.api.problems import Problem, respond


def nothing(request: HttpRequest) -> HttpResponse:
    """404 as a problem for every other address below."""
    return respond(request, Problem("not-found"))


urlpatterns = [path("", api.urls), re_path(r".*", nothing)]
