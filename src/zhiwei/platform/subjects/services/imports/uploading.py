"""A file comes in, is read by a job, and is taken over by another; who did it is asked again each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock, jobs, uploads
from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import ImportBatch
from zhiwei.platform.subjects.services.imports.committing import commit
from zhiwei.platform.subjects.services.imports.staging import OPEN, stage
from zhiwei.platform.subjects.services.origins import sources_for
from zhiwei.platform.subjects.services.refusals import Refused, refuse
from zhiwei.platform.subjects.services.statements import check_source

KINDS = {"xlsx", "csv"}
LIMIT = 40 * 1024 * 1024
"""Bytes of a file handed in on a page; 200,000 rows of 20 columns take about half of it."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of a file when it is handed in."""

    source: str
    division: str
    received_on: date
    entity: str = entities.ENTERPRISE
    sheet: str = ""
    legal_basis: str = ""
    expires_on: date | None = None
    create_missing: bool = False


def upload(viewer: Viewer, file: Any, given: Given, corrects: ImportBatch | None = None) -> ImportBatch:
    """Keep a file and have it read. Raises :class:`Refused`, kit's ``uploads.Refused``, PermissionDenied."""
    if not viewer.may("facts.import", division=given.division):
        raise PermissionDenied
    check_source(given.source)
    if given.source not in sources_for(viewer, given.division):
        raise PermissionDenied
    if given.create_missing and not viewer.may("subjects.create", division=given.division):
        raise PermissionDenied
    if given.received_on > clock.today():
        raise refuse("received_on", "收到日期晚于今天", "received after today", "核对日期", "check the day")
    if entities.of_rulebook(given.entity) is None:
        raise refuse("entity", f"规则集中没有“{given.entity}”的事实", f"no facts of {given.entity} are known")
    checked = uploads.check(file, KINDS, LIMIT)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            file=uploads.keep(checked, viewer.user_id),
            sheet=given.sheet,
            entity=given.entity,
            source=given.source,
            legal_basis=given.legal_basis,
            received_on=given.received_on,
            expires_on=given.expires_on,
            division=given.division,
            create_missing=given.create_missing,
            corrects=corrects,
            made_by_id=viewer.user_id,
        )
        if corrects is not None:
            ImportBatch.objects.filter(pk=corrects.pk, state=ImportBatch.State.FAULTY).update(
                state=ImportBatch.State.CANCELLED
            )
        log.record(
            viewer, "facts.upload", kind="import", key=str(batch.pk), division=batch.division,
            detail={"source": batch.source, "sha256": batch.file.sha256}, permission="facts.import",
        )  # fmt: skip
    begin(batch, read_job, _("读取部门数据"))
    return batch


def begin(batch: ImportBatch, job: Any, title: str) -> None:
    """Have a job of this module do its part with the batch. Raises :class:`Refused` while another is under way."""
    with transaction.atomic():
        held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if held.job is not None and not held.job.over:
            raise refuse(
                "job",
                "这份文件正在处理，没有再次开始",
                "the file is being worked on; nothing was begun anew",
                "等处理完再操作",
                "wait until that is done",
            )
        held.job = jobs.enqueue(
            job, str(held.pk), title=f"{title}：{held.file.name}", started_by=held.made_by_id
        )
        held.save(update_fields=["job"])
    batch.refresh_from_db()


def read_again(viewer: Viewer, batch: ImportBatch) -> None:
    """Have a batch that was not taken over read anew. Raises :class:`Refused` where it was, or while it is worked on."""
    if not viewer.may("facts.import", division=batch.division):
        raise PermissionDenied
    if batch.state not in OPEN:
        raise refuse("state", "这份文件已经入库或取消", "the file has been committed or cancelled")
    begin(batch, read_job, _("读取部门数据"))


def ask_to_commit(viewer: Viewer, batch: ImportBatch) -> None:
    """Have the batch taken over. Raises :class:`Refused` where it is not ready, PermissionDenied for who may not."""
    if not viewer.may("facts.import", division=batch.division):
        raise PermissionDenied
    if batch.state != ImportBatch.State.READY:
        raise refuse("state", "这份文件还不能入库", "the file cannot be committed yet")
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(made_by=viewer.user_id)
        begin(batch, commit_job, _("部门数据入库"))


def cancel(viewer: Viewer, batch: ImportBatch) -> None:
    """Put a batch aside that was not taken over; its staging rows go, the file and the record of it stay."""
    if not viewer.may("facts.import", division=batch.division):
        raise PermissionDenied
    waiting = ImportBatch.objects.filter(pk=batch.pk).exclude(state=ImportBatch.State.COMMITTED)
    with transaction.atomic():
        if waiting.update(state=ImportBatch.State.CANCELLED):
            batch.rows.all().delete()
    batch.refresh_from_db()


def read_job(batch_id: str) -> None:
    """The job that reads a file into staging."""
    batch = ImportBatch.objects.select_related("file").get(pk=batch_id)
    stage(batch, uploads.path_of(batch.file), _viewer(batch), _report)


def commit_job(batch_id: str) -> dict[str, int]:
    """The job that takes a batch over; a register that changed meanwhile has it read anew."""
    batch = ImportBatch.objects.select_related("file").get(pk=batch_id)
    try:
        return commit(batch, _viewer(batch), _report)
    except Refused as refused:
        raise jobs.Failed("；".join(refused.texts("zh"))) from refused


def _viewer(batch: ImportBatch) -> Viewer:
    """Whoever began it, with the rights he has now."""
    return people.viewer(batch.made_by) if batch.made_by else SYSTEM


def _report(done: int, total: int) -> None:
    jobs.report(done, total, f"{done:,} / {total:,}" if total else f"{done:,}")
