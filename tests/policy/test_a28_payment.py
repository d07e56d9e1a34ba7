"""28.1 as it went on: payment of SMEs within a term, and the interest of late days."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import LARGE, MEDIUM, NA, SMALL, calc, judge

OWED: dict[str, Any] = {
    "payer_kind": "public_body", "delivered_on": "2021-01-01", "agreed_days": NA, "paid_on": NA,
    "amount_owed": "100000", "agreed_daily_rate": NA,
}  # fmt: skip


def outcome(day: str, supplier: dict[str, Any] = SMALL, **facts: Any) -> Any:
    return judge("sme_payment", "28.1/payment", {**OWED, **facts}, day, {"supplier": supplier})


def interest(day: str, **facts: Any) -> int:
    """Interest that the supplier may ask, fen; 0 where there is none to ask."""
    found = judge("sme_payment", "28.1/late-interest", {**OWED, **facts}, day, {"supplier": SMALL})
    if found.verdict == "not_entitled":
        assert found.deciding == "payment_is_late"
        return 0
    assert found.verdict == "entitled"
    return int(found.amount.value)


@pytest.mark.parametrize(
    ("day", "verdict", "fen"),
    [("2021-01-31", "complied", 0), ("2021-02-01", "breached", 50_00), ("2021-02-10", "breached", 500_00)],
)
def test_30_days_and_then_five_in_ten_thousand_a_day(day: str, verdict: str, fen: int) -> None:
    assert (outcome(day).verdict, interest(day)) == (verdict, fen)


@pytest.mark.parametrize(
    ("paid", "verdict", "fen"),
    [("2021-01-31", "complied", 0), ("2021-02-01", "breached", 50_00), ("2021-02-03", "breached", 150_00),
     ("2022-01-01", "breached", 400_00)],
)  # fmt: skip
def test_up_to_the_payment_or_the_day_asked(paid: str, verdict: str, fen: int) -> None:
    day = "2021-02-08"  # eight days after the last one
    assert (outcome(day, paid_on=paid).verdict, interest(day, paid_on=paid)) == (verdict, fen)


@pytest.mark.parametrize(
    ("day", "payer", "agreed", "days"),
    [
        ("2021-06-30", "public_body", NA, 30), ("2021-06-30", "public_body", 59, 59),
        ("2021-06-30", "public_body", 60, 60), ("2021-06-30", "public_body", 61, 60),
        ("2025-05-31", "large_firm", NA, ("not_applicable",)), ("2025-05-31", "large_firm", 90, 90),
        ("2025-06-01", "large_firm", NA, 60), ("2025-06-01", "large_firm", 90, 90),
        ("2025-06-01", "public_body", NA, 30),
    ],
)  # fmt: skip
def test_days_by_payer_and_contract(day: str, payer: str, agreed: Any, days: Any) -> None:
    facts = {**OWED, "payer_kind": payer, "agreed_days": agreed}
    assert calc("sme_payment", "payment_days", facts, day, {"supplier": SMALL}) == days


def test_an_agreed_rate_goes_before() -> None:
    assert interest("2021-02-10", agreed_daily_rate="0.001") == 1000_00


def test_who_and_when() -> None:
    assert outcome("2021-01-31", MEDIUM).verdict == "complied"
    assert outcome("2021-01-31", LARGE).verdict == "out_of_scope"
    assert outcome("2021-01-31", payer_kind="other").verdict == "out_of_scope"
    assert outcome("2020-08-31").verdict == "not_in_force"
    assert outcome("2026-11-23").verdict == "breached"
