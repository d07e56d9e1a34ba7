"""A list with its state in the address: which page, which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit.tables.columns import Column, written

NOTHING = _("没有记录。")
CHUNK = 2_000
"""Rows taken from the database at a time when a whole list is written."""


class Table:
    """Rows under columns.

    ``rows`` is a queryset or a list. ``name`` tells two tables of one page apart (its parameters become ``name-page``
    and ``name-sort``). ``order`` is the order at first (``"-issued_on"`` by a column's name). ``caption`` says what the
    list is, for those who hear it; ``empty`` what to say where there is nothing. ``file`` names the exported file, and
    a list with ``export=False`` is not taken away. ``total`` closes the page with the sum of every amount over all rows,
    not those of the page alone; ``part`` names the part of the list a row belongs to, and where there are several, the sums
    of each stand above those of all.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: QuerySet[Any] | Iterable[Any],
        *,
        name: str = "",
        caption: str | Promise = "",
        empty: str | Promise = NOTHING,
        order: str = "",
        size: int = 50,
        file: str | Promise = "",
        export: bool = True,
        total: bool = False,
        part: Callable[[Any], str] | None = None,
    ) -> None:
        self.columns = list(columns)
        self.rows = rows if isinstance(rows, QuerySet) else list(rows)
        self.name, self.caption, self.empty, self.size = name, caption, empty, size
        self.first_order, self.file, self.export = order, file or caption, export
        self.total, self.part = total, part
        self._pages: dict[tuple[str | None, str | None], Page[Any]] = {}
        if len({column.slug for column in self.columns}) != len(self.columns):
            raise ValueError("two columns of a table have one name")

    def parameter(self, what: str) -> str:
        """The name of a parameter of this table in the address."""
        return f"{self.name}-{what}" if self.name else what

    @property
    def shown(self) -> list[Column]:
        """The columns on the page."""
        return [column for column in self.columns if column.screen and column.slug not in self._alike]

    @property
    def in_common(self) -> list[tuple[str, str]]:
        """Label and value of the columns that are not on the page because all rows have the same value there."""
        return [(str(one.label), self._alike[one.slug]) for one in self.columns if one.slug in self._alike]

    @cached_property
    def _alike(self) -> dict[str, str]:
        """The one text of each varied column whose values do not differ, by slug; a list of one row has no such column."""
        asked = [column for column in self.columns if column.screen and column.varied]
        rows = list(self.rows) if asked else []
        if len(rows) < 2:
            return {}
        texts = {column.slug: {written(column.of(row), column.kind) for row in rows} for column in asked}
        return {slug: found.pop() for slug, found in texts.items() if len(found) == 1}

    @property
    def exported(self) -> list[Column]:
        """The columns in a file."""
        return [column for column in self.columns if column.export]

    def sorting(self, query: QueryDict) -> tuple[Column | None, bool]:
        """The column in whose order the rows come, and whether it falls; an order that cannot be is none."""
        asked = query.get(self.parameter("sort")) or self.first_order
        for column in self.columns:
            if column.sort and column.slug == asked.lstrip("-").replace(".", "-"):
                return column, asked.startswith("-")
        return None, False

    def ordered(self, query: QueryDict) -> QuerySet[Any] | list[Any]:
        """All rows in the order of the address."""
        column, falling = self.sorting(query)
        if isinstance(self.rows, QuerySet):
            if column is None:
                return self.rows if self.rows.ordered else self.rows.order_by("pk")
            return self.rows.order_by(*(_turned(each, falling) for each in column.order), "pk")
        if column is None:
            return self.rows
        known = [row for row in self.rows if column.of(row) is not None]
        unknown = [row for row in self.rows if column.of(row) is None]
        return sorted(known, key=column.of, reverse=falling) + unknown

    def page(self, query: QueryDict) -> Page[Any]:
        """One page of rows; a page that is not there gives the nearest. Asked for again it is the same, rows and all."""
        which = (query.get(self.parameter("page")), query.get(self.parameter("sort")))
        if which not in self._pages:
            self._pages[which] = self.fetched(query)
        return self._pages[which]

    def fetched(self, query: QueryDict) -> Page[Any]:
        """A page as the database gives it; what :meth:`page` keeps."""
        return Paginator(self.ordered(query), self.size).get_page(query.get(self.parameter("page")))

    def totals(self) -> dict[str, int]:
        """The sum of each shown column of money over all rows, fen, by the column's slug; a missing amount adds nothing."""
        return self._sums(self.rows)

    def totals_of_parts(self) -> dict[str, dict[str, int]]:
        """The same sums of each part of the list, by its name in the order in which they first appear."""
        if self.part is None:
            return {}
        parts: dict[str, list[Any]] = {}
        for row in self.rows:
            parts.setdefault(self.part(row), []).append(row)
        return {name: self._sums(rows) for name, rows in parts.items()}

    def _sums(self, rows: Iterable[Any]) -> dict[str, int]:
        amounts = [column for column in self.shown if column.kind == "money"]
        found = {column.slug: 0 for column in amounts}
        for row in rows:
            for column in amounts:
                found[column.slug] += int(column.of(row) or 0)
        return found

    def every(self, query: QueryDict) -> Iterator[Any]:
        """All rows one by one, in pieces from the database, so that memory does not grow with the list."""
        rows = self.ordered(query)
        return rows.iterator(chunk_size=CHUNK) if isinstance(rows, QuerySet) else iter(rows)


def _turned(order: str, falling: bool) -> str:
    if not falling:
        return order
    return order.removeprefix("-") if order.startswith("-") else f"-{order}"
