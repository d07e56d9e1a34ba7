"""How a decision in effect is ended: one official proposes it with the reason, another agrees; until then it goes on holding."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.decisions import permissions
from zhiwei.platform.decisions.models import Ending, Filing, State
from zhiwei.platform.decisions.register import lock, touch
from zhiwei.platform.decisions.services import Refused, close, held, in_state, must, record, wrong_end
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import Fault


def propose(
    viewer: Viewer, key: UUID, reason: str, *, revision: int, lapses_from: date | None = None
) -> Ending:
    """Propose to end a decision in effect from ``lapses_from`` on, without a day from its first. Nothing changes yet.

    Raises Refused without a reason, for a day outside its period, or where a proposal waits; PermissionDenied for another's
    division and for the system, which needs nobody's agreement.
    """
    if viewer.user_id is None:
        raise PermissionDenied(_("只有经办人可以提出"))
    with transaction.atomic():
        lock()
        filing = held(key, revision)
        in_state(filing, State.APPROVED)
        must(viewer.may("decisions.withdraw", division=filing.division))
        wrong = wrong_end(filing, reason, lapses_from)
        if filing.endings.filter(state=Ending.State.WAITING).exists():
            wrong.append(Fault("", _("已有一项撤回提议等待复核，办完后才能再提出")))
        if wrong:
            raise Refused(wrong)
        made = Ending.objects.create(
            filing=filing, reason=reason.strip(), lapses_from=lapses_from, made_by_id=viewer.user_id
        )
        record(viewer, "decisions.propose_end", filing, by="decisions.withdraw", reason=made.reason)
    return made


def agree(viewer: Viewer, key: UUID) -> Filing:
    """End the decision as another official proposed; again does nothing.

    What was answered before today stays reproducible: as known then, the decision still holds. Raises Refused where the
    viewer proposed it or it no longer waits, PermissionDenied for another's division.
    """
    with transaction.atomic():
        lock()
        one = _held(key)
        must(viewer.may("decisions.approve", division=one.filing.division))
        if one.state == Ending.State.DONE:
            return one.filing
        if viewer.user_id in (None, one.made_by_id):
            raise Refused([_("提出人不能复核自己的提议，请由另一位经办人复核")])
        _must_wait(one)
        in_state(one.filing, State.APPROVED)
        _decide(viewer, one, Ending.State.DONE)
        close(viewer, one.filing, one.reason, one.lapses_from)
        touch()
        record(
            viewer, "decisions.withdraw", one.filing, by="decisions.approve", reason=one.reason,
            proposed_by=one.made_by_id,
        )  # fmt: skip
    return one.filing


def drop(viewer: Viewer, key: UUID, reason: str) -> Ending:
    """Take a proposal back, or do not agree to it, with the reason: the decision goes on holding.

    Raises Refused without a reason or where it no longer waits, PermissionDenied for who neither proposed nor may check it.
    """
    with transaction.atomic():
        one = _held(key)
        must(permissions.may_drop(viewer, one))
        _must_wait(one)
        if not reason.strip():
            raise Refused([Fault("reason", _("请写明理由"))])
        _decide(viewer, one, Ending.State.DROPPED, reason.strip())
        act = "decisions.withdraw" if viewer.user_id == one.made_by_id else "decisions.approve"
        record(viewer, "decisions.drop_end", one.filing, by=act, reason=one.reason, why=one.dropped_why)
    return one


def _held(key: UUID) -> Ending:
    """A proposal as it is now, locked with its decision."""
    found = Ending.objects.select_for_update().get(pk=key)
    found.filing = Filing.objects.select_for_update().get(pk=found.filing_id)
    return found


def _must_wait(one: Ending) -> None:
    if one.state != Ending.State.WAITING:
        raise Refused([_("这项提议现为“%(state)s”，不能再办理") % {"state": one.get_state_display()}])


def _decide(viewer: Viewer, one: Ending, state: Ending.State, why: str = "") -> None:
    one.state, one.dropped_why = state, why
    one.decided_by_id, one.decided_at = viewer.user_id, clock.now()
    one.save()


__all__ = ["agree", "drop", "propose"]
