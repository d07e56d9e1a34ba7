"""判定回执 in the database: kept with the rulebook that answered, and run again with that one, never with today's."""

from __future__ import annotations

import zlib
from typing import Any
from uuid import UUID

from django.db import transaction

from zhiwei.engine import receipt as receipts
from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import Defect, LoadError
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.store import content_hash
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers.models import Receipt, StoredRulebook
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.audit import log
from zhiwei.platform.decisions.register import Memory

_opened = Memory(4)


def keep(
    viewer: Viewer, answer: Answer, *, subject: UUID | None = None, purpose: str = "", division: str = ""
) -> Receipt:
    """Store an answer with all it rests on; within the transaction of the act that needs it."""
    with transaction.atomic():
        stored = keep_rulebook(answer.book)
        made = Receipt.objects.create(
            subject=subject, as_of=answer.law.as_of, known_on=answer.law.known_on, rulebook=stored,
            record=receipts.receipt(answer), purpose=purpose, made_by_id=viewer.user_id,
        )  # fmt: skip
        detail = {"subject": str(subject or ""), "rulebook": stored.hash, "purpose": purpose}
        log.record(
            viewer, "answers.receipt", kind="receipt", key=str(made.pk), division=division, detail=detail
        )
    return made


def keep_rulebook(book: Rulebook) -> StoredRulebook:
    """The stored form of a rulebook, written once."""
    found = StoredRulebook.objects.filter(pk=book.hash).first()
    if found is not None:
        return found
    packed = zlib.compress(book.stored, 9)
    return StoredRulebook.objects.get_or_create(
        hash=book.hash, defaults={"packed": packed, "size": len(book.stored)}
    )[0]


def rulebook_of(wanted: str) -> Rulebook:
    """The rulebook of a hash: this process's own, or the stored one. Raises LoadError where it is lost or was changed."""
    book = current()
    if wanted == book.hash:
        return book
    found: Rulebook = _opened.get(wanted, lambda: _open(wanted))
    return found


def _open(wanted: str) -> Rulebook:
    row = StoredRulebook.objects.filter(pk=wanted).first()
    if row is None:
        raise LoadError([Defect("rulebook", f"{wanted} is not stored here", "restore it from a backup")])
    try:
        stored = zlib.decompress(bytes(row.packed))
    except zlib.error:
        stored = b""
    if content_hash(stored) != wanted:
        what = f"{wanted} does not have the content its hash states"
        raise LoadError([Defect("rulebook", what, "restore it from a backup")])
    return Rulebook.from_stored(stored)


def check(receipt: Receipt) -> list[str]:
    """Differences between a receipt and its re-run with the rulebook it names; empty where it is reproduced."""
    return receipts.check(receipt.record, rulebook_of(receipt.rulebook_id))


def rerun(receipt: Receipt) -> Answer:
    """The receipt's question asked again of the rulebook it names."""
    return receipts.rerun(receipt.record, rulebook_of(receipt.rulebook_id))


def under_today(receipt: Receipt) -> list[dict[str, Any]]:
    """What the same facts and decisions get under today's rulebook, where it differs."""
    return receipts.against(receipt.record, current())
