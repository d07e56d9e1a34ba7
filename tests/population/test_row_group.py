"""Row groups that are packed here: other readers find the same numbers, nulls, types and bounds in them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from zhiwei.population.writers.pages import Room
from zhiwei.population.writers.parquet_join import join_parquet
from zhiwei.population.writers.row_group import Growing, row_group, write_part

MOST = 2**63 - 1


def frame(rows: int, seed: int) -> pl.DataFrame:
    """Columns of every kind that answers have, and numbers at the ends of their types."""
    dice = np.random.default_rng(seed)
    wild = dice.integers(-MOST - 1, MOST, rows, endpoint=True)
    skewed = np.exp(dice.normal(15, 3, rows)).astype(np.int64)
    some = pl.Series(dice.random(rows) < 0.3)
    table = pl.DataFrame({
        "id": np.arange(seed, seed + rows, dtype=np.uint32),
        "text": [f"第{i % 7}类" if i % 5 else None for i in range(rows)],
        "verdict": dice.integers(0, 14, rows).astype(np.uint8),
        "byte": dice.integers(0, 256, rows).astype(np.uint8),
        "two": dice.integers(0, 2, rows).astype(np.uint8),
        "fen": skewed,
        "wild": wild,
        "mask": wild.astype(np.uint64),
        "none": np.zeros(rows, np.uint64),
        "high": np.full(rows, 2**64 - 1, np.uint64),
        "small": dice.integers(-(2**31), 2**31, rows).astype(np.int32),
        "beyond": dice.integers(0, 2**32, rows).astype(np.uint32),
        "yes": dice.random(rows) < 0.5,
    })  # fmt: skip
    return table.with_columns(
        pl.when(some).then("fen").alias("some_fen"), pl.when(some).then("verdict").alias("some_code"),
        pl.lit(None, dtype=pl.Int64).alias("no_fen"), pl.lit(None, dtype=pl.UInt8).alias("no_code"),
        pl.lit(-7, dtype=pl.Int64).alias("same"), pl.when(some).then(pl.lit(3, dtype=pl.UInt8)).alias("same_code"),
    )  # fmt: skip


@pytest.mark.parametrize("rows", [1, 2, 7, 8, 9, 32, 33, 128, 129, 130, 1_000, 4_097])
def test_what_is_written_is_read_back(tmp_path: Path, rows: int) -> None:
    given = frame(rows, rows)
    path = tmp_path / "t.parquet"
    write_part(given.to_dict(), path)
    assert_frame_equal(pl.read_parquet(path), given)
    assert pl.read_parquet_schema(path) == given.schema
    assert duckdb.sql(f"select * from '{path}' order by id").fetchall() == given.rows()


def test_parts_are_joined_with_those_of_polars(tmp_path: Path) -> None:
    given = [frame(300, 1), frame(5, 1_000).clear(), frame(200, 2_000), frame(10, 3_000)]
    paths = [tmp_path / str(n) for n in range(4)]
    for table, path in zip(given[:3], paths[:3], strict=True):
        write_part(table.to_dict(), path)
    given[3].write_parquet(paths[3])
    join_parquet(paths, tmp_path / "t.parquet")
    assert_frame_equal(pl.read_parquet(tmp_path / "t.parquet"), pl.concat(given))


def test_readers_are_told_the_bounds_of_columns(tmp_path: Path) -> None:
    given = frame(2_000, 5)
    write_part(given.to_dict(), tmp_path / "t.parquet")
    told = duckdb.sql(
        f"select path_in_schema, stats_min_value, stats_max_value, stats_null_count from parquet_metadata('{tmp_path}/t.parquet')"
    ).fetchall()
    found = {name: bounds for name, *bounds in told}
    for name in ("verdict", "fen", "wild", "mask", "small", "some_fen", "high"):
        column = given[name]
        assert found[name] == [str(column.min()), str(column.max()), column.null_count()]
    assert duckdb.sql(f"select count(*) from '{tmp_path}/t.parquet' where wild < 0").fetchall() == [
        (given.filter(pl.col("wild") < 0).height,)
    ]


def test_numbers_take_the_bits_that_they_need(tmp_path: Path) -> None:
    """Fourteen verdicts take four bits, ascending ids and equal masks next to nothing."""
    rows = 100_000
    table = pl.DataFrame({
        "id": np.arange(rows), "verdict": (np.arange(rows) % 14).astype(np.uint8), "mask": np.zeros(rows, np.uint64),
    })  # fmt: skip
    write_part(table.to_dict(), tmp_path / "t.parquet")
    told = duckdb.sql(
        f"select total_compressed_size from parquet_metadata('{tmp_path}/t.parquet')"
    ).fetchall()
    ids, verdicts, masks = (size for (size,) in told)
    assert rows / 2 < verdicts < rows / 2 + 400
    assert ids < rows / 20
    assert masks < 100


def test_a_room_that_is_used_again_holds_the_next_rows_alone(tmp_path: Path) -> None:
    room, given = Room(), [frame(rows, rows) for rows in (4_000, 200, 6_000)]
    with (tmp_path / "t.parquet").open("wb") as file:
        growing = Growing(file)
        for table in given:
            growing.add(row_group(table.to_dict(), room))
        growing.end(given[0])
    assert_frame_equal(pl.read_parquet(tmp_path / "t.parquet"), pl.concat(given))


@pytest.mark.parametrize("bits", range(1, 65))
def test_numbers_of_any_width_are_read_back(tmp_path: Path, bits: int) -> None:
    """Whole blocks whose differences reach over so many bits, and a rest."""
    steps = np.random.default_rng(bits).integers(0, 2**bits - 1, 400, np.uint64, endpoint=True)
    steps[::7] = 2**bits - 1
    given = pl.DataFrame({"fen": np.cumsum(steps).view(np.int64)})
    write_part(given.to_dict(), tmp_path / "t.parquet")
    assert_frame_equal(pl.read_parquet(tmp_path / "t.parquet"), given)
    assert duckdb.sql(f"select fen from '{tmp_path}/t.parquet'").fetchall() == given.rows()


@pytest.mark.parametrize("different", [2, 3, 4, 5, 8, 9, 16, 17, 32, 33, 64, 65, 128, 129, 256])
def test_any_number_of_different_codes_is_read_back(tmp_path: Path, different: int) -> None:
    """Over several stretches of codes; some of them first seen late."""
    dice = np.random.default_rng(different)
    codes = np.sort(dice.permutation(256)[:different]).astype(np.uint8)
    given = pl.DataFrame(
        {"code": codes[np.minimum(dice.integers(0, different, 9_001), np.arange(9_001) // 30)]}
    )
    write_part(given.to_dict(), tmp_path / "t.parquet")
    assert_frame_equal(pl.read_parquet(tmp_path / "t.parquet"), given)
    assert duckdb.sql(f"select code from '{tmp_path}/t.parquet'").fetchall() == given.rows()
