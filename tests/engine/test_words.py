"""Small helpers of wording."""

from __future__ import annotations

from fractions import Fraction

import pytest

from zhiwei.engine.display import display
from zhiwei.engine.types import RATE
from zhiwei.engine.words import period_words


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("", "", ""),
        ("2012", "（2012年）", " (2012)"),
        ("2012Q1", "（2012年第1季度）", " (quarter 1 of 2012)"),
        ("2012-06", "（2012年6月）", " (2012-06)"),
        ("2012-06-30", "（2012-06-30）", " (2012-06-30)"),
        ("2012Q5", "（2012Q5）", " (2012Q5)"),
    ],
)
def test_a_period_behind_a_name(label: str, zh: str, en: str) -> None:
    assert period_words(label) == (zh, en)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (Fraction(1, 5), "20%", "20%"),
        (Fraction(1, 3), "约 33.33%", "about 33.33%"),
        (Fraction(101, 12), "约 841.67%", "about 841.67%"),
        (Fraction(-2, 3), "约 -66.67%", "about -66.67%"),
    ],
)
def test_a_rate_without_end_is_read_in_two_places(value: Fraction, zh: str, en: str) -> None:
    assert (display(RATE, value, (), "zh"), display(RATE, value, (), "en")) == (zh, en)
