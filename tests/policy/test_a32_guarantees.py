"""32.3 and 32.4: compensation of guarantees."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import MEDIUM, SMALL, calc, decision, judge

DAY = "2012-06-30"
GUARANTEE = {
    "division": "330106",
    "guaranteed_balance": "2000000",
    "within_programme_limit": True,
    "counted_before": False,
    "guarantee_loss": "500000",
    "provincial_compensation": "100000",
}
LOCAL = [decision("32.4", {"compensation_ratio": "0.5", "compensation_cap": "300000"})]


@pytest.mark.parametrize(
    ("facts", "firm", "deciding", "counted"),
    [
        ({}, SMALL, None, "2000000.00"),
        ({"within_programme_limit": False}, SMALL, "within_programme_limit", "0.00"),
        ({"counted_before": True}, SMALL, "not_counted_before", "0.00"),
        ({}, MEDIUM, "borrower_is_small", "0.00"),
    ],
)
def test_32_3_what_counts(
    facts: dict[str, Any], firm: dict[str, Any], deciding: str | None, counted: str
) -> None:
    given = {**GUARANTEE, **facts}
    found = judge("guarantee", "32.3", given, DAY, {"borrower": firm})
    assert (found.verdict == "entitled", found.deciding) == (deciding is None, deciding)
    assert calc("guarantee", "balance_counted", given, DAY, {"borrower": firm}) == counted


@pytest.mark.parametrize(
    ("loss", "provincial", "fen"),
    [
        ("500000", "100000", 250_000_00),  # the local share
        ("700000", "0", 300_000_00),  # the local cap
        ("500000", "400000", 100_000_00),  # what the province left
        ("500000", "500000", 0),
    ],
)
def test_32_4_never_more_than_the_loss(loss: str, provincial: str, fen: int) -> None:
    facts = {**GUARANTEE, "guarantee_loss": loss, "provincial_compensation": provincial}
    found = judge("guarantee", "32.4", facts, DAY, {"borrower": SMALL}, decisions=LOCAL)
    assert (found.verdict, found.amount.value) == ("entitled", fen)


def test_32_4_without_a_local_rule() -> None:
    assert judge("guarantee", "32.4", GUARANTEE, DAY, {"borrower": SMALL}).verdict == "no_decision_filed"
