"""Rounding: half-up to the fen for money, as declared, nothing for rates; the same in every engine."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.engine.meadowland import parameter, value
from tests.engine.written import HEADER, book, written
from zhiwei.engine.functions import round_exact

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)
# number: half_up, down, up
TABLE = {
    Fraction(1, 2): (1, 0, 1),
    Fraction(3, 2): (2, 1, 2),
    Fraction(-1, 2): (0, -1, 0),
    Fraction(-3, 2): (-1, -2, -1),
    Fraction(1, 3): (0, 0, 1),
    Fraction(2, 3): (1, 0, 1),
    Fraction(-1, 3): (0, -1, 0),
    Fraction(-2, 3): (-1, -1, 0),
    Fraction(7): (7, 7, 7),
    Fraction(-7): (-7, -7, -7),
    Fraction(0): (0, 0, 0),
    Fraction(10**30 + 1, 2): (5 * 10**29 + 1, 5 * 10**29, 5 * 10**29 + 1),
}
MODES = ("half_up", "down", "up")


@pytest.mark.parametrize("number", TABLE)
def test_a_number(number: Fraction) -> None:
    assert tuple(round_exact(number, m) for m in MODES) == TABLE[number]
    assert round_exact(number, "none") == number


@pytest.mark.parametrize("mode", [*MODES, "none", None])
@pytest.mark.parametrize("fen", [-3, -1, 0, 1, 3])
def test_money_in_every_engine(mode: str | None, fen: int) -> None:
    """Half of some fen: by hand, compiled, and with ``wind_only`` missing, which leads to the same on both sides."""
    header = HEADER if mode is None else HEADER.replace("cites", f"rounding='{mode}', cites")
    signature, body = "(income: Money, half: Rate) -> Money", "return income * half"
    exact = Fraction(fen, 2)
    expected = exact if mode == "none" else {
        -3: {"half_up": -1, "down": -2, "up": -1}, -1: {"half_up": 0, "down": -1, "up": 0}, 0: dict.fromkeys(MODES, 0),
        1: {"half_up": 1, "down": 0, "up": 1}, 3: {"half_up": 2, "down": 1, "up": 2},
    }[fen][mode or "half_up"]  # fmt: skip
    assert written(signature, body, header)(income=fen, half=HALF) == expected
    half = parameter("half", "rate", value("2000-01-01", HALF))
    facts = {"income": f"{'-' if fen < 0 else ''}0.0{abs(fen)}"}
    made = book(signature, body, header=header, parameters=[half])
    assert made.calc(["tried"], facts, as_of="2005-06-30", entity="mill")["tried"].value == expected
    forked = "return income * half if wind_only else income * half + 0"
    made = book(signature.replace(")", ", wind_only: Flag)", 1), forked, header=header, parameters=[half])
    assert made.calc(["tried"], facts, as_of="2005-06-30", entity="mill")["tried"].value == expected


def test_rates_are_not_rounded() -> None:
    third = parameter("third", "rate", value("2000-01-01", THIRD))
    made = book("(third: Rate) -> Rate", "return third * third", parameters=[third])
    assert made.calc(["tried"], {}, as_of="2005-06-30", entity="mill")["tried"].value == Fraction(1, 9)
    assert written("(third: Rate) -> Rate", "return third * third")(third=THIRD) == Fraction(1, 9)


def test_a_rounding_is_of_the_result_alone() -> None:
    """Half a fen and half a fen are a fen."""
    signature, body = "(income: Money, half: Rate) -> Money", "x = income * half\nreturn x + x"
    half = parameter("half", "rate", value("2000-01-01", HALF))
    made = book(signature, body, parameters=[half])
    assert made.calc(["tried"], {"income": "0.01"}, as_of="2005-06-30", entity="mill")["tried"].value == 1


def test_a_comparison_with_rounded_money_turns_at_the_right_fen() -> None:
    """Above 0 after rounding to the fen: from 5 fen on at a rate of 1/10 (half-up), from 1 fen on if rounded up."""
    for mode, first in (("half_up", 5), ("down", 10), ("up", 1)):
        header = HEADER.replace("cites", f"rounding='{mode}', cites")
        more = HEADER + 'def above(tried: Money) -> Flag:\n    """Above."""\n    return tried > 0\n'
        made = book(
            "(income: Money, toll_rate: Rate) -> Money", "return income * toll_rate", header=header, more=more
        )
        for fen in (first - 1, first):
            found = made.calc(["above"], {"income": f"0.{fen:02d}"}, as_of="2005-06-30", entity="mill")
            assert found["above"].value is (fen >= first)
