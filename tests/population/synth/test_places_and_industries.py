"""Divisions and industry codes are those of the day and the edition; local clusters show."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.divisions import load_divisions
from zhiwei.law.industries import load_industries
from zhiwei.population.synth import Frames, Province, batches, edition_on
from zhiwei.population.synth.places import carried, places_on
from zhiwei.population.synth.sources import table


@pytest.fixture(scope="module")
def later(book: Rulebook) -> pl.DataFrame:
    """Subjects of the middle of 2025."""
    return pl.concat(batches(Frames(book, Province(book, date(2025, 6, 30), "2017"), 1), 100_000))


def test_counties_of_2012(subjects: pl.DataFrame) -> None:
    found = set(subjects["division"].cast(pl.String))
    assert len(found) == 90
    assert found == {d.code for d in load_divisions() if d.level == 3 and d.exists(date(2012, 12, 31))}
    assert {"330183", "330621", "331021"} <= found  # 富阳市 绍兴县 玉环县


def test_counties_of_2025(later: pl.DataFrame) -> None:
    found = set(later["division"].cast(pl.String))
    assert len(found) == 90
    assert found == {d.code for d in load_divisions() if d.level == 3 and d.exists(date(2025, 6, 30))}
    assert {"330111", "330113", "330114", "330383", "330603", "331083"} <= found
    assert not {"330183", "330621", "331021", "330103"} & found


@pytest.mark.parametrize(
    ("code", "day", "wanted"),
    [
        ("330106", date(2025, 6, 30), {"330106": 1.0}),
        ("330621", date(2013, 1, 1), {"330603": 0.9, "330602": 0.1}),
        ("330621", date(2012, 12, 31), {"330621": 1.0}),
        ("330327", date(2018, 12, 31), {"330327": 1.0}),
        ("330327", date(2019, 1, 1), {"330327": 0.65, "330383": 0.35}),
        ("330104", date(2022, 1, 1), {"330102": 0.75, "330114": 0.25}),
        ("330103", date(2022, 1, 1), {"330105": 1.0}),
    ],
)
def test_firms_go_to_the_successors(code: str, day: date, wanted: dict[str, float]) -> None:
    assert carried(code, day, load_divisions()) == pytest.approx(wanted)


@pytest.mark.parametrize("year", range(2012, 2027))
def test_every_firm_goes_somewhere(year: int) -> None:
    day = date(year, 7, 1)
    divisions = load_divisions()
    for row in table("calibration_targets_county_2012.csv"):
        found = carried(row["code"], day, divisions)
        assert sum(found.values()) == pytest.approx(1)
        assert all(divisions[code].exists(day) for code in found)
    assert sum(places_on(day).share["enterprise"].values()) == pytest.approx(1)


def test_classes_of_the_edition(subjects: pl.DataFrame, later: pl.DataFrame) -> None:
    for made, year in ((subjects, "2011"), (later, "2017")):
        known = load_industries().edition(year)
        codes = made["industry_code"].cast(pl.String).unique().to_list()
        assert all(known[code].level == "class" for code in codes)
        assert made["industry_edition"].unique().to_list() == [year]
        assert len(codes) > 850


@pytest.mark.parametrize(
    ("day", "edition"),
    [("2012-12-31", "2011"), ("2017-09-30", "2011"), ("2017-10-01", "2017"), ("2011-07-01", "2011")],
)
def test_the_edition_in_force(day: str, edition: str) -> None:
    assert edition_on(date.fromisoformat(day)) == edition


@pytest.mark.parametrize(
    ("county", "code"),
    [("330681", "1830"), ("330681", "2438"), ("330621", "1751"), ("330382", "3823"), ("330782", "5149")],
)  # socks and pearls of 诸暨, textiles of 绍兴县, switchgear of 乐清, small wares of 义乌
def test_block_economies_show(subjects: pl.DataFrame, county: str, code: str) -> None:
    clusters = [r for r in table("zj_block_economies.csv") if r["county_code_2012"] == county]
    if not any(code in r["gb2011_classes"] for r in clusters):
        pytest.fail(f"{county} has no cluster of {code}")
    firms = subjects.filter(pl.col("legal_form") != "individual_business")
    here = firms.filter(pl.col("division").cast(pl.String) == county)["industry_code"] == code
    there = firms.filter(pl.col("division").cast(pl.String) != county)["industry_code"] == code
    assert here.mean() > 4 * there.mean()  # type: ignore[operator]
