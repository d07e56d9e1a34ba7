"""Which tables each fact of a plan is looked up in."""

from __future__ import annotations

from collections.abc import Iterator

from zhiwei.engine import tree
from zhiwei.engine.plan import Plan, RuleStep
from zhiwei.engine.tables import Table


def looked_up(plan: Plan) -> dict[int, list[Table] | None]:
    """By slot of a fact the tables whose key it is; None for all where a key is anything but an argument."""
    found: dict[int, list[Table] | None] = {slot.index: [] for slot in plan.facts}
    for step in plan.steps:
        if not isinstance(step, RuleStep):
            continue
        slots = {b.name: i for b, i in zip(step.record.bindings, step.arguments, strict=True)}
        for node in _lookups(step.record.body):
            table = plan.template[slots[node.table]]
            key = slots.get(node.key.name) if isinstance(node.key, tree.Name) else None
            if key is None:
                found = dict.fromkeys(found)
            elif isinstance(table, Table) and (tables := found.get(key)) is not None:
                tables.append(table)
    return found


def _lookups(node: tree.Node) -> Iterator[tree.Lookup]:
    if isinstance(node, tree.Lookup):
        yield node
    for child in tree.children(node):
        yield from _lookups(child)
