"""Calls of the interface as a program makes them, each reply held against the schema its description names."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.cli.validate import faults
from zhiwei.schemas.bundle import bundled

ROOT = "/api/v1"
PROBLEM = "application/problem+json; charset=utf-8"


def get(path: str, schema: str = "", *, token: str = "", status: int = 200, **headers: str) -> Any:
    """GET; the content, after its status and schema were checked."""
    return checked(raw("GET", path, token=token, **headers), schema, status)


def post(
    path: str, content: Any, schema: str = "", *, token: str = "", status: int = 200, **headers: str
) -> Any:
    """POST of JSON, or of bytes as they are."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return checked(raw("POST", path, body, token=token, **headers), schema, status)


def raw(
    method: str,
    path: str,
    body: bytes = b"",
    *,
    token: str = "",
    kind: str = "application/json",
    **headers: str,
) -> HttpResponse:
    """The response itself. Header names have underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        named["Authorization"] = f"Bearer {token}"
    response: Any = Client(headers=named).generic(method, ROOT + path, body, content_type=kind)
    return response


def checked(response: HttpResponse, schema: str, status: int) -> Any:
    """The content of a response that is what it should be."""
    assert response.status_code == status, response.content.decode()
    if status >= 400:
        assert response["Content-Type"] == PROBLEM
        schema = "problem"
    content = json.loads(response.content)
    if schema:
        assert faults(content, bundled(schema)) == []
    return content


def pointers(problem: Any) -> list[str]:
    """Where the defects of a refusal stand."""
    return sorted(one["pointer"] for one in problem["errors"])
