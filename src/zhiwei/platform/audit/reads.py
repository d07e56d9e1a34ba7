"""Writing down reads of non-public data; within a request they are gathered and written once, before the answer leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.utils.functional import Promise

from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit.chain import append
from zhiwei.platform.audit.models import Reading, ReadItem
from zhiwei.platform.kit.phrases import kept

Shown = tuple[Viewer, dict[str, Any]]
_gathered: ContextVar[list[Shown] | None] = ContextVar("gathered", default=None)


def reveal(viewer: Viewer, *, kind: str, key: str, fields: Sequence[str], why: str | Promise = "") -> None:
    """Say that a record's non-public fields are shown to a viewer. Outside a request it is written at once."""
    reveal_all(viewer, kind=kind, keys=[key], fields=fields, why=why)


def reveal_all(
    viewer: Viewer, *, kind: str, keys: Iterable[object], fields: Sequence[str], why: str | Promise = ""
) -> None:
    """The same for the records of a list or an export. A reason of the platform's own is kept in Chinese."""
    reason = kept(why)
    shown: list[Shown] = [
        (viewer, {"kind": kind, "key": str(key), "fields": sorted(fields), "why": reason}) for key in keys
    ]
    gathered = _gathered.get()
    if gathered is None:
        _write(shown)
    else:
        gathered.extend(shown)


@contextmanager
def gathering() -> Iterator[None]:
    """Gather what is revealed within, and write it at the end."""
    gathered: list[Shown] = []
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
        _write(gathered)


def _write(shown: Sequence[Shown]) -> None:
    by_viewer: dict[Viewer, list[dict[str, Any]]] = {}
    for viewer, item in shown:
        items = by_viewer.setdefault(viewer, [])
        if item not in items[-1:]:
            items.append(item)
    for viewer, items in by_viewer.items():
        own = any(not grant.acting_for for grant in viewer.grants)
        stood_in = "" if own else next((grant.acting_for for grant in viewer.grants), "")
        with transaction.atomic(savepoint=False):
            reading = append(Reading, viewer, items, acting_for=stood_in)
            pairs = ReadItem.pairs(reading.items)
            ReadItem.objects.bulk_create([ReadItem(reading=reading, kind=k, key=key) for k, key in pairs])
