"""Lists whose cells tell what is asked for many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from zhiwei.platform.kit.tables.table import Table

AT_ONCE = 500
"""Rows of a file that are prepared together."""


class Prepared(Table):
    """``prepare`` is given the rows of a page, or each portion of a file's, before their cells are asked for."""

    def __init__(self, *given: Any, prepare: Callable[[Sequence[Any]], object], **more: Any) -> None:
        super().__init__(*given, **more)
        self.prepare = prepare

    def fetched(self, query: QueryDict) -> Page[Any]:
        """One page of rows, prepared."""
        page = super().fetched(query)
        page.object_list = list(page.object_list)
        self.prepare(page.object_list)
        return page

    def every(self, query: QueryDict) -> Iterator[Any]:
        """All rows, prepared in portions."""
        rows = super().every(query)
        while portion := list(islice(rows, AT_ONCE)):
            self.prepare(portion)
            yield from portion
