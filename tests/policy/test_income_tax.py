"""应纳企业所得税 against the independent table, and who pays it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.policy.tax_table import FIRM, HIGH_TECH, INCOMES, YEARS, calc, expected_tax, half_up, value, yuan
from zhiwei.policy.base.income_tax import high_tech_income_tax, standard_income_tax

TAX = "corporate_income_tax"


@pytest.mark.parametrize("year", YEARS)
def test_every_income_of_the_grid(year: int) -> None:
    for fen in INCOMES:
        found = value(TAX, f"{year}-12-31", FIRM | {"taxable_income": yuan(fen)})
        assert found == expected_tax(year, fen), (year, yuan(fen))


@pytest.mark.parametrize("year", YEARS)
def test_a_high_tech_firm_pays_the_lower_of_the_two(year: int) -> None:
    """27.4: with a valid certificate 15 %; if 27.3 gives less tax, the lower one, and they are not combined."""
    for fen in INCOMES:
        found = value(TAX, f"{year}-12-31", FIRM | {"taxable_income": yuan(fen), "high_tech_certified": True})
        lower = min(expected_tax(year, fen), half_up(fen * HIGH_TECH)) if fen > 0 else 0
        assert found == lower, (year, yuan(fen))


@pytest.mark.parametrize(
    ("day", "income", "tax"),
    [
        ("2012-12-31", "60000.00", 6_000_00),
        ("2012-12-31", "60000.01", 12_000_00),
        ("2012-12-31", "59999.99", 6_000_00),
        ("2012-12-31", "300000.00", 60_000_00),
        ("2012-12-31", "300000.01", 75_000_00),
        ("2026-12-31", "3000000.00", 150_000_00),
        ("2026-12-31", "3000000.01", 750_000_00),
        ("2026-12-31", "2999999.99", 150_000_00),
        ("2019-12-31", "1000000.00", 50_000_00),
        ("2019-12-31", "1000000.05", 50_000_01),
        ("2021-12-31", "3000000.00", 225_000_00),
        ("2022-12-31", "3000000.00", 125_000_00),
        ("2012-12-31", "-100000.00", 0),
        ("2012-12-31", "0.00", 0),
    ],
)
def test_numbers_worked_by_hand(day: str, income: str, tax: int) -> None:
    """27.3: 60,000 pays 6,000, a fen more pays 12,000."""
    assert value(TAX, day, FIRM | {"taxable_income": income}) == tax


@pytest.mark.parametrize(
    ("day", "income", "tax"),
    [
        ("2009-12-31", "30000.00", 6_000_00),
        ("2010-01-01", "30000.00", 3_000_00),
        ("2011-12-31", "60000.00", 12_000_00),
        ("2012-01-01", "60000.00", 6_000_00),
        ("2013-12-31", "100000.00", 20_000_00),
        ("2014-01-01", "100000.00", 10_000_00),
        ("2014-12-31", "200000.00", 40_000_00),
        ("2015-01-01", "200000.00", 20_000_00),
        ("2015-12-31", "300000.00", 52_500_00),
        ("2016-01-01", "300000.00", 30_000_00),
        ("2016-12-31", "500000.00", 125_000_00),
        ("2017-01-01", "500000.00", 50_000_00),
        ("2017-12-31", "1000000.00", 250_000_00),
        ("2018-01-01", "1000000.00", 100_000_00),
        ("2018-12-31", "3000000.00", 750_000_00),
        ("2019-01-01", "3000000.00", 250_000_00),
        ("2020-12-31", "1000000.00", 50_000_00),
        ("2021-01-01", "1000000.00", 25_000_00),
        ("2022-01-01", "3000000.00", 125_000_00),
        ("2022-12-31", "1000000.00", 25_000_00),
        ("2023-01-01", "1000000.00", 50_000_00),
        ("2027-12-31", "3000000.00", 150_000_00),
        ("2028-01-01", "3000000.00", "unknown_law"),
        ("2028-06-30", "100.00", "unknown_law"),
        ("2007-12-31", "100.00", "not_in_force"),
    ],
)
def test_the_days_around_each_change(day: str, income: str, tax: object) -> None:
    """Values bind tax years: the last day of one year and the first of the next."""
    assert value(TAX, day, FIRM | {"taxable_income": income}) == tax


@pytest.mark.parametrize("day", ["2012-01-01", "2012-06-30", "2012-12-31"])
def test_a_tax_year_has_one_tax(day: str) -> None:
    assert value(TAX, day, FIRM | {"taxable_income": "60000"}) == 6_000_00


def test_2028_is_unknown_whatever_the_facts() -> None:
    for change in ({}, {"high_tech_certified": True}, {"restricted_or_prohibited_industry": True}):
        facts = FIRM | {"taxable_income": "60000"} | change
        assert calc(TAX, "2028-12-31", facts) == ("unknown_law", None, ())


@pytest.mark.parametrize(
    ("form", "pays"),
    [
        ("limited_company", True),
        ("one_person_company", True),
        ("joint_stock_company", True),
        ("farmer_cooperative", True),
        ("sole_proprietorship", False),
        ("partnership", False),
        ("individual_business", False),
        ("other_individual", False),
    ],
)
def test_who_pays_corporate_income_tax(form: str, pays: bool) -> None:
    facts = FIRM | {"legal_form": form, "taxable_income": "60000"}
    assert value("corporate_income_taxpayer", "2012-12-31", facts) is pays
    assert value(TAX, "2012-12-31", facts) == (6_000_00 if pays else "not_applicable")
    assert value("small_low_profit", "2012-12-31", facts) is pays


PAYER = {"high_tech_certified", "legal_form"}
FITS = {"average_employees", "average_total_assets", "restricted_or_prohibited_industry"}
KIND = {"tax_industry"}


@pytest.mark.parametrize(
    ("day", "income", "missing"),
    [
        ("2012-12-31", "60000.00", PAYER | FITS | KIND | {"collection_method"}),
        ("2012-12-31", "60000.01", PAYER | FITS | KIND | {"collection_method"}),
        ("2012-12-31", "300000.01", PAYER),
        ("2012-12-31", "-0.01", {"legal_form"}),
        ("2014-12-31", "60000.01", PAYER | FITS | KIND),
        ("2015-12-31", "200000.00", PAYER | FITS | KIND),
        ("2015-12-31", "200000.01", PAYER | FITS | KIND | {"founded_on"}),
        ("2015-12-31", "300000.01", PAYER),
        ("2026-12-31", "3000000.00", PAYER | FITS),
        ("2026-12-31", "3000000.01", PAYER),
    ],
)
def test_with_the_income_alone_the_facts_that_still_matter_are_missing(
    day: str, income: str, missing: set[str]
) -> None:
    assert calc(TAX, day, {"taxable_income": income}) == ("missing", None, tuple(sorted(missing)))


@pytest.mark.parametrize(
    ("day", "known_on", "tax"),
    [
        # 财税〔2014〕34号 of 2014-04-08 reached back to January; before it 财税〔2011〕117号 held to 2015
        ("2014-12-31", "2014-04-07", 20_000_00),
        ("2014-12-31", "2014-04-08", 10_000_00),
        ("2016-12-31", "2014-04-07", "unknown_law"),
        ("2018-12-31", "2018-07-10", 10_000_00),
        ("2026-12-31", "2023-08-01", "unknown_law"),
        ("2026-12-31", "2023-08-02", 5_000_00),
    ],
)
def test_the_law_as_known_on_a_day(day: str, known_on: str, tax: object) -> None:
    assert value(TAX, day, FIRM | {"taxable_income": "100000"}, known_on=known_on) == tax


def test_a_certificate_does_not_matter_where_the_half_rate_is_sure() -> None:
    facts = {k: v for k, v in FIRM.items() if k != "high_tech_certified"} | {"taxable_income": "60000"}
    assert value(TAX, "2012-12-31", facts) == 6_000_00


def test_by_hand_a_rule_rounds_to_the_fen() -> None:
    assert standard_income_tax(taxable_income=1, cit_standard_rate=1) == 1
    assert standard_income_tax(taxable_income=-1, cit_standard_rate=1) == 0
    assert high_tech_income_tax(taxable_income=333, high_tech_rate=HIGH_TECH) == 50


def test_the_averaging_method_is_named() -> None:
    """Monthly means to 2014 (财税〔2009〕69号), quarterly from 2015 (财税〔2015〕34号)."""
    days = {
        "2008-01-01": "monthly",
        "2014-12-31": "monthly",
        "2015-01-01": "quarterly",
        "2027-12-31": "quarterly",
    }
    for day, method in days.items():
        assert value("averaging_method", day, {}) == method
    assert value("averaging_method", str(date(2028, 1, 1)), {}) == "unknown_law"
