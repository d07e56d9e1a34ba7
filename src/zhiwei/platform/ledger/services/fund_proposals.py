"""A wrong appropriation put right, a fund closed, its account for refunds changed: proposed by one official, done when
another agrees."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger.faults import refuse
from zhiwei.platform.ledger.models import Entry, Fund, FundProposal
from zhiwei.platform.ledger.posting import locked
from zhiwei.platform.ledger.services.appropriations import correct, must_be_correctable
from zhiwei.platform.ledger.services.common import (
    agreed,
    dropped,
    must,
    must_be_open,
    must_say,
    record,
    same_key,
)
from zhiwei.platform.ledger.services.funds import close_fund, to_surrender
from zhiwei.platform.ledger.services.refund_accounts import is_kept, refund_account, set_refund_account

State, Kind = FundProposal.State, FundProposal.Kind


def propose_correction(viewer: Viewer, entry: Entry, fen: int, *, reason: str, key: str) -> FundProposal:
    """Propose that an appropriation entered wrongly be taken back; ``fen`` is the right amount, 0 where there was none.

    Nothing is booked. The same key again gives the same. Raises Refused as :func:`correct` does and where something waits
    for the fund, PermissionDenied outside the viewer's divisions and for the system.
    """
    with transaction.atomic():
        fund, by = _may_propose(viewer, entry.fund)
        said = must_say("reason", reason)
        new = FundProposal(
            key=key, fund=fund, kind=Kind.CORRECT, entry=entry, fen=fen, reason=said, made_by_id=by
        )  # fmt: skip
        if found := _made(new):
            return found
        must_be_correctable(fund, entry, fen)
        return _keep(viewer, new)


def propose_closing(viewer: Viewer, fund: Fund, *, document: str, key: str) -> FundProposal:
    """Propose to close a fund and to give what is left to the treasury, as much as there is now; of a closed fund, what came
    to it since. Nothing is booked.

    The same key again gives the same. Raises Refused as :func:`close_fund` does, for a closed fund to which nothing came and
    where something waits for the fund, PermissionDenied outside the viewer's divisions and for the system.
    """
    with transaction.atomic():
        held, by = _may_propose(viewer, fund)
        said = must_say("document", document)
        new = FundProposal(
            key=key, fund=held, kind=Kind.CLOSE, document=said, made_by_id=by
        )  # fmt: skip
        if found := _made(new):
            return found
        new.fen = sum(to_surrender(held).values())
        if not new.fen:
            must_be_open(held)
        return _keep(viewer, new)


def propose_refund_account(
    viewer: Viewer, fund: Fund, *, key: str, office: str = "", holder: str = "", bank: str = "", number: str = ""
) -> FundProposal:  # fmt: skip
    """Propose who asks for a fund's money back and to which account it is paid; all empty takes both away. Nothing changes.

    The same key again gives the same. Raises Refused as :func:`refund_account` does, for what the fund has already, and where
    something waits for the fund; PermissionDenied outside the viewer's divisions and for the system.
    """
    with transaction.atomic():
        held, by = _may_propose(viewer, fund)
        account = refund_account(office=office, holder=holder, bank=bank, number=number)
        new = FundProposal(key=key, fund=held, kind=Kind.ACCOUNT, fen=0, account=account, made_by_id=by)
        if found := _made(new):
            return found
        if is_kept(held, account):
            raise refuse("same", _("与现在登记的一样，没有改动"))
        return _keep(viewer, new)


def agree_on_fund(viewer: Viewer, wanted: FundProposal) -> FundProposal:
    """Do what another official proposed; again does nothing.

    Raises Refused where the viewer proposed it, it was dropped, or the money no longer stands as it did.
    """
    with transaction.atomic():
        fund, held = _held(viewer, wanted)
        if not agreed(viewer, held):
            return held
        key, by = held.booked_as, held.made_by_id
        if held.entry is not None:
            correct(viewer, held.entry, held.fen, reason=held.reason, key=key, proposed_by=by)
        elif held.kind == Kind.ACCOUNT:
            set_refund_account(viewer, fund, held.account, proposed_by=by)
        else:
            _must_be_as_shown(held, sum(to_surrender(fund).values()))
            close_fund(viewer, fund, document=held.document, key=key, proposed_by=by)
    return held


def drop_on_fund(viewer: Viewer, wanted: FundProposal, *, reason: str, key: str = "") -> FundProposal:
    """Take a proposal back, or do not agree to it: nothing is booked. ``key`` is the form's and needs no keeping."""
    with transaction.atomic():
        fund, held = _held(viewer, wanted)
        if dropped(viewer, held, reason):
            _record(viewer, "ledger.drop_on_fund", fund, held, why=held.dropped_why)
    return held


def _may_propose(viewer: Viewer, fund: Fund) -> tuple[Fund, int]:
    """The fund, locked, and who proposes."""
    if viewer.user_id is None:
        raise PermissionDenied(_("只有经办人可以提出"))
    held = locked(fund)
    must(viewer, "ledger.open", held)
    return held, viewer.user_id


def _made(new: FundProposal) -> FundProposal | None:
    """What the key has made already; refused where that was something else."""
    found = FundProposal.objects.filter(key=new.key).first()
    if found is None:
        same_key(new.key, True)
        return None
    what = (found.fund_id, found.kind, found.entry_id, found.account)
    same = what == (new.fund_id, new.kind, new.entry_id, new.account)
    same = same and (new.kind == Kind.CLOSE or found.fen == new.fen)
    done = {"day": clock.day_of(found.made_at), "kind": found.get_kind_display()}
    same_key(new.key, same, _("%(day)s 已提出“%(kind)s”") % done)
    return found


def _keep(viewer: Viewer, new: FundProposal) -> FundProposal:
    waiting = FundProposal.objects.filter(fund=new.fund, state=State.WAITING).first()
    if waiting is not None:
        raise refuse("state", _("这项资金已有一项“%(what)s”等待复核，办完后才能再提出") % {
            "what": waiting.get_kind_display(),
        })  # fmt: skip
    new.save(force_insert=True)
    _record(viewer, "ledger.propose_on_fund", new.fund, new)
    return new


def _held(viewer: Viewer, wanted: FundProposal) -> tuple[Fund, FundProposal]:
    """A proposal as it is now with its fund, which is locked."""
    fund = locked(wanted.fund_id)
    must(viewer, "ledger.open", fund)
    return fund, FundProposal.objects.select_related("entry").get(pk=wanted.pk)


def _must_be_as_shown(held: FundProposal, now: int) -> None:
    if held.fen != now:
        text = _("提出时上缴 %(then)s 元，现在是 %(now)s 元；请作废这项提议后重新提出")
        raise refuse("amount", text % {"then": money.short(held.fen), "now": money.short(now)})


def _record(viewer: Viewer, act: str, fund: Fund, one: FundProposal, **more: object) -> None:
    record(
        viewer, act, "ledger.open", fund, kind="fund", key=str(fund.pk), what=one.kind, fen=one.fen,
        reason=one.reason, document=one.document, entry=str(one.entry_id or ""), proposed_by=one.made_by_id,
        **one.account, **more,
    )  # fmt: skip
