"""The rules as Spark SQL, run by Spark: what the traced evaluator says, on every operation and for the rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engine.sql.engines import columns_of
from tests.engine.sql.sameness import Runner
from tests.engine.sql.test_same_as_traced import CASES, differences
from tests.policy.test_sql_equality import DAYS, OTHERS, random_differences
from zhiwei.engine.sql.query import Query

ANSI = "spark.sql.ansi.enabled"
"""Whether an overflow is an error (as is the default from Spark 4 on) or NULL; neither may occur."""


INTERPRETED = {"spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN"}
"""Expressions evaluated as they stand: compiling a statement to Java takes longer than a few rows."""


@pytest.fixture
def spark_rows(spark_session: Any) -> Iterator[Runner]:
    """Runs a statement over a CSV table named firms."""

    def rows(asked: Query, table: Path) -> Iterable[dict[str, Any]]:
        kinds = {name: kind.replace("VARCHAR", "STRING") for name, kind in columns_of(asked).items()}
        schema = ", ".join(f"`{name}` {kind}" for name, kind in kinds.items())
        firms = spark_session.read.csv(str(table), header=True, schema=schema, nullValue="")
        firms.createOrReplaceTempView("firms")
        return [row.asDict() for row in spark_session.sql(asked.text).collect()]

    before = {name: spark_session.conf.get(name) for name in (ANSI, *INTERPRETED)}
    yield rows
    for name, value in before.items():
        spark_session.conf.set(name, value)


def interpreted(session: Any) -> None:
    """Nothing is compiled from here on, until the test ends."""
    for name, value in INTERPRETED.items():
        session.conf.set(name, value)


@pytest.mark.parametrize(("entity", "day"), CASES)
@pytest.mark.parametrize(
    "compiled", [False, pytest.param(True, marks=pytest.mark.large)], ids=["interpreted", "compiled"]
)
def test_every_operation_is_the_same(
    entity: str, day: str, tmp_path: Path, spark_rows: Runner, spark_session: Any, compiled: bool
) -> None:
    if not compiled:
        interpreted(spark_session)
    found = differences(entity, day, 0.3, 100, tmp_path, spark_rows, "spark")
    assert found.wrong == []
    assert found.cells > 1000


@pytest.mark.parametrize(("entity", "day"), [("mill", "2005-06-30"), ("quarry", "2004-06-30")])
def test_nothing_overflows_where_overflow_would_be_null(
    entity: str, day: str, tmp_path: Path, spark_rows: Runner, spark_session: Any
) -> None:
    spark_session.conf.set(ANSI, "false")
    assert differences(entity, day, 0, 200, tmp_path, spark_rows, "spark").wrong == []


@pytest.mark.large
def test_firms_are_the_same(tmp_path: Path, spark_rows: Runner, spark_session: Any) -> None:
    interpreted(spark_session)
    assert random_differences("enterprise", DAYS[0], 60, tmp_path, spark_rows, "spark").wrong == []


@pytest.mark.large
@pytest.mark.parametrize("day", DAYS)
def test_more_firms_are_the_same(day: str, tmp_path: Path, spark_rows: Runner) -> None:
    assert random_differences("enterprise", day, 400, tmp_path, spark_rows, "spark").wrong == []


@pytest.mark.large
@pytest.mark.parametrize("entity", OTHERS)
def test_the_other_entities_are_the_same(
    entity: str, tmp_path: Path, spark_rows: Runner, spark_session: Any
) -> None:
    interpreted(spark_session)
    assert random_differences(entity, "2012-06-30", 200, tmp_path, spark_rows, "spark").wrong == []
