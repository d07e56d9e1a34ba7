"""The groups that totals are told by: division, industry, size class; each row belongs to one group of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from zhiwei.engine.native.answered import VariableColumns
from zhiwei.engine.native.codes import KNOWN
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.divisions import load_divisions
from zhiwei.law.industries import EDITIONS, load_industries

DIVISION, INDUSTRY, EDITION, SIZE = "division", "industry_code", "industry_edition", "size_class"
GIVEN = "not_given"


@dataclass(frozen=True, slots=True)
class Group:
    """A group: its code, its labels, and for an industry the section it belongs to."""

    code: str
    zh: str
    en: str
    section: str = ""


NOT_GIVEN = Group(GIVEN, "未填", "not given")


@dataclass(frozen=True)
class Dimension:
    """One way of grouping; the last group is that of rows for which it is not known."""

    name: str
    zh: str
    en: str
    groups: tuple[Group, ...]


class Grouping:
    """The dimensions of an entity, and the group of every row of a batch in each."""

    def __init__(self, book: Rulebook, entity: str) -> None:
        facts, variables = book.entities[entity].facts, book.variables(entity)
        self.dimensions: list[Dimension] = []
        self._industries: np.ndarray | None = None
        if DIVISION in facts:
            codes = book.data.code_lists[facts[DIVISION].list_name or ""]
            names = load_divisions()
            groups = tuple(
                Group(c, names[c].name, names[c].pinyin) if c in names else Group(c, c, c) for c in codes
            )
            self.dimensions.append(Dimension(DIVISION, "行政区划", "division", (*groups, NOT_GIVEN)))
        if INDUSTRY in facts:
            groups, self._industries = _industries(book, entity)
            self.dimensions.append(
                Dimension("industry", "行业大类", "industry division", (*groups, NOT_GIVEN))
            )
        if SIZE in variables:
            groups = tuple(Group(m.value, m.zh, m.en) for m in variables[SIZE].enum)
            undetermined = Group("undetermined", "不能确定", "undetermined")
            self.dimensions.append(Dimension(SIZE, "企业规模", "size class", (*groups, undetermined)))
        if not self.dimensions:
            self.dimensions.append(Dimension("all", "全部", "all", (Group("all", "全部", "all"),)))

    @property
    def facts(self) -> tuple[str, ...]:
        """Facts that must be read for grouping."""
        wanted = {DIVISION: (DIVISION,), "industry": (INDUSTRY, EDITION)}
        return tuple(n for d in self.dimensions for n in wanted.get(d.name, ()))

    @property
    def variables(self) -> tuple[str, ...]:
        """Variables that must be computed for grouping."""
        return tuple(d.name for d in self.dimensions if d.name == SIZE)

    def of(
        self, facts: Mapping[str, FactColumn], variables: Mapping[str, VariableColumns], rows: int
    ) -> np.ndarray:
        """Group by dimension and row."""
        found = np.zeros((len(self.dimensions), rows), np.int32)
        for place, dimension in enumerate(self.dimensions):
            last = len(dimension.groups) - 1
            if dimension.name == SIZE:
                column = variables[SIZE]
                found[place] = np.where(column.status == KNOWN, column.value, last)
            elif dimension.name == "industry":
                found[place] = self._industry(facts, rows)
            elif dimension.name == DIVISION:
                found[place] = _positions(facts.get(DIVISION), last, rows)
        return found

    def _industry(self, facts: Mapping[str, FactColumn], rows: int) -> np.ndarray:
        assert self._industries is not None
        editions, codes = self._industries.shape
        edition = _positions(facts.get(EDITION), editions - 1, rows)
        code = _positions(facts.get(INDUSTRY), codes - 1, rows)
        found: np.ndarray = self._industries[edition, code]
        return found


def _positions(column: FactColumn | None, unknown: int, rows: int) -> np.ndarray:
    """Positions in a list, ``unknown`` where the fact is not known."""
    if column is None:
        return np.full(rows, unknown, np.int32)
    found = column.values.astype(np.int32)
    if column.states is not None:
        found[column.states != KNOWN] = unknown
    return found


def _industries(book: Rulebook, entity: str) -> tuple[tuple[Group, ...], np.ndarray]:
    """Divisions (two digits) with their sections; the group of each code under each edition, and without one.

    The two editions put some divisions into other sections. Without edition a code counts where all editions that have
    it agree; else it is not given.
    """
    facts = book.entities[entity].facts
    codes = book.data.code_lists[facts[INDUSTRY].list_name or ""]
    members = [m.value for m in facts[EDITION].enum] if EDITION in facts else []
    groups: dict[tuple[str, str], Group] = {}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for year in EDITIONS:
        edition = load_industries().edition(year)
        for code in codes:
            if code in edition:
                key = edition[code].section, code[:2]
                found[year, code] = key
                name = edition[code[:2]].name if code[:2] in edition else ""
                groups.setdefault(key, Group(code[:2], name, f"{key[0]} {code[:2]}", key[0]))
    ordered = sorted(groups)
    place = {key: i for i, key in enumerate(ordered)}
    table = np.full((len(members) + 1, len(codes) + 1), len(ordered), np.int32)
    for column, code in enumerate(codes):
        for row, year in enumerate(members):
            if (year, code) in found:
                table[row, column] = place[found[year, code]]
        agreed: Sequence[tuple[str, str]] = list({found[y, code] for y in EDITIONS if (y, code) in found})
        if len(agreed) == 1:
            table[-1, column] = place[agreed[0]]
    return tuple(groups[key] for key in ordered), table
