"""Declared constraints of the facts that a query reads."""

from __future__ import annotations

from collections.abc import Sequence

from zhiwei.engine.model import RulebookData
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.sql.facts import FactReader
from zhiwei.engine.sql.fragments import Sql, sql
from zhiwei.engine.sql.values import Val
from zhiwei.engine.tree import free_names


def constrained(book: RulebookData, facts: Sequence[tuple[FactSlot, Val]], reader: FactReader) -> list[Sql]:
    """Statuses of the facts that stand in a constraint.

    Rows whose facts break one are noted as defects; a constraint whose facts are not all read is not checked.
    """
    by_path: dict[str, dict[str, Val]] = {}
    for slot, value in facts:
        if "@" not in slot.label:
            by_path.setdefault(slot.path, {})[slot.variable.name] = value
    owners = {slot.path: slot.variable.entity for slot, _ in facts}
    bound: dict[str, Sql] = {}
    for path, values in by_path.items():
        for constraint in book.entities[owners[path]].constraints:
            names = free_names(constraint.when)
            bound |= {values[n].status.text: values[n].status for n in names & values.keys()}
            if names <= values.keys():
                reader.expressions.numbers.where = constraint.text
                held = reader.expressions.of(constraint.when, dict(values), {})
                if held.value is not None and held.constant is not True:
                    said = f"{path}: {constraint.text}" if path else constraint.text
                    reader.defect(said, sql("{} = 0 AND NOT {}", held.status, held.plain))
    return list(bound.values())
