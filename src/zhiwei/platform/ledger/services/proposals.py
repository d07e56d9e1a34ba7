"""Money asked back, a claim given up or a wrong receipt reversed by hand: proposed by one official, booked when another
agrees."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger.chart import Kind
from zhiwei.platform.ledger.faults import refuse
from zhiwei.platform.ledger.models import Commitment, Entry, Fund, Proposal
from zhiwei.platform.ledger.posting import locked
from zhiwei.platform.ledger.services.appropriations import must_be_reversible, reverse
from zhiwei.platform.ledger.services.common import (
    agreed,
    dropped,
    must,
    must_say,
    record,
    same_key,
)
from zhiwei.platform.ledger.services.returns import take_back, waive

State = Proposal.State
ACTS = {Proposal.Kind.CLAIM: take_back, Proposal.Kind.WAIVE: waive}


def propose(
    viewer: Viewer, commitment: Commitment, kind: Proposal.Kind, fen: int, *, reason: str, key: str
) -> Proposal:
    """Propose to ask paid money back, or to give a claim up; fen. Nothing is booked. The same key again gives the same.

    Raises Refused for more than is there or where one of the kind waits, PermissionDenied outside the viewer's divisions
    and for the system, which needs nobody's agreement.
    """
    return _propose(viewer, Proposal(key=key, commitment=commitment, kind=kind, fen=fen, reason=reason))


def propose_undoing(viewer: Viewer, entry: Entry, *, reason: str, key: str) -> Proposal:
    """Propose to reverse a receipt of returned money that was entered wrongly: it is to come back still. Nothing is booked.

    The same key again gives the same. Raises Refused as :func:`reverse` does, for what is no such receipt and where one
    waits, PermissionDenied as :func:`propose` does.
    """
    if entry.kind != Kind.RECEIVE or entry.commitment is None:
        raise refuse("kind", _("只有收到的退款可以这样冲正"))
    new = Proposal(
        key=key, commitment=entry.commitment, kind=Proposal.Kind.UNDO, entry=entry, fen=entry.lines.get().fen,
        reason=reason,
    )  # fmt: skip
    return _propose(viewer, new)


def _propose(viewer: Viewer, new: Proposal) -> Proposal:
    if viewer.user_id is None:
        raise PermissionDenied(_("只有经办人可以提出"))
    with transaction.atomic():
        fund = locked(new.commitment.fund_id)
        must(viewer, "ledger.promise", fund)
        new.reason, new.made_by_id = must_say("reason", new.reason), viewer.user_id
        if found := Proposal.objects.filter(key=new.key).first():
            same_key(new.key, _what(found) == _what(new), _("%(day)s 已提出“%(kind)s”%(fen)s 元") % {
                "day": clock.day_of(found.made_at), "kind": found.get_kind_display(), "fen": money.short(found.fen),
            })  # fmt: skip
            return found
        same_key(new.key, True)
        _must_be_there(fund, new)
        if Proposal.objects.filter(commitment=new.commitment_id, kind=new.kind, state=State.WAITING).exists():
            raise refuse(
                "state", _("已有一项“%(what)s”等待复核，办完后才能再提出") % {"what": new.get_kind_display()}
            )
        new.save(force_insert=True)
        _record(viewer, "ledger.propose", fund, new)
    return new


def _what(one: Proposal) -> tuple[object, ...]:
    """What a key stands for."""
    return (one.commitment_id, one.kind, one.fen, one.entry_id)


def _must_be_there(fund: Fund, new: Proposal) -> None:
    """Refuse more than stands where it is to be taken from, and a receipt that cannot be reversed."""
    if new.entry is not None:
        must_be_reversible(fund, new.entry)
        return
    there = Commitment.objects.get(pk=new.commitment_id).amounts()[new.taken_from]
    if not 0 < new.fen <= there:
        text = _("“%(place)s”只有 %(fen)s 元") % {
            "place": new.taken_from.label,
            "fen": money.short(there),
        }
        raise refuse("amount", text, new.commitment.sentence)


def agree(viewer: Viewer, wanted: Proposal) -> Proposal:
    """Book what another official proposed; again does nothing.

    Raises Refused where the viewer proposed it, it was dropped, or the money no longer stands there.
    """
    with transaction.atomic():
        _fund, held = _held(viewer, wanted)
        if not agreed(viewer, held):
            return held
        key, by = held.booked_as, held.made_by_id
        if held.entry is not None:
            reverse(viewer, held.entry, reason=held.reason, key=key, proposed_by=by)
        else:
            act = ACTS[Proposal.Kind(held.kind)]
            act(viewer, held.commitment, held.fen, reason=held.reason, key=key, proposed_by=by)
    return held


def drop(viewer: Viewer, wanted: Proposal, *, reason: str, key: str = "") -> Proposal:
    """Take a proposal back, or do not agree to it: nothing is booked. ``key`` is the form's and needs no keeping."""
    with transaction.atomic():
        fund, held = _held(viewer, wanted)
        if dropped(viewer, held, reason):
            _record(viewer, "ledger.drop", fund, held, why=held.dropped_why)
    return held


def _held(viewer: Viewer, wanted: Proposal) -> tuple[Fund, Proposal]:
    """A proposal as it is now with its fund, which is locked."""
    fund = locked(wanted.commitment.fund_id)
    must(viewer, "ledger.promise", fund)
    return fund, Proposal.objects.select_related("commitment", "entry").get(pk=wanted.pk)


def _record(viewer: Viewer, act: str, fund: Fund, one: Proposal, **more: object) -> None:
    record(
        viewer, act, "ledger.promise", fund, kind="commitment", key=str(one.commitment_id), what=one.kind, fen=one.fen,
        reason=one.reason, sentence=one.commitment.sentence, entry=str(one.entry_id or ""), proposed_by=one.made_by_id, **more,
    )  # fmt: skip
