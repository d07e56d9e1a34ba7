"""The notches of 27.3 and 27.2, checked without the solver: by a table of the law written here, and by the engine."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from zhiwei import rulebook
from zhiwei.engine.proof.claims import Notches
from zhiwei.engine.proof.prove import prove
from zhiwei.engine.raw import shown
from zhiwei.engine.types import MONEY
from zhiwei.policy.proofs import income_tax, reward

FIRM = {
    "legal_form": "limited_company", "average_employees": 80, "average_total_assets": 10_000_000,
    "tax_industry": "other", "restricted_or_prohibited_industry": False, "collection_method": "audited",
    "high_tech_certified": False, "founded_on": "2015-01-01",
}  # fmt: skip
OLD_FIRM = {**FIRM, "founded_on": "2010-05-04"}


def half_up(number: Fraction) -> int:
    return int((2 * number + 1) // 2)


def after_tax_2012(fen: int, share: str = "0", base: str = "excess") -> int:
    """What is left of an income in fen in 2012: 10 %, 20 %, 25 % of all of it, plus the reward of the locality."""
    rate = Fraction(10 if fen <= 60_000_00 else 20 if fen <= 300_000_00 else 25, 100)
    rewarded = 0
    if 60_000_00 < fen <= 300_000_00:
        counted = fen if base == "whole" else fen - 60_000_00
        rewarded = half_up(half_up(counted * rate * Fraction(4, 10)) * Fraction(share))
    return fen - half_up(fen * rate) + rewarded


def fen(yuan: str) -> int:
    return int(Fraction(yuan) * 100)


def listed(claims: Any, name: str) -> Notches:
    (claim,) = [c for c in claims if c.id == name]
    assert isinstance(claim, Notches)
    return claim


@pytest.mark.parametrize(
    ("claims", "name", "share", "base"),
    [
        (income_tax.CLAIMS, "27.3/notches-2012", "0", "excess"),
        (reward.CLAIMS, "27.2/notches-half", "1/2", "excess"),
        (reward.CLAIMS, "27.2/notches-all", "1", "excess"),
        (reward.CLAIMS, "27.2/notches-whole-reading", "1", "whole"),
    ],
)
def test_sizes_and_reach_by_hand(claims: Any, name: str, share: str, base: str) -> None:
    claim = listed(claims, name)
    assert claim.notches is not None
    for notch in claim.notches:
        at, reach = fen(notch.at), fen(notch.dominated_to)
        here = after_tax_2012(at, share, base)
        assert here - after_tax_2012(at + 1, share, base) + 1 == fen(notch.size)
        assert after_tax_2012(reach, share, base) < here
        beyond = range(reach + 1, reach + 20_000)
        assert all(after_tax_2012(x, share, base) >= here for x in beyond)


SHARES = {"0": "67500.00", "0.25": "67317.07", "0.5": "67142.85", "0.75": "66976.74", "1": "66818.19"}
"""Share of the local contribution rewarded, and the income from which nobody is left with less than at 60,000."""


def test_the_more_a_locality_rewards_the_narrower_the_first_notch() -> None:
    half = listed(reward.CLAIMS, "27.2/notches-half")
    for share, level in SHARES.items():
        here = after_tax_2012(60_000_00, share)
        assert after_tax_2012(fen(level) - 1, share) < here <= after_tax_2012(fen(level), share)
        (decision,) = half.decisions
        asked = replace(
            half, decisions=({**decision, "fills": {"reward_share": share}},), notches=None, expected=""
        )
        first, second = prove(rulebook(), asked, 60).notches
        assert (first.at, first.size, first.level_from) == ("60000.00", "6000.00", level)
        assert second.at == "300000.00"


@pytest.mark.parametrize(
    ("day", "firm", "income", "tax"),
    [
        ("2012-12-31", OLD_FIRM, "60000.00", "6000.00"), ("2012-12-31", OLD_FIRM, "60000.01", "12000.00"),
        ("2012-12-31", OLD_FIRM, "67499.99", "13500.00"), ("2012-12-31", OLD_FIRM, "67500.00", "13500.00"),
        ("2012-12-31", OLD_FIRM, "300000.00", "60000.00"), ("2012-12-31", OLD_FIRM, "300000.01", "75000.00"),
        ("2012-12-31", OLD_FIRM, "319999.99", "80000.00"), ("2012-12-31", OLD_FIRM, "320000.00", "80000.00"),
        ("2015-12-31", FIRM, "200000.00", "20000.00"), ("2015-12-31", FIRM, "200000.01", "35000.00"),
        ("2026-12-31", OLD_FIRM, "3000000.00", "150000.00"), ("2026-12-31", OLD_FIRM, "3000000.01", "750000.00"),
    ],
)  # fmt: skip
def test_the_engine_at_the_notches(day: str, firm: dict[str, Any], income: str, tax: str) -> None:
    found = rulebook().calc(["corporate_income_tax"], {**firm, "taxable_income": income}, as_of=day)
    assert shown(MONEY, found["corporate_income_tax"].value) == tax
