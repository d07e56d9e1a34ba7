"""Rows set aside: none is dropped, each has the reasons that the native engine gives."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.population.spark.subjects import collected, firms, native, question
from zhiwei import rulebook
from zhiwei.population.defects import InputDefects
from zhiwei.population.spark import repeats
from zhiwei.population.spark.answer import answer
from zhiwei.population.spark.files import run

BAD = {
    3: ("average_employees", -1.0), 30: ("division", "330000x"), 57: ("taxable_income", "1.2.3"), 80: ("id", None),
}  # fmt: skip
"""Positions of rows with a wrong cell."""
SAME = {90: 5, 40: 5, 12: 11}
"""Positions of rows that have the id of another."""


@pytest.fixture(scope="module")
def mistaken() -> pl.DataFrame:
    """A hundred firms; ids are text, one with blanks around it."""
    rows = firms(100).with_columns(pl.format("F{}", "id").alias("id")).to_dicts()
    for position, (name, value) in BAD.items():
        rows[position][name] = value
    for position, other in SAME.items():
        rows[position]["id"] = rows[other]["id"]
    rows[40]["id"] += " "
    schema = firms(1).schema | {"id": pl.String(), "division": pl.String()}
    return pl.DataFrame(rows, schema=schema)


def by_row(path: Path) -> dict[int, dict[str, str]]:
    """The rows set aside that a native run wrote."""
    with path.open(encoding="utf-8-sig", newline="") as text:
        return {int(row.pop("row")): row for row in csv.DictReader(text)}


def test_a_file_is_answered_and_its_bad_rows_set_aside_as_by_the_native_engine(
    spark_session: Any, mistaken: pl.DataFrame, tmp_path: Path, kernels: Path
) -> None:
    source, target = tmp_path / "firms.parquet", tmp_path / "answers.parquet"
    mistaken.write_parquet(source)
    wanted, native_summary = native(source, kernels)
    summary = run(rulebook(), source, target, question(), encode="codes", cache=kernels)
    assert (summary.answered, summary.rejected) == (100 - 7, 7)
    assert (native_summary.answered, native_summary.rejected) == (100 - 7, 7)
    assert summary.files == [
        target,
        *(tmp_path / f"answers.parquet.{n}" for n in ("dictionary.json", "rejects.csv")),
    ]
    assert not summary.ok
    written = pl.read_parquet(target / "*.parquet")
    assert written.sort("id").equals(wanted.sort("id"))
    expected = by_row(tmp_path / "native-codes-firms.parquet.rejects.csv")
    assert set(expected) == {p + 1 for p in (*BAD, *SAME)}
    (part,) = (tmp_path / "answers.parquet.rejects.csv").glob("*.csv")
    assert by_row(part) == expected


def test_rows_of_several_files_are_named_with_their_file(
    spark_session: Any, mistaken: pl.DataFrame, tmp_path: Path, kernels: Path
) -> None:
    source, target = tmp_path / "firms", tmp_path / "answers"
    source.mkdir()
    mistaken.head(50).write_parquet(source / "a.parquet")
    mistaken.tail(50).write_parquet(source / "b.parquet")
    summary = run(rulebook(), source, target, question(), cache=kernels, lang="en")
    told = {}
    for part in (tmp_path / "answers.rejects.csv").glob("*.csv"):
        with part.open(encoding="utf-8", newline="") as text:
            told |= {(r["file"], int(r["row"])): r["reasons"] for r in csv.DictReader(text)}
    places = {("a.parquet" if p < 50 else "b.parquet", p % 50 + 1) for p in (*BAD, *SAME, *SAME.values())}
    assert set(told) == places
    assert summary.answered + summary.rejected == 100
    assert told["b.parquet", 31] == 'b.parquet, row 31, column 1 "id": no id. Give the row an id.'
    assert told["b.parquet", 41] == (
        'b.parquet, row 41, column 1 "id": value "F6": the id occurs more than once. '
        "One id per subject; remove the duplicates."
    )
    assert set(pl.read_parquet(target / "*.parquet")["id"]).isdisjoint({"F6", "F12"})


def test_rows_without_an_order_that_share_an_id_are_all_set_aside(spark_session: Any, kernels: Path) -> None:
    rows = [(1, 10), (2, 20), (1, 30), (3, -5)]
    frame = spark_session.createDataFrame(rows, "id int, average_employees bigint").repartition(3)
    asked = answer(frame, rulebook(), question(), cache=str(kernels), lang="en")
    assert collected(asked.answered)["id"].to_list() == [2]
    rejected = {int(r["average_employees"]): r["reasons"] for r in asked.rejected.collect()}
    assert set(rejected) == {10, 30, -5}
    assert rejected[10] == (
        'DataFrame, column 1 "id": value "1": the id occurs more than once. '
        "One id per subject; remove the duplicates."
    )


def test_headings_with_dots_units_and_labels_are_read_as_by_any_table(
    spark_session: Any, kernels: Path
) -> None:
    frame = spark_session.createDataFrame(
        [("a", "1", date(2012, 1, 1), 3)],
        "`编号` string, `应纳税所得额（万元）` string, `成立日期` date, `a.b` bigint",
    )
    asked = answer(frame, rulebook(), question(), cache=str(kernels))
    assert [d.problem.code for d in asked.defects] == ["unknown_column"]
    assert collected(asked.answered)["id"].to_list() == ["a"]


def test_a_frame_without_ids_or_order_is_refused(spark_session: Any) -> None:
    frame = spark_session.createDataFrame([(1,)], "employees bigint")
    with pytest.raises(InputDefects, match=r"no id column, and rows without an order\. Add a column id\."):
        answer(frame, rulebook(), question())


def test_an_id_column_that_names_nobody_is_refused(
    spark_session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeats, "LIMIT", 1)
    ids = spark_session.createDataFrame([("a",), ("b",), ("a",), ("b ",), ("c",)], "id string")
    with pytest.raises(InputDefects, match="more than 1 ids occur more than once"):
        repeats.find(ids, name="firms")
    monkeypatch.setattr(repeats, "LIMIT", 2)
    assert repeats.find(ids, name="firms").keepers == {"a": 0, "b": 0}
