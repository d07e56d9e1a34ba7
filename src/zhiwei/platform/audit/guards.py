"""The database's own refusal to change or delete audit rows: triggers, on SQLite and PostgreSQL.

They are put up after every ``migrate`` and not by a migration: a migration that rebuilds a table on SQLite loses its
triggers silently, and the state of migrations cannot tell whether they stand. :func:`standing` can, and the check of the
chains says so. Who owns the database can take them down; the chains and their anchors find what is done then.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_act", "audit_reading", "audit_readitem")
REFUSAL = "audit rows are appended, never changed or deleted"
FUNCTION = "zhiwei_audit_refuse"


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers where they are missing; on another database than the two there are none."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for name in _names(connection.vendor, table):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def standing(connection: BaseDatabaseWrapper) -> bool:
    """Whether all triggers are there."""
    wanted = {name for table in TABLES for name in _names(connection.vendor, table)}
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }.get(connection.vendor)
    if asked is None or not wanted:
        return False
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return wanted <= {row[0] for row in cursor.fetchall()}


def _names(vendor: str, table: str) -> list[str]:
    events = {"sqlite": ("update", "delete"), "postgresql": ("change", "truncate")}
    return [f"{table}_no_{event}" for event in events.get(vendor, ())]


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        pairs = [(table, event) for table in TABLES for event in ("update", "delete")]
        return [
            f"CREATE TRIGGER IF NOT EXISTS {t}_no_{e} BEFORE {e.upper()} ON {t} {refuse}" for t, e in pairs
        ]
    if vendor == "postgresql":
        body = f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END"
        made = [f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"]
        made += [_trigger(t, "change", "UPDATE OR DELETE", "ROW") for t in TABLES]
        return made + [_trigger(t, "truncate", "TRUNCATE", "STATEMENT") for t in TABLES]
    return []


def _trigger(table: str, name: str, event: str, each: str) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER {table}_no_{name} BEFORE {event} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION {FUNCTION}()"
    )
