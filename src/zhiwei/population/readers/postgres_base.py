"""A table or view of a PostgreSQL server, read through a cursor of the server in one unchanging snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from zhiwei.population.readers.database import Unreachable

FETCHED = 20_000
"""Rows fetched at once."""
_COLUMNS = "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
_TABLES = "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"


class PostgresBase:
    """Each reading has a connection of its own, so that it may happen in any thread."""

    def __init__(self, address: str, table: str) -> None:
        """``table`` may have its schema before a point."""
        self._address = address
        self._name = sql.Identifier(*table.split("."))

    def headings(self) -> tuple[str, ...]:
        """Names of the columns; none where there is no such table."""
        with self._connected() as base:
            return tuple(str(name) for (name,) in base.execute(_COLUMNS, (self._name.as_string(base),)))

    def tables(self) -> list[str]:
        """Names of tables and views with their schemas."""
        with self._connected() as base:
            return [f"{schema}.{name}" for schema, name in base.execute(_TABLES)]

    def count(self) -> int:
        """How many rows there are."""
        with self._connected() as base:
            found = base.execute(sql.SQL("SELECT count(*) FROM {}").format(self._name)).fetchone()
            return int(found[0]) if found else 0

    def rows(self, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
        """The cells of these columns."""
        listed = sql.SQL(", ").join(map(sql.Identifier, columns))
        statement = sql.SQL("SELECT {} FROM {}").format(listed, self._name)
        with self._connected() as base, base.cursor(name="zhiwei") as cursor:
            cursor.itersize = FETCHED
            cursor.execute(statement)
            yield from cursor

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with psycopg.connect(self._address) as base:
                base.read_only = True
                base.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                yield base
        except psycopg.Error as error:
            raise Unreachable(str(error).splitlines()[0]) from error
