"""What a statement says, row by row, against literals; and how it is written."""

from __future__ import annotations

import re
from typing import Any

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from tests.engine import meadowland
from tests.engine.sql import quarry
from zhiwei.engine.sql.errors import SqlRefused
from zhiwei.engine.sql.query import Query, Question, names_of, query

MILLS = """
CREATE TABLE firms (id BIGINT, hands BIGINT, income BIGINT, founded_on DATE, stopped_on DATE,
    stopped_on__not_applicable BOOLEAN, grain TEXT, region TEXT, "income@2004" BIGINT, wind_only BOOLEAN, division TEXT)
"""


def asked(*names: str, day: str = "2005-06-30", measures: tuple[str, ...] = (), **more: Any) -> Query:
    """A statement of Meadowland."""
    book = meadowland.book()
    law = book.law(day, decisions=quarry.DECISIONS)
    return query(book, Question("mill", law, names, measures, **more))


def answers(statement: Query, *rows: dict[str, Any], table: str = MILLS) -> list[dict[str, Any]]:
    """The statement's rows over a table of these."""
    connection = duckdb.connect()
    connection.execute(table)
    for number, row in enumerate(rows):
        names = ", ".join(f'"{n}"' for n in ("id", *row))
        marks = ", ".join("?" for _ in range(len(row) + 1))
        connection.execute(f"INSERT INTO firms ({names}) VALUES ({marks})", [number, *row.values()])
    result = connection.execute(statement.text)
    columns = [d[0] for d in result.description or ()]
    found = [dict(zip(columns, r, strict=True)) for r in result.fetchall()]
    return sorted(found, key=lambda r: r["id"])


@pytest.mark.parametrize(
    ("row", "value", "status"),
    [
        ({"hands": 20, "income": 100_000}, 0, "known"),  # 1,000 yuan are free, the number itself included
        ({"hands": 20, "income": 100_001}, 10_000, "known"),  # 10,000.1 fen
        ({"hands": 20, "income": 100_005}, 10_001, "known"),  # 10,000.5 fen go up
        ({"hands": 20}, None, "missing"),
        ({"income": 100_001}, None, "missing"),  # exempt if small and young
        ({"income": 100_000}, 0, "known"),  # exempt or not
        ({"income": 100_001, "founded_on": "2002-06-30"}, 10_000, "known"),  # three years old, however small
        ({"income": 100_001, "founded_on": "2002-07-01"}, None, "missing"),
        ({"hands": 9, "founded_on": "2002-07-01"}, 0, "known"),  # exempt, whatever the income
    ],
)
def test_a_gap_is_never_answered_by_an_else(row: dict[str, Any], value: int | None, status: str) -> None:
    (found,) = answers(asked("toll"), row)
    assert (found["toll"], found["toll_status"], found["defects"]) == (value, status, None)


@pytest.mark.parametrize(
    ("row", "value", "status"),
    [
        ({"income": 5, "stopped_on": "2004-01-01"}, 5, "known"),
        ({"income": 5, "stopped_on__not_applicable": True}, 0, "known"),
        ({"income": 5}, None, "missing"),
        ({"income": 0}, 0, "known"),
        ({"stopped_on__not_applicable": True}, 0, "known"),
        ({"stopped_on": "2004-01-01"}, None, "missing"),
    ],
)
def test_not_applicable_stands_in_a_column_of_its_own(
    row: dict[str, Any], value: int | None, status: str
) -> None:
    (found,) = answers(asked("stop_loss"), row)
    assert (found["stop_loss"], found["stop_loss_status"]) == (value, status)


@pytest.mark.parametrize(
    ("region", "value", "status"),
    [
        ("12", "oats", "known"),  # the longest prefix wins
        ("13", "rye", "known"),
        ("20", None, "not_applicable"),  # an entry that says: none
        ("99", None, "not_applicable"),
        (None, None, "missing"),
    ],
)
def test_the_longest_prefix_wins(region: str | None, value: str | None, status: str) -> None:
    (found,) = answers(asked("regional_grain"), {"region": region})
    assert (found["regional_grain"], found["regional_grain_status"]) == (value, status)


