"""How operations describe themselves: payloads by the schemas of :mod:`zhiwei.schemas`, refusals as problems."""

from __future__ import annotations

from typing import Any

from zhiwei.platform.api.problems import KINDS
from zhiwei.schemas import NAMES
from zhiwei.schemas.bundle import components

BASE = "#/components/schemas/"
USED = tuple(name for name in NAMES if name not in ("dictionary", "reform", "totals", "what_if", "law_coverage", "law_diff"))  # fmt: skip
READ = ("not-found", "too-many", "unreadable", "invalid", "no-token")
"""Refusals of every reading call."""
SCOPED = (*READ, "forbidden")
ASKED = (*READ, "too-large", "media-type")
"""Refusals of a call with a body."""
FILED = (*ASKED, "forbidden", "conflict")
"""Refusals of a call that changes something."""


def gives(
    schema: str, refusals: tuple[str, ...] = READ, *, takes: str = "", etag: bool = False, made: bool = False
) -> dict[str, Any]:
    """The part of an operation's description that says what it takes and gives; ``made``: 201 where it made something."""
    responses: dict[int, Any] = {200: {"description": "OK", "content": _json(schema)}}
    if made:
        responses[201] = {"description": "Created", "content": _json(schema)}
    if etag:
        responses[200]["headers"] = {"ETag": {"schema": {"type": "string"}}}
        responses[304] = {"description": "Not modified: the client has it already"}
    for name in refusals:
        kind = KINDS[name]
        responses[kind.status] = {
            "description": kind.en,
            "content": {"application/problem+json": {"schema": {"$ref": BASE + "problem"}}},
        }
    extra: dict[str, Any] = {"responses": dict(sorted(responses.items()))}
    if takes:
        extra["requestBody"] = {"required": True, "content": _json(takes)}
    return extra


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": BASE + schema}}}


def schemas() -> dict[str, Any]:
    """The components of the description."""
    return components(USED, BASE)
