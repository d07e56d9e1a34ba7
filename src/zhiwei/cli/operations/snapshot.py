"""One moment of the database, kept still while it is read and others go on writing."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections, transaction

ALIAS = "snapshot"


@contextmanager
def still(folder: Path) -> Iterator[str]:
    """The alias to read from. SQLite is copied by its backup interface; PostgreSQL reads in one repeatable transaction."""
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(dir=folder, prefix=".snapshot-") as place:
            yield from _copied(Path(place) / "copy.sqlite3")
        return
    if connection.in_atomic_block:
        yield "default"
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield "default"


def _copied(path: Path) -> Iterator[str]:
    connection.ensure_connection()
    copy = sqlite3.connect(path)
    try:
        connection.connection.backup(copy, pages=-1)  # in one step: a writer in between cannot split it
    finally:
        copy.close()
    connections.databases[ALIAS] = {**connections.databases["default"], "NAME": str(path), "CONN_MAX_AGE": 0}
    try:
        yield ALIAS
    finally:
        connections[ALIAS].close()
        delattr(connections._connections, ALIAS)  # type: ignore[attr-defined]
        del connections.databases[ALIAS]
