"""Exact numbers of the solver: rounding, quotients, products, bounds; expected values by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from zhiwei.engine.proof import quantity
from zhiwei.engine.proof.facts import holds, value_in
from zhiwei.engine.proof.quantity import Quantity, exactly
from zhiwei.engine.proof.solver import z3


def at(number: int, *, real: bool = False) -> tuple[Quantity, Any]:
    """A free number that a model fixes."""
    free = z3.Real("x") if real else z3.Int("x")
    solver = z3.Solver()
    solver.add(free == number)
    assert str(solver.check()) == "sat"
    return Quantity(free, 1, None, None, real), solver.model()


@pytest.mark.parametrize("real", [False, True], ids=["whole", "real"])
@pytest.mark.parametrize(
    ("mode", "tenths", "expected"),
    [
        ("half_up", 4, 0), ("half_up", 5, 1), ("half_up", 14, 1), ("half_up", 15, 2),
        ("half_up", -5, 0), ("half_up", -6, -1), ("half_up", -15, -1),
        ("down", 19, 1), ("down", -1, -1), ("up", 11, 2), ("up", -19, -1), ("up", 10, 1),
    ],
)  # fmt: skip
def test_rounding(mode: str, tenths: int, expected: int, real: bool) -> None:
    free, model = at(tenths, real=real)
    tenth = quantity.multiply(free, exactly(Fraction(1, 10)))
    assert value_in(quantity.rounded(tenth, mode), model) == expected


def test_a_product_with_few_values_stays_linear() -> None:
    free, _ = at(7)
    one_of = quantity.of_cases(((Fraction(2), z3.Bool("two")), (Fraction(3), z3.Not(z3.Bool("two")))))
    product = quantity.multiply(free, one_of)
    assert "x*x" not in str(product.top)
    solver = z3.Solver()
    solver.add(free.top == 7, z3.Bool("two"))
    assert str(solver.check()) == "sat"
    assert value_in(product, solver.model()) == 14


def test_a_quotient_is_exact() -> None:
    free, model = at(3)
    assert value_in(quantity.divide(exactly(1), free), model) == Fraction(1, 3)
    assert value_in(quantity.divide(free, exactly(7)), model) == Fraction(3, 7)


def test_bounds_decide_what_they_can() -> None:
    income = Quantity(z3.Int("income"), 1, Fraction(0), Fraction(10))
    assert quantity.compared("<", income, exactly(11)) is True
    assert quantity.compared(">=", income, exactly(11)) is False
    assert not isinstance(quantity.compared("<=", income, exactly(10)), bool)


def test_different_denominators_compare_exactly() -> None:
    free, model = at(1)
    third = quantity.multiply(free, exactly(Fraction(1, 3)))
    assert holds(quantity.compared(">", third, exactly(Fraction(333333, 10**6))), model)
    assert not holds(quantity.compared(">", third, exactly(Fraction(333334, 10**6))), model)
