"""Making a backup."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from zhiwei import __version__, rulebook
from zhiwei.cli.operations import rows
from zhiwei.cli.operations.archive import Writer, portions
from zhiwei.cli.operations.snapshot import still
from zhiwei.platform.kit import clock

ROWS, FILES = "rows/", "files/"
KEY = "secret-key"
DATABASE = "zhiwei.sqlite3"
LEFT_OUT = ("static", DATABASE, DATABASE + "-wal", DATABASE + "-shm", DATABASE + "-journal")
"""Names in the data folder that a backup does not need or keeps in another form."""
PASSING = Path("files", "jobs")
"""Notes of jobs that run; nothing to keep."""
FIRST = "anchors"
"""The folder taken before the database: what it witnesses must be in the rows."""
Report = Callable[[str], None]


def save(target: Path, *, with_key: bool, report: Report) -> dict[str, Any]:
    """Write a backup and give its manifest; the file has its name only when it is whole."""
    data = Path(settings.DATA)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                manifest = _fill(Writer(archive), data, {target.resolve(), fresh.resolve()}, with_key, report)
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return manifest


def _fill(writer: Writer, data: Path, own: set[Path], with_key: bool, report: Report) -> dict[str, Any]:
    _files(writer, data, lambda top: top == FIRST, own)
    with still(data) as alias:
        tables = {}
        for label, model in rows.tables(apps).items():
            digest = rows.Digest()
            writer.put(f"{ROWS}{label}.jsonl", _noted(rows.lines(model, alias), digest))
            tables[label] = {"rows": digest.rows, "digest": digest.text()}
            report(label)
        migrations = sorted(MigrationRecorder(connections[alias]).applied_migrations())
        vendor = connections[alias].vendor
    skipped = {FIRST, *LEFT_OUT, *(() if with_key else (KEY,))}
    _files(writer, data, lambda top: top not in skipped and not top.startswith("."), own)
    return writer.seal(
        {
            "version": __version__,
            "made_at": clock.now().isoformat(),
            "rulebook": rulebook().hash,
            "database": vendor,
            "migrations": [list(one) for one in migrations],
            "tables": tables,
        }
    )


def _noted(lines: Iterator[bytes], digest: rows.Digest) -> Iterator[bytes]:
    for line in lines:
        digest.add(line)
        yield line


def _files(writer: Writer, data: Path, wanted: Callable[[str], bool], own: set[Path]) -> None:
    for path in sorted(data.rglob("*")):
        name = path.relative_to(data)
        if not wanted(name.parts[0]) or name.is_relative_to(PASSING) or path.resolve() in own:
            continue
        if path.is_symlink() or not path.is_file():
            continue
        try:
            file = path.open("rb")
        except FileNotFoundError:  # gone since the folder was listed
            continue
        with file:
            writer.put(FILES + name.as_posix(), portions(file), packed=False)
