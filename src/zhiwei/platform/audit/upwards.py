"""What rooms above call the records that acts speak of; they hand it in when they start.

The audit holds keys and bare values, which outlive the records. A reader sees what the key stands for today, with the
page that shows it; that page looks at the reader's rights itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q
from django.utils.functional import Promise

from zhiwei.platform.accounts.rights import Viewer

Tell = Callable[[Any], "Record"]
Words = Callable[[Mapping[str, Any]], Mapping[str, str]]
MOST_FOUND = 50
"""Records of a kind that a text may find; whoever searches for less gets no more than these."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The model of a kind of record, what one is called, the field of its key, the look-ups by which people find it, and
    the records beside it that its name is made of."""

    model: type[Model]
    tell: Tell
    key: str
    found_by: tuple[str, ...]
    beside: tuple[str, ...]


_records: dict[str, Handed] = {}
_words: dict[str, Words] = {}
_fields: list[Callable[[], Mapping[str, object]]] = []


@dataclass(frozen=True, slots=True)
class CheckList:
    """A list that auditors go through: of which kind of records, its name, its address, the permission without which it
    is not shown."""

    kind: str
    name: str | Promise
    address: str
    permission: str


_lists: list[CheckList] = []


@dataclass(frozen=True, slots=True)
class Record:
    """A record by its name, the page that shows it to officials and the one that shows it to whom it is about; an empty
    address for none."""

    name: str
    address: str = ""
    own: str = ""


def add_record(
    kind: str,
    model: type[Model],
    tell: Tell,
    *,
    key: str = "pk",
    found_by: Sequence[str] = (),
    beside: Sequence[str] = (),
) -> None:
    """Hand in the model of a kind of record, and what one of it is called, in a room's ``AppConfig.ready``.

    ``found_by`` are Django's look-ups (``name__icontains``) by which the search of the audit finds such records; numbers
    made of the key (case numbers) are found without. ``beside`` are the related records that ``tell`` reads (``fund``): they
    come with the others.
    """
    _records[kind] = Handed(model, tell, key, tuple(found_by), tuple(beside))


def add_check_list(kind: str, name: str | Promise, address: str, *, permission: str) -> None:
    """Hand in a list that auditors go through, in a room's ``AppConfig.ready``; it stands on the page of the audit."""
    _lists.append(CheckList(kind, name, address, permission))


def check_lists(viewer: Viewer) -> list[CheckList]:
    """The lists that open to a viewer, in the order of the rooms."""
    return [one for one in _lists if viewer.may(one.permission)]


def add_words(kind: str, words: Words) -> None:
    """Hand in what bare values of an act on such a record mean: from its detail to texts by name."""
    _words[kind] = words


def add_fields(labels: Callable[[], Mapping[str, object]]) -> None:
    """Hand in the fields of a room's forms by name; the text of each is its label in the reader's language."""
    _fields.append(labels)


def field_of(name: str) -> str:
    """What a room calls a field of that name, '' where none does."""
    return next((str(labels[name]) for fields in _fields if name in (labels := fields())), "")


def records_of(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Record]:
    """The records of many kinds and keys, one question to the database for a kind; what nobody knows is left out."""
    by_kind: defaultdict[str, dict[UUID, str]] = defaultdict(dict)
    for kind, key in wanted:
        if kind in _records and (known := _uuid(key)) is not None:
            by_kind[kind][known] = key
    found = {}
    for kind, keys in by_kind.items():
        one = _records[kind]
        rows = one.model._default_manager.filter(**{f"{one.key}__in": list(keys)})
        for record in rows.select_related(*one.beside) if one.beside else rows:
            found[kind, keys[getattr(record, one.key)]] = one.tell(record)
    return found


def found(text: str) -> Iterator[tuple[str, str]]:
    """Kind and key of the records that people call so, or nearly so; their readers' rights are looked at by others."""
    for kind, one in _records.items():
        if one.found_by:
            named = Q()
            for look_up in one.found_by:
                named |= Q(**{look_up: text})
            rows = one.model._default_manager.filter(named).order_by("pk").values_list(one.key, flat=True)
            for key in rows[:MOST_FOUND]:
                yield kind, str(key)


def words_of(kind: str, detail: Mapping[str, Any]) -> Mapping[str, str]:
    """The values of an act's detail that have words, by name."""
    words = _words.get(kind)
    return words(detail) if words else {}


def _uuid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None
