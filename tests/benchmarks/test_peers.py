"""The rules written by hand for other engines, and the native engine, against the traced one; OpenFisca only in the bench."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.peers import c_by_hand, traced
from benchmarks.peers.outputs import OUTPUTS, TOTALS, VERDICTS, differences, totals
from benchmarks.peers.runners.form import Form, Lists
from benchmarks.reference.book import reference
from benchmarks.reference.rows import Columns, rows
from benchmarks.reference.tables import frame

ROWS = 3_000
LISTS = Lists(*(tuple(reference().book.data.code_lists[n]) for n in ("industry_codes", "divisions")))


@pytest.fixture(scope="module")
def firms() -> Columns:
    return rows(ROWS)


@pytest.fixture(scope="module")
def expected(firms: Columns) -> dict[str, np.ndarray]:
    return traced.answers(reference(), firms)


@pytest.fixture(scope="module")
def path(firms: Columns, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("rows") / "firms.parquet"
    frame(firms).write_parquet(file, row_group_size=1_000)
    return file


@pytest.fixture(
    params=["polars", "duckdb", "c", pytest.param("ours", marks=pytest.mark.large)]
)  # it compiles for long
def runner(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Form:
    from importlib import import_module

    if request.param == "c" and c_by_hand.compiler() is None:
        pytest.skip("no C compiler on this machine")
    monkeypatch.setenv("ZHIWEI_BENCH_KERNELS", str(tmp_path_factory.getbasetemp() / "kernels"))
    made: Form = import_module(f"benchmarks.peers.runners.{request.param}").Runner(LISTS)
    return made


def test_every_cell_is_the_same(
    runner: Form, expected: dict[str, np.ndarray], path: Path, tmp_path: Path
) -> None:
    import polars as pl

    assert differences(expected, runner.outputs(path)) == []
    target = tmp_path / "answers.parquet"
    runner.file(path, target)
    written = pl.read_parquet(target).sort("id")
    assert differences(expected, {n: written[n].to_numpy() for n in OUTPUTS}) == []
    division = pl.read_parquet(path, columns=["division"])["division"].to_numpy()
    assert np.array_equal(runner.totals(path), totals(expected, division, len(LISTS.divisions)))


def test_the_rows_try_every_verdict_and_both_sides_of_the_limits(
    firms: Columns, expected: dict[str, np.ndarray]
) -> None:
    for measure in VERDICTS:
        assert {0, 4} <= set(expected[f"{measure}_verdict"])
    assert set(expected["27.2_verdict"]) == {0, 4, 9, 10, 13}
    assert set(expected["size_class"]) == {0, 1, 2, 3}
    income = set(firms["taxable_income"].tolist())
    assert {6_000_000, 6_000_001, 30_000_000, 30_000_001} <= income
    assert {1_999_999, 2_000_000} <= set(firms["monthly_sales"].tolist())
    assert min(income) < 0


def test_rows_are_the_same_however_many() -> None:
    few, more = rows(100), rows(2_000)
    assert all(np.array_equal(few[name], more[name][:100]) for name in few)


def test_differences_are_told(expected: dict[str, np.ndarray]) -> None:
    other = {**expected, "size_class": expected["size_class"] ^ 1}
    del other["27.2_amount"]
    told = differences(expected, other)
    assert told[0] == "27.2_amount: not there"
    assert told[-1] == f"size_class: {ROWS} rows differ"


def test_totals_by_hand() -> None:
    firms = {name: np.zeros(3, dtype) for name, dtype in OUTPUTS.items()}
    firms["27.3_verdict"][:] = [0, 4, 0]
    firms["27.3_amount"][:] = [600_000, 0, 1]
    found = totals(firms, np.array([1, 1, 0], np.uint16), 2)
    by_name = {name: found[:, i].tolist() for i, name in enumerate(TOTALS)}
    assert by_name["27.3", "count_0"] == [1, 1]
    assert by_name["27.3", "count_4"] == [0, 1]
    assert by_name["27.3", "amount"] == [1, 600_000]
