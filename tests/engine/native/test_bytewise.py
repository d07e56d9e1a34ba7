"""Text that compares and chooses bytes, said in bytes: the same answers as in floating point for every byte."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from zhiwei.engine.native.bytewise import in_bytes

BYTES = (0, 1, 2, 6, 13, 127, 128, 254, 255)


def value(text: str, **names: object) -> float:
    return float(eval(text, {**names, "np": np}))  # noqa: S307


@pytest.mark.parametrize(
    "text",
    [
        "1.0 if a == 3.0 else 0.0",
        "a if a > b else b",
        "255.0 if (a == 0.0) | ((b != 1.0) & (a <= 13.0)) else b",
        "(13.0 if a == 0.0 else (11.0 if p == 0.0 else (b if b >= 4.0 else 8.0)))",
        "6.0 if 0.0 == 0.0 else a",
    ],
)
def test_what_compares_and_chooses_is_the_same_in_bytes(text: str) -> None:
    found = in_bytes([text])
    assert found is not None
    for a, b, p in itertools.product(BYTES, BYTES, (0.0, 0.5, 1.0)):
        told = value(found[0], a=np.uint8(a), b=np.uint8(b), p=p)
        assert told == value(text, a=float(a), b=float(b), p=p), (a, b, p)


def test_the_opposite_of_a_flag_and_an_opened_verdict_stay_bytes() -> None:
    opposite, opened = (
        in_bytes(["t0 = 1.0 - v4", "verdict = verdict + 128.0 if (not out) else verdict"]) or []
    )
    assert opposite == "t0 = np.uint8(1 - v4)"
    assert opened == "verdict = np.uint8(verdict + 128) if (not out) else verdict"
    assert [value("np.uint8(1 - v4)", v4=np.uint8(v)) for v in (0, 1)] == [1, 0]
    assert in_bytes(["1.0 - 0.0"]) == ["np.uint8(1 - np.uint8(0))"]


@pytest.mark.parametrize(
    "text",
    [
        "a + b",
        "a + 1.0",
        "a - 1.0",
        "-a",
        "2.0 * a",
        "a / b",
        "half_up(a, b)",
        "abs(a)",
        "300.0",
        "0.5",
        "9007199254740992.0",
    ],
)
def test_other_arithmetic_and_greater_numbers_are_left_as_they_are(text: str) -> None:
    assert in_bytes([f"t0 = {text}"]) is None
    assert in_bytes(["t0 = 1.0 if a == 0.0 else 2.0", f"t1 = {text}"]) is None
