"""One row of columns as the case that the traced engine takes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from zhiwei.engine import facts as states
from zhiwei.engine.facts import Case, Fact
from zhiwei.engine.model import RulebookData
from zhiwei.engine.native.codes import KNOWN, NOT_APPLICABLE
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.layout import COLUMN_SCALE
from zhiwei.engine.plan import FactSlot


def case_of(
    entity: str, slots: Iterable[FactSlot], columns: Mapping[str, FactColumn], row: int, book: RulebookData
) -> Case:
    """The facts of one row by path, name and period; a missing fact is left out."""
    facts: dict[tuple[str, str, str | None], Fact] = {}
    paths = {"": None}
    for slot in slots:
        paths[slot.path] = None
        column = columns.get(slot.label)
        state = None if column is None else KNOWN if column.states is None else int(column.states[row])
        key = (slot.path, slot.variable.name, slot.label.partition("@")[2] or None)
        if state == NOT_APPLICABLE:
            facts[key] = Fact(states.NOT_APPLICABLE)
        elif state == KNOWN and column is not None:
            facts[key] = Fact(states.KNOWN, plain(column.values[row], slot, book))
    return Case(entity, facts, tuple(paths))


def plain(number: Any, slot: FactSlot, book: RulebookData) -> Any:
    """The value of a fact from what stands in its column."""
    variable, whole = slot.variable, int(number)
    match variable.type.kind:
        case "number" | "rate":
            return Fraction(whole, COLUMN_SCALE)
        case "date":
            return datetime.date.fromordinal(whole)
        case "flag":
            return bool(whole)
        case "enum":
            return variable.enum[whole].value
        case "code":
            return book.code_lists[variable.list_name or ""][whole]
    return whole
