"""What rooms above call the records that acts speak of; they hand it in when they start.

The audit holds keys and bare values, which outlive the records. A reader sees what the key stands for today, with the
page that shows it; that page looks at the reader's rights itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model

Tell = Callable[[Any], "Record"]
Words = Callable[[Mapping[str, Any]], Mapping[str, str]]
_records: dict[str, tuple[type[Model], Tell]] = {}
_words: dict[str, Words] = {}


@dataclass(frozen=True, slots=True)
class Record:
    """A record by its name, and the page that shows it; an empty address for none."""

    name: str
    address: str = ""


def add_record(kind: str, model: type[Model], tell: Tell) -> None:
    """Hand in the model of a kind of record, and what one of it is called, in a room's ``AppConfig.ready``."""
    _records[kind] = (model, tell)


def add_words(kind: str, words: Words) -> None:
    """Hand in what bare values of an act on such a record mean: from its detail to texts by name."""
    _words[kind] = words


def record_of(kind: str, key: str) -> Record | None:
    """The record of a key; None where nobody knows it (any more)."""
    if kind not in _records:
        return None
    model, tell = _records[kind]
    try:
        found = model._default_manager.filter(pk=UUID(key)).first()
    except ValueError:
        return None
    return tell(found) if found is not None else None


def words_of(kind: str, detail: Mapping[str, Any]) -> Mapping[str, str]:
    """The values of an act's detail that have words, by name."""
    words = _words.get(kind)
    return words(detail) if words else {}
