"""Identifiers of matters and their forms, and the envelopes of the protocol."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet

from zhiwei.platform.api.problems import Fault, invalid
from zhiwei.platform.cases.casetypes import CaseType

SPACE = uuid.UUID("5b7c1f0e-27c4-5d0a-9a52-47c0de201247")
"""The space of the identifiers of matters, which are named by words here."""


def opportunity_id(kind: CaseType) -> uuid.UUID:
    """The identifier of a matter; the same on every installation."""
    return uuid.uuid5(SPACE, f"opportunity/{kind.id}")


def competition_id(kind: CaseType) -> uuid.UUID:
    """A matter has one competition, which is always open."""
    return uuid.uuid5(SPACE, f"competition/{kind.id}")


def form_id(kind: CaseType) -> uuid.UUID:
    """The identifier of the form with which a matter is applied for."""
    return uuid.uuid5(SPACE, f"form/{kind.id}")


def custom(name: str, kind: str, value: Any) -> dict[str, Any]:
    """A field of our own; ``kind`` is string, integer, array or object."""
    return {"name": name, "fieldType": kind, "value": value}


def ok(data: Any, status: int = 200) -> dict[str, Any]:
    """The envelope of one thing."""
    return {"status": status, "message": "Success", "data": data}


def page_of(
    items: Sequence[Any] | QuerySet[Any], page: int, size: int, to_json: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """The envelope of a page. Raises Problem for a page that is not there."""
    total = len(items) if isinstance(items, Sequence) else items.count()
    pages = max(1, -(-total // size))
    if page > pages:
        raise invalid([Fault("?page", f"只有 {pages} 页", f"there are {pages} pages")])
    return {
        "status": 200,
        "message": "Success",
        "items": [to_json(one) for one in items[(page - 1) * size : page * size]],
        "paginationInfo": {"page": page, "pageSize": size, "totalItems": total, "totalPages": pages},
    }
