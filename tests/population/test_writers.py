"""Parts: what is written is read back the same by others, appears only when complete, and goes on where it stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pytest

from tests.population.tables import read_text
from zhiwei.population.defects import InputDefects
from zhiwei.population.writers import OutColumn, Parts
from zhiwei.population.writers.table import INT64, UINT8, UINT64, polars_type

COLUMNS = [OutColumn("id"), OutColumn("code", UINT8), OutColumn("fen", INT64), OutColumn("mask", UINT64)]
ROWS = [("甲", 3, -1_200_001, 5), ("乙", None, None, 0), ("丙", 0, 9_007_199_254_740_993, 2**63)]
TEXT = [
    {"id": "甲", "code": "3", "fen": "-1200001", "mask": "5"},
    {"id": "乙", "code": "", "fen": "", "mask": "0"},
    {"id": "丙", "code": "0", "fen": "9007199254740993", "mask": "9223372036854775808"},
]
KINDS = [".csv", ".xlsx", ".parquet"]
KEY = {"asked": "this"}


def frame(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Rows in the columns of these tests."""
    return pl.DataFrame(rows, schema={c.name: polars_type(c.kind) for c in COLUMNS}, orient="row")


def whole(path: Path) -> Path:
    """The table of these tests in two parts."""
    parts = Parts(path, COLUMNS)
    parts.add(frame(ROWS[:2]).to_dict())
    parts.add(frame(ROWS[2:]).to_dict())
    parts.close()
    return path


@pytest.mark.parametrize("suffix", KINDS)
def test_parts_are_read_back_whole(tmp_path: Path, suffix: str) -> None:
    path = whole(tmp_path / f"t{suffix}")
    assert read_text(path) == TEXT
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", KINDS)
def test_a_table_without_rows(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    Parts(path, COLUMNS).close()
    assert read_text(path) == []


@pytest.mark.parametrize("suffix", KINDS)
def test_work_broken_off_leaves_the_earlier_file_and_goes_on(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    path.write_text("the earlier file")
    first = Parts(path, COLUMNS, KEY)
    first.add(frame(ROWS[:2]).to_dict())
    assert path.read_text() == "the earlier file"
    second = Parts(path, COLUMNS, KEY)
    assert (second.done, second.rows, second.forsaken) == (1, 2, False)
    second.add(frame(ROWS[2:]).to_dict())
    second.close()
    assert read_text(path) == TEXT
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("key", [None, {"asked": "that"}])
def test_parts_of_other_work_are_not_taken_up(tmp_path: Path, key: dict[str, str] | None) -> None:
    Parts(tmp_path / "t.csv", COLUMNS, KEY).add(frame(ROWS[:2]).to_dict())
    other = Parts(tmp_path / "t.csv", COLUMNS, key)
    assert (other.done, other.rows, other.forsaken) == (0, 0, True)
    assert list(tmp_path.iterdir()) == []


def test_a_part_that_is_not_whole_is_done_again(tmp_path: Path) -> None:
    first = Parts(tmp_path / "t.csv", COLUMNS, KEY)
    first.add(frame(ROWS[:1]).to_dict())
    first.add(frame(ROWS[1:]).to_dict())
    with (first.folder / "00000001").open("r+b") as part:
        part.truncate(3)
    again = Parts(tmp_path / "t.csv", COLUMNS, KEY)
    assert (again.done, again.rows) == (1, 1)


def test_types_of_parquet_are_those_that_another_reader_finds(tmp_path: Path) -> None:
    path = whole(tmp_path / "t.parquet")
    assert pl.read_parquet_schema(path) == {
        "id": pl.String(),
        "code": pl.UInt8(),
        "fen": pl.Int64(),
        "mask": pl.UInt64(),
    }
    found = duckdb.sql(f"select count(*), sum(fen), max(mask), min(id) from '{path}'").fetchall()
    assert found == [(3, 9_007_199_254_740_993 - 1_200_001, 2**63, "丙")]


def test_many_parts_of_parquet_are_joined_in_order(tmp_path: Path) -> None:
    """More row groups than one byte of the footer's lists can count."""
    rows = [(str(i), i % 7 if i % 5 else None, i * 10**12 - 5, i) for i in range(400)]
    parts = Parts(tmp_path / "t.parquet", COLUMNS)
    for start in range(0, len(rows), 20):
        parts.add(frame(rows[start : start + 20]).to_dict())
    parts.close()
    assert pl.read_parquet(tmp_path / "t.parquet").rows() == rows
    assert duckdb.sql(f"select sum(fen) from '{tmp_path}/t.parquet' where id = '399'").fetchall() == [
        (399 * 10**12 - 5,)
    ]


def test_numbers_of_a_workbook_are_numbers_as_long_as_they_are_exact(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(whole(tmp_path / "t.xlsx")).active
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
        Parts(Path(name), COLUMNS)
    assert [d.describe() for d in caught.value.defects] == [what]


@pytest.mark.parametrize("suffix", KINDS)
def test_a_full_disk_is_told_and_the_earlier_file_stays(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"t{suffix}"
    path.write_text("the earlier file")
    parts = Parts(path, COLUMNS, KEY)
    parts.add(frame(ROWS[:2]).to_dict())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.replace", full)
        with pytest.raises(InputDefects) as caught:
            parts.close()
    (defect,) = caught.value.defects
    assert defect.describe("en") == (
        f"t{suffix}: it cannot be written (No space left on device); an earlier file is as it was. "
        "Free space or choose another place and run the same command again; it goes on where it stopped."
    )
    assert path.read_text() == "the earlier file"
    again = Parts(path, COLUMNS, KEY)
    assert again.done == 1
    again.close()
    assert len(read_text(path)) == 2
