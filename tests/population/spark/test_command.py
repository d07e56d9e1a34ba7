"""`zhiwei run --engine spark`: the answers of the native engine, and what Spark has no part in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.cli.call import zhiwei
from tests.health.tree import with_source_on_path
from tests.population.spark.subjects import DAY, firms

ASKED = ("--as-of", DAY, "--measures", "27.6", "--lang", "en")


@pytest.mark.large
def test_the_command_answers_as_the_native_engine_does(
    spark_session: Any, tmp_path: Path, kernels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIWEI_CACHE", str(kernels))
    source = tmp_path / "企业 [1] 50%.parquet"
    firms(500).with_columns(
        monthly_sales=pl.when(pl.col("id") == 7).then(-1).otherwise("monthly_sales")
    ).write_parquet(source)
    words = {}
    for engine, target in (("native", "native.parquet"), ("spark", "on spark")):
        called = zhiwei("run", source, "-o", tmp_path / target, *ASKED, "--engine", engine)
        assert called.code == 1
        words[engine] = called.err
    assert "499 rows answered, 1 set aside" in words["spark"]
    assert (
        "企业 [1] 50%.parquet: rows wrong and not answered: 1. Correct them by the reasons in on spark.rejects.csv."
        in words["spark"]
    )
    answers = pl.read_parquet(tmp_path / "on spark" / "*.parquet")
    assert answers.equals(pl.read_parquet(tmp_path / "native.parquet"))


@pytest.mark.large
def test_workers_in_processes_of_their_own_answer_the_same(
    spark_session: Any, tmp_path: Path, kernels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two executors, each a Java process with Python workers, as on a cluster; what they need must be sent to them."""
    monkeypatch.setenv("ZHIWEI_CACHE", str(kernels))
    source = tmp_path / "firms"
    source.mkdir()
    made = firms(600)
    for part in range(3):
        made.slice(200 * part, 200).write_parquet(source / f"{part}.parquet")
    made.write_parquet(tmp_path / "firms.parquet")
    asked = [*ASKED, "--encode", "codes"]
    done = subprocess.run(
        [sys.executable, "-m", "zhiwei", "run", source, "-o", tmp_path / "spread", *asked, "--engine", "spark",
         "--spark-master", "local-cluster[2,1,1024]"],
        env=with_source_on_path(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    zhiwei("run", tmp_path / "firms.parquet", "-o", tmp_path / "alone.parquet", *asked, "--engine", "native")
    wanted = pl.read_parquet(tmp_path / "alone.parquet")
    answers = pl.read_parquet(tmp_path / "spread" / "*.parquet").sort("id")
    assert answers.cast(dict(wanted.schema)).equals(wanted)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["firms.csv", "-o", "out"], "--engine spark reads a Parquet file, or a folder of them"),
        (["nowhere.parquet", "-o", "out"], "--engine spark reads a Parquet file, or a folder of them"),
        (["firms.parquet", "-o", "out", "--sheet", "企业"], "--engine spark has no --sheet"),
        (["firms.parquet", "-o", "out", "--totals", "t.json"], "--engine spark has no --totals"),
        (["firms.parquet", "--totals", "t.json"], "--engine spark has no --totals"),
    ],
)
def test_what_spark_cannot_do_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], wrong: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("firms.csv", "firms.parquet"):
        (tmp_path / name).touch()
    called = zhiwei("run", *words, *ASKED, "--engine", "spark")
    assert called.code == 2
    assert called.err.rstrip().endswith(f"Error: {wrong}")


def test_another_engine_writes_no_folder(tmp_path: Path) -> None:
    source = tmp_path / "firms.parquet"
    source.touch()
    called = zhiwei("run", source, "-o", tmp_path, *ASKED)
    assert called.code == 2
    assert "is a directory" in called.err
