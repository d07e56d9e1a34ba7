"""A file's rows as `zhiwei run` reads them, with the numbers and names that say whose row it is."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zhiwei.engine import periods
from zhiwei.engine.errors import InputError
from zhiwei.engine.facts import KNOWN, MISSING, Fact, read_case
from zhiwei.law.identifiers import tidy
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import Identifier
from zhiwei.platform.subjects.services.building import number_defects
from zhiwei.platform.subjects.services.statements import kept
from zhiwei.policy.book import rulebook
from zhiwei.population.cells import absent
from zhiwei.population.columns import Column, Role
from zhiwei.population.defects import Defect, Place, Problem
from zhiwei.population.lists import code_lists
from zhiwei.population.readers import READERS
from zhiwei.population.row_problems import wrong_identifier
from zhiwei.population.subjects import Subject as TableRow
from zhiwei.population.subjects import Subjects, official, refused
from zhiwei.population.text import key, plain
from zhiwei.population.words import as_text

ERRORS = "错误"
"""Heading of the column in which a marked file says what is wrong; passed over when it comes back."""
TAX_NUMBERS = ("税务登记号", "纳税人识别号", "税号", "tax_number")
KEYS = ("name", "division")
"""Facts that say whose row it is; they are stated by the register only."""


@dataclass(slots=True)
class ReadRow:
    """One row: whose it may be, what it says in file form, what is wrong with it."""

    number: int
    numbers: dict[str, str] = field(default_factory=dict)
    public_id: uuid.UUID | None = None
    name: str = ""
    division: str = ""
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)


class AgencyFile:
    """A table of facts on subjects; ``defects`` are those of its headings."""

    def __init__(self, path: Path, kind: str, entity: str, *, sheet: str = "", name: str = "") -> None:
        """``kind`` is xlsx or csv. Raises the readers' InputDefects where it is no table at all."""
        known = entities.of_rulebook(entity)
        if known is None:
            raise ValueError(f"the rulebook knows no facts of {entity}")
        self.entity = known
        self.table = READERS[f".{kind}"](path, sheet or None)
        self._rows = Subjects(self.table, self.entity, code_lists(rulebook()), ignore=(ERRORS, *TAX_NUMBERS))
        self.file = name or path.name
        self.columns = self._rows.columns
        wanted = {key(label) for label in TAX_NUMBERS}
        self._tax = [c for c in self.columns if key(c.heading) in wanted]
        self.defects = [d.at(file=self.file) for d in self._rows.defects]
        self.defects += self._ahead()
        if not self._identifying():
            self.defects.append(Defect(_nobody(), Place(self.file, self.table.sheet)))

    def _ahead(self) -> Iterator[Defect]:
        """Columns of periods that have not begun; nothing is known of these."""
        for column in self.columns:
            kind = self.entity.facts[column.name].period if column.role is Role.FACT else None
            now = periods.label(clock.today(), kind)
            if kind and column.period > now:  # labels of one kind sort as their periods do
                place = Place(self.file, self.table.sheet, None, column.mark, plain(column.heading))
                yield Defect(_not_begun(column.period, now), place)

    def _identifying(self) -> bool:
        roles = {c.role for c in self.columns}
        named = any(c.role is Role.FACT and c.name == "name" for c in self.columns)
        return bool(self._tax) or named or not roles.isdisjoint({Role.ID, Role.IDENTIFIER})

    def rows(self) -> Iterator[ReadRow]:
        """The rows in order, none left out."""
        for row in self._rows:
            yield self._read(row)

    def warnings(self) -> list[Defect]:
        """What is remarkable about whole columns, after all rows were read."""
        return [d.at(file=self.file) for d in self._rows.warnings()]

    def place(self, row: int, name: str) -> Place:
        """Where a fact, number or name of a row stands."""
        column = next((c for c in self.columns if c.name == name), None) or next(
            (c for c in self._tax if name == Identifier.Kind.TAX), None
        )
        mark, heading = (column.mark, plain(column.heading)) if column else ("", "")
        return Place(self.file, self.table.sheet, row, mark, heading)

    def _read(self, row: TableRow) -> ReadRow:
        read = ReadRow(row.row.number, defects=[d.at(file=self.file) for d in row.defects])
        for column in self.columns:
            raw = row.row.cells[column.position] if column.position < len(row.row.cells) else None
            if column.role is Role.IDENTIFIER:
                found, number = official(column, raw)
                if number and not found:
                    read.numbers[column.name] = tidy(number)
            elif column.role is Role.ID and not absent(raw):
                read.public_id = _uuid(as_text(raw))
            elif column in self._tax and not absent(raw):
                self._tax_number(read, column, raw)
        for label, fact in row.facts.items():
            self._keep(read, label, fact)
        if self.entity.constraints and not read.defects:
            self._check_together(read, row)
        return read

    def _tax_number(self, read: ReadRow, column: Column, raw: Any) -> None:
        number = tidy(as_text(raw))
        for wrong in number_defects(Identifier.Kind.TAX, number):
            problem = wrong_identifier(wrong.what_zh, wrong.what)
            read.defects.append(Defect(problem, self.place(read.number, column.name), number))
        read.numbers[Identifier.Kind.TAX] = number

    def _keep(self, read: ReadRow, label: str, fact: Fact) -> None:
        name = label.partition("@")[0]
        if fact.state == MISSING:
            return
        value = kept(self.entity.facts[name], fact)
        if name in KEYS and fact.state == KNOWN:
            setattr(read, name, value)
        read.facts[label] = {"status": fact.state, "value": value}

    def _check_together(self, read: ReadRow, row: TableRow) -> None:
        try:
            read_case(rulebook().data, self.entity.name, row.facts, None, clock.today())
        except InputError as error:
            read.defects += [d.at(file=self.file) for d in refused(error, row.row, self._rows)]


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _not_begun(period: str, now: str) -> Problem:
    return Problem(
        "period_not_begun",
        f"期间“{period}”还没有到",
        f"the period {period} has not begun",
        f"最晚写 {now}，核对列名",
        f"give {now} at the latest; check the heading",
    )


def _nobody() -> Problem:
    return Problem(
        "no_identifying_column",
        "没有能认出主体的列",
        "no column says whose the rows are",
        "加上统一社会信用代码、注册号、组织机构代码、税务登记号之一，或名称和所在行政区划",
        "add the unified code, registration number, organisation code or tax number, or name and division",
    )
