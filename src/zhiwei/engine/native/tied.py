"""Facts that no rule of a plan reads, yet a declared constraint ties to one that is read: known, they limit it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from zhiwei.engine.model import RulebookData
from zhiwei.engine.native.codes import KNOWN
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.plan import FactSlot, Plan
from zhiwei.engine.tree import free_names


def tied_slots(plan: Plan, book: RulebookData) -> tuple[FactSlot, ...]:
    """Slots, outside the plan's own numbering, of the facts that constraints tie to the plan's facts of the day."""
    found: list[FactSlot] = []
    for path in dict.fromkeys(slot.path for slot in plan.facts):
        entity = book.owner(plan.entity, path)
        read = {s.variable.name for s in plan.facts if s.path == path and "@" not in s.label}
        names = [free_names(c.when) for c in entity.constraints]
        tied = {n for together in names if together & read for n in together - read}
        for name in sorted(tied):
            label = f"{path}.{name}" if path else name
            found.append(FactSlot(-1, path, entity.facts[name], plan.law.as_of, label))
    return tuple(found)


def limited(slots: Sequence[FactSlot], facts: Mapping[str, FactColumn], rows: np.ndarray) -> np.ndarray:
    """Whether each of the rows knows one of the tied facts."""
    known = np.zeros(len(rows), bool)
    for slot in slots:
        column = facts.get(slot.label)
        if column is not None:
            known |= True if column.states is None else column.states[rows] == KNOWN
    return known
