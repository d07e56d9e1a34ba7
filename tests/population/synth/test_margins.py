"""The published margins hold at 200,000 subjects, counted plainly and classed by the tests' own copy of the standard."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tests.population.synth.conftest import ROWS
from tests.population.synth.standard import size_classes

UNIVERSE = {"enterprise": 880_000, "cooperative": 35_000, "individual": 2_463_000}
SECTIONS = {"A": 1.2, "B": 0.2, "C": 40.5, "D": 0.5, "E": 3.8, "F": 28.5, "G": 2.4, "H": 1.5, "I": 2.6, "J": 0.6,
            "K": 3.0, "L": 8.2, "M": 3.2, "N": 0.5, "O": 1.7, "P": 0.3, "Q": 0.2, "R": 1.1}  # fmt: skip
BEYOND = {"A": 5, "B": 12, "C": 43, "D": 46, "E": 50, "F": 52, "G": 60, "H": 62, "I": 65, "J": 69, "K": 70, "L": 72,
          "M": 75, "N": 78, "O": 81, "P": 82, "Q": 84, "R": 89}  # fmt: skip
"""The last division of each section in GB/T 4754-2011."""


@pytest.fixture(scope="module")
def known(subjects: pl.DataFrame) -> pl.DataFrame:
    """The subjects with kind, section and size class."""
    form = pl.col("legal_form").cast(pl.String)
    division = pl.col("industry_code").cast(pl.String).str.slice(0, 2).cast(pl.Int64)
    section = pl.lit("R")
    for name, last in reversed(BEYOND.items()):
        section = pl.when(division <= last).then(pl.lit(name)).otherwise(section)
    kind = form.replace_strict(
        {"individual_business": "individual", "farmer_cooperative": "cooperative"}, default="enterprise"
    )
    return subjects.with_columns(
        kind.alias("kind"), section.alias("section"), pl.Series("size", size_classes(subjects))
    )


@pytest.fixture(scope="module")
def firms(known: pl.DataFrame) -> pl.DataFrame:
    """Enterprises and cooperatives."""
    return known.filter(pl.col("kind") != "individual")


@pytest.fixture(scope="module")
def above_scale(firms: pl.DataFrame) -> pl.DataFrame:
    """Industry with a revenue of 20 million yuan or more."""
    return firms.filter(pl.col("section").is_in(["B", "C", "D"]) & (pl.col("revenue") >= 20_000_000))


def per_cent(of: pl.Series) -> float:
    return 100 * float(of.mean() or 0)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", UNIVERSE)
def test_kinds_of_subjects(known: pl.DataFrame, kind: str) -> None:
    wanted = 100 * UNIVERSE[kind] / sum(UNIVERSE.values())
    assert per_cent(known["kind"] == kind) == pytest.approx(wanted, abs=0.1)


def test_97_per_cent_of_enterprises_are_small_or_micro(firms: pl.DataFrame) -> None:
    """1.3: the share of enterprises."""
    assert per_cent(firms["size"].is_in(["small", "micro"])) == pytest.approx(97.0, abs=0.5)


def test_they_have_55_5_per_cent_of_the_staff(firms: pl.DataFrame) -> None:
    """1.3: the share of employment. Fewer rows hold it less closely: a few large firms have a third of the staff."""
    lower = firms.filter(pl.col("size").is_in(["small", "micro"]))["employees"].sum()
    assert 100 * lower / firms["employees"].sum() == pytest.approx(55.5, abs=0.5)


@pytest.mark.parametrize("rows", [5_000, 20_000, 65_536])
def test_the_first_rows_hold_them_too(firms: pl.DataFrame, rows: int) -> None:
    first = firms.filter(pl.col("id") <= rows)
    assert per_cent(first["size"].is_in(["small", "micro"])) == pytest.approx(97.0, abs=0.5)


def test_above_scale_industry(firms: pl.DataFrame, above_scale: pl.DataFrame) -> None:
    count = len(above_scale) / len(firms) * (880_000 + 35_000)
    assert count == pytest.approx(38_522, rel=0.05)


def test_profit_and_losses_of_above_scale_smes(above_scale: pl.DataFrame) -> None:
    smes = above_scale.filter(pl.col("size") != "large")
    margin = 100 * float(smes["taxable_income"].sum()) / float(smes["revenue"].sum())
    assert margin == pytest.approx(5.0, abs=0.5)
    assert per_cent(smes["taxable_income"] < 0) == pytest.approx(12.4, abs=2.0)


@pytest.mark.parametrize(
    ("after", "until", "wanted"),
    [(date(2007, 12, 31), date(2012, 12, 31), 49.4), (date(2002, 12, 31), date(2007, 12, 31), 32.9),
     (date(1900, 1, 1), date(2002, 12, 31), 17.7)],
)  # fmt: skip
def test_ages(known: pl.DataFrame, after: date, until: date, wanted: float) -> None:
    inside = (known["founded_on"] > after) & (known["founded_on"] <= until)
    assert per_cent(inside) == pytest.approx(wanted, abs=2)


@pytest.mark.parametrize("section", SECTIONS)
def test_sections(known: pl.DataFrame, section: str) -> None:
    found = per_cent(known.filter(pl.col("kind") == "enterprise")["section"] == section)
    assert found == pytest.approx(SECTIONS[section], rel=0.05, abs=0.02)


def test_wholesale_in_trade(known: pl.DataFrame) -> None:
    trade = known.filter((pl.col("kind") == "enterprise") & (pl.col("section") == "F"))
    assert per_cent(trade["industry_code"].cast(pl.String).str.starts_with("51")) == pytest.approx(
        62.1, abs=2.5
    )


@pytest.mark.parametrize(("size", "mean"), [("micro", 5), ("small", 50), ("medium", 300), ("large", 1_800)])
def test_mean_staff(firms: pl.DataFrame, size: str, mean: int) -> None:
    assert firms.filter(pl.col("size") == size)["employees"].mean() == pytest.approx(mean, rel=0.12)


@pytest.mark.parametrize(("size", "wanted"), [("micro", 35), ("small", 20), ("medium", 12), ("large", 10)])
def test_losses(firms: pl.DataFrame, size: str, wanted: int) -> None:
    own = firms.filter(pl.col("size") == size)
    assert per_cent(own["taxable_income"] < 0) == pytest.approx(wanted, abs=5 if size == "large" else 3)


@pytest.mark.parametrize(
    ("sections", "median"), [("BCD", 320_000), ("F", 1_100_000), ("GHIJLMNOPQR", 220_000)]
)
def test_revenue_per_head(firms: pl.DataFrame, sections: str, median: int) -> None:
    own = firms.filter(pl.col("section").is_in(list(sections)))
    per_head = own["revenue"].cast(pl.Float64) / own["employees"]
    assert per_head.median() == pytest.approx(median, rel=0.1)


@pytest.mark.parametrize(("sections", "wanted"), [("A", 2), ("BCDE", 8), ("FGHIJKLMNOPQR", 90)])
def test_sectors_of_individual_businesses(known: pl.DataFrame, sections: str, wanted: int) -> None:
    own = known.filter(pl.col("kind") == "individual")
    assert per_cent(own["section"].is_in(list(sections))) == pytest.approx(wanted, abs=0.7)


def test_staff_of_individual_businesses(known: pl.DataFrame) -> None:
    assert known.filter(pl.col("kind") == "individual")["employees"].mean() == pytest.approx(2.2, abs=0.1)


@pytest.mark.parametrize(
    ("form", "wanted"),
    [("limited_company", 65.5), ("one_person_company", 13.0), ("joint_stock_company", 0.6),
     ("sole_proprietorship", 18.2), ("partnership", 2.7)],
)  # fmt: skip
def test_legal_forms(known: pl.DataFrame, form: str, wanted: float) -> None:
    own = known.filter(pl.col("kind") == "enterprise")["legal_form"].cast(pl.String)
    assert per_cent(own == form) == pytest.approx(wanted, rel=0.08)


@pytest.mark.parametrize(
    ("kind", "city", "wanted"),
    [("enterprise", "3301", 17.47), ("enterprise", "3302", 16.34), ("enterprise", "3307", 11.35),
     ("individual", "3301", 16.50), ("individual", "3303", 15.22), ("individual", "3309", 1.90)],
)  # fmt: skip
def test_cities(known: pl.DataFrame, kind: str, city: str, wanted: float) -> None:
    own = known.filter(pl.col("kind") == kind)["division"].cast(pl.String)
    assert per_cent(own.str.starts_with(city)) == pytest.approx(wanted, rel=0.06)


def test_certificates(known: pl.DataFrame) -> None:
    own = known.filter(pl.col("kind") == "enterprise")
    assert own["high_tech_certified"].sum() / len(own) * 880_000 == pytest.approx(4_500, rel=0.2)
    assert own["technology_based"].sum() / len(own) * 880_000 == pytest.approx(8_000, rel=0.2)
    assert len(known) == ROWS
