"""The compiled kernel and the traced evaluator write the same bytes, whatever the table."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.population.tables import read_text, write_csv
from tests.population.test_stream import messy
from zhiwei import rulebook
from zhiwei.population import Question, run
from zhiwei.population.synth import Frames, Province, batches

DECISIONS: list[dict[str, Any]] = [
    {
        "division": "330100",
        "document": "杭政〔2012〕1号",
        "filed_on": "2012-05-02",
        "sentence": "27.2",
        "fills": {"reward_share": "0.5"},
        "from": "2012-05-01",
    }
]
VARIABLES = ("size_class", "corporate_income_tax", "small_low_profit", "water_fund_payable")


def question(**more: Any) -> Question:
    """All measures and variables of several kinds."""
    book = rulebook()
    variables = tuple(n for n in VARIABLES if n in book.variables("enterprise"))
    return Question("2012-12-31", measures=book.select("enterprise", None), variables=variables, **more)


def province(path: Path, rows: int, missing: float) -> Path:
    """Synthetic subjects, a share of whose facts is missing."""
    book = rulebook()
    frames = Frames(book, Province(book, date(2012, 12, 31), "2011"), seed=3)
    frame = next(batches(frames, rows))
    rng = random.Random(5)
    for name in frame.columns[1:]:
        gone = pl.Series([rng.random() < missing for _ in range(rows)])
        frame = frame.with_columns(pl.when(gone).then(None).otherwise(pl.col(name)).alias(name))
    frame.write_parquet(path)
    return path


def both(tmp_path: Path, source: Path, suffix: str, asked: Question, **more: Any) -> tuple[Path, Path]:
    """The outputs of both engines; their rows set aside and dictionaries must agree as well."""
    found = []
    for engine in ("native", "trace"):
        folder = tmp_path / engine
        folder.mkdir()
        target = folder / f"out{suffix}"
        summary = run(rulebook(), source, target, asked, engine=engine, totals=folder / "totals.json", **more)
        found.append((target, summary, sorted(p.name for p in folder.iterdir())))
    (one, said, files), (other, also_said, other_files) = found
    assert files == other_files
    assert [d.describe() for d in said.defects] == [d.describe() for d in also_said.defects]
    assert (said.answered, said.rejected) == (also_said.answered, also_said.rejected)
    assert said.answered > 0
    for name in files:
        if name != one.name:
            assert (one.parent / name).read_bytes() == (other.parent / name).read_bytes(), name
    return one, other


@pytest.mark.parametrize("missing", [0.0, 0.15])
def test_words_are_the_same_to_the_byte(tmp_path: Path, missing: float) -> None:
    source = province(tmp_path / "in.parquet", 150, missing)
    one, other = both(tmp_path, source, ".csv", question(decisions=DECISIONS), rows=64)
    assert one.read_bytes() == other.read_bytes()


def test_codes_are_the_same(tmp_path: Path) -> None:
    source = province(tmp_path / "in.parquet", 150, 0.1)
    one, other = both(tmp_path, source, ".parquet", question(), rows=64, encode="codes")
    assert pl.read_parquet(one).equals(pl.read_parquet(other))
    assert pl.read_parquet_schema(one)["id"] == pl.Int64


def test_messy_rows_with_figures_beyond_float64(tmp_path: Path) -> None:
    cells = messy(11, 120)
    for row in cells[1::9]:
        row[1:8] = ["有限责任公司", "330106", "2010-05-01", "1830", "2011", "50", "90071992547409.93"]
        row[8:] = ["100", "", "1", "99999999999999999999", "33.3333333333", "否", "", "", ""]
    source = write_csv(tmp_path / "in.csv", cells)
    one, other = both(tmp_path, source, ".csv", question())
    assert one.read_bytes() == other.read_bytes()
    assert b"99999999999999999999" in source.read_bytes()
    assert any(
        len(cell.split(".")[0]) > 18 for cell in one.read_text(encoding="utf-8").replace("\n", ",").split(",")
    )


def test_totals_are_those_of_the_rows(tmp_path: Path) -> None:
    """Counted again from the answers themselves."""
    source = province(tmp_path / "in.parquet", 300, 0.1)
    asked = question()
    target, totals = tmp_path / "out.parquet", tmp_path / "totals.json"
    run(rulebook(), source, target, asked, engine="native", totals=totals, rows=70)
    told = json.loads(totals.read_text(encoding="utf-8"))
    rows = pl.read_parquet(target).join(
        pl.read_parquet(source).select(pl.col("id").cast(pl.String), pl.col("division", "industry_code").cast(pl.String)),
        on="id",
        how="inner",
    )  # fmt: skip
    assert told["rows"] == len(rows) == 300
    for measure, found in told["measures"].items():
        stem = measure.replace("/", "_")

        def cell(part: pl.DataFrame, stem: str = stem) -> dict[str, Any]:
            words = part[f"{stem}_verdict"].to_list()
            fen = [round(float(a) * 100) for a in part[f"{stem}_amount"].drop_nulls()]
            lacking = [f for m in part[f"{stem}_missing"].drop_nulls() for f in m.split(";")]
            return {
                "rows": len(part),
                "verdicts": {w: words.count(w) for w in set(words)},
                "amounts": len(fen),
                "yuan": f"{sum(fen) // 100}.{sum(fen) % 100:02}",
                "missing": {f: lacking.count(f) for f in set(lacking)},
            }

        def of(one: dict[str, Any]) -> dict[str, Any]:
            return {k: one[k] for k in ("rows", "verdicts", "amounts", "yuan", "missing")}

        assert of(found["all"]) == cell(rows)
        assert sum(g["rows"] for g in found["by"]["industry"]) == 300
        for group in found["by"]["division"]:
            given = (
                pl.col("division") == group["code"]
                if group["code"] != "not_given"
                else pl.col("division").is_null()
            )
            assert of(group) == cell(rows.filter(given))
        for group in found["by"]["size_class"]:
            word = None if group["code"] == "undetermined" else group["code"]
            assert of(group) == cell(rows.filter(pl.col("size_class").eq_missing(pl.lit(word))))
        for group in found["by"]["industry"]:
            if group["code"] != "not_given":
                both_digits = rows.filter(pl.col("industry_code").str.head(2) == group["code"])
                assert group["rows"] <= len(both_digits)


def test_one_group_of_industry_whatever_the_edition(tmp_path: Path) -> None:
    """Division 79 is of section O in 2011 and of N in 2017; without edition it is neither."""
    rows = [["编号", "行业代码", "行业分类版本"], ["a", "79", "2011"], ["b", "79", "2017"], ["c", "79", ""], ["d", "", ""],
            ["e", "1810", ""], ["f", "1810", "2011"]]  # fmt: skip
    asked = Question("2012-12-31", measures=("27.6",))
    run(
        rulebook(),
        write_csv(tmp_path / "in.csv", rows),
        None,
        asked,
        totals=tmp_path / "t.json",
        engine="trace",
    )
    by = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))["measures"]["27.6"]["by"]
    assert {(g.get("section"), g["code"]): g["rows"] for g in by["industry"]} == {
        ("C", "18"): 2, ("N", "79"): 1, ("O", "79"): 1, (None, "not_given"): 2,
    }  # fmt: skip


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_the_long_table_of_totals_says_what_json_says(tmp_path: Path, suffix: str) -> None:
    source = province(tmp_path / "in.parquet", 60, 0.1)
    for name in ("t.json", f"t{suffix}"):
        run(rulebook(), source, None, question(), engine="trace", totals=tmp_path / name)
    told = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))["measures"]
    lines = read_text(tmp_path / f"t{suffix}")
    if suffix == ".csv":
        lines = [{k.lstrip("\ufeff"): v for k, v in line.items()} for line in lines]
    found = [r for r in lines if (r["measure"], r["by"], r["what"]) == ("27.6", "all", "verdict")]
    assert {r["item"]: int(r["rows"]) for r in found} == told["27.6"]["all"]["verdicts"]
    (amount,) = [r for r in lines if (r["measure"], r["by"], r["what"]) == ("27.5", "all", "amount")]
    assert amount["yuan"] == told["27.5"]["all"]["yuan"]
    sections = {r["section"] for r in lines if r["by"] == "industry" and r["group"] != "not_given"}
    assert sections <= set("ABCDEFGHIJKLMNOPQRS")
