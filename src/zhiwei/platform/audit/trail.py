"""The list of a chain: numbers without gaps, also where the reader may not see what stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from zhiwei.platform.audit import upwards
from zhiwei.platform.audit.models import Act, Head, Reading
from zhiwei.platform.audit.particulars import Called
from zhiwei.platform.kit.tables import Column, Prepared

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


class Trail(Prepared):
    """The rows of a chain, the latest first; what the reader may not see has a line of its own where nothing narrows the list.

    ``called`` are the records that the rows of the page or file at hand name, asked for together.
    """

    def __init__(
        self, columns: Sequence[Column], rows: QuerySet[Any], *, whole: bool, named: Named, **more: Any
    ) -> None:
        super().__init__(columns, rows, prepare=self._call, **more)
        self.whole, self.named = whole, named
        self.chain: type[Act] | type[Reading] = rows.model
        self.called: Called = {}

    def fetched(self, query: QueryDict) -> Page[Any]:
        """One page of rows with what stands between them."""
        page = super().fetched(query)
        if self.whole:
            rows = list(page.object_list)
            above = self._above(rows) if page.has_previous() else self._end()
            below = rows[-1].seq if page.has_next() and rows else 0
            page.object_list = list(self._filled(rows, above, below))
        return page

    def every(self, query: QueryDict) -> Iterator[Any]:
        """All rows, with what stands between them."""
        rows = super().every(query)
        yield from self._filled(rows, self._end(), 0) if self.whole else rows

    def _call(self, rows: Iterable[Any]) -> None:
        self.called = upwards.records_of(pair for row in rows for pair in self.named(row))

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

    def _filled(self, rows: Iterable[Any], above: int, below: int) -> Iterator[Any]:
        broken = self._missing(below, above) > 0
        for row in rows:
            yield from self._gap(row.seq, above, broken)
            yield row
            above = row.seq
        yield from self._gap(below, above, broken)

    def _gap(self, below: int, above: int, broken: bool) -> Iterator[Gap]:
        """The line for the numbers between two; of a chain without a break none of them is counted."""
        if above - below > 1:
            yield Gap(below + 1, above - 1, self._missing(below, above) if broken else 0)

    def _missing(self, below: int, above: int) -> int:
        """How many of the numbers between two are in no row."""
        there = self.chain._default_manager.filter(seq__gt=below, seq__lt=above).count()
        return max(0, above - below - 1 - there)
