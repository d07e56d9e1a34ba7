"""Money asked back or a claim given up by hand: proposed by one official, booked when another agrees."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger.faults import refuse
from zhiwei.platform.ledger.models import Commitment, Fund, Proposal
from zhiwei.platform.ledger.posting import locked
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
    if viewer.user_id is None:
        raise PermissionDenied(_("只有经办人可以提出"))
    with transaction.atomic():
        fund = locked(commitment.fund_id)
        must(viewer, "ledger.promise", fund)
        said = must_say("reason", reason)
        if found := Proposal.objects.filter(key=key).first():
            same = (found.commitment_id, found.kind, found.fen) == (commitment.pk, kind, fen)
            same_key(key, same, _("%(day)s 已提出“%(kind)s”%(fen)s 元") % {
                "day": clock.day_of(found.made_at), "kind": found.get_kind_display(), "fen": money.short(found.fen),
            })  # fmt: skip
            return found
        same_key(key, True)
        held = Commitment.objects.get(pk=commitment.pk)
        made = Proposal(key=key, commitment=held, kind=kind, fen=fen, reason=said, made_by_id=viewer.user_id)
        there = held.amounts()[made.taken_from]
        if not 0 < fen <= there:
            text = _("“%(place)s”只有 %(fen)s 元") % {
                "place": made.taken_from.label,
                "fen": money.short(there),
            }
            raise refuse("amount", text, held.sentence)
        if Proposal.objects.filter(commitment=held, kind=kind, state=State.WAITING).exists():
            raise refuse(
                "state", _("已有一项“%(what)s”等待复核，办完后才能再提出") % {"what": made.get_kind_display()}
            )
        made.save(force_insert=True)
        _record(viewer, "ledger.propose", fund, made)
    return made


def agree(viewer: Viewer, wanted: Proposal) -> Proposal:
    """Book what another official proposed; again does nothing.

    Raises Refused where the viewer proposed it, it was dropped, or the money no longer stands there.
    """
    with transaction.atomic():
        _fund, held = _held(viewer, wanted)
        if not agreed(viewer, held):
            return held
        ACTS[Proposal.Kind(held.kind)](
            viewer, held.commitment, held.fen, reason=held.reason, key=f"proposal/{held.pk}",
            proposed_by=held.made_by_id,
        )  # fmt: skip
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
    return fund, Proposal.objects.select_related("commitment").get(pk=wanted.pk)


def _record(viewer: Viewer, act: str, fund: Fund, one: Proposal, **more: object) -> None:
    record(
        viewer, act, "ledger.promise", fund, kind="commitment", key=str(one.commitment_id), what=one.kind, fen=one.fen,
        reason=one.reason, sentence=one.commitment.sentence, proposed_by=one.made_by_id, **more,
    )  # fmt: skip
