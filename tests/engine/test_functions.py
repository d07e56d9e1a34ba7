"""The functions rules may call, against a calendar on paper."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

import zhiwei.engine as language
from tests.engine.meadowland import day
from zhiwei.engine import functions
from zhiwei.engine.functions import FUNCTIONS, on_ordinals

SPANS = {
    # from, to: full years, full months, months touched, days
    ("2011-06-30", "2012-06-29"): (0, 11, 13, 365),
    ("2011-06-30", "2012-06-30"): (1, 12, 13, 366),
    ("2012-02-29", "2013-02-27"): (0, 11, 13, 364),
    ("2012-02-29", "2013-02-28"): (1, 12, 13, 365),
    ("2012-02-29", "2016-02-28"): (3, 47, 49, 1460),
    ("2012-02-29", "2016-02-29"): (4, 48, 49, 1461),
    ("2012-01-31", "2012-02-28"): (0, 0, 2, 28),
    ("2012-01-31", "2012-02-29"): (0, 1, 2, 29),
    ("2012-01-31", "2012-03-01"): (0, 1, 3, 30),
    ("2012-05-05", "2012-05-05"): (0, 0, 1, 0),
    ("2012-05-05", "2012-05-31"): (0, 0, 1, 26),
    ("2011-12-31", "2012-01-01"): (0, 0, 2, 1),
    ("2012-06-30", "2012-06-29"): (-1, -1, 0, -1),
    ("2012-06-30", "2011-06-30"): (-1, -12, 0, -366),
    ("2012-06-30", "2011-06-29"): (-2, -13, 0, -367),
}


@pytest.mark.parametrize("span", SPANS)
def test_between_two_days(span: tuple[str, str]) -> None:
    start, end = map(day, span)
    names = ("years_between", "months_between", "months_touched", "days_between")
    assert tuple(getattr(functions, n)(start, end) for n in names) == SPANS[span]
    assert tuple(getattr(language, n)(start, end) for n in names) == SPANS[span]
    ordinals = start.toordinal(), end.toordinal()
    assert tuple(on_ordinals(n)(*ordinals) for n in names) == SPANS[span]


@pytest.mark.parametrize(
    ("name", "start", "n", "expected"),
    [
        ("add_years", "2012-02-29", 1, "2013-02-28"),
        ("add_years", "2012-02-29", 4, "2016-02-29"),
        ("add_years", "2013-02-28", 3, "2016-02-28"),
        ("add_years", "2012-06-30", 0, "2012-06-30"),
        ("add_years", "2012-06-30", -1, "2011-06-30"),
        ("add_months", "2012-01-31", 1, "2012-02-29"),
        ("add_months", "2012-01-31", 13, "2013-02-28"),
        ("add_months", "2012-12-15", 1, "2013-01-15"),
        ("add_months", "2012-01-15", -1, "2011-12-15"),
        ("add_days", "2012-02-28", 2, "2012-03-01"),
        ("add_days", "2012-03-01", -1, "2012-02-29"),
    ],
)
def test_a_day_later(name: str, start: str, n: int, expected: str) -> None:
    assert getattr(functions, name)(day(start), n) == day(expected)
    assert getattr(language, name)(day(start), Fraction(n)) == day(expected)
    assert on_ordinals(name)(day(start).toordinal(), n) == day(expected).toordinal()


def test_years() -> None:
    assert functions.year_of(day("2012-06-30")) == 2012
    assert functions.start_of_year(day("2012-06-30")) == day("2012-01-01")
    assert functions.end_of_year(day("2012-06-30")) == day("2012-12-31")


@pytest.mark.parametrize(
    ("number", "below", "above"),
    [(Fraction(1, 2), 0, 1), (Fraction(-1, 2), -1, 0), (Fraction(3), 3, 3), (Fraction(-3), -3, -3)],
)
def test_floor_and_ceil(number: Fraction, below: int, above: int) -> None:
    assert (functions.floor(number), functions.ceil(number)) == (below, above)


def test_by_hand_whole_numbers_come_exact() -> None:
    """A quotient of two of them must not fall into binary floats."""
    assert type(language.years_between(day("2001-01-01"), day("2011-01-01"))) is Fraction
    assert type(language.floor(Fraction(7, 2))) is Fraction


@pytest.mark.parametrize("name", FUNCTIONS)
def test_moves_as_it_says(name: str) -> None:
    """Each function is declared to rise or fall with each argument; looked at over four years, day by day."""
    function, run = FUNCTIONS[name], on_ordinals(name)
    base = day("2011-01-01").toordinal()
    others = {"date": day("2012-02-29").toordinal(), "count": 13, "numeric": Fraction(1, 3)}
    for position, direction in enumerate(function.direction):
        arguments = [others[kind] for kind in function.takes]
        results = []
        for step in range(1461):
            moved = {"date": base + step, "count": step - 700, "numeric": Fraction(step - 700, 7)}
            arguments[position] = moved[function.takes[position]]
            results.append(run(*arguments))
        pairs = list(itertools.pairwise(results))
        assert all((b - a) * direction >= 0 for a, b in pairs)
        assert any(a != b for a, b in pairs)