@pytest.mark.parametrize(
    ("row", "defect"),
    [
        ({"hands": -1}, "hands"),
        ({"hands": 10**13}, "hands"),
        ({"income": 10**17 + 1}, "income"),
        ({"founded_on": "2031-01-01"}, "founded_on"),
        ({"hands": -1, "founded_on": "2031-01-01"}, "hands;founded_on"),
    ],
)
def test_a_fact_outside_its_domain_is_set_aside(row: dict[str, Any], defect: str) -> None:
    good = {"hands": 20, "income": 5, "founded_on": "2004-01-01"}
    found, other = answers(asked("toll", "small_mill"), {**good, **row}, good)
    assert sorted(found["defects"].split(";")) == sorted(defect.split(";"))
    assert (found["toll"], found["toll_status"], found["small_mill_status"]) == (None, "rejected", "rejected")
    assert (other["defects"], other["toll"], other["toll_status"]) == (None, 0, "known")


def test_both_a_value_and_not_applicable_is_a_defect() -> None:
    (found,) = answers(
        asked("stop_loss"), {"income": 5, "stopped_on": "2004-01-01", "stopped_on__not_applicable": True}
    )
    assert (found["defects"], found["stop_loss_status"]) == ("stopped_on__not_applicable", "rejected")


def test_a_broken_constraint_is_a_defect() -> None:
    book = quarry.quarry()
    statement = query(book, Question("quarry", book.law("2004-06-30"), ("by_hand", "years_on"), ()))
    table = "CREATE TABLE firms (id BIGINT, stone BIGINT, hands BIGINT, shift BIGINT, opened_on DATE)"
    rows = [{"stone": 10, "hands": hands, "shift": 3, "opened_on": "2000-02-29"} for hands in (3, 4)]
    good, bad = answers(statement, *rows, table=table)
    assert (good["by_hand"], str(good["years_on"]), good["defects"]) == (3, "2003-02-28", None)
    assert (bad["by_hand"], bad["by_hand_status"], bad["defects"]) == (None, "rejected", "hands <= shift")


@pytest.mark.parametrize(
    ("row", "verdict", "deciding", "amount", "status"),
    [
        # 11 files 0.125, 12 declines, 10 has filed nothing.
        ({"hands": 3, "income": 100, "wind_only": False, "division": "11"}, "entitled", None, 13, "known"),
        ({"hands": 3, "income": 100, "wind_only": False, "division": "111"}, "entitled", None, 13, "known"),
        ({"hands": 3, "income": 100, "wind_only": False, "division": "12"}, "not_offered", "bridge_share", None, None),
        ({"hands": 3, "income": 100, "wind_only": False, "division": "10"}, "no_decision_filed", "bridge_share", None,
         "no_decision_filed"),
        ({"hands": 3, "income": 100, "wind_only": False}, "undetermined", None, None, "missing"),
        ({"hands": 30, "income": 100, "wind_only": False}, "not_entitled", "small_mill", None, None),
        ({"hands": 30, "wind_only": False, "division": "11"}, "not_entitled", "small_mill", None, None),
        ({"hands": 3, "income": 100, "wind_only": True}, "out_of_scope", "is_mill", None, None),
        ({"hands": 3, "income": 0, "division": "11"}, "not_entitled", "has_income", None, None),
        ({"hands": 3, "income": 100, "division": "11"}, "undetermined", None, None, "missing"),
    ],
)  # fmt: skip
def test_verdict_deciding_part_and_amount(
    row: dict[str, Any], verdict: str, deciding: str | None, amount: int | None, status: str | None
) -> None:
    (found,) = answers(asked(measures=("7.1",)), row)
    assert found["7.1_verdict"] == verdict
    assert (found["7.1_deciding"], found["7.1_amount"], found["7.1_amount_status"]) == (
        deciding,
        amount,
        status,
    )


def test_law_that_has_ended() -> None:
    (found,) = answers(asked("toll", day="2012-06-30", measures=("7.1",)), {"hands": 3, "wind_only": False})
    assert (found["7.1_verdict"], found["7.1_deciding"]) == ("not_in_force", "bridge_open")


def test_an_amount_that_no_law_gives_is_of_the_type_of_amounts() -> None:
    book = meadowland.book()
    statement = query(book, Question("mill", book.law("2005-06-30"), (), ("7.1",)))
    connection = duckdb.connect()
    connection.execute(MILLS)
    kinds = {name: kind for name, kind, *_ in connection.execute(f"DESCRIBE {statement.text}").fetchall()}
    assert kinds["7.1_amount"] == "BIGINT"


def test_verdicts_as_codes() -> None:
    (found,) = answers(asked(measures=("7.1",), encode="codes"), {"wind_only": True})
    assert found["7.1_verdict"] == 13  # out_of_scope, the last of outcome.VERDICTS


