"""Levels of the query: an expression that is used again becomes a column of the level that can first compute it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zhiwei.engine.sql.dialects import Dialect
from zhiwei.engine.sql.fragments import Sql

LIGHT = 2
"""Operations up to which an expression is repeated rather than given a column."""


@dataclass(slots=True)
class Column:
    """A column of a level: its definition over columns of earlier levels, and a remark printed beside it."""

    name: str
    definition: Sql
    level: int
    remark: str = ""


@dataclass
class Stages:
    """The columns made so far; level 0 reads the table itself."""

    dialect: Dialect
    columns: dict[str, Column] = field(default_factory=dict)
    _by_text: dict[str, str] = field(default_factory=dict)

    def light(self, expression: Sql) -> Sql:
        """The expression where it is light, else a column that holds it."""
        return expression if expression.weight <= LIGHT else self.keep(expression)

    def keep(self, expression: Sql, name: str = "", remark: str = "") -> Sql:
        """A column that holds the expression; a literal or a column needs none."""
        if not expression.weight:
            return expression
        known = self._by_text.get(expression.text)
        if known is None:
            known = name if name and name not in self.columns else f"{name}~{len(self.columns)}"
            level = 1 + max((self.columns[c].level for c in expression.columns), default=0)
            self._add(Column(known, expression, level, remark))
        return self.dialect.column(known, expression.wide)

    def read(self, name: str, definition: Sql) -> Sql:
        """A column of level 0: the definition reads the table."""
        self._add(Column(name, Sql(definition.text, definition.weight, frozenset(), definition.wide), 0))
        return self.dialect.column(name, definition.wide)

    def _add(self, column: Column) -> None:
        self.columns[column.name] = column
        self._by_text.setdefault(column.definition.text, column.name)

    def levels(self, outputs: Iterable[Sql]) -> list[list[Column]]:
        """The columns that the outputs need, by level; what an earlier level hands on is :meth:`carried`."""
        needed: dict[str, Column] = {}
        waiting = [name for output in outputs for name in output.columns]
        while waiting:
            name = waiting.pop()
            if name not in needed:
                needed[name] = self.columns[name]
                waiting.extend(self.columns[name].definition.columns)
        depth = max((c.level for c in needed.values()), default=0)
        return [
            [c for c in self.columns.values() if c.name in needed and c.level == n] for n in range(depth + 1)
        ]


def carried(levels: list[list[Column]], outputs: Iterable[Sql]) -> list[list[str]]:
    """For each level the names of earlier columns that it or a later one reads on."""
    last: dict[str, int] = {name: len(levels) for output in outputs for name in output.columns}
    for number, level in enumerate(levels):
        for column in level:
            for name in column.definition.columns:
                last[name] = max(last.get(name, 0), number)
    made: Mapping[str, int] = {c.name: n for n, level in enumerate(levels) for c in level}
    return [[name for name, at in made.items() if at < n < last[name]] for n in range(len(levels))]
