"""What can be found: handed in by the rooms that own it, taken out when it goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction

from zhiwei.platform.kit.models import Entry
from zhiwei.platform.kit.search.names import name_tokens
from zhiwei.platform.kit.search.split import tokens
from zhiwei.platform.kit.search.words import words_of

PIECE = 1_000
"""Entries written at a time."""
FIELDS = ("title", "text", "address", "scope", "is_name")


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found. ``title`` counts more than ``text``; ``address`` is where it stands; ``scope`` limits who
    finds it; the title of a ``name`` is found by pinyin and initials too."""

    key: str
    title: str
    text: str = ""
    address: str = ""
    scope: str = ""
    name: bool = False


def index(
    kind: str,
    key: str,
    title: str,
    text: str = "",
    *,
    address: str = "",
    scope: str = "",
    name: bool = False,
) -> None:
    """Make one thing findable, in place of what was known under its kind and key."""
    index_many(kind, [Document(key, title, text, address, scope, name)])


def index_many(kind: str, documents: Iterable[Document]) -> int:
    """Make many things findable, piece by piece; gives their count. Each piece is a transaction."""
    rest, count = iter(documents), 0
    while piece := list(islice(rest, PIECE)):
        latest = {document.key: document for document in piece}
        entries = [
            Entry(
                kind=kind,
                key=each.key,
                title=each.title,
                text=each.text,
                address=each.address,
                scope=each.scope,
                is_name=each.name,
            )
            for each in latest.values()
        ]
        with transaction.atomic():
            Entry.objects.bulk_create(
                entries, update_conflicts=True, unique_fields=["kind", "key"], update_fields=FIELDS
            )
            _write(list(Entry.objects.filter(kind=kind, key__in=latest)))
        count += len(piece)
    _settle(count)
    return count


def remove(kind: str, keys: Sequence[str]) -> None:
    """Make things not findable any more."""
    _take_out(list(Entry.objects.filter(kind=kind, key__in=keys).values_list("pk", flat=True)))


def clear(kind: str) -> None:
    """Take out everything of a kind, before it is handed in anew."""
    _take_out(list(Entry.objects.filter(kind=kind).values_list("pk", flat=True)))


def rebuild() -> int:
    """Make the words of all entries anew: after a restore, or when a new version splits texts otherwise."""
    words_of(connection.vendor).empty()
    rest, count = Entry.objects.order_by("pk").iterator(chunk_size=PIECE), 0
    while piece := list(islice(rest, PIECE)):
        with transaction.atomic():
            _write(piece)
        count += len(piece)
    _settle(count)
    return count


def words_in(entry: Entry) -> tuple[list[str], list[str]]:
    """The words of title and text."""
    return (name_tokens if entry.is_name else tokens)(entry.title), tokens(entry.text)


def _write(entries: Iterable[Entry]) -> None:
    words_of(connection.vendor).put((entry.pk, *words_in(entry)) for entry in entries)


def _settle(count: int) -> None:
    if count >= PIECE:
        words_of(connection.vendor).settle()


@transaction.atomic
def _take_out(numbers: list[int]) -> None:
    for start in range(0, len(numbers), PIECE):
        piece = numbers[start : start + PIECE]
        words_of(connection.vendor).take_out(piece)
        Entry.objects.filter(pk__in=piece).delete()
