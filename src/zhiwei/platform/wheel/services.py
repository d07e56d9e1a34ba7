"""What may happen on the year wheel: an entry is made, or one made by mistake is revoked. Each is audited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock, refusals
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.wheel import queries
from zhiwei.platform.wheel.duties import Duty
from zhiwei.platform.wheel.models import Entry, Kind

CONTENT = ("day", "document", "summary", "address")


class Refused(refusals.Refused):
    """An entry that cannot be made."""


def enter(
    viewer: Viewer, duty: Duty, year: int, division: str, kind: Kind, content: Mapping[str, Any],
    proof: StoredFile | None = None,
) -> Entry:  # fmt: skip
    """Say that a duty is planned, done, published or does not apply, with the document.

    Raises PermissionDenied for another's division and Refused with every fault.
    """
    _must(viewer, division)
    entry = Entry(
        duty=duty.id, year=year, division=division, kind=kind, proof=proof, made_by_id=viewer.user_id
    )
    for name in CONTENT:
        if name in content:
            setattr(entry, name, content[name])
    faults = _faults(duty, entry, proof) if content.get("day") else [Fault("day", _("请填写日期"))]
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        entry.save(force_insert=True)
        _record(viewer, "wheel.enter", duty, entry)
    return entry


def revoke(viewer: Viewer, key: UUID, reason: str) -> Entry:
    """Take back an entry made by mistake, with the reason; it stays in the list, struck. Once only."""
    with transaction.atomic():
        wrong = Entry.objects.select_for_update().get(pk=key)
        _must(viewer, wrong.division)
        faults = [] if reason.strip() else [Fault("reason", _("请写明撤销理由"))]
        if wrong.kind == Kind.REVOKED or Entry.objects.filter(revokes=wrong).exists():
            faults.append(Fault("", _("这条登记已经撤销")))
        if faults:
            raise Refused(faults)
        entry = Entry.objects.create(
            duty=wrong.duty, year=wrong.year, division=wrong.division, kind=Kind.REVOKED, day=clock.today(),
            summary=reason.strip(), revokes=wrong, made_by_id=viewer.user_id,
        )  # fmt: skip
        _record(viewer, "wheel.revoke", None, entry)
    return entry


def _faults(duty: Duty, entry: Entry, proof: StoredFile | None) -> list[Fault]:
    found: list[Fault] = []
    spoke = queries.one(duty, entry.year, entry.division)
    if spoke is None:
        found.append(Fault("", _("%(year)d 年该地区没有这项年度事项") % {"year": entry.year}))
    if entry.kind == Kind.PLANNED:
        if not duty.once and entry.day.year not in (entry.year, entry.year + 1):
            found.append(Fault("day", _("计划日期应在当年或次年")))
        if entry.day < clock.today():
            found.append(Fault("day", _("计划日期须事先确定，不能早于今天")))
    elif entry.day > clock.today():
        found.append(Fault("day", _("日期不能晚于今天")))
    elif entry.day < date(entry.year, 1, 1):
        found.append(Fault("day", _("日期不能早于该年度")))
    if duty.once:
        found += _task_faults(entry, spoke is not None and spoke.last(Kind.DONE) is not None)
    else:
        found += _yearly_faults(entry, proof)
    if entry.kind == Kind.PUBLISHED and not (entry.address or entry.document):
        found.append(Fault("address", _("请填写公布网址或公布文件的文号")))
    return found


def _yearly_faults(entry: Entry, proof: StoredFile | None) -> Iterator[Fault]:
    if entry.kind == Kind.DONE and not (entry.document or proof):
        yield Fault("document", _("请填写文号或上传证明材料"))
    if entry.kind == Kind.NOT_APPLICABLE and not entry.summary.strip():
        yield Fault("summary", _("请写明当年不适用的理由"))


def _task_faults(entry: Entry, done: bool) -> Iterator[Fault]:
    """A task is closed by the number of its document and by nothing else."""
    if entry.kind == Kind.DONE and not entry.document.strip():
        yield Fault("document", _("请填写文号；任务凭文号办结"))
    if entry.kind == Kind.PUBLISHED and not done:
        yield Fault("kind", _("请先凭文号登记完成，再登记公布"))
    if entry.kind == Kind.NOT_APPLICABLE:
        yield Fault("kind", _("任务只能凭文号办结，不能登记为不适用"))


def _must(viewer: Viewer, division: str) -> None:
    if not queries.may_enter(viewer, division):
        raise PermissionDenied(_("您只能登记本地区的年度事项"))


def _record(viewer: Viewer, act: str, duty: Duty | None, entry: Entry) -> None:
    detail = {
        "duty": entry.duty, "sentence": duty.sentence if duty else "", "year": entry.year, "kind": entry.kind,
        "day": entry.day, "document": entry.document, "summary": entry.summary,
    }  # fmt: skip
    log.record(
        viewer,
        act,
        kind="duty",
        key=str(entry.pk),
        division=entry.division,
        detail=detail,
        permission="wheel.enter",
    )
