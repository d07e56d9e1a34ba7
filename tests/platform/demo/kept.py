"""All rows of the tests' database in files, to be put back by whichever module and process needs the same again."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction

FILE = "rows.sqlite3"
"""The whole database, on SQLite; on a server there is a file for each table."""


def keep(folder: Path) -> None:
    """Write what the database holds into a folder."""
    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(folder / FILE)) as copy:
            connection.connection.backup(copy)
        return
    with connection.cursor() as cursor:
        for table in _tables():
            with (
                _copy(cursor, f"COPY {_quoted(table)} TO STDOUT") as out,
                (folder / table).open("wb") as file,
            ):
                file.writelines(out)


def put_back(folder: Path) -> None:
    """Let the database hold what was kept, and nothing else."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(folder / FILE)) as copy:
            copy.backup(connection.connection)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # rows come in no order of references
        cursor.execute(f"TRUNCATE {', '.join(map(_quoted, _tables()))}")
        for table in _tables():
            with _copy(cursor, f"COPY {_quoted(table)} FROM STDIN") as into:
                into.write((folder / table).read_bytes())
        models = apps.get_models(include_auto_created=True)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    ContentType.objects.clear_cache()


def _copy(cursor: Any, statement: str) -> Any:
    return cursor.copy(statement)


def _quoted(table: str) -> str:
    return str(connection.ops.quote_name(table))


def _tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name != "django_migrations"]
