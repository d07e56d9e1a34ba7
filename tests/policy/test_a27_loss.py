"""27.4: a loss is made up within five years, within ten by high-tech and technology firms since 2018."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import NA, SMALL, judge

LOSS = {
    "loss_year_end": "2007-12-31", "loss_amount": "1000000", "recovered_before": "400000",
    "income_before_losses": "500000", "technology_qualified_on": NA,
}  # fmt: skip


def outcome(day: str, firm: dict[str, Any] = SMALL, **facts: Any) -> Any:
    return judge("tax_loss", "27.4/loss-carry-forward", {**LOSS, **facts}, day, {"firm": firm})


@pytest.mark.parametrize(
    ("year", "qualified", "day", "inside"),
    [
        (2007, NA, "2007-12-31", None),  # the law of 2008
        (2011, NA, "2011-12-31", False),  # the year of the loss itself
        (2011, NA, "2012-01-01", True),
        (2011, NA, "2016-12-31", True),
        (2011, NA, "2017-01-01", False),
        (2012, "2011-01-01", "2017-12-31", True),
        (2011, "2011-01-01", "2017-12-31", False),  # ten years begin in 2018
        (2012, "2011-01-01", "2018-01-01", False),  # 2018 − 2012 = 6: no longer open
        (2013, "2011-01-01", "2018-01-01", True),
        (2013, "2011-01-01", "2023-12-31", True),
        (2013, "2011-01-01", "2024-01-01", False),
        (2013, NA, "2018-12-31", True),
        (2013, NA, "2019-01-01", False),
        (2015, "2020-12-31", "2025-12-31", True),
        (2015, "2021-01-01", "2025-12-31", False),
        (2020, "2026-05-01", "2025-12-31", True),
        (2019, "2026-05-01", "2025-12-31", False),
    ],
)
def test_years(year: int, qualified: Any, day: str, inside: bool | None) -> None:
    found = outcome(day, loss_year_end=f"{year}-12-31", technology_qualified_on=qualified)
    if inside is None:
        assert found.verdict == "not_in_force"
    else:
        expected = ("entitled", None) if inside else ("not_entitled", "loss_within_years")
        assert (found.verdict, found.deciding) == expected


@pytest.mark.parametrize(
    ("income", "fen"),
    [("599999.99", 599_999_99), ("600000", 600_000_00), ("600000.01", 600_000_00), ("0.01", 1)],
)
def test_no_more_than_is_left_and_than_there_is(income: str, fen: int) -> None:
    assert outcome("2012-12-31", income_before_losses=income).amount.value == fen


def test_refusals_say_why() -> None:
    assert outcome("2012-12-31", recovered_before="1000000").deciding == "loss_is_left"
    assert outcome("2012-12-31", income_before_losses="0").deciding == "has_income_for_loss"
    assert outcome("2012-12-31", {**SMALL, "legal_form": "individual_business"}).verdict == "out_of_scope"
    assert "财税〔2018〕76号#一" in outcome("2019-12-31").measure.cites
