"""36.1: scores that can be recomputed, published after the appeal."""

from __future__ import annotations

from typing import Any

import pytest

from tests.policy.procedure import calc, judge

DAY = "2012-12-31"


@pytest.mark.parametrize(
    ("achieved", "target", "weight", "score"),
    [
        ("30", "40", "0.2", "0.15"),
        ("50", "40", "0.2", "0.2"),
        ("0", "40", "0.2", "0"),
        ("1", "0", "0.2", ("not_applicable",)),
    ],
)
def test_36_1_score(achieved: str, target: str, weight: str, score: Any) -> None:
    facts = {"achieved": achieved, "target": target, "item_weight": weight}
    assert calc("assessment_item", "item_score", facts, DAY) == score


@pytest.mark.parametrize(
    ("shown", "ends", "open_appeals", "verdict"),
    [
        ("2012-12-01", "2012-12-30", 0, "allowed"),
        ("2012-12-01", "2012-12-31", 0, "not_allowed"),
        ("2012-12-01", "2012-12-30", 1, "not_allowed"),
        ("2012-12-31", "2012-12-30", 0, "not_allowed"),
    ],
)
def test_36_1_not_before_the_appeal_is_over(shown: str, ends: str, open_appeals: int, verdict: str) -> None:
    facts = {"inputs_shown_on": shown, "appeal_ends_on": ends, "open_appeals": open_appeals}
    assert judge("assessment_item", "36.1", facts, DAY).verdict == verdict
