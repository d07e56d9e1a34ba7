"""What a row says hangs together: amounts, averages, dates, flags."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest


def none(subjects: pl.DataFrame, wrong: pl.Expr) -> bool:
    """Whether no row is wrong."""
    return subjects.filter(wrong).is_empty()


def test_amounts_are_yuan_with_two_decimals(subjects: pl.DataFrame) -> None:
    money = [
        "revenue",
        "revenue@2011",
        "total_assets",
        "average_total_assets",
        "taxable_income",
        "monthly_sales",
    ]
    assert [subjects.schema[name] for name in money] == [pl.Decimal(18, 2)] * len(money)
    assert (subjects["revenue"] % 1 != 0).mean() > 0.9  # not whole yuan only


@pytest.mark.parametrize(
    "name", ["employees", "revenue", "total_assets", "average_employees", "monthly_sales"]
)
def test_nothing_is_nought_or_less(subjects: pl.DataFrame, name: str) -> None:
    assert none(subjects, pl.col(name) <= 0)


def test_profit_and_loss_lie_within_what_revenue_allows(subjects: pl.DataFrame) -> None:
    assert none(subjects, pl.col("taxable_income") > pl.col("revenue").cast(pl.Float64) * 0.5 + 0.01)
    assert none(subjects, pl.col("taxable_income") < -pl.col("revenue"))


def test_averages_lie_near_the_years_end(subjects: pl.DataFrame) -> None:
    staff = pl.col("average_employees") / pl.col("employees") - 1
    assert none(subjects, staff.abs() > 0.06 + 0.125 / pl.col("employees"))
    assert none(subjects, pl.col("average_employees") * 4 % 1 != 0)
    assets = pl.col("average_total_assets").cast(pl.Float64) / pl.col("total_assets").cast(pl.Float64) - 1
    assert none(subjects, assets.abs() > 0.05 + 1e-6)
    assert subjects.filter(pl.col("average_employees") != pl.col("employees")).height > 20_000


def test_sales_of_a_month_are_near_a_twelfth(subjects: pl.DataFrame) -> None:
    ratio = pl.col("monthly_sales").cast(pl.Float64) * 12 / pl.col("revenue").cast(pl.Float64)
    assert none(subjects, ~ratio.is_between(0.699, 1.301))


def test_nobody_had_revenue_before_being_founded(subjects: pl.DataFrame) -> None:
    young = pl.col("founded_on") >= date(2012, 1, 1)
    assert none(subjects, young != (pl.col("revenue@2011") == 0))
    growth = subjects.filter(~young).select(
        pl.col("revenue").cast(pl.Float64) / pl.col("revenue@2011").cast(pl.Float64)
    )
    assert growth.to_series().median() == pytest.approx(1.08, abs=0.01)


def test_founding_dates(subjects: pl.DataFrame) -> None:
    assert subjects["founded_on"].max() <= date(2012, 12, 31)  # type: ignore[operator]
    assert subjects["founded_on"].min() >= date(1982, 12, 31)  # type: ignore[operator]


def test_industry_of_the_tax_law_follows_the_section(subjects: pl.DataFrame) -> None:
    division = pl.col("industry_code").cast(pl.String).str.slice(0, 2).cast(pl.Int64)
    assert none(subjects, division.is_between(6, 46) != (pl.col("tax_industry") == "industrial"))


def test_only_profit_is_assessed(subjects: pl.DataFrame) -> None:
    assert none(subjects, (pl.col("collection_method") == "assessed") & (pl.col("taxable_income") <= 0))


def test_restricted_industry_does_not_conform(subjects: pl.DataFrame) -> None:
    assert none(
        subjects, pl.col("restricted_or_prohibited_industry") & pl.col("conforms_to_industrial_policy")
    )
    assert subjects["restricted_or_prohibited_industry"].mean() == pytest.approx(0.008, abs=0.001)


def test_certificates_are_for_enterprises(subjects: pl.DataFrame) -> None:
    other = pl.col("legal_form").is_in(["individual_business", "farmer_cooperative"])
    assert none(subjects, other & (pl.col("high_tech_certified") | pl.col("technology_based")))


def test_outdated_capacity_is_of_industry(subjects: pl.DataFrame) -> None:
    found = pl.col("outdated_capacity_criterion") != "none"
    assert none(subjects, found & (pl.col("tax_industry") != "industrial"))
    assert subjects.filter(found)["outdated_capacity_criterion"].n_unique() == 4


def test_large_firms_are_general_taxpayers(subjects: pl.DataFrame) -> None:
    own = subjects.filter(pl.col("revenue") >= 500_000_000)
    assert (own["vat_taxpayer_kind"] == "general").mean() > 0.97
