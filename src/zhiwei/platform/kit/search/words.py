"""Where the words lie: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL; the one place that tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import connection

from zhiwei.platform.kit.search.asked import All, Asked, Word

TABLE = "kit_words"


class Words(Protocol):
    """The seam between the two databases."""

    @property
    def create(self) -> tuple[str, ...]:
        """Statements that make it."""

    @property
    def drop(self) -> tuple[str, ...]:
        """Statements that unmake it."""

    def put(self, rows: Iterable[tuple[int, list[str], list[str]]]) -> None:
        """Keep the words of title and text under an entry's number, in place of those before."""

    def take_out(self, numbers: Sequence[int]) -> None:
        """Forget entries."""

    def empty(self) -> None:
        """Forget all."""

    def settle(self) -> None:
        """Let the database take note of many new entries, so that it goes the short way to them."""

    def matching(self, asked: Asked) -> tuple[str, str, Any]:
        """A join, a condition on it with one parameter, and that parameter, to be put after ``FROM kit_entry e``."""

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """In how many entries each word stands."""


class SqliteWords:
    """FTS5; every word is a token, whatever signs it is of."""

    create = (
        f"""CREATE VIRTUAL TABLE {TABLE}
            USING fts5(title, body, tokenize="unicode61 remove_diacritics 0 tokenchars '.:'")""",
        f"CREATE VIRTUAL TABLE {TABLE}_counts USING fts5vocab({TABLE}, 'row')",
    )
    drop = (f"DROP TABLE {TABLE}_counts", f"DROP TABLE {TABLE}")

    def put(self, rows: Iterable[tuple[int, list[str], list[str]]]) -> None:
        """As the protocol says."""
        kept = list(rows)
        self.take_out([number for number, _title, _body in kept])
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE}(rowid, title, body) VALUES (%s, %s, %s)",
                [(number, " ".join(title), " ".join(body)) for number, title, body in kept],
            )

    def take_out(self, numbers: Sequence[int]) -> None:
        """As the protocol says."""
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(number,) for number in numbers])

    def empty(self) -> None:
        """As the protocol says."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")

    def settle(self) -> None:
        """FTS5 needs none."""

    def matching(self, asked: Asked) -> tuple[str, str, Any]:
        """As the protocol says."""
        return f"JOIN {TABLE} w ON w.rowid = e.id", f"{TABLE} MATCH %s", _fts5(asked)

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """As the protocol says."""
        with connection.cursor() as cursor:
            places = ", ".join(["%s"] * len(words))
            cursor.execute(f"SELECT term, doc FROM {TABLE}_counts WHERE term IN ({places})", list(words))
            return dict(cursor.fetchall())


def _fts5(asked: Asked) -> str:
    if isinstance(asked, Word):
        quoted = asked.text.replace('"', '""')
        return f'"{quoted}"*' if asked.begun else f'"{quoted}"'
    joint = " AND " if isinstance(asked, All) else " OR "
    return f"({joint.join(_fts5(part) for part in asked.parts)})"


class PostgresWords:
    """A tsvector made of our words, past any parser of the server's."""

    create = (
        f"CREATE TABLE {TABLE} (entry_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        f"CREATE INDEX {TABLE}_gin ON {TABLE} USING gin (words)",
    )
    drop = (f"DROP TABLE {TABLE}",)

    def put(self, rows: Iterable[tuple[int, list[str], list[str]]]) -> None:
        """As the protocol says."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE}(entry_id, words) VALUES (%s, array_to_tsvector(%s::text[])) "
                "ON CONFLICT (entry_id) DO UPDATE SET words = excluded.words",
                [(number, list(dict.fromkeys([*title, *body]))) for number, title, body in rows],
            )

    def take_out(self, numbers: Sequence[int]) -> None:
        """As the protocol says."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE entry_id = ANY(%s)", [list(numbers)])

    def empty(self) -> None:
        """As the protocol says."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")

    def settle(self) -> None:
        """As the protocol says; without, the server reads every entry before its words."""
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE kit_entry, {TABLE}")

    def matching(self, asked: Asked) -> tuple[str, str, Any]:
        """As the protocol says."""
        return f"JOIN {TABLE} w ON w.entry_id = e.id", "w.words @@ %s::tsquery", _tsquery(asked)

    def frequencies(self, words: Sequence[str]) -> dict[str, int]:
        """As the protocol says."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT word, (SELECT count(*) FROM {TABLE} w WHERE w.words @@ query::tsquery) "
                "FROM unnest(%s::text[], %s::text[]) AS asked(word, query)",
                [list(words), [_tsquery(Word(word)) for word in words]],
            )
            return dict(cursor.fetchall())


def _tsquery(asked: Asked) -> str:
    if isinstance(asked, Word):
        quoted = asked.text.replace("\\", "\\\\").replace("'", "''")
        return f"'{quoted}':*" if asked.begun else f"'{quoted}'"
    joint = " & " if isinstance(asked, All) else " | "
    return f"({joint.join(_tsquery(part) for part in asked.parts)})"


def words_of(vendor: str) -> Words:
    """The words of a database by what Django calls it. Raises NotImplementedError for any other."""
    if vendor == "sqlite":
        return SqliteWords()
    if vendor == "postgresql":
        return PostgresWords()
    raise NotImplementedError(f"no full-text index for {vendor}; the platform runs on SQLite and PostgreSQL")
