"""The database's own refusal to change or delete what is booked, or to move money between two funds."""

from __future__ import annotations

from zhiwei.platform.kit.append_only import Guards, function_of, raising, trigger_of

TABLES = ("ledger_entry", "ledger_line")
REFUSAL = "booked entries are reversed, never changed or deleted"
FOREIGN = "both accounts of a line belong to the fund of its entry"
_ASTRAY = (
    "EXISTS (SELECT 1 FROM ledger_account a, ledger_entry e WHERE a.id IN (NEW.taken_from_id, NEW.given_to_id)"
    " AND e.id = NEW.entry_id AND a.fund_id <> e.fund_id)"
)


def _one_fund(vendor: str) -> tuple[list[tuple[str, str]], list[str]]:
    names = [("ledger_line", "ledger_line_one_fund")]
    if vendor == "sqlite":
        astray = f"BEGIN SELECT RAISE(ABORT, '{FOREIGN}') WHERE {_ASTRAY}; END"
        made = f"CREATE TRIGGER IF NOT EXISTS ledger_line_one_fund BEFORE INSERT ON ledger_line {astray}"
        return names, [made]
    if vendor == "postgresql":
        function = "zhiwei_ledger_one_fund"
        body = f"BEGIN IF {_ASTRAY} THEN {raising(FOREIGN)} END IF; RETURN NEW; END"
        return names, [
            function_of(function, body),
            trigger_of("ledger_line", "one_fund", "INSERT", "ROW", function),
        ]
    return [], []


_guards = Guards(TABLES, REFUSAL, "zhiwei_ledger_refuse", _one_fund)
put_up, take_down, standing = _guards.put_up, _guards.take_down, _guards.standing
