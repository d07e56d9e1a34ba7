"""小型微利企业: each limit of the test at its boundary, and the split tax year 2015."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.policy.tax_table import FIRM, book, expected_tax, value, yuan
from zhiwei.engine.parameters import resolve
from zhiwei.engine.status import Status
from zhiwei.engine.types import Piece
from zhiwei.policy.base.income_tax_small_low_profit import (
    income_tax_by_one_slice,
    income_tax_by_two_slices,
    slp_counted_share,
)

SLP = "small_low_profit"


@pytest.mark.parametrize(
    ("year", "kind", "staff", "assets"),
    [
        *((year, "industrial", 100, 30_000_000) for year in (2008, 2012, 2016, 2017, 2018)),
        *((year, "other", 80, 10_000_000) for year in (2008, 2012, 2016, 2017, 2018)),
        *(
            (year, kind, 300, 50_000_000)
            for year in (2019, 2022, 2024, 2027)
            for kind in ("industrial", "other")
        ),
    ],
)
def test_staff_and_assets_at_their_limits(year: int, kind: str, staff: int, assets: int) -> None:
    firm = FIRM | {"tax_industry": kind, "average_employees": staff, "average_total_assets": str(assets)}
    day = f"{year}-12-31"
    assert value(SLP, day, firm) is True
    assert value(SLP, day, firm | {"average_employees": f"{staff}.01"}) is False
    assert value(SLP, day, firm | {"average_employees": f"{staff - 1}.99"}) is True
    assert value(SLP, day, firm | {"average_total_assets": f"{assets}.01"}) is False
    assert value(SLP, day, firm | {"average_total_assets": f"{assets - 1}.99"}) is True


@pytest.mark.parametrize(
    ("year", "limit"),
    [
        (2008, 300_000),
        (2016, 300_000),
        (2017, 500_000),
        (2018, 1_000_000),
        (2019, 3_000_000),
        (2027, 3_000_000),
    ],
)
def test_income_at_its_limit(year: int, limit: int) -> None:
    for step, fits in ((-1, True), (0, True), (1, False)):
        facts = FIRM | {"taxable_income": yuan(limit * 100 + step)}
        assert value(SLP, f"{year}-12-31", facts) is fits


@pytest.mark.parametrize("year", [2008, 2012, 2018, 2019, 2022, 2026, 2027])
def test_restricted_industries_are_out_in_every_year(year: int) -> None:
    assert value(SLP, f"{year}-12-31", FIRM | {"restricted_or_prohibited_industry": True}) is False


@pytest.mark.parametrize(
    ("day", "known_on", "method"),
    [
        ("2021-12-31", "2020-06-30", "quarterly"),
        ("2022-12-31", "2020-06-30", "unknown_law"),  # 财税〔2019〕13号 is printed to 2021-12-31
        ("2022-12-31", "2022-03-14", "quarterly"),
        ("2025-12-31", "2023-08-01", "unknown_law"),
        ("2025-12-31", "2023-08-02", "quarterly"),  # 公告2023年第12号
        ("2028-01-01", "2026-11-23", "unknown_law"),
    ],
)
def test_no_announcement_counts_before_its_day(day: str, known_on: str, method: str) -> None:
    """The definition of each announcement ends with it; the next one was not known before its issue."""
    assert value("averaging_method", day, {}, known_on=known_on) == method
    restricted = book().data.parameters["slp_excludes_restricted_industries"]
    found = resolve(restricted, date.fromisoformat(day), date.fromisoformat(known_on)).value
    assert found is (True if method == "quarterly" else Status.UNKNOWN_LAW)


@pytest.mark.parametrize(
    ("day", "open_to_them"), [("2013-12-31", False), ("2014-01-01", True), ("2027-12-31", True)]
)
def test_assessed_taxpayers_are_let_in_from_2014(day: str, open_to_them: bool) -> None:
    assert value(SLP, day, FIRM | {"collection_method": "assessed"}) is open_to_them


@pytest.mark.parametrize(
    ("founded", "months", "from_october"),
    [
        ("2005-05-01", 12, 3),
        ("2014-12-31", 12, 3),
        ("2015-01-01", 12, 3),
        ("2015-01-31", 12, 3),
        ("2015-02-01", 11, 3),
        ("2015-09-30", 4, 3),
        ("2015-10-01", 3, 3),
        ("2015-12-31", 1, 1),
    ],
)
def test_2015_between_the_two_limits_goes_by_months_operated(
    founded: str, months: int, from_october: int
) -> None:
    """财税〔2015〕99号: the share of the months from 1 October in the months operated is halved."""
    for fen in (20_000_000, 20_000_001, 25_000_005, 29_999_999, 30_000_000, 30_000_001):
        facts = FIRM | {"taxable_income": yuan(fen), "founded_on": founded}
        due = expected_tax(2015, fen, months=months, months_from_october=from_october)
        assert value("corporate_income_tax", "2015-12-31", facts) == due


@pytest.mark.parametrize(
    ("founded", "tax"), [("2010-01-01", 43_750_00), ("2015-07-01", 37_500_00), ("2015-10-01", 25_000_00)]
)
def test_2015_worked_by_hand(founded: str, tax: int) -> None:
    """250,000: 3 of 12 months halved 17.5 %, 3 of 6 months 15 %, 3 of 3 months 10 %."""
    facts = FIRM | {"taxable_income": "250000", "founded_on": founded}
    assert value("corporate_income_tax", "2015-12-31", facts) == tax


@pytest.mark.parametrize("day", ["2023-12-31", "2024-12-31"])
def test_the_part_above_a_million_cites_its_own_announcement(day: str) -> None:
    """公告2023年第6号 covers income up to 1,000,000 only; above it 公告2022年第13号 runs to 2024."""
    last = book().data.rules["enterprise", "small_low_profit_income_tax"][-1]
    assert "财政部 税务总局公告2022年第13号#一" in last.cites
    share = resolve(book().data.parameters["slp_lower_slice_inclusion"], date.fromisoformat(day)).entry
    assert share is not None
    assert share.also == ("财政部 税务总局公告2022年第13号#一",)


def test_2015_a_firm_not_yet_founded_has_no_tax_year() -> None:
    facts: dict[str, Any] = FIRM | {"taxable_income": "250000", "founded_on": "2016-01-01"}
    assert value("slp_counted_share", "2015-12-31", facts) == "not_applicable"


@pytest.mark.parametrize("day", ["2012-12-31", "2014-12-31", "2016-12-31", "2018-12-31"])
def test_the_founding_day_is_read_in_2015_only(day: str) -> None:
    facts = {k: v for k, v in FIRM.items() if k != "founded_on"} | {"taxable_income": "250000"}
    assert value("corporate_income_tax", day, facts) == expected_tax(int(day[:4]), 25_000_000)


def test_by_hand_the_share_counted() -> None:
    year = {
        "founded_on": date(2005, 5, 1),
        "period_start": date(2012, 1, 1),
        "period_end": date(2012, 12, 31),
    }
    limits = (Piece(60_000_00, date(2012, 1, 1), date(2012, 12, 31)),)
    half = Fraction(1, 2)
    for fen, share in ((60_000_00, half), (60_000_01, 1)):
        assert (
            slp_counted_share(taxable_income=fen, slp_half_limit=limits, slp_half_inclusion=half, **year)
            == share
        )


def test_by_hand_the_slices() -> None:
    twentieth = Fraction(1, 5)
    assert income_tax_by_one_slice(300_000_000, Fraction(1, 4), twentieth) == 15_000_000
    assert (
        income_tax_by_two_slices(300_000_000, 100_000_000, Fraction(1, 4), Fraction(1, 2), twentieth)
        == 25_000_000
    )
    assert income_tax_by_two_slices(0, 100_000_000, Fraction(1, 4), Fraction(1, 2), twentieth) == 0
