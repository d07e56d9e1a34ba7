"""Any table as a stream of batches in the columns of the native engine: good rows only, bad ones with their reasons."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.asking import Question
from zhiwei.population.columns import Column, Role
from zhiwei.population.constraints import Constraints
from zhiwei.population.defects import Defect, Place, Problem
from zhiwei.population.lists import code_lists
from zhiwei.population.needs import Needs
from zhiwei.population.readers import Row, Table, open_table
from zhiwei.population.readers.blocks import Block, blocks
from zhiwei.population.subjects import Subject, Subjects, official, refused
from zhiwei.population.text import plain, shown
from zhiwei.population.vector.cells import Converted
from zhiwei.population.vector.checks import RowChecks
from zhiwei.population.vector.columns import ColumnReader
from zhiwei.population.vector.naming import Naming, Repeats

TYPED_ROWS, TEXT_ROWS = 262_144, 65_536
"""Rows of a batch: from typed columns, and from cells read row by row."""
FEWEST, SHARES = 32_768, 8
"""A typed table of few rows is cut into so many batches of not fewer rows, so that threads end together."""


@dataclass
class Batch:
    """Good rows in the order of the table.

    ``facts`` by the labels of the plan (``revenue``, ``revenue@2011``); ``exact`` holds, by row and label, the few
    values that float64 cannot carry: such rows must be answered by the traced engine. ``rejects`` are the rows set
    aside; ``read`` counts both.
    """

    number: int
    ids: pl.Series
    facts: dict[str, FactColumn]
    rows: int
    read: int
    exact: dict[int, dict[str, Any]] = field(default_factory=dict)
    rejects: list[Subject] = field(default_factory=list)


@dataclass
class Raw:
    """A block and what was read of it alone: its ids, which rows have one (None if all), its columns by fact."""

    block: Block
    ids: pl.Series
    present: np.ndarray | None
    columns: dict[str, Converted]


class Stream:
    """The batches of a table; ``defects`` are those of its headings, ``total`` its rows where the source knows."""

    def __init__(
        self, book: Rulebook, table: Table, question: Question, law: Law, *,
        ignore: Sequence[str] = (), also: Sequence[str] = (), rows: int | None = None, repeats: Repeats | None = None,
    ) -> None:  # fmt: skip
        """``repeats`` tells repeated ids where the table is a part of a larger one. Raises the engine's InputError."""
        entity = book.entities[question.entity]
        self.table, self.question = table, question
        self.subjects = Subjects(table, entity, code_lists(book), ignore=ignore, division=question.division)
        self.defects = self.subjects.defects
        self.total = table.length
        self._lean = table.blocks is not None and table.lean
        self.rows = rows or (_typed_rows(table.length) if self._lean else TEXT_ROWS)
        self.needs = Needs(book, question, law, also, self.subjects.columns)
        self._book, self._repeats = book, repeats
        self._constraints = Constraints(book, question.entity, law.as_of)
        self._checks = RowChecks(entity, book.data.code_lists, question.division)
        self._reset()

    def _reset(self) -> None:
        lean = self._lean
        needed = set(self.needs.columns) | self._checks.companions(self.needs.columns)
        lists = self._book.data.code_lists
        self._readers = [
            ColumnReader(c, self.subjects.codes, _positions(lists, c))
            for c in self.subjects.columns
            if c.role is Role.FACT and (not lean or c.fact in needed)
        ]
        self._officials = [] if lean else [c for c in self.subjects.columns if c.role is Role.IDENTIFIER]
        named = self.subjects.named
        self._wanted = frozenset(
            c.position for c in (*(r.column for r in self._readers), *([named] if named else []))
        )
        self._naming = Naming(
            named, lambda wanted: blocks(self.table, self.rows, wanted), repeats=self._repeats,
            rows=self.table.length,
        )  # fmt: skip

    def batches(self, start_batch: int = 0) -> Generator[Batch]:
        """The batches from one on. Earlier ones are read all the same, since ids and units of a column are compared."""
        for number, block in enumerate(self.blocks()):
            batch = self.settle(number, self.convert(block))
            if number >= start_batch:
                yield batch

    def blocks(self) -> Iterator[Block]:
        """The cells of the table from its beginning; each block goes through :meth:`convert`, then :meth:`settle`."""
        self._reset()
        return blocks(self.table, self.rows, self._wanted)

    def convert(self, block: Block) -> Raw:
        """What can be read of a block without regard to the others, in any thread."""
        ids, present = self._naming.ids(block)
        return Raw(
            block, ids, present, {r.column.fact: r.convert(_cells(block, r.column)) for r in self._readers}
        )

    def warnings(self) -> list[Defect]:
        """What is remarkable about whole columns, after all batches were read."""
        return [
            self._defect(found, reader.column)
            for reader in self._readers
            for found in reader.cells.warnings()
        ]

    def settle(self, number: int, raw: Raw) -> Batch:
        """The batch of a block: one after the other, in their order."""
        block, ids, read = raw.block, raw.ids, raw.columns
        wrong = self._naming.wrong(block, ids, raw.present)
        defects: dict[int, list[Defect]] = {}
        named = self.subjects.named
        for row, found in sorted(wrong.items()):
            assert named is not None
            value = None if found.code == "no_id" else ids[row]
            defects.setdefault(row, []).append(self._defect(found, named, block, row, value))
        for reader in self._readers:
            reader.settle(read[reader.column.fact])
        self._find(block, read, defects)
        for row, found in block.problems.items():
            place = Place(self.table.file, self.table.sheet, int(block.numbers[row]))
            defects[row] = [Defect(found, place)]
        self._constrained(block, read, defects)
        rejects = [
            Subject(block.row(row), "" if ids[row] is None else str(ids[row]), defects=defects[row])
            for row in sorted(defects)
        ]
        return self._good(number, block, ids, read, rejects, np.array(sorted(defects), np.intp))

    def _find(self, block: Block, read: Mapping[str, Converted], defects: dict[int, list[Defect]]) -> None:
        """Defects of cells in the order of the columns, then those that several facts show."""
        readers = {r.column.position: r for r in self._readers}
        for column in self.subjects.columns:
            if column.position in readers:
                for row, found in read[column.fact].problems.items():
                    raw = _cells(block, column)[row]
                    defects.setdefault(row, []).append(self._defect(found, column, block, row, raw))
            elif column in self._officials:
                for row, raw in enumerate(_cells(block, column)):
                    number, value = official(column, raw)
                    if number is not None:
                        defects.setdefault(row, []).append(self._defect(number, column, block, row, value))
        for row, fact, found, value in self._checks.find(read):
            at = self.subjects.column_of(fact)
            assert at is not None
            defects.setdefault(row, []).append(self._defect(found, at, block, row, value))

    def _constrained(
        self, block: Block, read: Mapping[str, Converted], defects: dict[int, list[Defect]]
    ) -> None:
        for row, error in self._constraints.broken(read, len(block), defects):
            defects[row] = refused(error, Row(int(block.numbers[row]), ()), self.subjects)

    def _good(
        self, number: int, block: Block, ids: pl.Series, read: Mapping[str, Converted],
        rejects: list[Subject], bad: np.ndarray,
    ) -> Batch:  # fmt: skip
        keep = None
        if bad.size:
            good = np.ones(len(block), bool)
            good[bad] = False
            keep = np.flatnonzero(good)
            ids = ids.gather(keep)
        facts: dict[str, FactColumn] = {}
        exact: dict[int, dict[str, Any]] = {}
        for label, fact in self.needs.labels.items():
            if (column := read.get(fact)) is None:
                continue
            values = column.values if keep is None else column.values[keep]
            states = column.states if keep is None or column.states is None else column.states[keep]
            facts[label] = FactColumn(values, states if states is not None and states.any() else None)
            for row, value in column.exact.items():
                at = row if keep is None else int(np.searchsorted(keep, row))
                if keep is None or (at < len(keep) and keep[at] == row):
                    exact.setdefault(at, {})[label] = value
        rows = len(block) if keep is None else len(keep)
        for label, value in self.needs.fixed.items():
            facts[label] = FactColumn(np.full(rows, value))
        return Batch(number, ids, facts, rows, len(block), exact, rejects)

    def _defect(
        self, found: Problem, column: Column, block: Block | None = None, row: int = 0, value: object = None
    ) -> Defect:
        number = None if block is None else int(block.numbers[row])
        place = Place(self.table.file, self.table.sheet, number, column.mark, plain(column.heading))
        return Defect(found, place, None if value is None else shown(value))


def open_stream(
    book: Rulebook, source: Path | str, question: Question, *, sheet: str | None = None,
    ignore: Sequence[str] = (), also: Sequence[str] = (), rows: int | None = None,
) -> Stream:  # fmt: skip
    """The stream of a file or database table.

    Of typed sources (Parquet, databases) only the columns are read that the question needs, with ``also`` (further
    facts, ``industry_code``); text and workbooks are checked whole. ``rows`` is the size of a batch.
    Raises InputDefects where the source cannot be read at all, the engine's InputError for a law that is refused.
    """
    law = book.law(
        question.as_of, known_on=question.known_on, decisions=question.decisions, readings=question.readings
    )
    return Stream(book, open_table(source, sheet), question, law, ignore=ignore, also=also, rows=rows)


def _typed_rows(total: int | None) -> int:
    return TYPED_ROWS if total is None else max(FEWEST, min(TYPED_ROWS, -(-total // SHARES)))


def _cells(block: Block, column: Column) -> Any:
    return block.columns[column.position]


def _positions(lists: Mapping[str, tuple[str, ...]], column: Column) -> dict[str, int]:
    assert column.variable is not None
    return {code: i for i, code in enumerate(lists.get(column.variable.list_name or "", ()))}
