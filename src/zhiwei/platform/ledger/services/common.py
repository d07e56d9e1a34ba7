"""What all services of the room share: who may, and how an act is written down."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger.chart import Kind
from zhiwei.platform.ledger.faults import refuse
from zhiwei.platform.ledger.models import Entry, Fund
from zhiwei.platform.ledger.models.proposals import Proposed


def must(viewer: Viewer, act: str, fund: Fund) -> None:
    """Raise PermissionDenied unless the table of permissions allows an act in the fund's division."""
    if not viewer.may(act, division=fund.division):
        raise PermissionDenied(_("您不能办理这项资金的此类事项"))


def must_be_open(fund: Fund) -> None:
    """Refuse what would spend money of a closed fund, or put new money into it; what comes back to it goes on to the treasury."""
    if fund.state != Fund.State.OPEN:
        raise refuse("closed", _("“%(fund)s”已结清，不能再办理") % {"fund": fund.name})


def must_say(code: str, text: str) -> str:
    """The text without blanks around it; refused where there is none."""
    said = text.strip()
    if not said:
        raise refuse(code, _("请写明事由"))
    return said


def same_key(key: str, same: bool, done: str = "") -> None:
    """Refuse a key that was used for something else; ``done`` says in words what was done under the key of a form."""
    if not key:
        raise ValueError("a key is needed, so that the act is done once")
    if same:
        return
    if done:
        raise refuse("key", _("这张表已经提交过：%(done)s。要再办一笔，请重新打开页面。") % {"done": done})
    raise refuse("key", _("编号 %(key)s 已用于另一事项") % {"key": key})


def standing_under(fund: Fund, kind: Kind, document: str, but: Collection[str] = ()) -> Entry | None:
    """The latest entry of a kind that a fund, which is locked, has under a document or a bank's number and that was not
    reversed; ``but`` are keys of entries that do not count."""
    rows = fund.entries.filter(kind=kind, document=document, reversed_by__isnull=True)
    return rows.exclude(key__in=but).order_by("-booked_at").first()


def told(entry: Entry) -> str:
    """What an entry booked, in words: ``2012-11-05 已登记“拨款”12,000 元``."""
    fen = sum(entry.lines.values_list("fen", flat=True))
    return _("%(day)s 已登记“%(kind)s”%(fen)s 元") % {
        "day": clock.day_of(entry.booked_at), "kind": entry.get_kind_display(), "fen": money.short(fen),
    }  # fmt: skip


def agreed(viewer: Viewer, one: Proposed) -> bool:
    """Keep that a proposal, which is locked, is agreed to; False where that was done before.

    Raises Refused for who made it, for the installation, and for a proposal that no longer waits.
    """
    if one.state == one.State.DONE:
        return False
    if viewer.user_id is None or viewer.user_id == one.made_by_id:
        raise refuse("same_person", _("提出人不能复核自己的提议，请由另一位经办人复核"))
    _decide(viewer, one, one.State.DONE)
    return True


def dropped(viewer: Viewer, one: Proposed, reason: str) -> bool:
    """Keep that a proposal, which is locked, is dropped and why; False where that was done before.

    Raises Refused without a reason, and for a proposal that no longer waits.
    """
    said = must_say("reason", reason)
    if one.state == one.State.DROPPED:
        return False
    _decide(viewer, one, one.State.DROPPED, said)
    return True


def _decide(viewer: Viewer, one: Proposed, state: str, dropped_why: str = "") -> None:
    if one.state != one.State.WAITING:
        raise refuse("state", _("这项提议现为“%(state)s”，不能再办理") % {"state": one.get_state_display()})
    one.state, one.decided_by_id, one.decided_at = state, viewer.user_id, clock.now()
    one.dropped_why = dropped_why
    one.save()


def record(
    viewer: Viewer, act: str, permission: str, fund: Fund, *, kind: str, key: str, **detail: Any
) -> None:
    """Write an act to the audit, as the last step of its transaction."""
    log.record(
        viewer, act, kind=kind, key=key, division=fund.division, detail={"fund": str(fund.pk), **detail},
        permission=permission,
    )  # fmt: skip
