"""Cases of registered subjects as the columns of the native engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from zhiwei.engine.facts import KNOWN, NOT_APPLICABLE, Case
from zhiwei.engine.model import RulebookData
from zhiwei.engine.native import codes
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.layout import COLUMN_SCALE
from zhiwei.engine.plan import FactSlot, Law

LARGEST = 2**53
"""Beyond it a whole number has no exact place in float64; such a subject is left to the traced engine."""


def columns_of(
    cases: Sequence[Case], slots: Mapping[str, FactSlot], law: Law, book: RulebookData
) -> tuple[dict[str, FactColumn], set[int]]:
    """The columns, and the rows with a number that no column carries exactly (missing there)."""
    beyond: set[int] = set()
    return {label: _column(cases, slot, law, book, beyond) for label, slot in slots.items()}, beyond


def _column(
    cases: Sequence[Case], slot: FactSlot, law: Law, book: RulebookData, beyond: set[int]
) -> FactColumn:
    values, states = [0.0] * len(cases), bytearray([codes.MISSING]) * len(cases)
    number = _numbers(slot, book)
    path, variable, day, as_of, known_on = slot.path, slot.variable, slot.day, law.as_of, law.known_on
    for row, case in enumerate(cases):
        fact = case.find(path, variable, day, as_of, known_on)
        if fact is None:
            continue
        if fact.state == NOT_APPLICABLE:
            states[row] = codes.NOT_APPLICABLE
        elif fact.state == KNOWN:
            found = number(fact.value)
            if found is None or abs(found) >= LARGEST:
                beyond.add(row)
            else:
                values[row], states[row] = found, codes.KNOWN
    return FactColumn(np.array(values, np.float64), np.frombuffer(states, np.uint8))


def _numbers(slot: FactSlot, book: RulebookData) -> Any:
    """How a value of the slot is written in its column."""
    variable = slot.variable
    match variable.type.kind:
        case "rate" | "number":
            return _scaled
        case "date":
            return lambda value: value.toordinal()
        case "enum":
            return {member.value: place for place, member in enumerate(variable.enum)}.get
        case "code":
            return {code: place for place, code in enumerate(book.code_lists[variable.list_name or ""])}.get
    return int


def _scaled(value: Fraction | int) -> int | None:
    scaled = Fraction(value) * COLUMN_SCALE
    return int(scaled) if scaled.denominator == 1 else None
