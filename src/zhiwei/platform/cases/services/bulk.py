"""Workbooks of cases: read and tried without effect, then carried out whole by the one who handed them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases.about import lines_before
from zhiwei.platform.cases.bulk.choices import Choice, choice, opens
from zhiwei.platform.cases.bulk.reading import Row, heading, read
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Bulk, Case
from zhiwei.platform.cases.services.acting import act
from zhiwei.platform.cases.services.moving import lacking
from zhiwei.platform.cases.services.opening import open_case
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.subjects.models import Subject

KINDS = {"xlsx", "csv"}
LIMIT = 10 * 1024 * 1024
"""Bytes of a file."""
State = Bulk.State


class _Undone(Exception):
    """Takes back a trial, or a try in which a row was refused."""


def hand_in_bulk(
    viewer: Viewer, one: Choice, file: Any, documents: Mapping[str, uploads.Checked] | None = None
) -> Bulk:
    """Read a file and try every row after the other, which is then taken back; it is faulty, or ready to be carried out.

    What is told before a step is kept with each row, as the rows before it leave the funds.
    ``documents`` are handed in with every row. Raises Refused where it is no such file at all or a document is missing, the
    kit's ``uploads.Refused`` for a bad file, PermissionDenied.
    """
    if viewer.user_id is None or choice(viewer, one.key) is None:
        raise PermissionDenied(_("您不能批量办理这一步"))
    given = dict(documents or {})
    if missing := lacking(one.kind, one.rule, given):
        raise Refused(missing)
    checked = uploads.check(file, KINDS, LIMIT)
    stored = uploads.keep(checked, viewer.user_id)
    rows = read(viewer, one, uploads.path_of(stored), stored.kind)
    files = {name: uploads.keep(each, viewer.user_id) for name, each in given.items()}
    bulk = Bulk(
        file=stored, type=one.kind.id, transition=one.rule.id, origin=one.origin, rows=rows,
        documents={name: str(each.pk) for name, each in files.items()}, state=State.READY, made_by_id=viewer.user_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            _each(viewer, bulk, one, files, telling=True)
            raise _Undone
    except _Undone:
        pass
    bulk.state = State.FAULTY if any(row["defects"] for row in rows) else State.READY
    with transaction.atomic():
        bulk.save(force_insert=True)
        _record(viewer, "cases.bulk", bulk)
    return bulk


def carry_out(viewer: Viewer, bulk_id: UUID) -> Bulk:
    """Do what a sound file says, in one transaction; again does nothing.

    Raises Refused where a row no longer fits: the file is then faulty, and nothing was done. PermissionDenied for another's.
    """
    refusals: list[Refused] = []
    try:
        with transaction.atomic(), log.at_the_end():
            bulk = uploads.held(Bulk.objects.all(), bulk_id, viewer.user_id)
            if bulk.state == State.FILED:
                return bulk
            if bulk.state != State.READY:
                raise Refused([_("有错误的文件不能办理，请改正后重新上传")])
            one = _choice(viewer, bulk)
            files = {name: StoredFile.objects.get(pk=key) for name, key in bulk.documents.items()}
            refusals = _each(viewer, bulk, one, files)
            if any(row["defects"] for row in bulk.rows):
                raise _Undone
            bulk.state, bulk.filed_at = State.FILED, clock.now()
            bulk.save()
            _record(viewer, "cases.bulk_filed", bulk)
    except _Undone:
        Bulk.objects.filter(pk=bulk.pk, state=State.READY).update(state=State.FAULTY, rows=bulk.rows)
        for refused in refusals:
            if refused.after is not None:
                refused.after()
        said = _("上传以后情况有变，有的行现在不能办理；什么都没有办。请看标出的错误，改正后重新上传")
        raise Refused([said]) from None
    return bulk


def cancel_bulk(viewer: Viewer, bulk_id: UUID) -> Bulk:
    """Put a file aside that was not carried out."""
    with transaction.atomic():
        bulk = uploads.held(Bulk.objects.all(), bulk_id, viewer.user_id)
        if bulk.state == State.FILED:
            raise Refused([_("已经办理的文件不能取消")])
        bulk.state = State.CANCELLED
        bulk.save()
    return bulk


def _choice(viewer: Viewer, bulk: Bulk) -> Choice:
    found = choice(viewer, f"{bulk.type}:{bulk.transition}")
    if found is None:
        raise PermissionDenied(_("您不能批量办理这一步"))
    return found


def _each(
    viewer: Viewer, bulk: Bulk, one: Choice, files: Mapping[str, StoredFile], *, telling: bool = False
) -> list[Refused]:
    """Do every row that was read without defect, each upon what the rows before did; what is refused is put down and given.

    ``telling`` keeps with each row what the form of the step would show at this moment.
    """
    found = []
    for row in bulk.rows:
        if row["defects"] or not row["target"]:
            continue
        try:
            with transaction.atomic():
                if telling and not opens(one):
                    row["told"] = _told(viewer, row["target"], one)
                case = _do(viewer, bulk, one, row, files)
        except Refused as refused:
            found.append(refused)
            row["defects"] = [[heading(one, fault.field), fault.text] for fault in refused.faults]
        except PermissionDenied:
            row["defects"] = [[heading(one, ""), _("这一步不由您办理")]]
        else:
            row["made"], row["made_number"] = str(case.pk), case.number
    return found


def _told(viewer: Viewer, key: str, one: Choice) -> list[tuple[str, str, int | None]]:
    """Labels, texts and amounts that stand on the form of a step: payee, amount, fund, what is left in it."""
    case = Case.objects.select_related("subject").get(pk=key)
    return [(line.label, line.text, line.fen) for line in lines_before(viewer, case, one.rule)]


def _do(viewer: Viewer, bulk: Bulk, one: Choice, row: Row, files: Mapping[str, StoredFile]) -> Case:
    if opens(one):
        subject = Subject.objects.get(pk=row["target"])
        return open_case(
            viewer, one.kind.id, subject, key=f"bulk/{bulk.pk}/{row['number']}", origin=one.origin,
            content=row["content"], documents=files, again=False,
        )  # fmt: skip
    return act(
        viewer, UUID(row["target"]), one.rule.id, revision=row["revision"], content=row["content"], documents=files
    )  # fmt: skip


def _record(viewer: Viewer, name: str, bulk: Bulk) -> None:
    detail = {
        "type": bulk.type, "step": bulk.transition, "rows": len(bulk.rows), "state": bulk.state,
        "sha256": bulk.file.sha256,
    }  # fmt: skip
    log.record(viewer, name, kind="bulk", key=str(bulk.pk), detail=detail, permission="cases.act")
