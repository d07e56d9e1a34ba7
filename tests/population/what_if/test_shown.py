"""What is shown: tables, charts, page, workbook, Parquet, text; all say the same numbers."""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.what_if import Result, read_reform, summary, svg, what_if
from zhiwei.population.what_if.charts import charts
from zhiwei.population.what_if.files import write
from zhiwei.population.what_if.page import page
from zhiwei.population.what_if.tables import tables

LANGS = ("zh", "en")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def result(book: Rulebook, province: Path, kernels: Path) -> Result:
    """A reform with winners and losers, notches, a choice among the lines, and a grid of variants."""
    raw = {
        "title": "试<一>", "title_en": "trial <one>", "as_of": "2012-12-31",
        "changes": {"slp_half_limit": "30000", "slp_rate": "15%"},
        "variants": {"slp_half_limit": ["30000", "60000", "90000"], "slp_rate": ["15%", "20%"]},
    }  # fmt: skip
    return what_if(
        book, read_reform(book, raw), province, cache=kernels, measures=["27.2", "27.3", "27.4"],
        variables=["corporate_income_tax"], total=["corporate_income_tax"],
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_tables_agree_with_the_counts(result: Result, lang: str) -> None:
    listed = {t.name: t for t in tables(result, lang)}
    assert list(listed) == [
        "changes", "totals", "transitions", "by_city", "by_division", "by_size_class", "by_size_industry", "bands",
        "deciles", "notches", "variants",
    ]  # fmt: skip
    total = result.tallies["total"].totals
    for name in ("by_city", "by_division", "by_size_class", "by_size_industry"):
        columns = [c.name for c in listed[name].columns]
        rows = [dict(zip(columns, row, strict=True)) for row in listed[name].rows if row[0] == "total"]
        for word in ("winners", "losers", "unchanged", "undetermined"):
            assert sum(row[word] for row in rows) == total.count(word), (name, word)
        assert sum(row["cost"] for row in rows) == total.cost
    for table in listed.values():
        assert {len(row) for row in table.rows} == {len(table.columns)}
    assert len(listed["variants"].rows) == 6 * 5
    moved = [r for r in listed["transitions"].rows if r[0] == "27.3"]
    assert sum(r[-1] for r in moved) == result.answered


def test_a_city_is_the_sum_of_its_counties(result: Result) -> None:
    listed = {t.name: t for t in tables(result, "zh")}
    cities = {(r[0], r[2]): r[4:] for r in listed["by_city"].rows}
    sums: dict[tuple[str, str], list[int]] = {}
    for row in listed["by_division"].rows:
        city = (
            row[2] if row[2] == "unknown" else row[2][:4] + "00"
        )  # GB/T 2260: a county's city by its first four digits
        own = sums.setdefault((row[0], city), [0] * len(row[4:]))
        sums[row[0], city] = [a + b for a, b in zip(own, row[4:], strict=True)]
    assert {k: tuple(v) for k, v in sums.items()} == cities
    assert len(cities) > 3


@pytest.mark.parametrize("lang", LANGS)
def test_charts_are_wellformed_titled_and_beside_their_table(result: Result, lang: str) -> None:
    found = {c.name: c for c in charts(result, lang)}
    assert list(found) == ["by_city", "by_size_class", "by_size_industry", "bands", "variants"]
    for chart in found.values():
        root = ET.fromstring(chart.text)
        title = root.find(f"{SVG}title")
        assert title is not None
        assert title.text
        assert root.get("aria-labelledby") == title.get("id")
        texts = [t.text or "" for t in root.iter(f"{SVG}text")]
        assert any({"zh": "单位：", "en": "unit: "}[lang] in t for t in texts)
        assert chart.table.rows
        assert "http" not in chart.text.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_bars_are_as_long_as_their_amounts() -> None:
    rows = [svg.Bar("a", 100, 0, "1.00", "0.00"), svg.Bar("b & c", 50, 25, "0.50", "0.25")]
    root = ET.fromstring(svg.bars("x", "T", "U", ("won", "lost"), rows))
    drawn = [r for r in root.iter(f"{SVG}rect") if r.get("height") == str(svg.BAR)]
    solid = [int(r.get("width", "0")) for r in drawn if r.get("fill") == svg.DARK]
    hatched = [int(r.get("width", "0")) for r in drawn if r.get("fill") == "url(#hatch-x)"]
    assert len(solid) == 2
    assert solid[0] == 2 * solid[1]
    assert abs(hatched[0] - solid[1] // 2) <= 1
    assert "b & c" in [t.text for t in root.iter(f"{SVG}text")]


def test_a_line_rises_with_its_values() -> None:
    points = tuple((Fraction(x), x * x) for x in range(5))
    root = ET.fromstring(
        svg.lines(
            "x", "T", "U", "axis", [svg.Series("s", points)], [(Fraction(0), "0")], [(0, "0"), (16, "16")]
        )
    )
    path = next(p.get("d", "") for p in root.iter(f"{SVG}path") if p.get("stroke-width") == "2")
    spots = [tuple(map(int, spot.split())) for spot in path.removeprefix("M").split("L")]
    assert [x for x, _ in spots] == sorted(x for x, _ in spots)
    heights = [spots[0][1] - y for _, y in spots]
    assert heights[0] == 0
    assert abs(heights[2] * 4 - heights[4]) <= 4


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_stands_alone(result: Result, lang: str) -> None:
    text = page(result, lang)
    assert {"zh": "假设推演，不是法律", "en": "A supposition, not law"}[lang] in text
    assert {"zh": "试&lt;一&gt;", "en": "trial &lt;one&gt;"}[lang] in text
    assert not re.findall(r"(?:src|href)=|@import|url\((?!#)", text)
    assert text.count("<svg") == 5
    total = result.tallies["total"].totals
    sign, size = ("-", -total.cost) if total.cost < 0 else ("", total.cost)
    assert f"{sign}{size // 100:,}.{size % 100:02d}" in text


def test_files(result: Result, tmp_path: Path) -> None:
    written = write(result, tmp_path / "new" / "folder", "zh")
    folder = tmp_path / "new" / "folder"
    assert {p.relative_to(folder).as_posix() for p in written} == {
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()
    }
    assert not list(folder.rglob("*.partial"))
    total = result.tallies["total"].totals
    frame = pl.read_parquet(folder / "tables" / "totals.parquet").filter(pl.col("line") == "total")
    assert frame.select("winners", "losers", "gains_fen", "losses_fen", "cost_fen").rows() == [
        (total.count("winners"), total.count("losers"), total.gains, total.losses, total.cost)
    ]
    assert frame.schema["cost_fen"] == pl.Int64()
    sheet = openpyxl.load_workbook(folder / "tables.xlsx")["总表"]
    heads = [cell.value for cell in sheet[2]]
    row = dict(zip(heads, [cell.value for cell in sheet[3]], strict=True))
    assert row["受益"] == total.count("winners")
    assert round(row["财政成本（元）"] * 100) == total.cost
    assert "不是法律" in sheet["A1"].value
    data = json.loads((folder / "what-if.json").read_text(encoding="utf-8"))
    assert data["hypothetical"] is True
    assert len(data["variants"]) == 6
    first = {p: p.read_bytes() for p in written if p.suffix in (".html", ".svg", ".json", ".parquet")}
    write(result, folder, "zh")
    assert {p: p.read_bytes() for p in first} == first


@pytest.mark.parametrize("lang", LANGS)
def test_the_summary_says_the_numbers(result: Result, lang: str) -> None:
    lines = list(summary(result, lang))
    total = result.tallies["total"].totals
    assert any("slp_half_limit" in line and "60000.00" in line and "30000.00" in line for line in lines)
    counts = [f"{total.count(w):,}" for w in ("winners", "losers", "unchanged")]
    assert any(all(c in line for c in counts) and ("合计" in line or "total" in line) for line in lines)
    notches = [line for line in lines if "断崖" in line or "notch" in line]
    assert any("30000.00" in line and ("新增" in line or "new" in line) for line in notches)
    assert any("60000.00" in line and ("消失" in line or "vanished" in line) for line in notches)


def test_without_a_solver_the_rest_is_told(
    book: Rulebook, province: Path, kernels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    reform = read_reform(book, {"title": "t", "as_of": "2012-12-31", "changes": {"slp_rate": "15%"}})
    found = what_if(book, reform, province, cache=kernels, measures=["27.3"])
    assert (found.notches.state, found.notches.notches) == ("no_solver", ())
    assert "notches: not searched (the solver z3 is not installed)" in list(summary(found, "en"))


def test_notches_of_the_trial(result: Result) -> None:
    """In 2012 half of the income at 20 % is 10 % of it, the whole 20 %; supposed 7.5 % and 15 %, up to 30,000."""
    income: dict[str, Any] = {n.at: n for n in result.notches.notches if n.fact == "taxable_income"}
    assert result.notches.state == "complete"
    assert {at: n.kind for at, n in income.items()} == {
        "30000.00": "new", "60000.00": "vanished", "300000.00": "changed",
    }  # fmt: skip
    assert income["30000.00"].after[0] == "2250.00"  # 30,000 x (15 % - 7.5 %)
    assert income["60000.00"].before[0] == "6000.00"  # 60,000 x (20 % - 10 %)
    assert income["300000.00"].before[0] == "15000.00"  # 300,000 x (25 % - 20 %)
    assert income["300000.00"].after[0] == "30000.00"  # 300,000 x (25 % - 15 %)
