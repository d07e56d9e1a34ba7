"""The rulebook in SQL says what the traced evaluator says: boundary rows, random rows, every entity."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.engine.sql.conftest import postgres
from tests.engine.sql.engines import Postgres, duckdb_rows
from tests.engine.sql.rows import one_value, random_rows, thresholds
from tests.engine.sql.sameness import Differences, Row, Runner, compared, compared_apart, slots_of
from zhiwei import rulebook
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.sql.query import Question, names_of
from zhiwei.engine.tables import Table

__all__ = ["postgres"]
DAYS = ("2012-06-30", "2015-06-30", "2019-06-30", "2026-11-23")
SOME = (DAYS[0], *(pytest.param(day, marks=pytest.mark.large) for day in DAYS[1:3]), DAYS[3])
"""The first and the last day always, those between with the large tests."""
DECISIONS = (
    {"division": "330100", "document": "杭政发〔2012〕1号", "filed_on": "2012-05-01", "sentence": "27.2",
     "from": "2012-01-01", "to": "2013-12-31", "fills": {"reward_share": "0.3"}},
    {"division": "330106", "document": "西政发〔2012〕1号", "filed_on": "2012-05-01", "sentence": "27.2",
     "from": "2012-01-01", "to": "2013-12-31", "declines": True},
)  # fmt: skip
STEP = datetime.timedelta(days=1)


def asked(entity: str, day: str, dialect: str = "duckdb") -> Question:
    """All variables and measures of an entity, with decisions filed."""
    book = rulebook()
    law = book.law(day, decisions=DECISIONS if day.startswith("2012") else ())
    return Question(entity, law, names_of(book, entity, ()), book.select(entity, None), dialect)


def boundary_rows(question: Question, slots: list[FactSlot]) -> Iterator[Row]:
    """For each fact every limit of the law of the day −1, 0 and +1, every word and each kind of day; the rest known."""
    book, dice = rulebook(), random.Random(3)
    limits = {k: thresholds(book, question.law, k) for k in ("money", "count", "number", "rate")}
    base = {s.label: one_value(book, question.law, s, dice, limits) for s in slots}
    for slot in slots:
        for value in edges(question, slot, book.data.code_lists):
            # Another fact is drawn anew each time, so that limits are met from several sides.
            other = dice.choice(slots)
            base[other.label] = one_value(book, question.law, other, dice, limits)
            yield {**base, slot.label: value}


def edges(question: Question, slot: FactSlot, lists: Any) -> Iterator[Any]:
    """The values of a fact at which something may change."""
    variable = slot.variable
    match variable.type.kind:
        case "flag":
            yield from (False, True)
        case "enum":
            yield from (m.value for m in variable.enum)
        case "code":
            yield from lists[variable.list_name][:: 1 if len(lists[variable.list_name]) < 200 else 7]
        case "date":
            for years in range(7):
                day = question.law.as_of.replace(year=question.law.as_of.year - years)
                yield from (day - STEP, day, day + STEP)
            yield from (datetime.date(2008, 2, 29), datetime.date(2012, 2, 29), datetime.date(2011, 12, 31))
        case kind:
            for limit in limits_of_the_day(question, kind):
                for value in (limit - 1, limit, limit + 1):
                    if (variable.minimum is None or value >= variable.minimum) and (
                        variable.maximum is None or value <= variable.maximum
                    ):
                        yield value


def limits_of_the_day(question: Question, kind: str) -> list[Any]:
    """The values of a kind that the parameters of the day hold."""
    book = rulebook()
    names = [*question.variables, *(n for m in question.measures for n in book.data.measures[m].variables())]
    plan = book.plan(question.entity, tuple(dict.fromkeys(names)), question.law)
    found: set[Any] = {0}
    for index, (parameter, _) in plan.parameters.items():
        value = plan.template[index]
        many = (
            value.rows.values()
            if isinstance(value, Table)
            else [p.value for p in value]
            if isinstance(value, tuple)
            else [value]
        )
        if parameter.type.kind == kind or (
            parameter.type.kind in ("count", "number") and kind in ("count", "number")
        ):
            found.update(v for v in many if isinstance(v, int | Fraction) and not isinstance(v, bool))
    return sorted(found)


def random_differences(
    entity: str, day: str, count: int, folder: Path, runner: Runner = duckdb_rows, dialect: str = "duckdb"
) -> Differences:
    """What SQL says otherwise on random rows, half of them with gaps."""
    question = asked(entity, day, dialect)
    slots = slots_of(rulebook(), question)
    rows = list(random_rows(rulebook(), question.law, slots, count, 0.4, seed=count))
    return compared(rulebook(), question, rows, folder, runner)


@pytest.mark.parametrize("day", SOME)
def test_boundary_rows_are_the_same_in_every_cell_and_random_firms_never_answered_otherwise(
    day: str, tmp_path: Path
) -> None:
    question = asked("enterprise", day)
    slots = slots_of(rulebook(), question)
    boundary = list(boundary_rows(question, slots))
    assert len(boundary) > 500
    drawn = list(random_rows(rulebook(), question.law, slots, 300, 0.4, seed=300))
    exact, cautious = compared_apart(rulebook(), question, [boundary, drawn], tmp_path, duckdb_rows)
    assert exact.wrong == cautious.wrong == []
    assert exact.weaker.total() == 0
    assert cautious.weaker.total() < cautious.cells / 40


@pytest.mark.parametrize("day", [DAYS[1], pytest.param(DAYS[2], marks=pytest.mark.large)])
def test_random_firms_of_the_days_between_are_never_answered_otherwise(day: str, tmp_path: Path) -> None:
    found = random_differences("enterprise", day, 150, tmp_path)
    assert found.wrong == []
    assert found.weaker.total() < found.cells / 40


@pytest.mark.large
@pytest.mark.parametrize("day", DAYS)
def test_many_random_firms_are_never_answered_otherwise(day: str, tmp_path: Path) -> None:
    found = random_differences("enterprise", day, 1_500, tmp_path)
    assert found.wrong == []
    assert found.weaker.total() < found.cells / 40


OTHERS = (
    "administrative_fee", "assessment_item", "bank_lending", "base", "bid", "business_income", "capital_filing",
    "contribution", "design_base", "equipment_purchase", "graded_recognition", "graduation", "grant", "guarantee", "guarantee_claim", "guarantee_fee",
    "guarantor", "guarantor_reserve", "incubatee", "incubator", "incubator_recognition", "incubator_tax", "instrument_booking", "local_tax",
    "monopoly_charge", "private_loan", "procurement_plan", "programme", "project_application", "recognition",
    "registration_filing", "research_claim", "research_income", "residency", "secondment", "service_charge",
    "service_platform", "service_settlement", "small_firm_loan", "sme_payment", "tax_loss", "taxable_sale",
    "technology_contract", "technology_share", "training_place", "transfer_year", "venture_investment",
)  # fmt: skip


def test_every_entity_with_rules_is_asked() -> None:
    assert {entity for entity, _ in rulebook().data.rules} == {*OTHERS, "enterprise"}


@pytest.mark.large  # tests/scoreboard asks every entity about fewer rows
@pytest.mark.parametrize("entity", OTHERS)
def test_the_other_entities_are_never_answered_otherwise(entity: str, tmp_path: Path) -> None:
    found = random_differences(entity, "2012-06-30", 200, tmp_path)
    assert found.wrong == []


@pytest.mark.parametrize("day", SOME)
def test_postgresql_says_the_same(day: str, tmp_path: Path, postgres: Postgres) -> None:
    assert random_differences("enterprise", day, 60, tmp_path, postgres.rows, "postgres").wrong == []


@pytest.mark.parametrize("day", SOME)
def test_the_rules_can_be_written_for_spark(day: str) -> None:
    import sqlglot

    from zhiwei.engine.sql.query import query

    (statement,) = sqlglot.parse(query(rulebook(), asked("enterprise", day, "spark")).text, read="spark")
    assert statement is not None
    assert "27.2_verdict" in [s.alias for s in statement.selects]
