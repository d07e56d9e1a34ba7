"""Money asked back: claimed, received, or the claim given up.

Claims and waivers take two officials: cases of rooms above see to it themselves (``binds``), what is done by hand comes
through :mod:`proposals`, which names who proposed it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import money
from zhiwei.platform.ledger.chart import Kind, Place
from zhiwei.platform.ledger.faults import refuse
from zhiwei.platform.ledger.models import Commitment, Fund
from zhiwei.platform.ledger.posting import Move, booked, locked, post
from zhiwei.platform.ledger.services.common import must, must_say, record, same_key, standing_under, told
from zhiwei.platform.ledger.upwards import claims_moved


def take_back(
    viewer: Viewer, commitment: Commitment, fen: int, *, reason: str, key: str, proposed_by: int | None = None
) -> Commitment:
    """Ask for money that was paid and should not have been: it becomes receivable until it comes back."""
    return _move(viewer, commitment, "take_back", Move(
        Kind.CLAIM, Place.PAID, Place.RECEIVABLE, fen, key, reason=must_say("reason", reason)
    ), proposed_by)  # fmt: skip


def waive(
    viewer: Viewer, commitment: Commitment, fen: int, *, reason: str, key: str, proposed_by: int | None = None
) -> Commitment:
    """Give up a claim, wholly or in part: what was paid stays paid."""
    return _move(viewer, commitment, "waive", Move(
        Kind.WAIVE, Place.RECEIVABLE, Place.PAID, fen, key, reason=must_say("reason", reason)
    ), proposed_by)  # fmt: skip


def receive_back(
    viewer: Viewer,
    commitment: Commitment,
    fen: int,
    *,
    key: str,
    on: date | None = None,
    document: str = "",
    serial: str = "",
    together: Collection[str] = (),
) -> Commitment:
    """Book money that came back; ``on`` is the bank's day. Whether it can be used again is decided by ``restore``.

    ``serial`` is the bank's number of the receipt, which then stands as the document of the entry; refused where a receipt
    of the fund stands under it already, but for those that one transfer pays ``together``, by their keys.
    """
    return _move(viewer, commitment, "receive", Move(
        Kind.RECEIVE, Place.RECEIVABLE, Place.RETURNED, fen, key, on=on, document=serial.strip() or document.strip(),
    ), serial=serial.strip(), together=together)  # fmt: skip


def _must_be_new(fund: Fund, serial: str, together: Collection[str]) -> None:
    """Refuse the bank's number of a receipt of the fund, which is locked, that was booked under another key and not reversed."""
    if found := standing_under(fund, Kind.RECEIVE, serial, but=together):
        raise refuse("serial", _("流水号“%(serial)s”已于 %(day)s 入账 %(fen)s 元，不能再记") % {
            "serial": serial, "day": found.booked_on, "fen": money.short(found.lines.get().fen),
        })  # fmt: skip


def _move(
    viewer: Viewer,
    commitment: Commitment,
    act: str,
    move: Move,
    proposed_by: int | None = None,
    serial: str = "",
    together: Collection[str] = (),
) -> Commitment:
    with transaction.atomic():
        fund = locked(commitment.fund_id)
        must(viewer, "ledger.promise", fund)
        held = Commitment.objects.get(pk=commitment.pk)
        if found := booked(move.key):
            line = found.lines.get()
            same = (found.commitment_id, found.kind, line.fen) == (held.pk, move.kind, move.fen)
            same_key(move.key, same, told(found))
            return held
        same_key(move.key, True)
        if serial:
            _must_be_new(fund, serial, together)
        there = held.amounts()[move.taken_from]
        if not 0 < move.fen <= there:
            text = _("“%(place)s”只有 %(fen)s 元") % {
                "place": move.taken_from.label, "fen": money.short(there),
            }  # fmt: skip
            raise refuse("amount", text, held.sentence)
        _not_before(held, move.on)
        post(viewer, fund, [_for(held, move)])
        if move.taken_from == Place.RECEIVABLE:
            claims_moved([held])
        detail = {"fen": move.fen, "reason": move.reason, "sentence": held.sentence}
        if proposed_by is not None:
            detail["proposed_by"] = proposed_by
        record(
            viewer, f"ledger.{act}", "ledger.promise", fund, kind="commitment", key=str(held.pk), **detail
        )  # fmt: skip
    return held


def _for(held: Commitment, move: Move) -> Move:
    return Move(
        move.kind,
        move.taken_from,
        move.given_to,
        move.fen,
        move.key,
        held,
        move.on,
        move.reason,
        move.document,
    )


def _not_before(held: Commitment, on: date | None) -> None:
    """A day before the last that was booked would make a past balance wrong."""
    last = held.entries.order_by("-booked_on").values_list("booked_on", flat=True).first()
    if on is not None and last is not None and on < last:
        raise refuse("day", _("记账日不能早于上一笔的记账日 %(day)s") % {"day": last})
