"""The list of a chain: numbers without gaps, also where the reader may not see what stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from zhiwei.platform.audit import upwards
from zhiwei.platform.audit.models import Act, Head, Reading
from zhiwei.platform.audit.particulars import Called
from zhiwei.platform.kit.tables import Column, Table

AT_ONCE = 500
"""Rows of a file whose records are asked for by name at once."""
Named = Callable[[Any], Iterable[tuple[str, str]]]
"""Kinds and keys of the records that a row names."""


@dataclass(frozen=True)
class Gap:
    """Numbers between two rows that the reader does not see. ``missing`` of them are in no row: the chain is broken there."""

    first: int
    last: int
    missing: int = 0
    at: None = None
    name: str = ""
    office: str = ""
    acting_for: str = ""
    kind: str = ""
    key: str = ""
    division: str = ""
    origin: str = ""
    request: str = ""
    hash: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    items: tuple[dict[str, Any], ...] = ()

    @property
    def seq(self) -> str:
        """The numbers."""
        return str(self.first) if self.first == self.last else f"{self.first}—{self.last}"

    @property
    def act(self) -> str:
        """What stands in place of the act: why the numbers are not shown."""
        if self.missing:
            said = _("缺少 %(count)s 条记录，请验证审计链")
            return said % {"count": self.missing}
        return _("%(count)s 条不在您的查看范围：其他地区的，或平台管理人员的") % {
            "count": self.last - self.first + 1
        }


class Trail(Table):
    """The rows of a chain, the latest first; what the reader may not see has a line of its own where nothing narrows the list.

    ``called`` are the records that the rows of the page or file at hand name, asked for together.
    """

    def __init__(
        self, columns: Sequence[Column], rows: QuerySet[Any], *, whole: bool, named: Named, **more: Any
    ) -> None:
        super().__init__(columns, rows, **more)
        self.whole, self.named = whole, named
        self.chain: type[Act] | type[Reading] = rows.model
        self.called: Called = {}

    def page(self, query: QueryDict) -> Page[Any]:
        """One page of rows with what stands between them."""
        page = super().page(query)
        rows = list(page.object_list)
        self._call(rows)
        if self.whole:
            above = self._above(rows) if page.has_previous() else self._end()
            rows = list(self._between(rows, above, page.has_next()))
        page.object_list = rows
        return page

    def every(self, query: QueryDict) -> Iterator[Any]:
        """All rows, with what stands between them."""
        rows = super().every(query)
        if self.whole:
            rows = self._filled(rows, self._end(), 0)
        while portion := list(islice(rows, AT_ONCE)):
            self._call(portion)
            yield from portion

    def _call(self, rows: Iterable[Any]) -> None:
        self.called = upwards.records_of(
            pair for row in rows if not isinstance(row, Gap) for pair in self.named(row)
        )

    def _end(self) -> int:
        """One more than the chain's last number."""
        chain = "acts" if self.chain is Act else "reads"
        last: int | None = self.chain._default_manager.order_by("-seq").values_list("seq", flat=True).first()
        held = Head.objects.filter(chain=chain).values_list("seq", flat=True).first()
        return max(last or 0, held or 0) + 1

    def _above(self, rows: Sequence[Any]) -> int:
        """The number of the row before a page's first."""
        assert isinstance(self.rows, QuerySet)
        later: int | None = (
            self.rows.filter(seq__gt=rows[0].seq).order_by("seq").values_list("seq", flat=True).first()
        )
        return later or rows[0].seq + 1

    def _between(self, rows: Sequence[Any], above: int, more: bool) -> Iterator[Any]:
        below = rows[-1].seq if more and rows else 0
        return self._filled(rows, above, below)

    def _filled(self, rows: Iterable[Any], above: int, below: int) -> Iterator[Any]:
        for row in rows:
            yield from self._gap(row.seq, above)
            yield row
            above = row.seq
        yield from self._gap(below, above)

    def _gap(self, below: int, above: int) -> Iterator[Gap]:
        hidden = above - below - 1
        if hidden > 0:
            there = self.chain._default_manager.filter(seq__gt=below, seq__lt=above).count()
            yield Gap(below + 1, above - 1, max(0, hidden - there))
