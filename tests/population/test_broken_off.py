"""Runs that are killed, fill the disk or meet a broken file: nothing is lost, doubled or damaged."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from zhiwei import rulebook
from zhiwei.population import Question, run
from zhiwei.population.defects import InputDefects
from zhiwei.population.notices import Notice, beginning_anew, going_on

DAY = "2012-12-31"
ASKED = Question(DAY, measures=("27.6",))
ROWS = 3_000
WORK = """
import sys
from pathlib import Path
from zhiwei import rulebook
from zhiwei.population import Question, run
source, target, totals = map(Path, sys.argv[1:4])
run(rulebook(), source, target, Question({day!r}, measures=("27.6",)), engine="trace", rows=50, totals=totals)
"""


def table(path: Path, rows: int = ROWS) -> Path:
    """Sellers whose size is known, one in a hundred of them with a defect."""
    same = {"industry_code": "1830", "industry_edition": "2011", "employees": "50", "revenue": "6000000"}
    frame = pl.DataFrame({
        "id": range(1, rows + 1),
        "legal_form": ["individual_business", "limited_company"] * (rows // 2),
        "monthly_sales": [str(i * 20) if i % 100 else "many" for i in range(1, rows + 1)],
        **{name: [value] * rows for name, value in same.items()},
        "total_assets": ["1"] * rows,
    })  # fmt: skip
    if path.suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path)
    return path


def parts_of(target: Path) -> list[Path]:
    """Finished parts of unfinished work."""
    return sorted(target.with_name(f".{target.name}.parts").glob("0*"))


def killed(source: Path, target: Path, totals: Path, after: int) -> None:
    """Run in a process of its own, which is killed as soon as so many parts are there."""
    command = [sys.executable, "-c", WORK.format(day=DAY), str(source), str(target), str(totals)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while len(parts_of(target)) < after and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    _, said = process.communicate()
    assert process.returncode == -signal.SIGKILL, said.decode()


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_a_killed_run_goes_on_without_losing_or_doubling_rows(tmp_path: Path, suffix: str) -> None:
    source = table(tmp_path / f"in{suffix}")
    target, totals = tmp_path / f"out{suffix}", tmp_path / "totals.json"
    plain, plain_totals = tmp_path / f"plain{suffix}", tmp_path / "plain.json"
    expected = run(rulebook(), source, plain, ASKED, engine="trace", rows=50, totals=plain_totals)
    for after in (3, 20):
        killed(source, target, totals, after)
        assert not target.exists()
        assert len(parts_of(target)) >= after
    told: list[Notice] = []
    summary = run(
        rulebook(), source, target, ASKED, engine="trace", rows=50, totals=totals, notify=told.append
    )
    assert len(told) == 1
    assert told[0].en.startswith("going on where the last run stopped: ")
    assert (summary.answered, summary.rejected) == (expected.answered, expected.rejected) == (2970, 30)
    assert target.read_bytes() == plain.read_bytes()
    assert totals.read_bytes() == plain_totals.read_bytes()
    ids = (
        (pl.read_csv(target) if suffix == ".csv" else pl.read_parquet(target))["id"].cast(pl.Int64).to_list()
    )
    assert ids == [i for i in range(1, ROWS + 1) if i % 100]
    left = target.with_name(f"{target.name}.rejects.csv").read_text(encoding="utf-8-sig")
    assert left.count("many") == 60  # thirty rows, each with its reason
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


def broken_off(source: Path, target: Path, asked: Question = ASKED) -> None:
    """Work that stops when the source is half read."""

    def stop(done: int, total: int, rows: int) -> None:
        if rows >= 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(rulebook(), source, target, asked, engine="trace", rows=50, progress=stop)


def test_other_work_is_not_taken_up(tmp_path: Path) -> None:
    """Another question, another encoding, another source: each begins anew and says so."""
    source, target = table(tmp_path / "in.parquet"), tmp_path / "out.csv"

    def again(asked: Question = ASKED, encode: str = "words") -> list[Notice]:
        told: list[Notice] = []
        run(rulebook(), source, target, asked, engine="trace", rows=50, encode=encode, notify=told.append)
        return told

    broken_off(source, target)
    rows = sum(len(part.read_text().splitlines()) for part in parts_of(target))
    assert again() == [going_on(rows)]
    broken_off(source, target)
    assert again(Question("2012-11-30", measures=("27.6",))) == [beginning_anew()]
    broken_off(source, target)
    assert again(encode="codes") == [beginning_anew()]
    broken_off(source, target)
    table(source, ROWS - 2)
    assert again() == [beginning_anew()]
    assert len(target.read_text().splitlines()) == 1 + ROWS - 2 - 29
    assert again() == []


def test_a_full_disk(tmp_path: Path) -> None:
    """The limit on the size of a file stands for a disk without space; the process of its own keeps it to itself."""
    source, target, totals = table(tmp_path / "in.parquet"), tmp_path / "out.csv", tmp_path / "t.json"
    target.write_text("the earlier file")
    limited = (
        "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))\n" + WORK.format(day=DAY)
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", limited, str(source), str(target), str(totals)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "it cannot be written (File too large" in done.stderr.splitlines()[-1]
    assert target.read_text() == "the earlier file"
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    run(rulebook(), source, target, ASKED, engine="trace", rows=50, totals=totals)
    assert len(target.read_text().splitlines()) == 2971


def test_a_parquet_file_broken_in_the_middle(tmp_path: Path) -> None:
    source, target = table(tmp_path / "in.parquet"), tmp_path / "out.csv"
    target.write_text("the earlier file")
    content = bytearray(source.read_bytes())
    content[len(content) // 4 : len(content) // 2] = bytes(len(content) // 4)
    source.write_bytes(content)
    with pytest.raises(InputDefects) as refused:
        run(rulebook(), source, target, ASKED, engine="trace", rows=50)
    (defect,) = refused.value.defects
    assert defect.describe().startswith("in.parquet：无法读取文件（")
    assert target.read_text() == "the earlier file"
    source.write_bytes(content[: len(content) // 2])
    with pytest.raises(InputDefects):
        run(rulebook(), source, target, ASKED)
    assert target.read_text() == "the earlier file"


def test_a_column_of_the_wrong_type_is_told_row_by_row_up_to_a_limit(tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": range(1500), "monthly_sales": [date(2012, 1, 1)] * 1500})
    frame.write_parquet(tmp_path / "in.parquet")
    target = tmp_path / "out.csv"
    summary = run(rulebook(), tmp_path / "in.parquet", target, ASKED, engine="trace")
    assert (summary.answered, summary.rejected, summary.ok) == (0, 1500, False)
    assert (len(summary.defects), summary.untold) == (1000, 500)
    assert (
        summary.defects[0]
        .describe("en")
        .startswith(
            'in.parquet, row 1, column 2 "monthly_sales": value "2012-01-01": this is a date, a number is needed.'
        )
    )
    assert target.read_text() == "id,27.6_verdict,27.6_amount,27.6_missing\n"


def test_work_killed_between_totals_and_manifest_goes_on(tmp_path: Path) -> None:
    """The totals of a part are there, the manifest does not name the part yet."""
    source, target, totals = table(tmp_path / "in.parquet"), tmp_path / "out.csv", tmp_path / "totals.json"

    def work(**more: Any) -> None:
        run(rulebook(), source, target, ASKED, engine="trace", rows=50, totals=totals, **more)

    work()
    whole = target.read_bytes(), totals.read_bytes()
    target.unlink()
    manifest = target.with_name(f".{target.name}.parts") / "manifest.json"

    def stop(done: int, total: int, rows: int) -> None:
        if rows >= 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work(progress=stop)
    now = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**now, "sizes": now["sizes"][:-1], "rows": now["rows"][:-1]}), "utf-8")
    told: list[Notice] = []
    work(notify=told.append)
    assert told == [going_on(now["rows"][-2])]
    assert (target.read_bytes(), totals.read_bytes()) == whole
