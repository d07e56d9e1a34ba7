"""Rows that are written once, and the database's own refusal to change or delete them.

The triggers are put up after every ``migrate`` and not by a migration: a migration that rebuilds a table on SQLite loses its
triggers silently, and the state of migrations cannot tell whether they stand. :meth:`Guards.standing` can. Who owns the
database can take them down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Never

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


class AppendOnly(TypeError):
    """Somebody tried to change or delete such a row through the models."""


class Rows(models.QuerySet[Any]):
    """Rows to be asked, not changed; ``refusal`` is raised instead."""

    refusal: ClassVar[type[AppendOnly]] = AppendOnly

    def update(self, **_fields: Any) -> Never:
        """Refused. Raises :class:`AppendOnly`."""
        raise self.refusal

    def delete(self) -> Never:
        """Refused. Raises :class:`AppendOnly`."""
        raise self.refusal

    def bulk_update(self, *_args: Any, **_fields: Any) -> Never:
        """Refused. Raises :class:`AppendOnly`."""
        raise self.refusal


class Once(models.Model):
    """A row that is written once."""

    refusal: ClassVar[type[AppendOnly]] = AppendOnly

    class Meta:
        abstract = True

    def save(self, *args: Any, force_insert: Any = False, **options: Any) -> None:
        """Append. Raises :class:`AppendOnly` for a row that is there already."""
        if not self._state.adding:
            raise self.refusal
        super().save(*args, force_insert=True, **options)

    def delete(self, *_args: Any, **_options: Any) -> Never:
        """Refused. Raises :class:`AppendOnly`."""
        raise self.refusal


@dataclass(frozen=True)
class Guards:
    """Triggers on ``tables`` that refuse changes in the words of ``refusal``; ``function`` is theirs on PostgreSQL.

    ``more`` gives further triggers for a kind of database: their tables and names, and the statements that make them.
    """

    tables: tuple[str, ...]
    refusal: str
    function: str
    more: Callable[[str], tuple[list[tuple[str, str]], list[str]]] = lambda _vendor: ([], [])

    def put_up(self, connection: BaseDatabaseWrapper) -> None:
        """Make the triggers where they are missing; on another database than the two there are none."""
        with connection.cursor() as cursor:
            for statement in self._statements(connection.vendor):
                cursor.execute(statement)

    def take_down(self, connection: BaseDatabaseWrapper) -> None:
        """Drop the triggers."""
        with connection.cursor() as cursor:
            for table, name in self._names(connection.vendor):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")

    def standing(self, connection: BaseDatabaseWrapper) -> bool:
        """Whether all triggers are there."""
        asked = TRIGGERS.get(connection.vendor)
        if asked is None:
            return False
        wanted = {name for _table, name in self._names(connection.vendor)}
        with connection.cursor() as cursor:
            cursor.execute(asked)
            return wanted <= {row[0] for row in cursor.fetchall()}

    def _names(self, vendor: str) -> list[tuple[str, str]]:
        events = {"sqlite": ("update", "delete"), "postgresql": ("change", "truncate")}.get(vendor, ())
        own = [(table, f"{table}_no_{event}") for table in self.tables for event in events]
        return own + self.more(vendor)[0]

    def _statements(self, vendor: str) -> list[str]:
        made: list[str] = []
        if vendor == "sqlite":
            refuse = f"BEGIN SELECT RAISE(ABORT, '{self.refusal}'); END"
            made = [
                f"CREATE TRIGGER IF NOT EXISTS {t}_no_{e} BEFORE {e.upper()} ON {t} {refuse}"
                for t in self.tables
                for e in ("update", "delete")
            ]
        if vendor == "postgresql":
            made = [function_of(self.function, f"BEGIN {raising(self.refusal)} END")]
            for table in self.tables:
                made.append(trigger_of(table, "no_change", "UPDATE OR DELETE", "ROW", self.function))
                made.append(trigger_of(table, "no_truncate", "TRUNCATE", "STATEMENT", self.function))
        return made + self.more(vendor)[1]


def raising(words: str) -> str:
    """The statement of a function of PostgreSQL that refuses."""
    return f"RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation';"


def function_of(name: str, body: str) -> str:
    """The statement that makes a trigger's function on PostgreSQL."""
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"


def trigger_of(table: str, name: str, event: str, each: str, function: str) -> str:
    """The statement that makes a trigger on PostgreSQL."""
    return (
        f"CREATE OR REPLACE TRIGGER {table}_{name} BEFORE {event} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION {function}()"
    )
