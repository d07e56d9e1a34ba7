"""One run at a time on one output."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from zhiwei import rulebook
from zhiwei.population import Question, run
from zhiwei.population.defects import InputDefects
from zhiwei.population.lock import only_run

ASKED = Question("2012-12-31", measures=("27.6",))
HOLD = """
import sys, time
from pathlib import Path
from zhiwei.population.lock import only_run
with only_run(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
TOLD = (
    "out.csv: another run is writing this very output. "
    "Wait until it ends, or give the output another name."
)  # fmt: skip


def holder(path: Path) -> subprocess.Popen[str]:
    """Another process that holds the output."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    source, target, totals = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "out.json"
    pl.DataFrame({"id": [1], "legal_form": ["limited_company"]}).write_csv(source)
    target.write_text("the earlier file")
    other = holder(target)
    try:
        with pytest.raises(InputDefects) as refused:
            run(rulebook(), source, target, ASKED, engine="trace", totals=totals)
        assert [d.describe("en") for d in refused.value.defects] == [TOLD]
        assert target.read_text() == "the earlier file"
        assert not totals.exists()
        run(rulebook(), source, tmp_path / "other.csv", ASKED, engine="trace", totals=totals)
    finally:
        other.send_signal(signal.SIGKILL)
        other.communicate()
    assert run(rulebook(), source, target, ASKED, engine="trace", totals=totals).answered == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv", "other.csv", "out.csv", "out.json"]


def test_totals_are_held_as_well(tmp_path: Path) -> None:
    source, totals = tmp_path / "in.csv", tmp_path / "out.csv"
    pl.DataFrame({"id": [1], "legal_form": ["limited_company"]}).write_csv(source)
    with only_run(totals), pytest.raises(InputDefects) as refused:
        run(rulebook(), source, None, ASKED, engine="trace", totals=totals)
    assert [d.describe("en") for d in refused.value.defects] == [TOLD]
    assert not totals.exists()


def test_the_lock_goes_with_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), only_run(tmp_path / "t.csv"):
        raise RuntimeError
    with only_run(tmp_path / "t.csv"):
        assert [p.name for p in tmp_path.iterdir()] == [".t.csv.lock"]
    assert list(tmp_path.iterdir()) == []
