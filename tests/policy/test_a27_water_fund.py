"""27.5: the water fund waived for three years from founding and halved in the two years after."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.tax_table import calc, outcome, value
from zhiwei import rulebook

SMALL = {
    "legal_form": "limited_company",
    "industry_code": "1310",
    "industry_edition": "2011",
    "employees": 50,
    "total_assets": "8000000",
    "conforms_to_industrial_policy": True,
    "predecessor_founded_on": {"status": "not_applicable"},
}
LARGE = {"employees": 2000}
CALENDAR = {"water_fund_year_counting": "calendar_year"}
NEW_ONLY = {"water_fund_cohort": "new_only"}


def firm(day: str, founded: str, **change: Any) -> dict[str, Any]:
    """A small firm with 10 million of revenue in the year of the day and the year before."""
    year = int(day[:4])
    revenue = {f"revenue@{year - 1}": "10000000", "revenue": "10000000"}
    return SMALL | {"founded_on": founded} | revenue | change


def payable(day: str, founded: str, readings: dict[str, str] | None = None, **change: Any) -> object:
    return value("water_fund_payable", day, firm(day, founded, **change), readings=readings)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2013-05-15", 0),
        ("2016-05-14", 0),
        ("2016-05-15", 5_000_00),
        ("2016-05-16", 5_000_00),
    ],
)
def test_sentence_27_5_third_anniversary(day: str, due: int) -> None:
    """27.5: day before the third anniversary 0, on it half."""
    assert payable(day, "2013-05-15") == due


@pytest.mark.parametrize(
    ("day", "due"), [("2015-05-14", 5_000_00), ("2015-05-15", 10_000_00), ("2015-05-16", 10_000_00)]
)
def test_sentence_27_5_fifth_anniversary(day: str, due: int) -> None:
    """27.5: on the fifth anniversary full."""
    assert payable(day, "2010-05-15") == due


def test_sentence_27_5_outside_industrial_policy_pays_in_full_with_the_reason() -> None:
    """27.5: an excluded industry pays in full with the reason."""
    facts = firm("2013-06-30", "2012-05-15", conforms_to_industrial_policy=False)
    found = outcome("27.5", "2013-06-30", facts)
    assert (found.verdict, found.deciding) == ("not_entitled", "industrial_policy_conformity")
    assert value("water_fund_payable", "2013-06-30", facts) == 10_000_00


def test_sentence_27_5_is_for_small_and_micro_firms() -> None:
    facts = firm("2013-06-30", "2012-05-15", revenue="9000000000", **LARGE)
    found = outcome("27.5", "2013-06-30", facts)
    assert (found.verdict, found.deciding) == ("not_entitled", "small_or_micro")
    assert value("water_fund_payable", "2013-06-30", facts) == 10_000_00


@pytest.mark.parametrize(
    ("day", "verdict", "relief"),
    [
        ("2011-12-31", "not_in_force", None),
        ("2012-01-01", "entitled", 10_000_00),
        ("2014-05-14", "entitled", 10_000_00),
        ("2014-05-15", "entitled", 5_000_00),
        ("2016-05-14", "entitled", 5_000_00),
        ("2016-05-15", "not_entitled", None),
        ("2016-10-31", "not_entitled", None),
        ("2016-11-01", "not_in_force", None),
        ("2025-12-31", "not_in_force", None),
    ],
)
def test_sentence_27_5_as_a_measure(day: str, verdict: str, relief: int | None) -> None:
    found = outcome("27.5", day, firm(day, "2011-05-15"))
    assert found.verdict == verdict
    assert (found.amount.value if found.positive else None) == relief


def test_sentence_27_5_in_2026_no_text_was_found() -> None:
    assert outcome("27.5", "2026-01-01", firm("2026-01-01", "2024-05-15")).verdict == "unknown_law"
    assert outcome("27.5", "2026-01-01", firm("2026-01-01", "2011-05-15")).verdict == "not_entitled"


@pytest.mark.parametrize(
    ("day", "founded", "due"),
    [
        ("2011-12-31", "2010-05-15", 10_000_00),  # before the relief
        ("2012-01-01", "2010-05-15", 0),
        ("2016-10-31", "2000-01-01", 10_000_00),
        ("2016-11-01", "2000-01-01", 0),
        ("2020-12-31", "2000-01-01", 0),
        ("2021-01-01", "2000-01-01", 0),
        ("2025-12-31", "2000-01-01", 0),
        ("2026-01-01", "2000-01-01", "unknown_law"),
        ("2026-11-23", "2025-01-01", "unknown_law"),
        ("2010-12-31", "2000-01-01", "not_in_force"),
    ],
)
def test_the_levy_by_date(day: str, founded: str, due: object) -> None:
    """One per mille from 2011, suspended from 2016-11-01 to 2025, no text found for 2026."""
    assert payable(day, founded) == due


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2013-12-31", 0),
        ("2014-01-01", 5_000_00),
        ("2015-12-31", 5_000_00),
        ("2016-01-01", 10_000_00),
    ],
)
def test_reading_by_calendar_year(day: str, due: int) -> None:
    """Founded in 2011: the years 2011 to 2013 are free, 2014 and 2015 half."""
    assert payable(day, "2011-12-31", CALENDAR) == due


@pytest.mark.parametrize(("day", "verdict"), [("2013-05-14", "not_entitled"), ("2013-05-15", "entitled")])
@pytest.mark.parametrize("readings", [None, CALENDAR])
def test_no_reading_counts_a_firm_before_its_founding(
    day: str, verdict: str, readings: dict[str, str] | None
) -> None:
    found = outcome("27.5", day, firm(day, "2013-05-15"), readings=readings)
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("founded", "due"), [("2011-12-31", 10_000_00), ("2012-01-01", 0), ("2012-01-02", 0)]
)
def test_reading_of_firms_founded_before_2012(founded: str, due: int) -> None:
    assert payable("2013-06-30", founded, NEW_ONLY) == due
    assert payable("2013-06-30", founded) == 0


def test_reading_of_a_firm_that_was_an_individual_business() -> None:
    """17.5: an age-based rule says which founding date it uses."""
    change = {"predecessor_founded_on": "2005-03-01"}
    assert payable("2013-06-30", "2012-05-15", **change) == 0
    by_predecessor = {"water_fund_founding_date": "predecessor"}
    assert payable("2013-06-30", "2012-05-15", by_predecessor, **change) == 10_000_00
    assert payable("2013-06-30", "2012-05-15", by_predecessor) == 0


@pytest.mark.parametrize(
    ("readings", "said", "day"),
    [
        (None, "个体工商户转企的创立日 = 企业成立日期", "2012-05-15"),
        (
            {"water_fund_founding_date": "predecessor"},
            "个体工商户转企的创立日 = 转企前个体工商户成立日期",
            "2005-03-01",
        ),
    ],
)
def test_17_5_the_answer_says_which_founding_day_it_uses(
    readings: dict[str, str] | None, said: str, day: str
) -> None:
    facts = firm("2013-06-30", "2012-05-15", predecessor_founded_on="2005-03-01")
    answer = rulebook().answer(facts, as_of="2013-06-30", measures=["27.5"], readings=readings or {})
    text = answer.text()
    assert f"采用的读法：{said}（" in text
    assert f"[规则] 减免起算的创立日 = {day}" in text


@pytest.mark.parametrize(
    ("day", "founded", "readings", "due"),
    [
        # 12 months free; 5 free (January to May) and 7 half; 5 half and 7 full
        ("2013-12-31", "2011-05-15", None, 0),
        ("2014-12-31", "2011-05-15", None, 2_916_67),
        ("2015-12-31", "2010-05-15", None, 7_916_67),
        ("2014-12-31", "2011-05-15", CALENDAR, 5_000_00),
        ("2013-12-31", "2011-05-15", CALENDAR, 0),
        # levied for 10 months in 2016
        ("2016-12-31", "2000-01-01", None, 8_333_33),
        ("2016-12-31", "2011-05-15", None, 6_250_00),  # 5 half, 5 full, 2 not levied
        ("2017-12-31", "2000-01-01", None, 0),
        ("2026-12-31", "2000-01-01", None, "unknown_law"),
    ],
)
def test_sentence_27_5_months_are_split(
    day: str, founded: str, readings: dict[str, str] | None, due: object
) -> None:
    """27.5: months are split at the anniversary or by year as the parameter says."""
    assert value("water_fund_payable_in_year", day, firm(day, founded), readings=readings) == due


def test_the_last_revenue_is_asked_for_by_its_year() -> None:
    facts = {k: v for k, v in firm("2015-06-30", "2000-01-01").items() if not k.startswith("revenue@")}
    assert calc("water_fund_payable", "2015-06-30", facts) == ("missing", None, ("revenue@2014",))


def test_where_nothing_is_levied_nothing_is_asked() -> None:
    assert value("water_fund_payable", "2020-06-30", {}) == 0


def test_after_five_years_policy_and_size_do_not_matter() -> None:
    facts = {"founded_on": "2000-01-01", "revenue@2012": "10000000"}
    assert value("water_fund_payable", "2013-06-30", facts) == 10_000_00


def test_an_amount_settled_by_a_constraint_is_whole_fen() -> None:
    """Conformity is settled although the criterion of outdated capacity is missing; the amount is a number of fen."""
    found = outcome("27.5", "2016-05-15", firm("2016-05-15", "2013-05-15"))
    assert (found.verdict, found.amount.value, type(found.amount.value)) == ("entitled", 5_000_00, int)
