"""Spark's answers are the native engine's, partition by partition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.population.spark.subjects import FILED, collected, firms, native, question
from zhiwei import rulebook
from zhiwei.population.spark.answer import answer

PARTS = 5


@pytest.fixture(scope="module")
def subjects() -> pl.DataFrame:
    """Two thousand firms with gaps."""
    return firms(2_000)


@pytest.mark.parametrize("encode", ["codes", "words"])
def test_each_partition_is_answered_as_a_table_of_its_own(
    spark_session: Any, subjects: pl.DataFrame, tmp_path: Path, kernels: Path, encode: str
) -> None:
    from pyspark.sql import functions

    place = functions.spark_partition_id()
    source = tmp_path / "firms.parquet"
    subjects.write_parquet(source)
    frame = spark_session.read.parquet(str(source)).repartition(PARTS, "id")
    asked = answer(frame, rulebook(), question(decisions=FILED), encode=encode, cache=str(kernels))
    assert list(asked.defects) == []
    answered = collected(asked.answered.withColumn("part", place))
    given = collected(frame.select("id", place.alias("part")))
    assert given["part"].n_unique() == PARTS
    for part in range(PARTS):
        rows = subjects.join(given.filter(pl.col("part") == part), on="id", how="semi")
        alone = tmp_path / f"part-{part}.parquet"
        rows.write_parquet(alone)
        wanted, summary = native(alone, kernels, encode, decisions=FILED)
        assert summary.answered == len(rows) > PARTS
        assert_frame_equal(answered.filter(pl.col("part") == part).drop("part"), wanted.sort("id"))
    assert asked.rejected.count() == 0


def test_the_rows_have_gaps_decisions_and_verdicts_of_many_kinds(
    subjects: pl.DataFrame, tmp_path: Path, kernels: Path
) -> None:
    source = tmp_path / "firms.parquet"
    subjects.write_parquet(source)
    codes, _ = native(source, kernels, decisions=FILED)
    assert codes["27.2_verdict"].n_unique() > 5
    assert codes["27.3_amount"].drop_nulls().n_unique() > 5
    assert codes["27.2_missing"].n_unique() > 20
    assert codes["tax_industry"].null_count() > 100
    assert codes["slp_effective_rate"].n_unique() > 2


def test_the_dictionary_is_that_of_a_native_run(
    spark_session: Any, subjects: pl.DataFrame, tmp_path: Path, kernels: Path
) -> None:
    import json

    source = tmp_path / "firms.parquet"
    subjects.head(10).write_parquet(source)
    native(source, kernels)
    written = json.loads(
        (tmp_path / "native-codes-firms.parquet.dictionary.json").read_text(encoding="utf-8")
    )
    asked = answer(spark_session.read.parquet(str(source)), rulebook(), question())
    assert asked.dictionary == written
