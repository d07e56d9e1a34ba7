"""Lists of non-public records: the rows that leave, on the page or in a file, are written down as read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise

from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit import reads
from zhiwei.platform.kit.tables import Table, export_response

Whose = Callable[[Any], object]
"""The key of the record that a row is about, or a tuple of keys where it is about several; None stands for nobody."""


def read_or_taken(
    viewer: Viewer,
    request: HttpRequest,
    lists: Mapping[Table, Whose | None],
    *,
    fields: Sequence[str],
    why: str | Promise = "",
    kind: str = "subject",
) -> HttpResponseBase | None:
    """The file that the address asks of one of a page's lists; None for the page with all of them.

    What leaves is read: every row of the file, or the rows of the lists' pages. A list without ``whose`` is public.
    """
    for table, whose in lists.items():
        if (file := export_response(table, request)) is not None:
            if whose is not None and file.status_code == 200:
                _read(viewer, table.every(request.GET), whose, kind, fields, why)
            return file
    for table, whose in lists.items():
        if whose is not None:
            _read(viewer, table.page(request.GET).object_list, whose, kind, fields, why)
    return None


def _read(
    viewer: Viewer, rows: Iterable[Any], whose: Whose, kind: str, fields: Sequence[str], why: str | Promise
) -> None:
    keys = sorted({str(key) for one in rows for key in _keys(whose(one)) if key is not None})
    reads.reveal_all(viewer, kind=kind, keys=keys, fields=fields, why=why)


def _keys(about: object) -> tuple[object, ...]:
    return about if isinstance(about, tuple) else (about,)