def test_one_division_for_all_rows_needs_no_column() -> None:
    statement = asked(measures=("7.1",), division="11")
    assert "division" not in statement.reads
    (found,) = answers(statement, {"hands": 3, "income": 100, "wind_only": False})
    assert found["7.1_amount"] == 13


def test_columns_that_the_table_lacks_are_missing() -> None:
    statement = asked("toll", columns=["income"])
    assert list(statement.reads) == ["income"]
    found = answers(
        statement, {"income": 5}, {"income": 500_000}, table="CREATE TABLE firms (id BIGINT, income BIGINT)"
    )
    assert [(r["toll"], r["toll_status"]) for r in found] == [(0, "known"), (None, "missing")]


def test_money_in_yuan_is_read_to_the_fen() -> None:
    statement = asked("has_income", "growth", money="yuan")
    table = 'CREATE TABLE firms (id BIGINT, income DECIMAL(18, 2), "income@2004" DECIMAL(18, 2))'
    (found,) = answers(statement, {"income": "0.29", "income@2004": "-1000000.01"}, table=table)
    assert (found["growth"], found["has_income"]) == (100_000_030, True)


@pytest.mark.parametrize(("cell", "defect"), [(0.5, "income"), (7.0, None)])
def test_a_column_of_floats_is_taken_only_where_it_is_exact(cell: float, defect: str | None) -> None:
    table = "CREATE TABLE firms (id BIGINT, income DOUBLE)"
    (found,) = answers(asked("has_income"), {"income": cell}, table=table)
    assert (found["defects"], found["has_income_status"]) == (defect, "rejected" if defect else "known")


def test_numbers_that_may_outgrow_the_widest_type_are_refused() -> None:
    from fractions import Fraction

    fine = meadowland.parameter("levy_rate", "rate", meadowland.value("2000-01-01", Fraction(1, 10**25)))
    rest = [p for p in quarry.PARAMETERS if p.name != "levy_rate"]
    import sys

    book = meadowland.book(sys.modules[quarry.__name__], parameters=[*rest, fine], entities=quarry.ENTITIES)
    question = Question("quarry", book.law("2004-06-30"), ("levy_up", "leverage", "weighted"), ())
    assert query(book, question).text
    narrow = Question("quarry", book.law("2004-06-30"), ("levy",), ())
    assert query(book, narrow).text  # 10^17 over 10^25 fits 38 digits …
    finer = meadowland.parameter(
        "levy_rate", "rate", meadowland.value("2000-01-01", Fraction(10**22 + 1, 10**23))
    )
    book = meadowland.book(sys.modules[quarry.__name__], parameters=[*rest, finer], entities=quarry.ENTITIES)
    with pytest.raises(SqlRefused, match="levy: may need numbers of more than 38 digits"):
        query(book, Question("quarry", book.law("2004-06-30"), ("levy",), ()))  # … 10^17 times 10^22 does not


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "spark"])
@pytest.mark.parametrize("entity", ["mill", "quarry"])
def test_every_dialect_parses_and_knows_no_float(entity: str, dialect: str) -> None:
    book = {"mill": meadowland.book, "quarry": quarry.quarry}[entity]()
    law = book.law("2004-06-30", decisions=quarry.DECISIONS)
    question = Question(entity, law, names_of(book, entity, ()), book.select(entity, None), dialect)
    (statement,) = sqlglot.parse(query(book, question).text, read=dialect)
    assert isinstance(statement, exp.Select)
    types = {t.this.value for t in statement.find_all(exp.DataType)}
    assert types <= {"BIGINT", "INT", "INT128", "DECIMAL", "DATE", "VARCHAR", "TEXT"}
    fractions = [n.name for n in statement.find_all(exp.Literal) if not n.is_string and "." in n.name]
    assert fractions == []


def test_parameters_name_their_source() -> None:
    written = asked("toll", measures=("7.1",)).text
    assert re.search(r"<= 100000 /\* free_income: Mill Act#1 \*/", written)
    assert "/* bridge_share: D1 */" in written
    assert '"toll", /* 2.1, Mill Act#2 */' in written


def test_one_expression_per_dependency_level() -> None:
    written = asked("toll").text
    assert written.count("AS (\n  SELECT") == len(
        re.findall(r"^\)?,? ?(?:WITH )?level_\d+ AS", written, re.MULTILINE)
    )
    aliases = re.findall(r'AS "([^"]+)"', written)
    assert (
        len(aliases) == len(set(aliases)) + 2
    )  # the two columns of the result bear the names of their level's
