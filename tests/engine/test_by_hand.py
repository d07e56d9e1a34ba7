"""Rules called by hand: plain functions of exact numbers, with the declared rounding."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.engine import meadowland as m
from tests.engine.meadowland import day
from tests.engine.written import HEADER, written
from zhiwei.engine.types import Piece


def test_the_toll() -> None:
    """Nothing up to 1,000 yuan, a tenth of the whole above, nothing if exempt."""
    tenth, free = Fraction(1, 10), 1_000_00
    assert m.toll(income=1_000_00, toll_rate=tenth, free_income=free, exempt=False) == 0
    assert m.toll(income=1_000_01, toll_rate=tenth, free_income=free, exempt=False) == 100_00
    assert m.toll(income=1_000_05, toll_rate=tenth, free_income=free, exempt=False) == 100_01
    assert m.toll(income=1_000_05, toll_rate=tenth, free_income=free, exempt=True) == 0
    assert type(m.toll(income=1_000_05, toll_rate=tenth, free_income=free, exempt=False)) is int


def test_tables_are_dicts() -> None:
    share = {"rye": Fraction(1, 2)}
    assert m.grain_due(income=3, grain=m.Grain.RYE, grain_share=share) == 2
    assert m.grain_due(income=3, grain=m.Grain.SPELT, grain_share=share) == 0


def test_pieces_are_a_tuple() -> None:
    halves = (
        Piece(2_000_00, day("2005-01-01"), day("2005-09-30")),
        Piece(3_000_00, day("2005-10-01"), day("2005-12-31")),
    )
    assert m.half_months(income=2_000_00, half_limit=halves) == 12
    assert m.half_months(income=2_000_01, half_limit=halves) == 3


def test_not_applicable_is_none() -> None:
    assert m.stop_loss(stopped_on=None, income=5) == 0
    assert m.stop_loss(stopped_on=day("2005-01-01"), income=5) == 5


def test_arguments_may_go_by_position() -> None:
    assert m.growth(500, 300) == 200


def test_quotients_stay_exact() -> None:
    third = written("(a: Count, b: Count) -> Rate", "return a / b")
    assert third(a=1, b=3) == Fraction(1, 3)
    years = written("(a: Date, b: Date) -> Rate", "return 1 / days_between(a, b)")
    assert years(a=day("2005-01-01"), b=day("2005-01-04")) == Fraction(1, 3)
    piece = written("(a: Pieces[Money]) -> Rate", "return sum(1 / days_between(p.starts, p.ends) for p in a)")
    assert piece(a=(Piece(1, day("2005-01-01"), day("2005-01-04")),)) == Fraction(1, 3)


def test_floats_are_refused() -> None:
    with pytest.raises(
        TypeError, match=r"^a rule takes exact numbers, not the float 0\.1; write Fraction\('0\.1'\)$"
    ):
        m.growth(0.1, 0)


def test_a_whole_result_is_an_integer() -> None:
    double = written("(a: Rate) -> Rate", "return a + a", HEADER)
    assert type(double(a=Fraction(1, 2))) is int


def test_flags_stay_flags() -> None:
    assert written("(a: Flag) -> Flag", "return a")(a=True) is True
    assert m.small_mill(hands=9, small_hands=10) is True


def test_it_is_still_the_function() -> None:
    assert m.toll.__name__ == "toll"
    assert m.toll.__doc__ == "The toll of a year, fen: nothing up to the free income, the whole above it."
