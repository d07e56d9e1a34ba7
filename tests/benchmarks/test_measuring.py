"""Peers in processes of their own, whose repetitions take turns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.peers import agreement
from benchmarks.peers.measuring import Failed, Task, in_turns
from benchmarks.reference.book import reference
from benchmarks.reference.rows import rows
from benchmarks.reference.tables import frame


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    path = tmp_path / "lists.json"
    path.write_text(json.dumps({k: list(v) for k, v in reference().book.data.code_lists.items()}), "utf-8")
    return path


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    path = tmp_path / "firms.parquet"
    frame(rows(200)).write_parquet(path)
    return path


def test_each_repeats_and_all_come_to_the_same(firms: Path, lists: Path, tmp_path: Path) -> None:
    tasks = [
        Task(runner, "totals", firms, tmp_path / f"{runner}.npy", threads)
        for runner, threads in (("polars", 2), ("duckdb", 1))
    ]
    found = in_turns(tasks, lists, 3)
    assert [(one["runner"], one["threads"], len(one["seconds"])) for one in found] == [
        ("polars", 2, 3), ("duckdb", 1, 3)
    ]  # fmt: skip
    assert all(one["median"] > 0 and one["peak_mb"] > 0 for one in found)
    assert agreement.of_totals(tasks[0].target, tasks[1].target) == []


def test_what_one_cannot_do_ends_all(firms: Path, lists: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.parquet"
    tasks = [Task("polars", "totals", path, tmp_path / "t.npy") for path in (firms, missing)]
    with pytest.raises(Failed, match=r"^polars, totals: [\s\S]*missing\.parquet"):
        in_turns(tasks, lists, 2)
