"""SQL says what the traced evaluator says, on every operation of the rule language, in DuckDB and PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine import meadowland
from tests.engine.sql import quarry
from tests.engine.sql.engines import Postgres, duckdb_rows
from tests.engine.sql.rows import random_rows
from tests.engine.sql.sameness import Differences, Runner, compared, compared_apart, slots_of
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.sql.query import Question, names_of

BOOKS = {"mill": meadowland.book, "quarry": quarry.quarry}
DAYS = {
    "mill": ("1999-06-30", "2004-09-30", "2005-06-30", "2012-06-30", "2024-02-29"),
    "quarry": ("1999-06-30", "2004-06-30", "2004-12-31", "2005-02-28", "2012-02-29"),
}
"""Days before, in and after the law of each land; on the last of February too."""
CASES = [(entity, day) for entity, days in DAYS.items() for day in days]


def everything(book: Rulebook, entity: str, day: str, dialect: str = "duckdb") -> Question:
    """All variables and measures, with decisions filed."""
    law = book.law(day, decisions=quarry.DECISIONS)
    return Question(entity, law, names_of(book, entity, ()), book.select(entity, None), dialect)


def differences(
    entity: str, day: str, missing: float, count: int, folder: Path, runner: Runner, dialect: str
) -> Differences:
    """What SQL says otherwise on random rows."""
    book = BOOKS[entity]()
    question = everything(book, entity, day, dialect)
    rows = list(random_rows(book, question.law, slots_of(book, question), count, missing, seed=7))
    return compared(book, question, rows, folder, runner)


@pytest.mark.parametrize(("entity", "day"), CASES)
def test_rows_without_gaps_are_the_same_in_every_cell_and_with_gaps_never_answered_otherwise(
    entity: str, day: str, tmp_path: Path
) -> None:
    book = BOOKS[entity]()
    question = everything(book, entity, day)
    slots = slots_of(book, question)
    kinds = [
        list(random_rows(book, question.law, slots, count, gaps, seed=7))
        for gaps, count in ((0, 500), (0.6, 700))
    ]
    whole, with_gaps = compared_apart(book, question, kinds, tmp_path, duckdb_rows)
    assert whole.wrong == with_gaps.wrong == []
    assert whole.weaker.total() == 0
    assert whole.cells > 2000
    assert with_gaps.weaker.total() < with_gaps.cells / 15


@pytest.mark.parametrize(("entity", "day"), CASES)
def test_postgresql_says_the_same(entity: str, day: str, tmp_path: Path, postgres: Postgres) -> None:
    tmp_path.chmod(0o755)
    assert differences(entity, day, 0.3, 200, tmp_path, postgres.rows, "postgres").wrong == []


def test_a_changed_rate_is_noticed(tmp_path: Path) -> None:
    book = meadowland.book()
    question = everything(book, "mill", "2005-06-30")
    other = everything(book, "mill", "2012-06-30")
    rows = [{"hands": 20, "income": 200_000, "founded_on": question.law.as_of, "wind_only": False}]

    def wrong_law(asked: object, table: Path) -> object:
        from zhiwei.engine.sql.query import query

        return duckdb_rows(query(book, Question(**{**vars(other), "columns": list(rows[0])})), table)

    narrow = Question(**{**vars(question), "columns": list(rows[0])})
    assert compared(book, narrow, rows, tmp_path, duckdb_rows).wrong == []
    found = compared(book, narrow, rows, tmp_path, wrong_law)  # type: ignore[arg-type]
    assert [line.split(":")[0] for line in found.wrong if " toll:" in line] == ["row 0 toll"]
