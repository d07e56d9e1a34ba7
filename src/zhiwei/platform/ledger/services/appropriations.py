"""Money that enters a fund or leaves it for good, and entries reversed by new ones."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.ledger.chart import Kind, Place
from zhiwei.platform.ledger.faults import refuse
from zhiwei.platform.ledger.models import Entry, Fund
from zhiwei.platform.ledger.posting import Move, booked, locked, post
from zhiwei.platform.ledger.services.common import must, must_be_open, must_say, record, same_key
from zhiwei.platform.ledger.upwards import claims_moved


def appropriate(
    viewer: Viewer, fund: Fund, fen: int, *, document: str, key: str, on: date | None = None
) -> Entry:
    """Book money that a document gives to the fund; ``on`` is the day of receipt, today where it is not said."""
    return _of_the_fund(viewer, fund, "ledger.appropriate", Move(
        Kind.APPROPRIATE, Place.APPROPRIATED, Place.AVAILABLE, fen, key, on=on, document=document.strip(),
    ))  # fmt: skip


def restore(viewer: Viewer, fund: Fund, fen: int, *, document: str, key: str) -> Entry:
    """Make money that came back available again."""
    return _of_the_fund(viewer, fund, "ledger.restore", Move(
        Kind.RESTORE, Place.RETURNED, Place.AVAILABLE, fen, key, document=document.strip(),
    ))  # fmt: skip


def surrender(
    viewer: Viewer, fund: Fund, fen: int, *, document: str, key: str, returned: bool = False
) -> Entry:
    """Give unused money, or money that came back, to the treasury."""
    place = Place.RETURNED if returned else Place.AVAILABLE
    return _of_the_fund(viewer, fund, "ledger.surrender", Move(
        Kind.SURRENDER, place, Place.SURRENDERED, fen, key, document=document.strip(),
    ))  # fmt: skip


def _of_the_fund(viewer: Viewer, fund: Fund, act: str, move: Move) -> Entry:
    with transaction.atomic():
        held = locked(fund)
        must(viewer, "ledger.open", held)
        if found := booked(move.key):
            line = found.lines.get()
            same_key(move.key, (found.fund_id, found.kind, line.fen) == (held.pk, move.kind, move.fen))
            return found
        same_key(move.key, True)
        must_be_open(held)
        must_say("document", move.document)
        (entry,) = post(viewer, held, [move])
        detail = {"fen": move.fen, "document": move.document, "on": entry.booked_on}
        record(viewer, act, "ledger.open", held, kind="entry", key=str(entry.pk), **detail)
    return entry


REVERSIBLE = (Kind.APPROPRIATE, Kind.RESTORE, Kind.SURRENDER, Kind.RECEIVE)
"""Entries that a mistake may have made and that no act of its own undoes; the bank's are corrected by its next word."""


def reverse(viewer: Viewer, entry: Entry, *, reason: str, key: str) -> Entry:
    """Undo an entry made by mistake with a new one that goes back its way; what stands in the books stays there.

    Raises Refused where the money has moved on, and for an entry that another act undoes (release, take back).
    """
    with transaction.atomic():
        held = locked(entry.fund_id)
        must(viewer, "ledger.open", held)
        said = must_say("reason", reason)
        if found := booked(key):
            same_key(key, found.reverses_id == entry.pk)
            return found
        same_key(key, True)
        must_be_open(held)
        if Entry.objects.filter(reverses=entry).exists():
            raise refuse("reversed", _("这笔分录已经冲正"))
        if entry.kind not in REVERSIBLE:
            raise refuse("kind", _("“%(kind)s”不用冲正：请释放、追回或重新登记银行回单") % {
                "kind": entry.get_kind_display(),
            })  # fmt: skip
        line = entry.lines.select_related("taken_from", "given_to").get()
        (made,) = post(viewer, held, [Move(
            Kind.REVERSE, Place(line.given_to.place), Place(line.taken_from.place), line.fen, key,
            commitment=entry.commitment, reason=said, reverses=entry,
        )])  # fmt: skip
        if entry.commitment is not None:
            claims_moved([entry.commitment])
        detail = {"reverses": str(entry.pk), "fen": line.fen, "reason": said}
        record(viewer, "ledger.reverse", "ledger.open", held, kind="entry", key=str(made.pk), **detail)
    return made
