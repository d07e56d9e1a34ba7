"""A cell and its column become a fact's value; empty is missing, never zero."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from zhiwei.engine.model import Variable
from zhiwei.population import cell_problems as problem
from zhiwei.population.codes import CodeLists, read_code
from zhiwei.population.columns import Column
from zhiwei.population.dates import read_date
from zhiwei.population.defects import Problem
from zhiwei.population.quantities import outside, read_amount, read_money, read_rate
from zhiwei.population.scale import ScaleWatch
from zhiwei.population.text import key
from zhiwei.population.words import as_text, read_enum, read_flag


class Absent(Enum):
    """Why a fact has no value."""

    MISSING = "missing"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"


NOT_APPLICABLE_WORDS = frozenset({"无", "n/a", "不适用"})
REFUSED_WORDS = frozenset({"拒绝", "refused"})
REMEMBERED = 5_000
"""Texts of a column kept with their values."""
CellValue = int | Fraction | date | bool | str | Absent
"""Money in fen, counts whole, rates and numbers exact, enums and codes as text."""


class ErrorCell(str):
    """What a reader hands over for a spreadsheet error or a formula never computed."""

    __slots__ = ()


def absent(raw: Any) -> Absent | None:
    """Whether a cell says that there is no value, and why."""
    if raw is None:
        return Absent.MISSING
    if not isinstance(raw, str):
        return None
    word = key(raw)
    if not word:
        return Absent.MISSING
    if word in NOT_APPLICABLE_WORDS:
        return Absent.NOT_APPLICABLE
    return Absent.REFUSED if word in REFUSED_WORDS else None


class CellReader:
    """Reads one column; remembers the unit its cells declared and the scale of its values."""

    def __init__(self, column: Column, codes: CodeLists) -> None:
        assert column.variable is not None
        self.column = column
        self.variable: Variable = column.variable
        self._codes = codes
        self._declared: str | None = None
        self._excused = 0
        self._repetitive = self.variable.type.kind in ("enum", "flag", "code", "date")
        self._memory: dict[str, CellValue | Problem] = {}
        self._scale = ScaleWatch(column) if self.variable.type.kind == "money" else None

    def read(self, raw: Any) -> CellValue | Problem:
        """The value of a cell, or what is wrong with it."""
        value = self.judge(raw)
        if value is Absent.NOT_APPLICABLE:
            self.excuse(1)
        return value

    def excuse(self, count: int) -> None:
        """Remember so many cells that say not applicable."""
        if not self.variable.optional:
            self._excused += count

    def saw(self, largest: int, count: int, huge: int) -> None:
        """Remember amounts without unit of their own: the largest in fen, how many are not zero, how many are huge."""
        if self._scale is not None:
            self._scale.see_many(largest, count, huge)

    def judge(self, raw: Any) -> CellValue | Problem:
        """The same as :meth:`read`, not counted where the cell says not applicable."""
        if isinstance(raw, ErrorCell):
            return problem.error_cell(str(raw))
        why = absent(raw)
        if why is not None:
            return why
        value = self._remembered(raw) if self._repetitive and isinstance(raw, str) else self._value(raw)
        if isinstance(value, date):
            return outside(self.variable, value.toordinal()) or value
        if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
            return outside(self.variable, value) or value
        return value

    def _remembered(self, raw: str) -> CellValue | Problem:
        """The value of a text that the column had before is not worked out again."""
        found = self._memory.get(raw)
        if found is None:
            found = self._value(raw)
            if len(self._memory) < REMEMBERED:
                self._memory[raw] = found
        return found

    def _value(self, raw: Any) -> CellValue | Problem:
        kind = self.variable.type.kind
        if kind == "money":
            return self._money(raw)
        if kind == "rate":
            return read_rate(self.column, raw)
        if kind in ("count", "number"):
            return read_amount(self.variable, raw)
        if kind == "date":
            return read_date(raw)
        if kind == "flag":
            return read_flag(raw)
        if kind == "enum":
            return read_enum(self.variable, raw)
        if kind == "code":
            return read_code(self._codes, self.variable.type.code_list or "", raw)
        return as_text(raw)

    def _money(self, raw: Any) -> int | Problem:
        read = read_money(self.column, raw, self._declared)
        if isinstance(read, Problem):
            return read
        fen, unit = read
        self._declared = self._declared or unit
        if self._scale is not None:
            self._scale.see(fen, unit)
        return fen

    def warnings(self) -> list[Problem]:
        """What is remarkable about the column after all its cells were read."""
        found = self._scale.warnings() if self._scale else []
        return [*found, problem.excused(self._excused)] if self._excused else found
