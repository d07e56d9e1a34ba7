"""A table of facts out of a file into the register, through the same staging as on the pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.core.files import File

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.subjects.models import ImportBatch
from zhiwei.platform.subjects.services import Refused
from zhiwei.platform.subjects.services.imports.committing import commit
from zhiwei.platform.subjects.services.imports.marking import marked as mark
from zhiwei.platform.subjects.services.imports.staging import stage
from zhiwei.platform.subjects.sources import sources

LIMIT = 200 * 1024 * 1024
"""Bytes of a file taken from the command line."""
SHOWN = 20
"""Faults printed; all of them are in the marked workbook."""


class Faulty(ValueError):
    """A file that is not taken; ``said`` tells why in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.said = (zh, en)


def take(
    file: Path, *, dry_run: bool, marked: Path | None, entity: str, source: str, division: str,
    received_on: str | None, legal_basis: str, create: bool,
) -> str:  # fmt: skip
    """Read, compare and commit a file; what was done in words. Raises :class:`Faulty`."""
    if source not in sources().entries:
        known = "、".join(sources().entries)
        raise Faulty(f"没有来源 {source}；可用：{known}", f"there is no source {source!r}; known: {known}")
    try:
        with file.open("rb") as content:
            stored = uploads.keep(uploads.check(File(content, file.name), {"xlsx", "csv"}, LIMIT))
    except uploads.Refused as refused:
        raise Faulty(str(refused), f"{file.name} cannot be taken") from refused
    batch = ImportBatch.objects.create(
        file=stored, entity=entity, source=source, legal_basis=legal_basis, division=division, create_missing=create,
        received_on=date.fromisoformat(received_on) if received_on else clock.today(),
    )  # fmt: skip
    stage(batch, uploads.path_of(stored), SYSTEM)
    if batch.state == ImportBatch.State.FAULTY:
        if marked is not None:
            marked.write_bytes(mark(batch, uploads.path_of(stored)))
        raise Faulty(_faults(batch), f"{file.name} has faults; nothing was written.")
    counts = {word: batch.counts.get(word, 0) for word in ("new", "changed", "unchanged", "unmatched")}
    told = "新主体 {new}，有变化 {changed}，无变化 {unchanged}，未匹配 {unmatched}".format(**counts)
    if dry_run:
        return told
    try:
        added = commit(batch, SYSTEM)
    except Refused as refused:
        raise Faulty(str(refused), f"{file.name}: the register changed meanwhile; run it again") from refused
    return f"{told}；写入事实 {added.get('facts', 0)} 条"


def _faults(batch: ImportBatch) -> str:
    listed = list(batch.columns)
    for defects in batch.rows.exclude(defects=[]).values_list("defects", flat=True)[:SHOWN]:
        listed += defects
    wrong = [one for one in listed if one["severity"] == "error"]
    lines = [
        f"第{one['row']}行“{one['heading']}”：{one['zh']}。{one['remedy_zh']}。"
        if one["row"]
        else f"“{one['heading']}”：{one['zh']}。{one['remedy_zh']}。"
        for one in wrong[:SHOWN]
    ]
    return "\n".join([*lines, f"共 {batch.counts.get('faulty', 0)} 行有错误，没有写入任何内容。"])
