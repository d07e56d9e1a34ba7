"""A file is read into staging rows: matched, compared with the register, its faults kept. Nothing in the register changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import covered_by
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.models import ImportBatch, ImportRow
from zhiwei.platform.subjects.services.building import Particulars
from zhiwei.platform.subjects.services.imports import problems
from zhiwei.platform.subjects.services.imports.differences import differences, told_by
from zhiwei.platform.subjects.services.imports.matching import Match, match, narrow
from zhiwei.platform.subjects.services.imports.reading import AgencyFile, ReadRow
from zhiwei.population.defects import Defect, InputDefects

AT_ONCE = 1_000
"""Rows matched and written together."""
COUNTY = 3
"""Level of the divisions that subjects sit in."""
Report = Callable[[int, int], None]
"""Told how many rows of how many are done; what it raises ends the reading."""
Kind = ImportRow.Match
State = ImportBatch.State
OPEN = (State.UPLOADED, State.FAULTY, State.READY)
"""States of a file that is neither taken over nor put aside: it may be read, and read anew."""


def quiet(done: int, total: int) -> None:
    """Tell nobody."""


def scope_of(batch: ImportBatch, viewer: Viewer) -> frozenset[str]:
    """The divisions that the batch may touch: those of its own that the viewer may import for."""
    return covered_by(batch.division) & queries.divisions_for(viewer, "facts.import")


def stage(batch: ImportBatch, path: Path, viewer: Viewer, report: Report = quiet) -> ImportBatch:
    """Read the batch's file anew; it is then faulty, or ready to be committed.

    A batch that was taken over or put aside stays as it is, also where that happens while its file is read.
    """
    if not _begun(batch):
        batch.refresh_from_db(fields=["state"])
        return batch
    counts: Counter[str] = Counter()
    try:
        file = AgencyFile(path, batch.file.kind, batch.entity, sheet=batch.sheet, name=batch.file.name)
    except InputDefects as error:
        found = error.defects
    else:
        seen: dict[UUID, int] = {}
        rows = file.rows()
        while some := list(islice(rows, AT_ONCE)):
            staged = list(_staged(batch, file, some, viewer, seen, counts))
            ImportRow.objects.bulk_create(staged)
            report(counts["rows"], file.table.length or file.table.total)
        found = [*file.defects, *file.warnings()]
    batch.columns = [d.to_json() for d in found]
    counts["column_errors"] = sum(d.is_error for d in found)
    faulty = counts["column_errors"] or counts[Kind.FAULTY] or not counts["rows"]
    with transaction.atomic():
        kept = ImportBatch.objects.filter(pk=batch.pk, state=State.UPLOADED).update(
            columns=batch.columns, counts=dict(counts), state=State.FAULTY if faulty else State.READY
        )
        if not kept:
            batch.rows.all().delete()
    batch.refresh_from_db(fields=["columns", "state", "counts"])
    return batch


def _begun(batch: ImportBatch) -> bool:
    """Whether the batch may be read; what an earlier reading left is gone then, and nobody can take it over meanwhile."""
    with transaction.atomic():
        if not ImportBatch.objects.filter(pk=batch.pk, state__in=OPEN).update(state=State.UPLOADED):
            return False
        batch.rows.all().delete()
    return True


def _staged(
    batch: ImportBatch,
    file: AgencyFile,
    rows: Sequence[ReadRow],
    viewer: Viewer,
    seen: dict[UUID, int],
    counts: Counter[str],
) -> Iterator[ImportRow]:
    scope = scope_of(batch, viewer)
    matches = match(rows, viewer, batch.entity, scope)
    said = queries.statements({m.subject.id: m.subject for m in matches if m.subject}.values())
    told = told_by(batch)
    for row, found in zip(rows, matches, strict=True):
        _judge(batch, file, row, found, scope, seen)
        staged = ImportRow(batch=batch, number=row.number, subject=found.subject, payload=payload(row, found))
        staged.defects = [d.to_json() for d in row.defects]
        if any(d.is_error for d in row.defects):
            staged.match = Kind.FAULTY
        elif found.subject:
            changes = differences(found.subject, said[found.subject.id], row.facts, told)
            staged.payload["was"] = {d.record.label: d.before.value if d.before else None for d in changes}
            counts["facts"] += len(changes)
            staged.match = Kind.CHANGED if changes or found.new_numbers else Kind.UNCHANGED
        else:
            staged.match = Kind.NEW if batch.create_missing else Kind.UNMATCHED
            counts["facts"] += len(row.facts) if batch.create_missing else 0
        counts["rows"] += 1
        counts[staged.match] += 1
        counts["warnings"] += sum(not d.is_error for d in row.defects)
        yield staged


def payload(row: ReadRow, found: Match) -> dict[str, Any]:
    """A row as it is kept."""
    return {
        "numbers": row.numbers,
        "name": row.name,
        "division": row.division,
        "facts": row.facts,
        "new_numbers": [list(pair) for pair in found.new_numbers],
    }


def _judge(
    batch: ImportBatch,
    file: AgencyFile,
    row: ReadRow,
    found: Match,
    scope: frozenset[str],
    seen: dict[UUID, int],
) -> None:
    """Add to the row's defects what the register has against it."""

    def wrong(problem: Any, at: str, value: object = None) -> None:
        row.defects.append(Defect(problem, file.place(row.number, at), None if value is None else str(value)))

    if found.problem:
        wrong(found.problem, found.at, row.numbers.get(found.at))
    if row.division and row.division not in scope:
        wrong(problems.out_of_scope(load_divisions()[batch.division].name), "division", row.division)
    if found.subject:
        first = seen.setdefault(found.subject.id, row.number)
        if first != row.number:
            wrong(problems.same_subject(first), "name")
        elif row.name and narrow(row.name) != narrow(found.subject.name) and row.numbers:
            wrong(problems.other_name(found.subject.name), "name", row.name)
    elif batch.create_missing and not found.problem and not any(d.is_error for d in row.defects):
        if found.held_elsewhere:
            wrong(problems.number_not_free(), found.held_elsewhere, row.numbers[found.held_elsewhere])
        for defect in particulars(batch, row).defects():
            wrong(problems.not_buildable(defect.what_zh or defect.what, defect.what), defect.where)


def particulars(batch: ImportBatch, row: ReadRow) -> Particulars:
    """The subject that a row without match would become."""

    def value(name: str) -> Any:
        return row.facts.get(name, {}).get("value") or ""

    founded = value("founded_on")
    own = batch.division if load_divisions()[batch.division].level == COUNTY else ""
    return Particulars(
        entity=batch.entity,
        name=row.name,
        division=row.division or own,
        legal_form=value("legal_form"),
        industry=value("industry_code"),
        industry_edition=value("industry_edition"),
        founded_on=date.fromisoformat(founded) if founded else None,
        received_on=batch.received_on,
        identifiers=row.numbers,
    )
