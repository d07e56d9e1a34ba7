"""Appending to a chain: numbers without gaps and each row's hash over the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog
from django.db import transaction
from django.utils import translation

from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit import anchors, canonical
from zhiwei.platform.audit.models import Act, Head, Reading, Row
from zhiwei.platform.kit import clock

CHAINS: Mapping[str, type[Act] | type[Reading]] = {"acts": Act, "reads": Reading}
OWN = ("act", "kind", "key", "division")
"""Fields that only acts have."""

R = TypeVar("R", Act, Reading)


def genesis(head: Head) -> str:
    """What stands before the first row of a chain."""
    return hashlib.sha256(f"zhiwei audit {head.chain} {head.identity}".encode()).hexdigest()


def content_of(row: Row) -> dict[str, Any]:
    """All that a row says, as it goes into its hash."""
    said = {
        "seq": row.seq,
        "at": canonical.moment(row.at),
        "actor": row.actor_id,
        "name": row.name,
        "office": row.office,
        "acting_for": row.acting_for,
        "origin": row.origin,
        "request": row.request,
        "content": getattr(row, "content"),  # noqa: B009  # every chain has one, the abstract row does not
    }
    return said | {name: getattr(row, name) for name in OWN if hasattr(row, name)}


@dataclass(frozen=True, slots=True)
class Said:
    """What a row is to say: by whom, for whom he stood in, its content, and the fields that only its chain has."""

    viewer: Viewer
    content: Any
    acting_for: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


def append(model: type[R], viewer: Viewer, content: Any, *, acting_for: str = "", **fields: str) -> R:
    """Append one row; as :func:`append_all` does."""
    return append_all(model, [Said(viewer, content, acting_for, fields)])[0]


def append_all(model: type[R], said: Sequence[Said]) -> list[R]:
    """Append rows in their order inside the caller's transaction, or in one of its own; at least one.

    The chain's head stays locked until that transaction ends, so that rows come one after the other: append last.
    Raises ValueError for a field that is too long, TypeError for content without an exact form.
    """
    name = next(name for name, known in CHAINS.items() if known is model)
    written = [_written(model, one) for one in said]
    with transaction.atomic(savepoint=False):
        head = locked_head(name)
        rows = []
        for values in written:
            row = model(seq=head.seq + 1, at=clock.now(), previous=head.hash, **values)
            row.hash = canonical.digest(head.hash, content_of(row))
            row.save()
            head.seq, head.hash = row.seq, row.hash
            rows.append(row)
        head.save(update_fields=["seq", "hash"])
        noted = [
            anchors.Anchor(name, str(head.identity), row.seq, row.hash, canonical.moment(row.at))
            for row in rows
        ]
        transaction.on_commit(lambda: anchors.note(noted), robust=True)  # what is committed stays answered
    return rows


def _written(model: type[Act] | type[Reading], one: Said) -> dict[str, Any]:
    """The columns of a row that do not depend on its place in the chain."""
    for name, value in one.fields.items():
        longest = getattr(model._meta.get_field(name), "max_length", None)
        if longest is not None and len(value) > longest:
            raise ValueError(f"{name} of an audit row has at most {longest} characters: {value[:80]!r}…")
    viewer = one.viewer
    with translation.override("zh-hans"):  # the audit speaks one language, whatever its reader's
        office = viewer.office
    return {
        "actor_id": viewer.user_id,
        "name": canonical.clean(viewer.name)[:80],
        "office": canonical.clean(office),
        "acting_for": canonical.clean(one.acting_for)[:200],
        "origin": canonical.clean(viewer.origin)[:45],
        "request": str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64],
        "content": canonical.text(canonical.plain(one.content)),
        **{key: canonical.clean(value) for key, value in one.fields.items()},
    }


def locked_head(chain: str) -> Head:
    """The end of a chain, locked until the transaction ends; made where the chain has not begun."""
    found = Head.objects.select_for_update().filter(chain=chain).first()
    if found is None:
        fresh = Head(chain=chain)
        fresh.hash = genesis(fresh)
        Head.objects.bulk_create([fresh], ignore_conflicts=True)
        found = Head.objects.select_for_update().get(chain=chain)
    return found
