"""What laws of one shape have in common: the text of their kernel, and most of what is worked out for its bounds.

A what-if asks many laws that differ in values alone; the shape is worked out for the first of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from zhiwei.engine.declare import Measure
from zhiwei.engine.model import RulebookData
from zhiwei.engine.native.bounds import Memory
from zhiwei.engine.native.layout import Layout, rule_steps
from zhiwei.engine.native.source import Kernel, kernel_text
from zhiwei.engine.plan import Plan

KEPT = 16
"""Shapes kept; the one asked for longest ago goes first."""


@dataclass
class Shape:
    """The kernel of a shape and the memory of its bounds; ``of`` keeps alive what identities in its key refer to."""

    layout: Layout
    kernel: Kernel
    of: tuple[Any, ...]
    memory: Memory = field(default_factory=Memory)


_shapes: dict[Any, Shape] = {}
_lock = Lock()


def shape_of(
    plan: Plan, layout: Layout, book: RulebookData, measures: Sequence[Measure], variables: Sequence[str]
) -> Shape:
    """The shape of a plan for verdicts on measures and values of variables."""
    steps = rule_steps(plan)
    of = (book.vocabularies, *measures, *(step.record for step in steps))
    types = ((index, found[0].name, found[0].type) for index, found in plan.parameters.items())
    key = (
        plan.entity, tuple(map(id, of)), tuple((s.index, s.arguments) for s in steps), tuple(types),
        tuple(plan.names.items()), tuple(variables),
    )  # fmt: skip
    with _lock:
        shape = _shapes.pop(key, None)
        if shape is None or shape.layout != layout:
            shape = Shape(layout, kernel_text(plan, layout, book, measures, variables), of)
        _shapes[key] = shape
        while len(_shapes) > KEPT:
            del _shapes[next(iter(_shapes))]
    return shape
