"""One column: where its value comes from, how it is shown, where it leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiwei.platform.kit import clock, money

KINDS = {"text", "money", "date", "moment", "count", "rate", "flag", "tag"}
NONE = "—"


@dataclass(frozen=True)
class Column:
    """A column of a :class:`Table`.

    ``name`` stands in addresses (``?sort=name``) and, unless ``value`` is given, says where the value lies in a row: an
    attribute, a key or a path (``division.name``, ``get_state_display``). ``kind`` is text, money (fen), date, moment,
    count, rate (a fraction of 1), flag or tag. ``link`` gives the address the cell leads to. ``sort`` is the database's
    name of the order (True: the column's own), for lists True is enough. ``tags`` maps a value to a kind of label.
    ``head`` marks the column that names the row. ``screen`` and ``export`` say where the column appears. A ``varied`` column
    is on the page only where its values differ; what all rows have in common is said once above them.
    """

    name: str
    label: str | Promise
    kind: str = "text"
    value: Callable[[Any], Any] | None = None
    link: Callable[[Any], str | None] | None = None
    sort: bool | str | tuple[str, ...] = False
    tags: Mapping[Any, str] | Callable[[Any], str] | None = None
    head: bool = False
    screen: bool = True
    export: bool = True
    varied: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"column {self.name}: kind {self.kind!r} is none of {', '.join(sorted(KINDS))}")

    @property
    def slug(self) -> str:
        """The name as addresses carry it."""
        return self.name.replace(".", "-")

    @property
    def numeric(self) -> bool:
        """Whether its cells stand at the right."""
        return self.kind in ("money", "count", "rate")

    @property
    def order(self) -> tuple[str, ...]:
        """What the database orders by."""
        if self.sort is True:
            return (self.name.replace(".", "__"),)
        if isinstance(self.sort, str):
            return (self.sort,)
        return self.sort or ()

    def of(self, row: Any) -> Any:
        """The value in a row; None where there is none."""
        return self.value(row) if self.value else _reach(row, self.name)

    def shown(self, row: Any) -> SafeString:
        """The cell as HTML."""
        value = self.of(row)
        text = written(value, self.kind)
        if self.kind == "tag" and value not in (None, ""):
            text = format_html('<span class="tag {}">{}</span>', self._tag_of(row, value), text)
        address = self.link(row) if self.link else None
        return format_html('<a href="{}">{}</a>', address, text) if address else conditional_escape(text)

    def _tag_of(self, row: Any, value: Any) -> str:
        if callable(self.tags):
            return self.tags(row)
        return (self.tags or {}).get(value, "info")


def written(value: Any, kind: str) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return NONE
    match kind:
        case "money":
            return money.yuan(int(value))
        case "count":
            return f"{int(value):,}"
        case "rate":
            return percent(value)
        case "date":
            return date.isoformat(clock.day_of(value) if isinstance(value, datetime) else value)
        case "moment":
            return f"{value.astimezone(clock.ZONE):%Y-%m-%d %H:%M}"
        case "flag":
            return _("是") if value else _("否")
    return str(value)


def percent(value: Any) -> str:
    """A fraction of 1 in percent, two decimals at most, half away from zero; exact for fractions."""
    share = Fraction(value) * 10_000
    whole = int(abs(share) + Fraction(1, 2))
    text = f"{whole // 100}.{whole % 100:02}".rstrip("0").rstrip(".")
    return f"{'-' if share < 0 and whole else ''}{text}%"


def _reach(row: Any, path: str) -> Any:
    """What lies at a path of attributes or keys; a method is called, a missing part gives None."""
    for name in path.split("."):
        if row is None:
            return None
        row = row.get(name) if isinstance(row, Mapping) else getattr(row, name)
        if callable(row) and not isinstance(row, Model):
            row = row()
    return row
