"""The database's own refusal to change or delete what is booked, or to move money between two funds.

Like those of the audit they are put up after every ``migrate``; a migration on SQLite drops triggers silently.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("ledger_entry", "ledger_line")
REFUSAL = "booked entries are reversed, never changed or deleted"
FOREIGN = "both accounts of a line belong to the fund of its entry"
_ASTRAY = (
    "EXISTS (SELECT 1 FROM ledger_account a, ledger_entry e WHERE a.id IN (NEW.taken_from_id, NEW.given_to_id)"
    " AND e.id = NEW.entry_id AND a.fund_id <> e.fund_id)"
)


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers where they are missing; on another database than the two there are none."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers."""
    with connection.cursor() as cursor:
        for table, name in _names(connection.vendor):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def standing(connection: BaseDatabaseWrapper) -> bool:
    """Whether all triggers are there."""
    wanted = {name for _table, name in _names(connection.vendor)}
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }.get(connection.vendor)
    if asked is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return wanted <= {row[0] for row in cursor.fetchall()}


def _names(vendor: str) -> list[tuple[str, str]]:
    events = {"sqlite": ("update", "delete"), "postgresql": ("change", "truncate")}.get(vendor, ())
    found = [(table, f"{table}_no_{event}") for table in TABLES for event in events]
    return [*found, ("ledger_line", "ledger_line_one_fund")]


def _statements(vendor: str) -> list[str]:
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        astray = f"BEGIN SELECT RAISE(ABORT, '{FOREIGN}') WHERE {_ASTRAY}; END"
        made = [
            f"CREATE TRIGGER IF NOT EXISTS {t}_no_{e} BEFORE {e.upper()} ON {t} {refuse}"
            for t in TABLES
            for e in ("update", "delete")
        ]
        return [
            *made,
            f"CREATE TRIGGER IF NOT EXISTS ledger_line_one_fund BEFORE INSERT ON ledger_line {astray}",
        ]
    if vendor == "postgresql":
        code = "USING ERRCODE = 'integrity_constraint_violation'"
        refuse = f"BEGIN RAISE EXCEPTION '{REFUSAL}' {code}; END"
        astray = f"BEGIN IF {_ASTRAY} THEN RAISE EXCEPTION '{FOREIGN}' {code}; END IF; RETURN NEW; END"
        made = [
            _function("zhiwei_ledger_refuse", refuse),
            _function("zhiwei_ledger_one_fund", astray),
            _trigger("ledger_line", "one_fund", "INSERT", "ROW", "zhiwei_ledger_one_fund"),
        ]
        for table in TABLES:
            made.append(_trigger(table, "no_change", "UPDATE OR DELETE", "ROW", "zhiwei_ledger_refuse"))
            made.append(_trigger(table, "no_truncate", "TRUNCATE", "STATEMENT", "zhiwei_ledger_refuse"))
        return made
    return []


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"


def _trigger(table: str, name: str, event: str, each: str, function: str) -> str:
    return (
        f"CREATE OR REPLACE TRIGGER {table}_{name} BEFORE {event} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION {function}()"
    )
