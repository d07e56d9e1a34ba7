"""Files are read by `zhiwei run` without a word; what cannot be done is said before work begins."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from zhiwei.cli import main
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population import Question, run
from zhiwei.population.defects import InputDefects
from zhiwei.population.synth import Frames, Province, write
from zhiwei.population.synth.draws import BLOCK


def synth(*words: object) -> Result:
    return CliRunner().invoke(main, ["synth", *map(str, words)])


@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
@pytest.mark.parametrize("missing", [0.0, 0.1])
def test_zhiwei_run_reads_it(
    book: Rulebook, province: Province, tmp_path: Path, suffix: str, missing: float
) -> None:
    made, answered = tmp_path / f"made{suffix}", tmp_path / "answered.csv"
    write(Frames(book, province, 1, missing=missing), 400, made)
    question = Question("2012-12-31", measures=book.select("enterprise", None), variables=("size_class",))
    summary = run(book, made, answered, question)
    assert (summary.answered, summary.rejected, summary.defects) == (400, 0, [])


def test_both_kinds_of_file_say_the_same(book: Rulebook, province: Province, tmp_path: Path) -> None:
    frames = Frames(book, province, 1)
    for suffix in (".parquet", ".csv"):
        write(frames, 300, tmp_path / f"made{suffix}")
    typed = pl.read_parquet(tmp_path / "made.parquet")
    with (tmp_path / "made.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == typed.columns
    assert [row["revenue"] for row in rows] == [f"{value:.2f}" for value in typed["revenue"]]
    assert [row["founded_on"] for row in rows] == [day.isoformat() for day in typed["founded_on"]]
    assert [row["industry_code"] for row in rows] == typed["industry_code"].to_list()


def test_a_longer_file_is_whole_and_in_order(book: Rulebook, province: Province, tmp_path: Path) -> None:
    rows = 2 * BLOCK + 17
    told: list[tuple[int, int]] = []
    write(
        Frames(book, province, 1, numeric_only=True), rows, tmp_path / "made.parquet",
        lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert pl.read_parquet(tmp_path / "made.parquet")["id"].to_list() == list(range(1, rows + 1))
    assert told == [(BLOCK, rows), (2 * BLOCK, rows), (rows, rows)]
    assert [path.name for path in tmp_path.iterdir()] == ["made.parquet"]


def test_a_run_that_fails_leaves_the_earlier_file(book: Rulebook, province: Province, tmp_path: Path) -> None:
    made = tmp_path / "made.csv"
    made.write_text("earlier", encoding="utf-8")

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises((KeyboardInterrupt, pl.exceptions.ComputeError)):
        write(Frames(book, province, 1, numeric_only=True), 10, made, stop)
    assert made.read_text(encoding="utf-8") == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["made.csv"]


def test_the_command(tmp_path: Path) -> None:
    made = tmp_path / "made.csv"
    done = synth(
        "-n", 50, "-o", made, "--seed", 5, "--subjects", "enterprises", "--numeric-only", "--lang", "en"
    )
    assert done.exit_code == 0, done.output
    assert "50 subjects written to" in done.stderr
    with made.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 50
    assert "name" not in rows[0]
    assert {row["legal_form"] for row in rows}.isdisjoint({"individual_business"})


def test_the_report_as_data(tmp_path: Path) -> None:
    done = synth(
        "-n", 3_000, "-o", tmp_path / "made.parquet", "--report", "--format", "json", "--numeric-only"
    )
    found = json.loads(done.stdout)
    assert (found["rows"], found["sample"], found["refused"], found["otherwise"]) == (3_000, 3_000, 0, 0)
    one = next(m for m in found["margins"] if m["name"] == "micro_small_share_of_enterprises")
    assert (one["grade"], one["target"], one["tolerance"], one["verdict"]) == ("A", 97.0, 0.5, "held")
    assert one["result"] == one["by_rules"]
    assert set(found["not_represented"]) == {"micro_small_loans_2013_11", "private_share_of_gdp"}


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("-n", 5, "-o", "made.json"), "文件名以 .parquet 或 .csv 结尾", "let the name of the file end in .parquet or .csv"),
        (("-n", 5, "-o", "nowhere/made.csv"), "没有文件夹“nowhere”", 'there is no folder "nowhere"'),
        (("-n", 5, "-o", "made.csv", "--as-of", "2011-06-17"), "该日尚无划型标准（2011-06-18 起施行）",
         "there is no size standard on this day; it begins on 2011-06-18"),
        (("-n", 100_000_001, "-o", "made.csv"), "号码只够 100000000 户", "there are official numbers for 100000000 subjects only"),
    ],
)  # fmt: skip
def test_what_cannot_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[object, ...], zh: str, en: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for lang, said in (("zh", zh), ("en", en)):
        done = synth(*words, "--lang", lang)
        assert done.exit_code == 1
        assert said.casefold() in done.stderr.casefold()
    assert list(tmp_path.iterdir()) == []


def test_wrong_usage(tmp_path: Path) -> None:
    assert synth("-n", 0, "-o", tmp_path / "made.csv").exit_code == 2
    assert synth("-n", 5, "-o", tmp_path / "made.csv", "--missing", "1.5").exit_code == 2


def test_a_target_that_cannot_be_met_is_named(book: Rulebook, province: Province) -> None:
    from zhiwei.population.synth.staff import root

    with pytest.raises(
        ValueError, match="a mean staff of 9 cannot be met under these bounds and assumptions"
    ):
        root(lambda at: at - 9, 0, 1, "a mean staff of 9")


def test_an_early_day_is_refused(book: Rulebook) -> None:
    from zhiwei.population.synth import check

    with pytest.raises(InputDefects):
        check(book, 5, date(2011, 6, 17), numeric_only=True)
    check(book, 5, date(2011, 6, 18), numeric_only=True)
    check(book, 100_000_001, date(2012, 6, 18), numeric_only=True)
