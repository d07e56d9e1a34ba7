"""Lists a page at a time, with the addresses of the next and the previous one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from django.http import HttpRequest

from zhiwei.platform.api.problems import Fault, invalid

MOST = 500
"""Items of a page."""
USUAL = 100
FARTHEST = 100_000
"""Number of the last page that may be asked for."""


class Countable(Protocol):
    """A list or a query."""

    def __getitem__(self, index: slice, /) -> Any: ...


def paged(
    request: HttpRequest, items: Countable, page: int, size: int, to_json: Callable[[Any], Any], total: int | None = None
) -> dict[str, Any]:  # fmt: skip
    """One page. Raises Problem for a page that is not there."""
    if total is None:
        total = len(items) if isinstance(items, Sequence) else items.count()  # type: ignore[attr-defined]
    pages = max(1, -(-total // size))
    if page > pages:
        raise invalid([Fault("?page", f"只有 {pages} 页", f"there are {pages} pages")])
    found = items[(page - 1) * size : page * size]
    return {
        "items": [to_json(item) for item in found],
        "page": page,
        "pages": pages,
        "total": total,
        "next": _address(request, page + 1) if page < pages else None,
        "previous": _address(request, page - 1) if page > 1 else None,
    }


def _address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{request.path}?{query.urlencode()}"
