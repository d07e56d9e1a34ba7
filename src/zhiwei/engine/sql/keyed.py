"""Tables read by key: a CASE over the key, the longest prefixes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from zhiwei.engine.sql.fragments import Sql, among, both, case, sql, text
from zhiwei.engine.sql.logic import Logic, flag
from zhiwei.engine.sql.statuses import KNOWN, MAYBE_ABSENT, MAYBE_UNDEFINED, MISSING, NOT_APPLICABLE
from zhiwei.engine.sql.values import Val, settled
from zhiwei.engine.status import Status
from zhiwei.engine.tables import Table


@dataclass
class Keyed:
    """Table look-ups of one query; ``constant`` makes the value of an entry, ``keys`` the domain of a table's key."""

    logic: Logic
    constant: Callable[[str, Any, tuple[str, ...]], Val]

    def lookup(self, table: Table, kind: str, key: Val, keys: tuple[str, ...], notes: tuple[str, ...]) -> Val:
        """``table[key]``; ``keys`` are the words that the key may be, none for a code."""
        if key.constant is not None:
            return self._entry(kind, table.find(key.constant), notes)
        if key.value is None:
            return key
        worded, keys = bool(keys), key.words or keys or key.codes_of
        entries = list(dict.fromkeys(table.find(k) for k in keys))
        if len(entries) == 1:
            return self._whatever(self._entry(kind, entries[0], notes), key)
        key = self.logic.light(key)
        tests = _tests(table, key.plain)
        if all(value is Status.UNDEFINED for _, value in tests):
            return self._whatever(settled(NOT_APPLICABLE), key)
        found = [(test, self._entry(kind, value, ())) for test, value in tests]
        value = self.logic.light(self._selected(kind, found))
        complete = bool(keys) and Status.UNDEFINED not in entries
        if complete:
            return replace(value, status=key.status, codes=key.codes, notes=notes)
        absent = sql("({} IS NULL)", value.ratio.top if kind == "number" else value.plain)
        present = case([(absent, Sql(str(NOT_APPLICABLE)))], Sql("0"))
        branches = [] if key.always else [(sql("({} = 0)", key.status), present)]
        codes = set(key.codes) | {NOT_APPLICABLE}
        # A missing word without entry is 不适用; a missing code without entry is not admissible.
        hidden = MAYBE_ABSENT if worded else MISSING if key.in_tables else MAYBE_UNDEFINED
        if any(c % 2 and c < hidden for c in key.codes):
            branches.append(
                (sql("({} % 2 = 1 AND {} < {})", key.status, key.status, hidden), Sql(str(hidden)))
            )
            codes = {max(c, hidden) if c % 2 else c for c in codes}
        status = present if key.always else case(branches, key.status)
        return replace(value, status=status, codes=frozenset(codes), notes=notes)

    def holds(self, table: Table, key: Val, keys: tuple[str, ...]) -> Val:
        """``key in table``."""
        if key.constant is not None:
            return flag(table.find(key.constant) is not Status.UNDEFINED)
        if key.value is None:
            return key
        keys = keys or key.codes_of
        answers = {table.find(k) is not Status.UNDEFINED for k in keys} if table.rows else {False}
        if len(answers) == 1:
            return self._whatever(flag(answers.pop()), key)
        key = self.logic.light(key)
        tests = [
            (t, Sql("TRUE" if v is not Status.UNDEFINED else "FALSE"))
            for t, v in _tests(table, key.plain, True)
        ]
        return Val("flag", case(tests, Sql("FALSE")), key.status, key.codes)

    def _whatever(self, result: Val, key: Val) -> Val:
        """A result that is the same for every key: only a settled status of the key stands in its way."""
        codes = frozenset(KNOWN if c == 1 else c for c in key.codes)
        if codes == {KNOWN} or result.never:
            return result
        status = (
            key.status if 1 not in key.codes else case([(sql("({} = 1)", key.status), Sql("0"))], key.status)
        )
        return result.with_status(status, codes)

    def _entry(self, kind: str, value: Any, notes: tuple[str, ...]) -> Val:
        return settled(NOT_APPLICABLE) if value is Status.UNDEFINED else self.constant(kind, value, notes)

    def _selected(self, kind: str, found: list[tuple[Sql, Val]]) -> Val:
        status, codes = Sql("0"), frozenset({KNOWN})
        values: list[tuple[Sql, Val]] = []
        absent: list[Sql] = []
        for test, entry in found:
            if entry.value is None:
                absent.append(sql("(NOT {})", test))  # a longer prefix without entry stops the search
            else:
                values.append((both([test, *absent]) or test, entry))
        if kind == "number":
            return Val(
                kind, self.logic.numbers.choose([(t, v.ratio) for t, v in values], None), status, codes
            )
        spans = [v.range for _, v in values]
        chosen = case([(t, v.plain) for t, v in values], None)
        return Val(kind, chosen, status, codes, None, (min(s[0] for s in spans), max(s[1] for s in spans)))


def _tests(table: Table, key: Sql, presence: bool = False) -> list[tuple[Sql, Any]]:
    """Conditions on the key with the entry each leads to, in the order to be tried; absent entries where they stop."""
    rows = {k: Status.UNDEFINED if v is None else v for k, v in table.rows.items()}
    if presence:
        rows = {k: v if v is Status.UNDEFINED else True for k, v in rows.items()}
    found: list[tuple[Sql, Any]] = []
    lengths = sorted({len(k) for k in rows}, reverse=True) if table.prefix else [0]
    for length in lengths:
        operand = sql(f"SUBSTRING({{}}, 1, {length})", key) if length else key
        groups: dict[Any, list[Sql]] = {}
        for row, value in rows.items():
            if not length or len(row) == length:
                groups.setdefault((value.__class__, value), []).append(text(row))
        found += [(among(operand, members), group[1]) for group, members in groups.items()]
    return found
