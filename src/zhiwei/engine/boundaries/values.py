"""Values of a fact: ordinary ones, those around a cut, those inside a part of a diagram's node."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

from zhiwei.engine.boundaries.paths import Turn
from zhiwei.engine.evaluate import domain_of
from zhiwei.engine.model import RulebookData
from zhiwei.engine.plan import FactSlot, Law
from zhiwei.engine.splits import Domain, Node

_MIDDLE: dict[str, Any] = {"money": 10**8, "count": 50, "number": 50, "rate": Fraction(1, 2)}
"""A million yuan, fifty persons, one half: somewhere inside the domain, and bounds of nothing in particular."""
_DAYS_BACK = 1000


def ordinary(slot: FactSlot, book: RulebookData, law: Law) -> Any:
    """A plain value of a fact inside its declared domain."""
    kind = slot.variable.type.kind
    if kind == "flag":
        return False
    if kind == "enum":
        return slot.variable.enum[0].value
    domain = domain_of(slot.variable, book)
    if domain.values is not None:
        return domain.values[0]
    middle = law.as_of.toordinal() - _DAYS_BACK if kind == "date" else _MIDDLE[kind]
    return case_value(kind, min(max(middle, domain.low), domain.high))


def case_value(kind: str, value: Any) -> Any:
    """A value of a domain as a case holds it: days as dates, whole fractions as integers."""
    if kind == "date" and isinstance(value, int):
        return datetime.date.fromordinal(value)
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def internal(value: Any) -> Any:
    """A value of a case as diagrams hold it: days as ordinals."""
    return value.toordinal() if isinstance(value, datetime.date) else value


def beside(domain: Domain, value: Any) -> list[Any]:
    """One step before a value, the value, and one step after, as far as they are in the domain."""
    return [v for v in (value - domain.step, value, value + domain.step) if domain.low <= v <= domain.high]


def across(domain: Domain, node: Node, part: int) -> list[Any]:
    """Values on both sides of the border between a part of a node and the next one.

    Of an ordered fact the last two before the cut and the first two from it on, so that a limit that belongs to the lower
    part is tried one step before, at and after too; of a finite one the first and last member of both parts.
    """
    if domain.values is None:
        cut = node.parts[part]
        return (
            [cut - 2 * domain.step, *beside(domain, cut)]
            if cut - 2 * domain.step >= domain.low
            else beside(domain, cut)
        )
    found = []
    for mask in node.parts[part : part + 2]:
        ends = ((mask & -mask).bit_length() - 1, mask.bit_length() - 1)
        found += [domain.values[i] for i in dict.fromkeys(ends)]
    return found


def within(domain: Domain, turn: Turn, wanted: Any) -> Any:
    """A value in the part of a turn: the wanted one if it lies there, else the nearest, or the first of a finite part."""
    node, part = turn
    if domain.values is not None:
        mask = node.parts[part]
        if wanted in domain.values and mask >> domain.values.index(wanted) & 1:
            return wanted
        return domain.values[(mask & -mask).bit_length() - 1]
    low = node.parts[part - 1] if part else domain.low
    high = node.parts[part] - domain.step if part < len(node.parts) else domain.high
    return min(max(wanted, low), high)
