"""From the numbers of a column back to a fact of the traced engine."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Protocol

import numpy as np

from zhiwei.engine import facts
from zhiwei.engine.facts import Fact
from zhiwei.engine.model import Variable
from zhiwei.engine.native.codes import KNOWN, NOT_APPLICABLE
from zhiwei.engine.native.layout import COLUMN_SCALE, FRACTIONAL


class Numbers(Protocol):
    """A column: numbers, and their states where not all are known."""

    @property
    def values(self) -> np.ndarray: ...
    @property
    def states(self) -> np.ndarray | None: ...


def fact_of(variable: Variable, column: Numbers, row: int, lists: Mapping[str, tuple[str, ...]]) -> Fact:
    """The fact in a row of a column."""
    state = KNOWN if column.states is None else int(column.states[row])
    if state != KNOWN:
        return Fact(facts.NOT_APPLICABLE if state == NOT_APPLICABLE else facts.MISSING)
    return Fact(facts.KNOWN, value_of(variable, float(column.values[row]), lists))


def value_of(variable: Variable, number: float, lists: Mapping[str, tuple[str, ...]]) -> Any:
    """The value that a number stands for in a column of this fact."""
    kind = variable.type.kind
    whole = int(number)
    if kind in FRACTIONAL:
        return Fraction(whole, COLUMN_SCALE)
    if kind == "date":
        return datetime.date.fromordinal(whole)
    if kind == "flag":
        return bool(whole)
    if kind == "enum":
        return variable.enum[whole].value
    return lists[variable.list_name or ""][whole] if kind == "code" else whole
