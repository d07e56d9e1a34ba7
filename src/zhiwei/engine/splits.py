"""A split of one missing fact, and how neighbouring parts of its domain with the same result become one.

At the end of a part two results may be the same number: an amount up to a limit is that limit at the limit. So that one
result is written in one way, the earlier part takes what it can say as well, and a single value that neither neighbour can
say stands as its number.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zhiwei.engine.symbols import Exact, Symbol


@dataclass(frozen=True, slots=True)
class Domain:
    """The admissible values of a fact: an ordered grid, or a finite list by position.

    ``low``, ``high``, ``step`` in internal units (fen, ordinals); ``values`` for a finite domain.
    """

    low: Exact = 0
    high: Exact = 0
    step: Exact = 1
    values: tuple[Any, ...] | None = None
    support: frozenset[str] = frozenset()

    def at_or_above(self, bound: Exact) -> Exact:
        """The first grid value not below the bound."""
        steps = -((self.low - bound) // self.step)
        return self.low + steps * self.step

    @property
    def everything(self) -> int:
        """Bit mask of the whole finite domain."""
        return (1 << len(self.values or ())) - 1


@dataclass(eq=False, slots=True)
class Node:
    """A split on one fact. ``parts`` are ascending cut points (first value of each later part) or bit masks."""

    fact: str
    rank: int
    parts: tuple[Any, ...]
    children: tuple[Any, ...]


Tree = Any
"""A :class:`Node` or a leaf: a value, a :class:`Status`, or a :class:`Symbol`."""


def same(left: Tree, right: Tree) -> bool:
    """Whether two leaves, or two nodes of one manager, are the same result."""
    if left is right:
        return True
    if isinstance(left, Node) or isinstance(right, Node):
        return False
    return (left.__class__ is bool) == (right.__class__ is bool) and bool(left == right)


def key_of(item: Tree) -> Any:
    """What two trees have in common exactly if they are :func:`same`."""
    return id(item) if isinstance(item, Node) else (item.__class__ is bool, item)


Run = tuple[Exact, Exact, Tree]
"""First and last value of a part, and its result."""


def merged_ordered(
    name: str, domain: Domain, parts: tuple[Any, ...], children: tuple[Tree, ...]
) -> tuple[tuple[Any, ...], tuple[Tree, ...]]:
    """The cuts and results of an ordered fact, each as far as it reaches."""
    starts, runs = (domain.low, *parts), list[Run]()
    for i, child in enumerate(children):
        low = max(starts[i], domain.low)
        high = min(parts[i] - domain.step, domain.high) if i < len(parts) else domain.high
        if low <= high:
            runs.append((low, high, child))
    runs = _reaching(name, domain, runs)
    while singles := _singles_settled(name, runs):  # a number may reach farther than the line that said it
        runs = _reaching(name, domain, singles)
    return tuple(low for low, _, _ in runs[1:]), tuple(child for _, _, child in runs)


def _reaching(name: str, domain: Domain, parts: list[Run]) -> list[Run]:
    """The earlier of two parts reaching as far as it says the same as the later."""
    runs = list[Run]()
    for first, high, child in parts:
        low = first
        if runs:
            start, _, before = runs[-1]
            if same(before, child):
                runs[-1] = start, high, before
                continue
            while low <= high and _agree(before, child, name, low):
                runs[-1] = start, low, before
                low += domain.step
        if low <= high:
            runs.append((low, high, child))
    return runs


def _singles_settled(name: str, parts: list[Run]) -> list[Run]:
    """The parts, of which a single value belongs to the next where that says it, else is its number; none if all do so."""
    runs, changed = list(parts), False
    for i in range(len(runs) - 1, -1, -1):
        low, high, child = runs[i]
        if low != high:
            continue
        if i + 1 < len(runs) and _agree(runs[i + 1][2], child, name, low):
            runs[i : i + 2] = [(low, *runs[i + 1][1:])]
            changed = True
        elif isinstance(child, Symbol) and child.facts() == {name}:
            runs[i] = low, high, child.value({name: low})
            changed = True
    return runs if changed else []


def _agree(one: Tree, other: Tree, name: str, at: Exact) -> bool:
    """Whether two leaves, numbers or straight lines in one fact, are the same number at a value of the fact."""
    number = _number(one, name, at)
    return number is not None and number == _number(other, name, at)


def _number(leaf: Tree, name: str, at: Exact) -> Exact | None:
    if isinstance(leaf, Symbol):
        line = leaf.affine_in_one()
        return line[1] * at + line[2] if line is not None and line[0] == name else None
    return leaf if leaf.__class__ in (int, Fraction) else None


def merged_finite(
    parts: tuple[Any, ...], children: tuple[Tree, ...]
) -> tuple[tuple[Any, ...], tuple[Tree, ...]]:
    """The masks and results of a finite fact, one mask for each result."""
    merged: dict[Any, tuple[int, Tree]] = {}
    for mask, child in zip(parts, children, strict=True):
        if mask:
            key = key_of(child)
            merged[key] = (merged.get(key, (0, child))[0] | mask, child)
    ordered = sorted(merged.values(), key=lambda item: item[0] & -item[0])
    return tuple(mask for mask, _ in ordered), tuple(child for _, child in ordered)
