"""27.3 and 27.4 as measures: who has them, what they are worth, since when and until when."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.tax_table import FIRM, outcome, value


def at(income: str, **change: Any) -> dict[str, Any]:
    return FIRM | {"taxable_income": income} | change


def verdict(measure: str, day: str, facts: dict[str, Any]) -> tuple[str, object]:
    found = outcome(measure, day, facts)
    return found.verdict, found.amount.value if found.amount is not None and found.positive else None


@pytest.mark.parametrize(
    ("income", "expected"),
    [
        ("59999.99", ("entitled", 9_000_00)),
        ("60000.00", ("entitled", 9_000_00)),
        ("60000.01", ("not_entitled", None)),
        ("300000.01", ("not_entitled", None)),
        ("0.00", ("entitled", 0)),
        ("-5.00", ("entitled", 0)),
    ],
)
def test_sentence_27_3_up_to_60000(income: str, expected: tuple[str, object]) -> None:
    """27.3: 60,000 pays 6,000.00 instead of 15,000.00; 60,000.01 pays 12,000.00 under the general small rate."""
    assert verdict("27.3", "2012-12-31", at(income)) == expected


@pytest.mark.parametrize(
    ("day", "income", "expected"),
    [
        ("2011-12-31", "30000", ("not_in_force", None)),
        ("2012-01-01", "60000", ("entitled", 9_000_00)),
        ("2013-12-31", "60000.01", ("not_entitled", None)),
        ("2014-01-01", "100000", ("entitled", 15_000_00)),
        ("2014-12-31", "100000.01", ("not_entitled", None)),
        ("2015-01-01", "200000", ("entitled", 30_000_00)),
        ("2015-12-31", "300000", ("entitled", 22_500_00)),
        ("2016-12-31", "300000", ("entitled", 45_000_00)),
        ("2016-12-31", "300000.01", ("not_entitled", None)),
        ("2017-01-01", "500000", ("entitled", 75_000_00)),
        ("2018-12-31", "1000000", ("entitled", 150_000_00)),
        ("2019-01-01", "3000000", ("entitled", 500_000_00)),
        ("2022-12-31", "3000000", ("entitled", 625_000_00)),
        ("2026-11-23", "3000000", ("entitled", 600_000_00)),
        ("2026-11-23", "3000000.01", ("not_entitled", None)),
        ("2027-12-31", "3000000", ("entitled", 600_000_00)),
        ("2028-01-01", "3000000", ("unknown_law", None)),
    ],
)
def test_sentence_27_3_and_what_replaced_it(day: str, income: str, expected: tuple[str, object]) -> None:
    """The rule of 2012 was overtaken in 2014; its successors stay under the same id."""
    assert verdict("27.3", day, at(income)) == expected


def test_sentence_27_3_names_the_criterion_that_decides() -> None:
    assert outcome("27.3", "2012-12-31", at("60000.01")).deciding == "slp_income_reduced"
    assert outcome("27.3", "2012-12-31", at("60000", average_employees=101)).deciding == "small_low_profit"
    assert outcome("27.3", "2012-12-31", at("60000", legal_form="partnership")).verdict == "out_of_scope"


@pytest.mark.parametrize(
    ("day", "income", "expected"),
    [
        ("2012-12-31", "60000.00", ("not_entitled", None)),  # 6,000 as small low-profit, 9,000 at 15 %
        ("2012-12-31", "60000.01", ("entitled", 6_000_00)),
        ("2012-12-31", "300000.00", ("entitled", 30_000_00)),
        ("2012-12-31", "1000000.00", ("entitled", 100_000_00)),
        ("2019-12-31", "3000000.00", ("not_entitled", None)),
        ("2019-12-31", "3000000.01", ("entitled", 300_000_00)),
        ("2026-11-23", "5000000.00", ("entitled", 500_000_00)),
        ("2007-12-31", "5000000.00", ("not_in_force", None)),
        ("2028-01-01", "5000000.00", ("unknown_law", None)),
    ],
)
def test_sentence_27_4_with_a_valid_certificate(day: str, income: str, expected: tuple[str, object]) -> None:
    """27.4: with a valid certificate 15 %; if 27.3 gives less tax, the lower one is shown."""
    assert verdict("27.4", day, at(income, high_tech_certified=True)) == expected


def test_sentence_27_4_without_a_certificate() -> None:
    found = outcome("27.4", "2012-12-31", at("1000000"))
    assert (found.verdict, found.deciding) == ("not_entitled", "high_tech_certified")


@pytest.mark.parametrize("year", [2012, 2014, 2015, 2016, 2018, 2019, 2022, 2026])
def test_sentence_27_4_is_never_combined_with_27_3(year: int) -> None:
    """The savings of the two never add up, and the tax is the standard tax less the one saving there is."""
    day = f"{year}-12-31"
    for income in ("60000", "60000.01", "200000.01", "250000", "300000", "1000000", "3000000", "3000000.01"):
        facts = at(income, high_tech_certified=True)
        savings = [verdict(m, day, facts)[1] for m in ("27.3", "27.4")]
        assert None in savings
        standard = value("standard_income_tax", day, facts)
        saved = sum(s for s in savings if isinstance(s, int))
        assert value("corporate_income_tax", day, facts) == standard - saved
