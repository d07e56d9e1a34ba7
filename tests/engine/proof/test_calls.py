"""Date functions of the solver at leap days, ends of months and of the calendar; expected values by hand."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from zhiwei.engine.functions import months_between
from zhiwei.engine.proof import calls
from zhiwei.engine.proof.facts import value_in
from zhiwei.engine.proof.quantity import Quantity, exactly
from zhiwei.engine.proof.solver import NotProvable, z3


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def moving(name: str) -> Quantity:
    low, high = Fraction(day("1996-01-01")), Fraction(day("2016-12-31"))
    return Quantity(z3.Int(name), 1, low, high)


def come_to(result: Quantity, **values: int) -> Fraction:
    solver = z3.Solver()
    solver.add(*(z3.Int(name) == value for name, value in values.items()))
    assert str(solver.check()) == "sat"
    found = value_in(result, solver.model())
    assert isinstance(found, Fraction)
    return found


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2000-02-29", "2001-02-27", 0), ("2000-02-29", "2001-02-28", 1), ("2000-02-29", "2004-02-28", 3),
        ("2000-02-29", "2004-02-29", 4), ("2001-03-01", "2004-02-29", 2), ("2001-03-01", "2004-03-01", 3),
        ("2005-06-30", "2005-06-29", -1), ("2005-06-30", "2005-06-30", 0), ("2005-12-31", "2006-01-01", 0),
    ],
)  # fmt: skip
def test_years_between(start: str, end: str, years: int) -> None:
    both = calls.call("years_between", [moving("a"), moving("b")])
    assert come_to(both, a=day(start), b=day(end)) == years
    one = calls.call("years_between", [moving("a"), exactly(day(end))])
    assert come_to(one, a=day(start)) == years
    other = calls.call("years_between", [exactly(day(start)), moving("b")])
    assert come_to(other, b=day(end)) == years


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2012-01-31", "2012-02-01", 2), ("2012-02-01", "2012-02-01", 1), ("2012-02-02", "2012-02-01", 0),
        ("2011-12-31", "2012-12-01", 13), ("2012-03-15", "2012-01-31", 0),
    ],
)  # fmt: skip
def test_months_touched(start: str, end: str, months: int) -> None:
    both = calls.call("months_touched", [moving("a"), moving("b")])
    assert come_to(both, a=day(start), b=day(end)) == months
    one = calls.call("months_touched", [moving("a"), exactly(day(end))])
    assert come_to(one, a=day(start)) == months


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2001-01-31", "2001-02-27", 0), ("2001-01-31", "2001-02-28", 1), ("2004-01-31", "2004-02-28", 0),
        ("2004-01-31", "2004-02-29", 1), ("2000-02-29", "2001-02-28", 12), ("2001-05-10", "2001-06-09", 0),
        ("2001-05-10", "2001-06-10", 1), ("2001-05-10", "2001-05-09", -1), ("2001-05-10", "1999-05-10", -24),
    ],
)  # fmt: skip
def test_full_months_between_two_moving_days(start: str, end: str, months: int) -> None:
    both = calls.call("months_between", [moving("a"), moving("b")])
    assert come_to(both, a=day(start), b=day(end)) == months
    started, ended = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    assert months_between(started, ended) == months


@pytest.mark.parametrize(
    ("function", "more", "start", "expected"),
    [
        ("add_years", [1], "2000-02-29", "2001-02-28"), ("add_years", [4], "2000-02-29", "2004-02-29"),
        ("add_months", [1], "2001-01-31", "2001-02-28"), ("add_months", [-1], "2001-03-31", "2001-02-28"),
        ("add_days", [1], "2000-02-28", "2000-02-29"), ("start_of_year", [], "2004-12-31", "2004-01-01"),
        ("end_of_year", [], "2004-01-01", "2004-12-31"),
    ],
)  # fmt: skip
def test_days(function: str, more: list[int], start: str, expected: str) -> None:
    result = calls.call(function, [moving("a"), *map(exactly, more)])
    assert come_to(result, a=day(start)) == day(expected)


def test_days_end_with_the_calendar() -> None:
    count = Quantity(z3.Int("n"), 1, Fraction(0), Fraction(10**9))
    result = calls.call("add_days", [moving("a"), count])
    assert come_to(result, a=day("2000-01-01"), n=366) == day("2001-01-01")
    assert come_to(result, a=day("2000-01-01"), n=10**9) == day("9999-12-31")


def test_what_cannot_be_exact_is_refused() -> None:
    with pytest.raises(NotProvable, match="add_months of two moving arguments"):
        calls.call("add_months", [moving("a"), Quantity(z3.Int("n"), 1, Fraction(0), Fraction(99))])
    with pytest.raises(NotProvable, match="without narrow bounds"):
        calls.call("year_of", [Quantity(z3.Int("a"))])
