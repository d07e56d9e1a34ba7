"""Rows become subjects: an id and facts, or a row set aside with every reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhiwei.engine.errors import InputError
from zhiwei.engine.facts import KNOWN, MISSING, NOT_APPLICABLE, REFUSED, Fact
from zhiwei.engine.model import Entity
from zhiwei.population import row_problems as problem
from zhiwei.population.cells import Absent, CellReader, ErrorCell, absent
from zhiwei.population.codes import CodeLists
from zhiwei.population.columns import Column, Role
from zhiwei.population.defects import Defect, Place, Problem
from zhiwei.population.headings import Headings
from zhiwei.population.identifiers import check_identifier
from zhiwei.population.industries import check_industry
from zhiwei.population.readers import Row, Table
from zhiwei.population.text import plain, shown
from zhiwei.population.words import as_text

STATES = {Absent.MISSING: MISSING, Absent.REFUSED: REFUSED, Absent.NOT_APPLICABLE: NOT_APPLICABLE}


@dataclass(slots=True)
class Subject:
    """A row: its number, id, facts by ``name`` or ``name@period``; with defects it is set aside."""

    row: Row
    id: str
    facts: dict[str, Fact] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)


class Subjects:
    """The subjects of a table, in order; ``defects`` are those of the headings."""

    def __init__(
        self,
        table: Table,
        entity: Entity,
        codes: CodeLists,
        *,
        ignore: Sequence[str] = (),
        division: str | None = None,
    ) -> None:
        self.table = table
        self.columns, found = Headings(entity.facts.values(), ignore).read(table.headings, table.marks)
        self.defects = [d.at(file=table.file, sheet=table.sheet) for d in found]
        self.codes = codes
        self._division = division
        self._readers = {
            c.position: CellReader(c, codes)
            for c in self.columns
            if c.role is Role.FACT and c.variable is not None
        }
        self.named = next((c for c in self.columns if c.role is Role.ID), None)
        self._seen: dict[str, int] = {}

    def __iter__(self) -> Iterator[Subject]:
        for row in self.table.rows():
            yield self._subject(row)

    def warnings(self) -> list[Defect]:
        """What is remarkable about whole columns, after all rows were read."""
        return [
            self._defect(warning, reader.column)
            for reader in self._readers.values()
            for warning in reader.warnings()
        ]

    def column_of(self, fact: str) -> Column | None:
        """The column that holds a fact."""
        return next((c for c in self.columns if c.role is Role.FACT and c.fact == fact), None)

    def _subject(self, row: Row) -> Subject:
        if row.problem:
            found = Defect(row.problem, Place(self.table.file, self.table.sheet, row.number))
            return Subject(row, self._plain_id(row), defects=[found])
        subject = Subject(row, self._plain_id(row))
        self._check_id(subject)
        for column in self.columns:
            raw = row.cells[column.position] if column.position < len(row.cells) else None
            if column.role is Role.FACT:
                self._read(subject, column, raw)
            elif column.role is Role.IDENTIFIER:
                self._identify(subject, column, raw)
        self._check_row(subject)
        return subject

    def _read(self, subject: Subject, column: Column, raw: Any) -> None:
        value = self._readers[column.position].read(raw)
        if isinstance(value, Problem):
            subject.defects.append(self._defect(value, column, subject.row.number, raw))
        elif isinstance(value, Absent):
            subject.facts[column.fact] = Fact(STATES[value], period=column.period or None)
        else:
            subject.facts[column.fact] = Fact(KNOWN, value, period=column.period or None)

    def _identify(self, subject: Subject, column: Column, raw: Any) -> None:
        found, number = official(column, raw)
        if found:
            subject.defects.append(self._defect(found, column, subject.row.number, number))
        elif column.variable is not None:
            subject.facts[column.name] = Fact(KNOWN, number) if number else Fact(MISSING)

    def _plain_id(self, row: Row) -> str:
        """The id of a row; its number where the table has no id column."""
        if self.named is None:
            return str(row.number)
        raw = row.cells[self.named.position] if self.named.position < len(row.cells) else None
        return "" if raw is None else as_text(raw)

    def _check_id(self, subject: Subject) -> None:
        if self.named is None:
            return
        if not subject.id:
            subject.defects.append(self._defect(problem.no_id(), self.named, subject.row.number))
            return
        first = self._seen.setdefault(subject.id, subject.row.number)
        if first != subject.row.number:
            found = problem.duplicate_id(first)
            subject.defects.append(self._defect(found, self.named, subject.row.number, subject.id))

    def _check_row(self, subject: Subject) -> None:
        """What only several facts together show to be wrong."""
        known = {name: fact.value for name, fact in subject.facts.items() if fact.state == KNOWN}
        code = known.get("industry_code")
        found = check_industry(code, known.get("industry_edition")) if code else None
        if found:
            subject.defects.append(self._on(subject, "industry_code", found, code))
        division = known.get("division")
        if self._division and division and division != self._division:
            found = problem.other_division(self._division)
            subject.defects.append(self._on(subject, "division", found, division))

    def _on(self, subject: Subject, fact: str, found: Problem, value: object) -> Defect:
        column = self.column_of(fact)
        assert column is not None
        return self._defect(found, column, subject.row.number, value)

    def _defect(self, found: Problem, column: Column, row: int | None = None, value: object = None) -> Defect:
        place = Place(self.table.file, self.table.sheet, row, column.mark, plain(column.heading))
        return Defect(found, place, None if value is None else shown(value))


def official(column: Column, raw: Any) -> tuple[Problem | None, str]:
    """What is wrong with a cell of an official number, and the number."""
    number = "" if absent(raw) else as_text(raw)
    if isinstance(raw, (ErrorCell, float)):
        return problem.number_kept_as_number(), number
    return (check_identifier(column.name, number) if number else None), number


def refused(error: InputError, row: Row, subjects: Subjects) -> list[Defect]:
    """The engine's own defects, placed at the row and, where it names a fact, its column."""
    found = []
    for defect in error.defects:
        column = subjects.column_of(defect.where)
        mark, heading = (column.mark, plain(column.heading)) if column else ("", defect.where)
        place = Place(subjects.table.file, subjects.table.sheet, row.number, mark, heading)
        found.append(Defect(problem.engine(defect.what, defect.remedy), place))
    return found
