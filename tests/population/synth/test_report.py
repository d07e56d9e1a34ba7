"""The report tells a population that keeps its targets from one that does not."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.synth import Province
from zhiwei.population.synth.report import HELD, MISSED, UNCLEAR, Line, Report, report
from zhiwei.population.synth.report_text import lines


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample small enough for a test."""
    monkeypatch.setattr("zhiwei.population.synth.report.SAMPLE", 1_500)


def measured(book: Rulebook, province: Province, table: pl.DataFrame, folder: Path) -> Report:
    table.write_parquet(folder / "made.parquet")
    return report(book, province, folder / "made.parquet")


def line(found: Report, name: str) -> Line:
    return next(m for m in found.margins if m.name == name)


@pytest.mark.usefixtures("few")
def test_all_targets_are_held(
    book: Rulebook, province: Province, subjects: pl.DataFrame, tmp_path: Path
) -> None:
    found = measured(book, province, subjects, tmp_path)
    assert (found.rows, found.sample, found.refused, found.otherwise) == (200_000, 1_500, 0, 0)
    assert [m for m in found.margins if m.verdict == MISSED] == []
    assert {m.name.split("/")[0] for m in found.margins if m.verdict == UNCLEAR} <= {"county"}
    assert [m.verdict for m in found.margins if m.grade in ("A", "B")] == [HELD] * 14


@pytest.mark.usefixtures("few")
def test_a_spoiled_population_is_told(
    book: Rulebook, province: Province, subjects: pl.DataFrame, tmp_path: Path
) -> None:
    spoiled = subjects.filter((pl.col("employees") < 300) & (pl.col("division").cast(pl.String) != "330106"))
    found = measured(book, province, spoiled, tmp_path)
    assert line(found, "micro_small_share_of_employment").verdict == MISSED
    assert line(found, "micro_small_share_of_employment").result == pytest.approx(89, abs=6)
    assert line(found, "county/enterprise/330106").verdict == MISSED
    assert line(found, "county/enterprise/330106").result == 0


@pytest.mark.usefixtures("few")
def test_a_row_that_run_would_refuse_is_counted(
    book: Rulebook, province: Province, subjects: pl.DataFrame, tmp_path: Path
) -> None:
    bad = subjects.head(100).with_columns(
        pl.when(pl.col("id") == 7).then(-1).otherwise(pl.col("employees")).alias("employees")
    )
    assert measured(book, province, bad, tmp_path).refused == 1


@pytest.mark.usefixtures("few")
def test_few_rows_are_not_judged(
    book: Rulebook, province: Province, subjects: pl.DataFrame, tmp_path: Path
) -> None:
    found = measured(book, province, subjects.head(500), tmp_path)
    assert line(found, "mean_staff/large").verdict in (HELD, UNCLEAR)
    assert [m for m in found.margins if m.verdict == MISSED] == []


@pytest.mark.usefixtures("few")
def test_the_text_says_what_the_numbers_are_worth(
    book: Rulebook, province: Province, subjects: pl.DataFrame, tmp_path: Path
) -> None:
    found = measured(book, province, subjects.head(2_000), tmp_path)
    zh, en = list(lines(found, "zh")), list(lines(found, "en"))
    assert zh[0] == "2000 户，适用日 2012-12-31；前 1500 户经规则逐户判定，拒收 0 户，与按界限分类不同 0 户"
    assert "不得作为官方统计引用" in zh[-2]
    assert en[-1] == "not represented: micro_small_loans_2013_11, private_share_of_gdp"
    shown = next(text for text in en if text.startswith("micro_small_share_of_enterprises"))
    assert shown.split()[1:4] == ["A", "97.00", "±0.50"]
    assert sum(text.startswith("county/") for text in en) == 2
