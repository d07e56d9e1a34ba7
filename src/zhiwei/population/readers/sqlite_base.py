"""A table or view of an SQLite file, opened for reading only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from zhiwei.population.readers.database import Unreachable


class SqliteBase:
    """Each reading has a connection of its own, so that it may happen in any thread."""

    def __init__(self, path: str, table: str) -> None:
        self._path, self._name = Path(path), table

    def headings(self) -> tuple[str, ...]:
        """Names of the columns; none where there is no such table."""
        if self._name not in self.tables():
            return ()
        with self._connected() as base:
            return tuple(
                str(name) for (name,) in base.execute("SELECT name FROM pragma_table_info(?)", (self._name,))
            )

    def tables(self) -> list[str]:
        """Names of tables and views."""
        with self._connected() as base:
            found = base.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
            )
            return [str(name) for (name,) in found]

    def count(self) -> int:
        """How many rows there are."""
        with self._connected() as base:
            return int(base.execute(f"SELECT count(*) FROM {_quoted(self._name)}").fetchone()[0])

    def rows(self, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
        """The cells of these columns; the names are those that the table itself gave."""
        listed = ", ".join(map(_quoted, columns))
        with self._connected() as base:
            yield from base.execute(f"SELECT {listed} FROM {_quoted(self._name)}")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            address = f"{self._path.resolve().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True, check_same_thread=False)) as base:
                yield base
        except sqlite3.Error as error:
            raise Unreachable(str(error)) from error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
