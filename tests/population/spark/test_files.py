"""What a run on Spark leaves behind when it ends well, and when it does not."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.population.spark.subjects import question
from zhiwei import rulebook
from zhiwei.population.defects import InputDefects
from zhiwei.population.spark import folders
from zhiwei.population.spark.files import reason, run
from zhiwei.population.spark.lock import alone


@pytest.mark.large
def test_a_corrupt_file_ends_in_a_defect_and_leaves_the_earlier_answer(
    spark_session: Any, tmp_path: Path, kernels: Path
) -> None:
    source, target = tmp_path / "firms.parquet", tmp_path / "answers.parquet"
    pl.DataFrame({"id": range(20_000), "average_employees": range(20_000)}).write_parquet(source)
    whole = source.read_bytes()
    run(rulebook(), source, target, question(), cache=kernels)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    source.write_bytes(whole[:100] + b"\0" * 20_000 + whole[20_100:])
    with pytest.raises(InputDefects) as caught:
        run(rulebook(), source, target, question(), cache=kernels)
    (defect,) = caught.value.defects
    assert (defect.problem.code, defect.place.file) == ("spark_failed", "firms.parquet")
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "answers.parquet", "firms.parquet",
    ]  # fmt: skip


def test_no_parquet_file_ends_in_a_defect(spark_session: Any, tmp_path: Path) -> None:
    source = tmp_path / "firms.parquet"
    source.write_text("id,employees\n1,2\n", encoding="utf-8")
    with pytest.raises(InputDefects, match=r"firms\.parquet: Spark did not finish"):
        run(rulebook(), source, tmp_path / "out", question())


@pytest.mark.parametrize(
    ("source", "target"),
    [("firms/a.parquet", "firms/a.parquet"), ("firms/a.parquet", "firms"), ("firms", "firms/answers")],
)
def test_the_input_is_never_written_over(tmp_path: Path, source: str, target: str) -> None:
    (tmp_path / "firms").mkdir()
    (tmp_path / "firms" / "a.parquet").touch()
    with pytest.raises(InputDefects, match="the output is the input file and would overwrite it"):
        run(rulebook(), tmp_path / source, tmp_path / target, question())


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "[FAILED_READ_FILE] Error while reading file.\nmore",
            "[FAILED_READ_FILE] Error while reading file.",
        ),
        (
            "[PYTHON_EXCEPTION] Traceback (most recent call last):\n  File x\nLoadError: not here\n SQLSTATE: 38000\n\tat o",
            "LoadError: not here",
        ),
        ("", ""),
    ],
)
def test_a_failure_is_told_in_the_line_that_says_why(said: str, told: str) -> None:
    assert reason(said) == told


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    source, target = tmp_path / "firms.parquet", tmp_path / "thesis"
    source.touch()
    target.mkdir()
    (target / "chapter 1").touch()
    with pytest.raises(InputDefects, match="there is a folder of this name that is no answer of Spark's"):
        run(rulebook(), source, target, question())
    assert (target / "chapter 1").exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    source = tmp_path / "firms.parquet"
    source.touch()
    with pytest.raises(InputDefects, match="there is no folder"):
        run(rulebook(), source, tmp_path / "nowhere" / "out", question())


def test_a_folder_takes_its_place_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("an answer of another engine", encoding="utf-8")
    with folders.replacing(target) as folder:
        folder.mkdir()
        (folder / folders.COMPLETE).touch()
        assert target.is_file()
    folders.check(target)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_one_at_a_time_is_alone(tmp_path: Path) -> None:
    order = []

    def other() -> None:
        with alone(tmp_path):
            order.append("other")

    with alone(tmp_path):
        waiting = threading.Thread(target=other)
        waiting.start()
        waiting.join(timeout=0.2)
        order.append("first")
    waiting.join(timeout=5)
    assert order == ["first", "other"]
