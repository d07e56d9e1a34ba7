"""Column headings: English name, Chinese label or alias, with unit in brackets and period behind @."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from zhiwei.engine.model import Variable
from zhiwei.population import heading_problems as problem
from zhiwei.population.columns import Column, Role
from zhiwei.population.defects import Defect, Place, Problem
from zhiwei.population.identifiers import IDENTIFIERS
from zhiwei.population.periods import read_period
from zhiwei.population.text import key, plain
from zhiwei.population.units import allowed_units, split_units

ID_HEADINGS = frozenset({"id", "编号", "序号", "企业编号"})
NOTE_HEADINGS = frozenset({"备注", "说明", "note", "notes", "remark", "remarks"})
_BRACKET = re.compile(r"\s*\(([^()]*)\)$")
_YEAR_INSIDE = re.compile(r"(\d{4})年?")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading taken apart: the name, units in brackets, period."""

    name: str
    units: tuple[str, ...]
    period: str | None


class Headings:
    """Understands the headings of one entity's facts."""

    def __init__(
        self,
        facts: Iterable[Variable],
        ignore: Iterable[str] = (),
        *,
        unknown: Callable[[str, list[str]], Problem] = problem.unknown,
        ignorable: bool = True,
    ) -> None:
        """``unknown`` words what is said of an unknown heading; not ``ignorable``: no notes, no id."""
        self._ignore = {key(name) for name in ignore}
        self._unknown = unknown
        self._ignorable = ignorable
        self._known: dict[str, Variable] = {}
        self._labels: dict[str, str] = {}
        for fact in facts:
            for label in (fact.name, fact.zh, fact.en, *fact.aliases):
                if label and self._known.setdefault(key(label), fact) is fact:
                    self._labels[key(label)] = label
        for identifier in IDENTIFIERS:
            self._labels.update({key(label): label for label in (identifier.name, *identifier.headings)})

    def read(self, headings: Sequence[str], marks: Sequence[str]) -> tuple[list[Column], list[Defect]]:
        """The columns in order, and every defect; a column with a defect is ignored."""
        columns: list[Column] = []
        defects: list[Defect] = []
        taken: dict[str, Column] = {}
        for position, (heading, mark) in enumerate(zip(headings, marks, strict=True)):
            found = self._column(position, mark, heading)
            if isinstance(found, Column) and found.role is not Role.IGNORED:
                earlier = taken.setdefault(found.fact, found)
                if earlier is not found:
                    found = problem.duplicate(earlier)
            if isinstance(found, Problem):
                defects.append(Defect(found, Place(column=mark, heading=plain(heading))))
                found = Column(position, mark, heading, Role.IGNORED)
            columns.append(found)
        return columns, defects

    def _column(self, position: int, mark: str, heading: str) -> Column | Problem:
        folded = key(heading)
        if not folded and self._ignorable:
            return Column(position, mark, heading, Role.IGNORED)
        if self._ignorable and folded in ID_HEADINGS and folded not in self._known:
            return Column(position, mark, heading, Role.ID, name="id")
        parts = self._take_apart(plain(heading))
        fact = self._known.get(key(parts.name))
        for identifier in IDENTIFIERS:
            if key(parts.name) in {key(label) for label in (identifier.name, *identifier.headings)}:
                return Column(position, mark, heading, Role.IDENTIFIER, identifier.name, fact)
        if folded in self._ignore or (self._ignorable and folded in NOTE_HEADINGS and fact is None):
            return Column(position, mark, heading, Role.IGNORED)
        if fact is None:
            return self._unknown(plain(heading), self._suggestions(parts.name))
        return _declared(fact, parts, Column(position, mark, heading, Role.FACT, fact.name, fact))

    def _take_apart(self, text: str) -> _Heading:
        """Brackets are units unless they belong to a known label such as 资产总额（年度平均）."""
        units: list[str] = []
        period: str | None = None
        while key(text) not in self._known:
            bracket = _BRACKET.search(text)
            if bracket:
                units = [*split_units(bracket[1]), *units]
                text = text[: bracket.start()].strip()
            elif "@" in text and period is None:
                text, _, period = (part.strip() for part in text.partition("@"))
            else:
                break
        return _Heading(text, tuple(units), period)

    def _suggestions(self, name: str) -> list[str]:
        """Known headings near an unknown one; 2011年营业收入 suggests 营业收入@2011."""
        folded = key(name)
        year = _YEAR_INSIDE.search(folded)
        rest = _YEAR_INSIDE.sub("", folded, count=1)
        if year and rest in self._known and self._known[rest].period == "year":
            return [f"{self._labels[rest]}@{year[1]}"]
        near = difflib.get_close_matches(folded, self._labels, n=3, cutoff=0.6)
        inside = [k for k in self._labels if len(k) > 1 and not k.isascii() and k in folded]
        return [self._labels[k] for k in dict.fromkeys([*near, *sorted(inside, key=len, reverse=True)])][:3]


def _declared(fact: Variable, parts: _Heading, column: Column) -> Column | Problem:
    """The column with its unit and period, or what is wrong with them."""
    units = tuple(dict.fromkeys(parts.units))
    if len(units) > 1:
        return problem.two_units(units)
    allowed = allowed_units(fact.type.kind, fact.type.unit)
    if units and units[0] not in allowed:
        return problem.unit_not_allowed(units[0], allowed)
    period = ""
    if parts.period is not None:
        if fact.period is None:
            return problem.no_period(fact)
        read = read_period(parts.period, fact.period)
        if read is None:
            return problem.bad_period(parts.period, fact)
        period = read
    return Column(
        column.position,
        column.mark,
        column.heading,
        Role.FACT,
        fact.name,
        fact,
        period,
        units[0] if units else None,
    )
