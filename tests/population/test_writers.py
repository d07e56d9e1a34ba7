"""Writers: what is written is read back the same by others, and appears only when complete."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.population.tables import read_text
from zhiwei.population.defects import InputDefects
from zhiwei.population.writers import OutColumn, open_writer
from zhiwei.population.writers.table import INT64, UINT8, UINT64

COLUMNS = [OutColumn("id"), OutColumn("code", UINT8), OutColumn("fen", INT64), OutColumn("mask", UINT64)]
ROWS = [("甲", 3, -1_200_001, 5), ("乙", None, None, 0), ("丙", 0, 9_007_199_254_740_993, 2**63)]
TEXT = [
    {"id": "甲", "code": "3", "fen": "-1200001", "mask": "5"},
    {"id": "乙", "code": "", "fen": "", "mask": "0"},
    {"id": "丙", "code": "0", "fen": "9007199254740993", "mask": "9223372036854775808"},
]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_batches_are_read_back_whole(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    with open_writer(path, COLUMNS) as writer:
        writer.write(ROWS[:2])
        writer.write(ROWS[2:])
    assert read_text(path) == TEXT
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_a_table_without_rows(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    with open_writer(path, COLUMNS):
        pass
    assert read_text(path) == []


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_nothing_appears_when_the_work_breaks_off(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    path.write_text("the earlier file")

    def break_off() -> None:
        with open_writer(path, COLUMNS) as writer:
            writer.write(ROWS)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert path.read_text() == "the earlier file"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_types_of_parquet(tmp_path: Path) -> None:
    with open_writer(tmp_path / "t.parquet", COLUMNS) as writer:
        writer.write(ROWS)
    assert pl.read_parquet_schema(tmp_path / "t.parquet") == {
        "id": pl.String(),
        "code": pl.UInt8(),
        "fen": pl.Int64(),
        "mask": pl.UInt64(),
    }


def test_numbers_of_a_workbook_are_numbers_as_long_as_they_are_exact(tmp_path: Path) -> None:
    with open_writer(tmp_path / "t.xlsx", COLUMNS) as writer:
        writer.write(ROWS)
    page = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert page is not None
    assert [page.cell(2, 3).value, page.cell(4, 3).value] == [-1_200_001, "9007199254740993"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("t.doc", "t.doc：不认识的文件类型“.doc”。结果文件名以 .csv、.xlsx 或 .parquet 结尾。"),
        ("no/t.csv", "t.csv：没有文件夹“no”。先建立该文件夹。"),
    ],
)
def test_places_that_cannot_be_written(name: str, what: str) -> None:
    with pytest.raises(InputDefects) as caught:
        open_writer(Path(name), COLUMNS)
    assert [d.describe() for d in caught.value.defects] == [what]
