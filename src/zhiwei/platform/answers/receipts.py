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
from zhiwei.platform.answers import packing
from zhiwei.platform.answers.models import Pattern, Receipt, StoredRulebook
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.audit import log
from zhiwei.platform.decisions.register import Memory

_opened = Memory(4)


def keep(
    viewer: Viewer, answer: Answer, *, subject: UUID | None = None, purpose: str = "", division: str = ""
) -> Receipt:
    """Store an answer with all it rests on; within the transaction of the act that needs it, which fails with it.

    ``division`` is the place whose office answers, by default the one the facts name; the public check names it.
    """
    with transaction.atomic(savepoint=False):
        made = new(viewer, answer, subject=subject, purpose=purpose, division=division)
        made.save(force_insert=True)
        detail = {
            "subject": str(subject or ""),
            "rulebook": made.rulebook_id,
            "purpose": purpose,
            "digest": made.digest,
        }
        log.record(
            viewer, "answers.receipt", kind="receipt", key=str(made.pk), division=division, detail=detail
        )
    return made


def new(
    viewer: Viewer, answer: Answer, *, subject: UUID | None = None, purpose: str = "", division: str = ""
) -> Receipt:
    """A receipt not yet saved, for acts that save many at once; who saves it records the act in the audit."""
    record = receipts.receipt(answer)
    stored = keep_rulebook(answer.book)
    pattern = _pattern(stored, record)
    return Receipt(
        subject=subject, division=division or _place(record), entity=answer.case.entity, as_of=answer.law.as_of,
        known_on=answer.law.known_on, rulebook=stored, pattern=pattern,
        packed=packing.pack(record, pattern.content), digest=packing.digest(record), purpose=purpose,
        made_by_id=viewer.user_id,
    )  # fmt: skip


def _place(record: dict[str, Any]) -> str:
    """The division that the facts name; empty where they name none."""
    return str(record["subject"]["facts"].get("division", {}).get("value", ""))


def _pattern(stored: StoredRulebook, record: dict[str, Any]) -> Pattern:
    kind = packing.kind_of(record)
    found = Pattern.objects.filter(rulebook=stored, kind=kind).first()
    if found is None:
        packed = zlib.compress(packing.canonical(record), 9)
        found, _made = Pattern.objects.get_or_create(rulebook=stored, kind=kind, defaults={"packed": packed})
    return found


def keep_rulebook(book: Rulebook) -> StoredRulebook:
    """The stored form of a rulebook, written once."""
    found = StoredRulebook.objects.filter(pk=book.hash).defer("packed").first()
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


def sound(receipt: Receipt) -> bool:
    """Whether the record is the one that was kept: it can be read, and its digest is the one written down then."""
    try:
        return packing.digest(receipt.record) == receipt.digest
    except ValueError:
        return False


def rerun(receipt: Receipt) -> Answer:
    """The receipt's question asked again of the rulebook it names."""
    return receipts.rerun(receipt.record, rulebook_of(receipt.rulebook_id))


def under_today(receipt: Receipt) -> list[dict[str, Any]]:
    """What the same facts and decisions get under today's rulebook, where it differs.

    Raises InputError where today's rulebook no longer takes a fact or a decision of then.
    """
    return receipts.against(receipt.record, current())
