"""Putting a backup in an empty place, and proving that it is all there."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

from zhiwei.cli.operations.archive import Damaged, opened, portions
from zhiwei.cli.operations.saving import FILES, KEY, ROWS, Report


def put_files(archive: Path, folder: Path) -> int:
    """Write the stored files of a verified backup under a folder; how many."""
    written = 0
    with opened(archive) as zipped:
        for name in zipped.namelist():
            if not name.startswith(FILES):
                continue
            path = folder / name.removeprefix(FILES)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file, zipped.open(name) as content:
                for portion in portions(content):
                    file.write(portion)
            written += path.name != KEY
    return written


def load(archive: Path, manifest: dict[str, Any], report: Report) -> int:
    """Fill the empty database of the settings with the backup's rows and bring it into this version's form.

    The rows come in one transaction, which ends well only if every table's digest is the manifest's. Raises
    :class:`Damaged`.
    """
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from zhiwei.platform.kit import search

    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    applied = {(app, name) for app, name in manifest["migrations"]}
    unknown = sorted(node for node in applied if node not in graph.nodes)
    if unknown:
        app, name = unknown[0]
        raise Damaged(
            f"备份来自更新的版本（{manifest['version']}）：不认识 {app}.{name}",
            f"the backup is of a newer version ({manifest['version']}): {app}.{name} is not known",
        )
    leaves = [
        node for node in applied if not any(child.key in applied for child in graph.node_map[node].children)
    ]
    executor.migrate(sorted(leaves))
    state = MigrationExecutor(connection).loader.project_state(sorted(leaves))
    with transaction.atomic():
        count = _rows(archive, manifest, state.apps, report)
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    search.rebuild()
    return count


def _rows(archive: Path, manifest: dict[str, Any], apps: Any, report: Report) -> int:
    from django.core.management.color import no_style
    from django.db import connection

    from zhiwei.cli.operations import rows

    known = rows.tables(apps)
    missing = sorted(manifest["tables"].keys() - known.keys())
    if missing:
        raise Damaged(f"不认识的表 {missing[0]}", f"table {missing[0]} is not known")
    with connection.cursor() as cursor:
        for model in known.values():  # what migrations themselves put there
            if model._base_manager.exists():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
    count = 0
    with opened(archive) as zipped:
        for label, told in sorted(manifest["tables"].items()):
            written = _table(zipped, label, known[label])
            found = rows.Digest()
            for line in rows.lines(known[label], connection.alias):
                found.add(line)
            if not written.text() == found.text() == told["digest"] or found.rows != told["rows"]:
                raise Damaged(
                    f"{label}：写入后与清单不符", f"{label}: differs from the manifest once written"
                )
            count += found.rows
            report(label)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(known.values())):
            cursor.execute(statement)
    return count


def _table(zipped: zipfile.ZipFile, label: str, model: Any) -> Any:
    from django.db import connection

    from zhiwei.cli.operations import rows

    with zipped.open(f"{ROWS}{label}.jsonl") as file:
        try:
            return rows.write(model, connection, file)
        except ValueError as error:
            raise Damaged(f"{label}：{error}", f"{label}: {error}") from error
