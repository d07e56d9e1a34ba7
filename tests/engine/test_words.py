"""Small helpers of wording."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from zhiwei.engine.display import display
from zhiwei.engine.types import RATE, ValueType
from zhiwei.engine.words import cite_words, held_words, period_words, state_words


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
        (Fraction(1, 6_000_001), "约 0.000017%", "about 0.000017%"),
        (Fraction(-1, 30_000), "约 -0.0033%", "about -0.0033%"),
    ],
)
def test_a_rate_without_end_is_read_in_two_places(value: Fraction, zh: str, en: str) -> None:
    assert (display(RATE, value, (), "zh"), display(RATE, value, (), "en")) == (zh, en)


@pytest.mark.parametrize(
    ("value", "zh"),
    [
        (Fraction(2, 3), "2/3"),
        (Fraction(5, 4), "1.25"),
        (Fraction(1, 101), "约 0.01"),
        (Fraction(1, 700), "约 0.0014"),
    ],
)
def test_a_number_without_end_is_a_plain_fraction_or_nearly_told(value: Fraction, zh: str) -> None:
    assert display(ValueType("number"), value, (), "zh") == zh


LATER = {"status": "not_in_force", "starts": "2014-01-01", "inputs": []}
PAST = {"status": "not_in_force", "starts": "2001-01-01", "ends": "2010-12-31", "inputs": []}
KNOWN = {"status": "known", "inputs": []}


@pytest.mark.parametrize(
    ("step", "zh", "en"),
    [
        (LATER, "尚未施行（自 2014-01-01 起施行）", "not begun yet (from 2014-01-01)"),
        (PAST, "已停止执行（至 2010-12-31）", "ended (on 2010-12-31)"),
        (
            {"status": "not_in_force", "inputs": ["known", "past"]},
            "已停止执行（至 2010-12-31）",
            "ended (on 2010-12-31)",
        ),
        ({"status": "not_in_force", "inputs": ["known"]}, "不在有效期内", "not in force"),
        ({"status": "not_offered", "inputs": []}, "当地不实施", "declined by the locality"),
    ],
)
def test_a_state_tells_which_side_of_its_days(step: dict[str, Any], zh: str, en: str) -> None:
    assert state_words({"known": KNOWN, "past": PAST}, step, "2012-06-30") == (zh, en)


@pytest.mark.parametrize(
    ("zh", "holds", "said"),
    [
        ("甲（3） 低于 乙（2）", False, ("：不成立", ": does not hold")),
        ("甲（3） 超过 乙（2）", True, ("：成立", ": holds")),
        ("小磨坊：否", False, ("", "")),
        ("甲（3） × 乙（2）", None, ("", "")),
    ],
)
def test_whether_a_condition_held(zh: str, holds: bool | None, said: tuple[str, str]) -> None:
    assert held_words({"zh": zh, "en": "", "holds": holds}) == said


def test_a_sentence_is_cited_behind_its_document() -> None:
    assert cite_words("27.3", "(二十七) 第3句") == "《意见》（二十七）第3句"
    assert cite_words("27.3", "(27) sentence 3") == "Opinions (27) sentence 3"
    assert cite_words("财税〔2011〕117号#一", "财税〔2011〕117号 第一条") == "财税〔2011〕117号 第一条"
    assert cite_words("7.1", "7.1") == "7.1"
