"""Small helpers of wording."""

from __future__ import annotations

import pytest

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
