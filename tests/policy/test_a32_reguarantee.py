"""32.1 and 32.5: leverage of a guarantor; a claim and its recovery split by the contract shares."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import calc
from zhiwei import rulebook

DAY = "2012-12-31"
PARTS = ("guarantor", "reguarantor", "bank")


def parts(of: str, **facts: Any) -> list[Any]:
    """The parts of the three in fen, or their statuses."""
    names = [f"{of}_of_{one}" for one in PARTS]
    found = rulebook().calc(names, facts, entity="guarantee_claim", as_of=DAY)
    return [found[n].value if found[n].status == "known" else found[n].status for n in names]


SHARES = {"guarantor_share": "0.4", "reguarantor_share": "0.4", "bank_share": "0.2"}
THIRDS = {"guarantor_share": "0.333334", "reguarantor_share": "0.333333", "bank_share": "0.333333"}
NO_GUARANTOR = {"guarantor_share": "0", "reguarantor_share": "0.5", "bank_share": "0.5"}


@pytest.mark.parametrize(
    ("paid", "shares", "fen"),
    [
        ("1000000", SHARES, [400_000_00, 400_000_00, 200_000_00]),
        ("0.03", SHARES, [2, 1, 0]),  # 1.2, 1.2 and 0.6 fen
        ("1000000.01", THIRDS, [333_334_01, 333_333_00, 333_333_00]),
        ("0.01", NO_GUARANTOR, [1, 0, 0]),  # half a fen each: what cannot be split stays where it was paid
        ("0", SHARES, [0, 0, 0]),
    ],
)
def test_32_5_a_claim_is_split_to_the_cent(paid: str, shares: dict[str, str], fen: list[int]) -> None:
    found = parts("claim", claim_paid=paid, **shares)
    assert found == fen
    assert sum(found) == int(paid.replace(".", "")) * (1 if "." in paid else 100)


@pytest.mark.parametrize(
    ("recovered", "fen"), [("250000", [100_000_00, 100_000_00, 50_000_00]), ("0.04", [3, 1, 0])]
)
def test_32_5_recoveries_are_split_the_same_way(recovered: str, fen: list[int]) -> None:
    found = parts("recovery", claim_paid="1000000", claim_recovered=recovered, **SHARES)
    assert found == fen  # of four fen 1.6, 1.6 and 0.8


def test_32_5_shares_that_are_not_the_whole_split_nothing() -> None:
    for bank in ("0.199999", "0.200001"):
        assert parts("claim", claim_paid="1", **{**SHARES, "bank_share": bank}) == ["not_applicable"] * 3


@pytest.mark.parametrize(
    ("assets", "leverage"), [("100000000", "7.5"), ("0", ("not_applicable",)), ("-1", ("not_applicable",))]
)
def test_32_1_capital_and_balance_give_the_leverage(assets: str, leverage: object) -> None:
    facts = {"net_assets": assets, "guarantee_balance": "750000000"}
    assert calc("guarantor", "guarantor_leverage", facts, DAY) == leverage


def test_32_1_without_the_capital_there_is_no_leverage() -> None:
    assert calc("guarantor", "guarantor_leverage", {"guarantee_balance": "1"}, DAY) == (
        "missing",
        "net_assets",
    )
