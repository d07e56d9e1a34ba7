"""27.8: no invoice fee for small and micro firms from 2012 to 2014."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.tax_table import calc, outcome, value

MICRO: dict[str, Any] = {
    "legal_form": "limited_company",
    "industry_code": "1310",
    "industry_edition": "2011",
    "employees": 5,
    "revenue": "500000",
    "total_assets": "800000",
    "invoice_fee_tariff": "120.00",
}
LARGE = MICRO | {"employees": 2000, "revenue": "900000000"}


@pytest.mark.parametrize(
    ("day", "micro", "large"),
    [
        ("2011-12-31", 120_00, 120_00),
        ("2012-01-01", 0, 120_00),
        ("2012-12-31", 0, 120_00),
        ("2013-01-01", 0, 0),
        ("2014-12-31", 0, 0),
        ("2015-01-01", 0, 0),
        ("2026-11-23", 0, 0),
    ],
)
def test_sentence_27_8_what_is_payable(day: str, micro: int, large: int) -> None:
    """27.8: 2011-12-31 full; 2012-01-01 and 2014-12-31 zero; from 2013 the fee is abolished for all."""
    assert value("invoice_fee_payable", day, MICRO) == micro
    assert value("invoice_fee_payable", day, LARGE) == large


@pytest.mark.parametrize(
    ("day", "verdict", "relief"),
    [
        ("2011-12-31", "not_in_force", None),
        ("2012-01-01", "entitled", 120_00),
        ("2012-12-31", "entitled", 120_00),
        ("2013-01-01", "entitled", 0),  # in force, but there is no fee left to waive
        ("2014-12-31", "entitled", 0),
        ("2015-01-01", "not_in_force", None),
    ],
)
def test_sentence_27_8_as_a_measure(day: str, verdict: str, relief: int | None) -> None:
    """27.8: on 2015-01-01 there is no relief under this clause."""
    found = outcome("27.8", day, MICRO)
    assert found.verdict == verdict
    assert (found.amount.value if found.positive else None) == relief


def test_sentence_27_8_a_large_firm_has_no_relief() -> None:
    found = outcome("27.8", "2012-06-30", LARGE)
    assert (found.verdict, found.deciding) == ("not_entitled", "small_or_micro")


def test_what_is_asked() -> None:
    no_tariff = {k: v for k, v in MICRO.items() if k != "invoice_fee_tariff"}
    assert calc("invoice_fee_payable", "2012-06-30", no_tariff) == ("known", 0, ())
    assert calc("invoice_fee_payable", "2013-01-01", {}) == ("known", 0, ())
    assert calc("invoice_fee_payable", "2011-12-31", no_tariff) == ("missing", None, ("invoice_fee_tariff",))
