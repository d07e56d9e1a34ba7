"""Facts read from the columns of a table: what lies outside its declared domain is set aside, never used."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from zhiwei.engine.model import RulebookData, Variable
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.sql.calendar import FIRST, LAST
from zhiwei.engine.sql.dialects import INT64, Dialect
from zhiwei.engine.sql.errors import refused
from zhiwei.engine.sql.expressions import Expressions
from zhiwei.engine.sql.fragments import Sql, among, case, sql, text
from zhiwei.engine.sql.stages import Stages
from zhiwei.engine.sql.statuses import KNOWN, MAYBE_ABSENT, MISSING, NOT_APPLICABLE
from zhiwei.engine.sql.values import Ratio, Val, settled
from zhiwei.engine.tables import Table

ABSENT = "__not_applicable"
"""End of the name of the column that says, for a fact, that it is 不适用."""
_WIDEST = {"money": 10**17, "count": 10**12, "number": 10**12, "rate": 10**6}
"""Magnitude up to which a fact without declared limits is taken (money in fen)."""
_DECIMALS = 6
"""Decimals of a number or rate that the table may hold."""


def column_name(label: str) -> str:
    """The column of a fact: ``bidder.revenue@2011`` stands in ``bidder__revenue@2011``."""
    return label.replace(".", "__")


@dataclass
class FactReader:
    """Reads facts; ``present`` names the columns the table has, None standing for all that can be used.

    ``given`` holds facts that are the same for every row.
    """

    book: RulebookData
    dialect: Dialect
    stages: Stages
    expressions: Expressions
    present: Collection[str] | None
    money: str
    given: dict[str, Any]
    used: dict[str, str] = field(default_factory=dict)
    defects: list[tuple[Sql, Sql]] = field(default_factory=list)

    def read(self, slot: FactSlot, tables: Collection[Table] | None) -> Val:
        """The fact of a slot; ``tables`` are those it is looked up in, None where they are not all known."""
        variable, name = slot.variable, column_name(slot.label)
        if name in self.given:
            return self.expressions.constant("text", self.given[name])
        absent = name + ABSENT
        has_absent = variable.optional if self.present is None else absent in self.present
        if self.present is not None and name not in self.present:
            if has_absent:
                raise refused(absent, f"stands without the column {name}", f"add {name}")
            return settled(MAYBE_ABSENT if variable.optional else MISSING)
        value = self._value(variable, name)
        cell = value.top if isinstance(value, Ratio) else value
        given = self.stages.read(f"{name} given", sql("({} IS NOT NULL)", self._raw(name)))
        self.defect(name, sql("{} AND {} IS NULL", given, cell))
        missing = MAYBE_ABSENT if variable.optional else MISSING
        branches, codes = [(sql("({} IS NULL)", cell), Sql(str(missing)))], {KNOWN, missing}
        if has_absent:
            self.used[absent] = "BOOLEAN"
            na = self.stages.read(absent, sql("COALESCE({}, FALSE)", self._raw(absent)))
            self.defect(absent, sql("{} AND {}", given, na))
            branches.insert(0, (na, Sql(str(NOT_APPLICABLE))))
            codes.add(NOT_APPLICABLE)
        status = self.stages.keep(case(branches, Sql("0")), f"{name} status")
        kind = variable.type.kind
        kind = kind if kind in ("flag", "date") else "number" if isinstance(value, Ratio) else "text"
        listed = (
            self.book.code_lists.get(variable.list_name or "", ()) if variable.type.kind == "code" else ()
        )
        common = tables is not None and any(all(k in t for t in tables) for k in listed)
        return Val(
            kind,
            value,
            status,
            frozenset(codes),
            None,
            self._days(variable),
            codes_of=listed,
            in_tables=common,
        )

    def defect(self, said: str, wrong: Sql) -> None:
        """Note the rows in which something is wrong, under the words said of it."""
        self.defects.append((wrong, text(said)))

    def _raw(self, name: str) -> Sql:
        return Sql(self.dialect.quoted(name))

    def _value(self, variable: Variable, name: str) -> Ratio | Sql:
        raw, kind = self._raw(name), variable.type.kind
        if kind in _WIDEST:
            return self._number(variable, name, raw)
        if kind == "date":
            self.used[name] = "DATE"
            low, high = self._days(variable)
            day = sql("CAST({} AS DATE)", raw)
            ends = (self.dialect.day(low), self.dialect.day(high))
            inside = sql("{} BETWEEN {} AND {} AND {} = {}", raw, *ends, raw, day)
            return self.stages.read(name, case([(inside, day)], None))
        if kind == "flag":
            self.used[name] = "BOOLEAN"
            return self.stages.read(name, raw)
        self.used[name] = "TEXT"
        words = self._words(variable)
        return self.stages.read(
            name, case([(among(raw, [text(w) for w in words]), raw)], None) if words else raw
        )

    def _words(self, variable: Variable) -> tuple[str, ...]:
        if variable.type.kind == "enum":
            return tuple(m.value for m in variable.enum)
        return self.book.code_lists.get(variable.list_name or "", ())

    def _number(self, variable: Variable, name: str, raw: Sql) -> Ratio:
        kind = variable.type.kind
        yuan = kind == "money" and self.money == "yuan"
        scale = 1 if kind in ("money", "count") else 10**_DECIMALS
        low, high = (
            Fraction(given) if given is not None else Fraction(default)
            for given, default in ((variable.minimum, -_WIDEST[kind]), (variable.maximum, _WIDEST[kind]))
        )
        bottom, top = -int(-low * scale // 1), int(high * scale // 1)
        if max(abs(bottom), abs(top)) > INT64:
            raise refused(name, "has limits beyond BIGINT", "declare closer limits")
        unit = 100 if yuan else scale
        if unit == 1:
            self.used[name] = "BIGINT" + (" (fen)" if kind == "money" else "")
            exact = cell = sql("CAST({} AS BIGINT)", raw)
        else:
            decimals = 2 if yuan else _DECIMALS
            self.used[name] = f"DECIMAL(·, {decimals})" + (" (yuan)" if yuan else "")
            exact = sql(f"CAST({{}} AS DECIMAL(26, {decimals}))", raw)
            cell = sql("CAST({} * {} AS BIGINT)", exact, unit)
        limits = [_decimal(Fraction(b, unit)) for b in (bottom, top)]
        inside = sql("{} BETWEEN {} AND {} AND {} = {}", raw, *limits, raw, exact)
        return Ratio(self.stages.read(name, case([(inside, cell)], None)), bottom, top, scale, scale, scale)

    @staticmethod
    def _days(variable: Variable) -> tuple[int, int]:
        if variable.type.kind != "date":
            return FIRST, LAST
        low, high = (d.toordinal() if d is not None else None for d in (variable.minimum, variable.maximum))
        return low if low is not None else FIRST, high if high is not None else LAST


def _decimal(value: Fraction) -> str:
    """A limit as a decimal literal."""
    whole, rest = divmod(abs(value), 1)
    digits = str(int(rest * 10**_DECIMALS)).rjust(_DECIMALS, "0").rstrip("0")
    return ("-" if value < 0 else "") + str(int(whole)) + (f".{digits}" if digits else "")
