"""What may happen to a filing: draft, submit, approve or return, withdraw. Every act is audited; none deletes.

How one in effect is ended by two officials: :mod:`endings`.

An approval takes effect with the commit of its transaction: the register's stamp changes in it (see :mod:`register`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.decisions import permissions
from zhiwei.platform.decisions.checking import faults
from zhiwei.platform.decisions.models import PUBLIC, Ending, Filing, State
from zhiwei.platform.decisions.register import file_form, lock, touch
from zhiwei.platform.kit import clock, refusals
from zhiwei.platform.kit.phrases import add_phrase
from zhiwei.platform.kit.refusals import Fault

CONTENT = (
    "division", "sentence", "document", "title", "issued_on", "fills", "declines", "from_day", "to_day", "note", "scan",
    "replaces",
)  # fmt: skip
"""What the person who makes a filing says; the rest is written by what happens to it."""
SUPERSEDED_BY = add_phrase(gettext_noop("由 %(document)s 替代"))
"""Why a decision ended in whose place another stands, as it is kept."""
EDITABLE = (State.DRAFT, State.RETURNED)


class Refused(refusals.Refused):
    """An act on a filing that cannot be done."""


def draft(viewer: Viewer, content: Mapping[str, Any]) -> Filing:
    """A new filing of a division that the viewer files for; its content is checked when it is submitted.

    Raises PermissionDenied for another's division.
    """
    filing = Filing(made_by_id=viewer.user_id, made_at=clock.now())
    _write(filing, content)
    must(permissions.may_file(viewer, filing.division))
    with transaction.atomic():
        filing.save(force_insert=True)
        record(viewer, "decisions.draft", filing)
    return filing


def revise(viewer: Viewer, key: UUID, content: Mapping[str, Any], *, revision: int) -> Filing:
    """Change a draft or a returned filing. Whoever changes it becomes its maker, and so may not check it;
    that he had returned it himself stands in the audit.

    Raises Refused if it is past that, or has been changed since ``revision``; PermissionDenied for another's division.
    """
    with transaction.atomic():
        filing = held(key, revision)
        must(permissions.may_file(viewer, filing.division))
        in_state(filing, *EDITABLE)
        _write(filing, content)
        must(permissions.may_file(viewer, filing.division))
        filing.made_by_id = viewer.user_id
        filing.checked_by_id = filing.checked_at = None
        _save(filing)
        record(viewer, "decisions.revise", filing, by="decisions.draft")
    return filing


def submit(viewer: Viewer, key: UUID, *, revision: int) -> Filing:
    """Hand a filing over to a colleague for the check. Raises Refused with every fault found in it."""
    with transaction.atomic():
        filing = held(key, revision)
        must(permissions.may_file(viewer, filing.division))
        in_state(filing, *EDITABLE)
        _sound(filing)
        filing.state, filing.submitted_at, filing.defects = State.SUBMITTED, clock.now(), []
        filing.made_by_id = viewer.user_id
        filing.checked_by_id = filing.checked_at = None
        _save(filing)
        record(viewer, "decisions.submit", filing, by="decisions.draft")
    return filing


def approve(viewer: Viewer, key: UUID, *, revision: int) -> Filing:
    """Let a submitted filing take effect today, in place of the one it replaces.

    Checked again against what took effect since it was submitted. Raises Refused with every fault, and where maker and
    checker are one person; PermissionDenied for another's division.
    """
    with transaction.atomic():
        lock()
        filing = held(key, revision)
        _other_person(viewer, filing)
        in_state(filing, State.SUBMITTED)
        _sound(filing)
        filing.state, filing.filed_on = State.APPROVED, clock.today()
        filing.checked_by_id, filing.checked_at = viewer.user_id, clock.now()
        _save(filing)
        old = _supersede(viewer, filing, filing.replaces_id) if filing.replaces_id is not None else None
        touch()
        if old is not None:
            record(viewer, "decisions.supersede", old, by="decisions.approve", successor=str(filing.pk))
        record(viewer, "decisions.approve", filing)
    return filing


def return_(viewer: Viewer, key: UUID, reasons: Sequence[str], *, revision: int) -> Filing:
    """Give a submitted filing back, once, with all that is wrong with it. Raises Refused without a reason."""
    named = [reason.strip() for reason in reasons if reason.strip()]
    with transaction.atomic():
        filing = held(key, revision)
        _other_person(viewer, filing)
        in_state(filing, State.SUBMITTED)
        if not named:
            raise Refused([Fault("reasons", _("请一次写明全部退回理由"))])
        filing.state, filing.defects = State.RETURNED, named
        filing.checked_by_id, filing.checked_at = viewer.user_id, clock.now()
        _save(filing)
        record(viewer, "decisions.return", filing, by="decisions.approve", reasons=named)
    return filing


def withdraw(
    viewer: Viewer, key: UUID, reason: str, *, revision: int, lapses_from: date | None = None
) -> Filing:
    """Take a filing back that has not taken effect, with the reason: by whoever filed it, or a colleague of his office.

    One in effect is ended by two officials (:mod:`endings`); the installation itself may end it here, from ``lapses_from``
    on, without a day from its first. Raises Refused without a reason or for a day outside its period, PermissionDenied for
    another's filing.
    """
    with transaction.atomic():
        lock()
        filing = held(key, revision)
        in_state(filing, State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPROVED)
        effective = filing.effective
        if not effective:
            must(permissions.may_file(viewer, filing.division))
            if not permissions.may_close(viewer, filing):
                raise PermissionDenied(_("还没有生效的决定只能由填报单位撤回；复核的经办人可以退回"))
        elif not viewer.is_system:
            must(viewer.may("decisions.withdraw", division=filing.division))
            raise Refused([_("已生效的决定须由一人提出撤回、另一位经办人同意")])
        wrong = wrong_end(filing, reason, lapses_from)
        if wrong:
            raise Refused(wrong)
        close(viewer, filing, reason.strip(), lapses_from)
        if effective:
            touch()
        record(
            viewer,
            "decisions.withdraw",
            filing,
            by="" if effective else "decisions.draft",
            reason=reason.strip(),
        )
    return filing


def wrong_end(filing: Filing, reason: str, lapses_from: date | None) -> list[Fault]:
    """What is wrong with how a filing is to end: no reason, or a day outside its period."""
    wrong = [] if reason.strip() else [Fault("reason", _("请写明撤回理由"))]
    if lapses_from and (lapses_from < filing.from_day or (filing.to_day and lapses_from > filing.to_day)):
        wrong.append(Fault("lapses_from", _("该日不在决定的适用期间内")))
    return wrong


def close(viewer: Viewer, filing: Filing, reason: str, lapses_from: date | None) -> None:
    """Write that a filing ended today; proposals to end it are over with that."""
    effective = filing.effective
    filing.state, filing.close_reason = State.WITHDRAWN, reason
    filing.closed_by_id = viewer.user_id
    filing.closed_on = clock.today()
    filing.lapses_from = (lapses_from or filing.from_day) if effective else None
    _save(filing)
    _overtaken(viewer, filing, reason)


def take_over(viewer: Viewer, contents: Iterable[Mapping[str, Any]]) -> list[Filing]:
    """Enter decisions that took effect on paper, each with its own ``filed_on``; all or none.

    For the register's own set-up and for imports by the province. Raises Refused with every fault, numbered.
    """
    must(permissions.may_take_over(viewer))
    made, wrong = [], []
    with transaction.atomic():
        lock()
        for number, content in enumerate(contents, 1):
            filing = Filing(made_by_id=viewer.user_id, state=State.APPROVED, filed_on=content["filed_on"])
            _write(filing, content)
            found = faults(filing)
            wrong += [
                Fault(one.field, _("第 %(n)d 份：%(text)s") % {"n": number, "text": one}) for one in found
            ]
            if not found:
                filing.save(force_insert=True)
                made.append(filing)
        if wrong:
            raise Refused(wrong)
        touch()
        for filing in made:
            record(viewer, "decisions.take_over", filing, by="decisions.approve")
    return made


def _supersede(viewer: Viewer, new: Filing, replaced: UUID) -> Filing:
    old = Filing.objects.select_for_update().get(pk=replaced)
    old.state, old.closed_on, old.closed_by_id = State.SUPERSEDED, clock.today(), viewer.user_id
    old.lapses_from = max(new.from_day, old.from_day)
    old.close_reason = SUPERSEDED_BY % {"document": new.document}
    _save(old)
    _overtaken(viewer, old, old.close_reason)
    return old


def _overtaken(viewer: Viewer, filing: Filing, why: str) -> None:
    """Proposals that still wait for the end of a filing that has ended otherwise."""
    filing.endings.filter(state=Ending.State.WAITING).update(
        state=Ending.State.DROPPED, decided_by=viewer.user_id, decided_at=clock.now(), dropped_why=why
    )


def _write(filing: Filing, content: Mapping[str, Any]) -> None:
    for name in CONTENT:
        if name in content:
            setattr(filing, name, content[name])
    if filing.declines:
        filing.fills = {}


def held(key: UUID, revision: int) -> Filing:
    """The filing, locked; refused if somebody changed it after it was looked at."""
    filing = Filing.objects.select_for_update().get(pk=key)
    if filing.revision != revision:
        raise Refused([_("这份决定刚被他人修改，请刷新后再办")])
    return filing


def _save(filing: Filing) -> None:
    filing.revision += 1
    filing.save()


def _sound(filing: Filing) -> None:
    found = faults(filing)
    if found:
        raise Refused(found)


def in_state(filing: Filing, *states: State) -> None:
    """Raises Refused where a filing is in none of some states."""
    if filing.state not in states:
        now = State(filing.state).label
        raise Refused([_("这份决定现为“%(state)s”，不能再办理此事项") % {"state": now}])


def _other_person(viewer: Viewer, filing: Filing) -> None:
    must(viewer.may("decisions.approve", division=filing.division))
    if viewer.user_id in (None, filing.made_by_id):
        raise Refused([_("填报人不能复核自己填报的决定，请由另一位经办人复核")])


def must(allowed: bool) -> None:
    """Raises PermissionDenied where something is not allowed."""
    if not allowed:
        raise PermissionDenied(_("您只能办理本地区的决定"))


def record(viewer: Viewer, act: str, filing: Filing, *, by: str = "", **more: Any) -> None:
    """Audit an act on a filing; ``by`` is the row of the table of permissions that allows it, where it has another name."""
    detail = {
        "document": filing.document, "state": filing.state, "revision": filing.revision, "content": file_form(filing),
        **more,
    }  # fmt: skip
    log.record(
        viewer, act, kind="decision", key=str(filing.pk), division=filing.division, detail=detail, permission=by
    )  # fmt: skip


__all__ = ["PUBLIC", "Refused", "approve", "draft", "return_", "revise", "submit", "take_over", "withdraw"]
