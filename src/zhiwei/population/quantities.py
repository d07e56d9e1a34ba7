"""Cells of money, rates, counts and numbers: from what is written to exact inner values."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from zhiwei.engine.model import Variable
from zhiwei.population import cell_problems as problem
from zhiwei.population.columns import Column
from zhiwei.population.defects import Problem
from zhiwei.population.numbers import Written, read_number
from zhiwei.population.units import FEN_PER, PERCENT, WAN_YUAN, YUAN, allowed_units, split_units

FLOAT_TOLERANCE_FEN = Fraction(1, 10_000)
"""A float is a whole fen if it is within 1e-6 yuan of it."""
_EXACT = Context(prec=60)


def read_money(column: Column, raw: Any, declared: str | None) -> tuple[int, str | None] | Problem:
    """Fen, and the unit the cell itself declares; ``declared`` is what earlier cells declared."""
    written = read_number(raw)
    if isinstance(written, Problem):
        return written
    unit = _money_unit(written)
    if isinstance(unit, Problem):
        return unit
    expected = column.unit or declared
    if unit and expected and unit != expected:
        return problem.two_units(expected, unit, in_heading=column.unit is not None)
    exact = Fraction(written.value) * FEN_PER[unit or column.unit or YUAN]
    fen = round(exact)
    if fen != exact and not (written.binary and abs(fen - exact) <= FLOAT_TOLERANCE_FEN):
        return problem.below_fen()
    return fen, unit


def _money_unit(written: Written) -> str | Problem | None:
    if not written.unit:
        return None
    word = split_units(written.unit)
    unit = WAN_YUAN if word == ["万"] else word[0] if len(word) == 1 else written.unit
    return unit if unit in FEN_PER else problem.unit_in_cell(written.unit, (YUAN, WAN_YUAN))


def read_rate(column: Column, raw: Any) -> Fraction | Problem:
    """A fraction; ``5%`` and, under a heading in %, ``5`` are a twentieth."""
    written = read_number(raw)
    if isinstance(written, Problem):
        return written
    if written.unit and written.unit != PERCENT:
        return problem.unit_in_cell(written.unit, (PERCENT,))
    percent = bool(written.unit) or column.unit == PERCENT
    return Fraction(written.value) / (100 if percent else 1)


def read_amount(variable: Variable, raw: Any) -> int | Fraction | Problem:
    """A count (whole) or a number (exact), perhaps followed by its counting word."""
    written = read_number(raw)
    if isinstance(written, Problem):
        return written
    allowed = allowed_units(variable.type.kind, variable.type.unit)
    if written.unit and written.unit not in allowed:
        return problem.unit_in_cell(written.unit, allowed)
    value = Fraction(written.value)
    if variable.type.kind == "count":
        return int(value) if value.denominator == 1 else problem.not_whole()
    return value


def outside(variable: Variable, value: int | Fraction) -> Problem | None:
    """What is wrong with a value outside the declared range or off its step; days as ordinals."""
    if variable.minimum is not None and value < variable.minimum:
        return problem.below(show(variable, variable.minimum))
    if variable.maximum is not None and value > variable.maximum:
        return problem.above(show(variable, variable.maximum))
    if (
        variable.step is not None
        and variable.type.kind != "date"
        and Fraction(value) % Fraction(variable.step)
    ):
        return problem.off_step(show(variable, variable.step))
    return None


def show(variable: Variable, value: int | Fraction) -> str:
    """A limit as the file would write it: money in yuan, days in ISO form."""
    if variable.type.kind == "date":
        return date.fromordinal(int(value)).isoformat()
    return decimal_text(Fraction(value) / 100 if variable.type.kind == "money" else Fraction(value))


def decimal_text(value: Fraction) -> str:
    """A fraction as a plain decimal if it is one, else ``n/d``."""
    if value.denominator == 1:
        return str(value.numerator)
    quotient = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    return (
        f"{quotient.normalize():f}"
        if Fraction(quotient) == value
        else f"{value.numerator}/{value.denominator}"
    )
