"""30.8 and 31.1: deposits by lending results, and the two tests of banks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.procedure import calc, judge

DAY = "2012-06-30"


def bank(small: str, firms: str, loans: str, before: tuple[str, str, str]) -> Any:
    facts = {
        "small_firm_loans": small, "enterprise_loans": firms, "all_loans": loans,
        "small_firm_loans@2012Q1": before[0], "enterprise_loans@2012Q1": before[1], "all_loans@2012Q1": before[2],
    }  # fmt: skip
    return judge("bank_lending", "31.1", facts, DAY)


BEFORE = ("400", "1000", "2000")


@pytest.mark.parametrize(
    ("now", "deciding"),
    [
        (("441", "1100", "2200"), None),
        (("440", "1100", "2200"), "small_loan_share_rose"),  # 40 % as before
        (("440", "1000", "2200"), "small_loans_grew_faster"),  # 10 % and 10 %
        (("440.01", "1100", "2200"), None),
        (("400", "1000", "2000"), "small_loan_share_rose"),
    ],
)
def test_31_1_equal_is_not_enough(now: tuple[str, str, str], deciding: str | None) -> None:
    found = bank(*now, BEFORE)
    assert (found.verdict, found.deciding) == ("complied" if deciding is None else "breached", deciding)


def test_31_1_a_missing_quarter_is_named() -> None:
    facts = {"small_firm_loans": "441", "enterprise_loans": "1100", "all_loans": "2200"}
    found = judge("bank_lending", "31.1", facts, DAY)
    assert found.verdict == "undetermined"
    assert found.missing == ("all_loans@2012Q1", "enterprise_loans@2012Q1", "small_firm_loans@2012Q1")


@given(
    fen=st.integers(0, 10**11),
    scores=st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any),
)
def test_30_8_shares_sum_and_keep_the_order(fen: int, scores: list[int]) -> None:
    deposit = f"{fen // 100}.{fen % 100:02}"
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
    places = {bank: place for place, bank in enumerate(order, start=1)}
    total = sum(scores)
    left = fen - sum(fen * score // total for score in scores)

    def allotted(i: int) -> int:
        facts = {
            "public_deposit": deposit, "lending_score": scores[i], "total_score": total,
            "score_rank": places[i], "places_with_one_more": left,
        }  # fmt: skip
        return int(calc("bank_lending", "deposit_allotted", facts, DAY).replace(".", ""))

    shares = [allotted(i) for i in range(len(scores))]
    assert sum(shares) == fen
    assert all(
        shares[a] >= shares[b]
        for a in range(len(scores))
        for b in range(len(scores))
        if scores[a] > scores[b]
    )
