"""A staged file is taken over whole, in one transaction; committing it again, or a file like it, changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.models import FactRecord, Identifier, ImportBatch, ImportRow, Name, Subject
from zhiwei.platform.subjects.services.columns import held, moves, settle
from zhiwei.platform.subjects.services.imports.differences import differences, told_by
from zhiwei.platform.subjects.services.imports.matching import match
from zhiwei.platform.subjects.services.imports.reading import ReadRow
from zhiwei.platform.subjects.services.imports.staging import (
    AT_ONCE,
    Report,
    particulars,
    quiet,
    scope_of,
)
from zhiwei.platform.subjects.services.refusals import Refused, refuse
from zhiwei.platform.subjects.services.sizes import refresh

Kind = ImportRow.Match
State = ImportBatch.State


def commit(batch: ImportBatch, viewer: Viewer, report: Report = quiet) -> dict[str, int]:
    """Counts of subjects, facts and numbers added; none where the batch was committed before.

    The register is compared anew, so that what came in between is not said twice. Raises :class:`Refused` where a row no
    longer fits (it is then to be previewed again), PermissionDenied for who may not.
    """
    if not viewer.may("facts.import", division=batch.division):
        raise PermissionDenied
    try:
        with transaction.atomic():
            added, changed = _take_over(batch, viewer, report)
    except IntegrityError as error:
        raise _stale(0) from error
    batch.refresh_from_db()
    refresh(changed)
    return added


def _take_over(batch: ImportBatch, viewer: Viewer, report: Report) -> tuple[dict[str, int], list[UUID]]:
    """Everything or nothing; the state is taken first, so that a second commit waits and then finds it taken."""
    taken = ImportBatch.objects.filter(pk=batch.pk, state=State.READY).update(
        state=State.COMMITTED, committed_at=clock.now()
    )
    if not taken:
        batch.refresh_from_db()
        if batch.state == State.COMMITTED:
            return {}, []
        raise refuse(
            "state",
            "这份文件还不能入库",
            "the file cannot be committed yet",
            "先更正错误并重新上传",
            "correct its faults and upload it again",
        )
    added: Counter[str] = Counter(subjects=0, numbers=0, facts=0)
    wanted = list(batch.rows.filter(match__in=[Kind.NEW, Kind.CHANGED]).values_list("pk", flat=True))
    changed: list[UUID] = []
    for start in range(0, len(wanted), AT_ONCE):
        rows = list(
            ImportRow.objects.filter(pk__in=wanted[start : start + AT_ONCE]).select_related("subject")
        )
        changed += [s.id for s in _some(batch, viewer, rows, added)]
        report(min(start + AT_ONCE, len(wanted)), len(wanted))
    log.record(
        viewer, "facts.import", kind="import", key=str(batch.pk), division=batch.division,
        detail={"source": batch.source, "sha256": batch.file.sha256, **{k: added[k] for k in sorted(added)}},
    )  # fmt: skip
    return dict(added), changed


def _some(
    batch: ImportBatch, viewer: Viewer, rows: Sequence[ImportRow], added: Counter[str]
) -> list[Subject]:
    scope = scope_of(batch, viewer)
    read = [_as_read(row) for row in rows]
    matches = match(read, viewer, batch.entity, scope)
    new_ones, numbers, given_names = [], [], []
    for row, one, found in zip(rows, read, matches, strict=True):
        if found.problem or (found.subject is None and (row.match == Kind.CHANGED or found.held_elsewhere)):
            raise _stale(row.number)
        if found.subject:
            row.subject = found.subject
            numbers += [
                Identifier(subject=found.subject, kind=k, number=n, source=batch.source,
                           from_day=batch.received_on)
                for k, n in found.new_numbers
            ]  # fmt: skip
            continue
        built = particulars(batch, one).build()
        row.subject = built.subject
        new_ones.append(built.subject)
        given_names.append(built.name)
        numbers += built.identifiers
    Subject.objects.bulk_create(new_ones)
    Name.objects.bulk_create(given_names)
    Identifier.objects.bulk_create(numbers)
    _point_to_subjects([row for row in rows if row.match == Kind.NEW])
    subjects = [row.subject for row in rows if row.subject is not None]
    said = queries.statements(subjects)
    records: list[FactRecord] = []
    told = told_by(batch)
    for row, one in zip(rows, read, strict=True):
        assert row.subject is not None
        for difference in differences(row.subject, said[row.subject.id], one.facts, told):
            record = difference.record
            record.import_row, record.recorded_by_id = row, viewer.user_id
            column = held(row.subject, record, said[row.subject.id])
            records += [column, record] if column else [record]
    FactRecord.objects.bulk_create(records, batch_size=2_000)
    moved = {r.subject_id: r.subject for r in records if moves(r)}
    if moved:
        settle(list(moved.values()))
    added.update(subjects=len(new_ones), numbers=len(numbers), facts=len(records))
    return subjects


def _point_to_subjects(rows: Sequence[ImportRow]) -> None:
    """Rows name the subjects they became; one statement prepared once, which is ten times faster than bulk_update."""
    key = Subject._meta.pk
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {ImportRow._meta.db_table} SET subject_id = %s WHERE id = %s",
            [(key.get_db_prep_value(row.subject_id, connection), row.pk) for row in rows],
        )


def _as_read(row: ImportRow) -> ReadRow:
    kept = row.payload
    return ReadRow(row.number, kept["numbers"], row.subject_id, kept["name"], kept["division"], kept["facts"])


def _stale(row: int) -> Refused:
    return refuse(
        f"第{row}行" if row else "rows",
        "预览之后登记簿有了变化",
        "the register has changed since the preview",
        "重新预览后再入库",
        "preview it again before committing",
    )
