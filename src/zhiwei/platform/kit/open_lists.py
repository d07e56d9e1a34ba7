"""Public lists that programs may read as people do: each room hands in its own, the HTTP interface gives all in one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise

from zhiwei.platform.kit.forms import FilterForm
from zhiwei.platform.kit.tables import Table


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as an address asks for it: its rows under their columns, and the form that narrowed it."""

    table: Table
    filters: FilterForm | None = None


@dataclass(frozen=True, slots=True)
class OpenList:
    """A list that everybody may see: its name in addresses, its label, its page, and how it is made of a query."""

    name: str
    label: str | Promise
    page: str
    make: Callable[[QueryDict], Listing]


_lists: dict[str, OpenList] = {}


def add_open_list(name: str, label: str | Promise, page: str, make: Callable[[QueryDict], Listing]) -> None:
    """Hand in a list in a room's ``AppConfig.ready``. Only what the page shows to everybody may be in it."""
    _lists[name] = OpenList(name, label, page, make)


def open_lists() -> list[OpenList]:
    """All of them by name."""
    return [_lists[name] for name in sorted(_lists)]


def open_list(name: str) -> OpenList | None:
    """The list of a name, None where there is none."""
    return _lists.get(name)
