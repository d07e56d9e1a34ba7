"""Ordered, reduced decision diagrams over missing facts.

A diagram says, for every completion of the missing facts, which leaf results. An inner node splits the domain of one
fact into parts, each with a child; along every path facts come in one fixed order and no node has all children equal.
So a result depends on a fact exactly if the fact stands in its diagram, or in a symbol at a leaf of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from zhiwei.engine.splits import Domain, Node, Tree, key_of, merged_finite, merged_ordered, same
from zhiwei.engine.status import Status
from zhiwei.engine.symbols import Symbol

GO_ON = object()
"""Said by an early test that cannot settle its operands yet."""


class Diagrams:
    """Makes and combines the diagrams of one evaluation; equal diagrams are one object."""

    def __init__(self) -> None:
        self.domains: dict[str, Domain] = {}
        self.ranks: dict[str, int] = {}
        self._nodes: dict[Any, Node] = {}

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self._nodes)

    def declare(self, name: str, domain: Domain) -> None:
        """Give a missing fact its domain and its place in the order."""
        if name not in self.ranks:
            self.ranks[name] = len(self.ranks)
            self.domains[name] = domain

    def split(self, name: str, parts: Iterable[Any], children: Iterable[Tree]) -> Tree:
        """The diagram that follows child i where the fact lies in part i; children may be any diagrams."""
        parts, children = tuple(parts), tuple(children)
        rank = self.ranks[name]
        tops = [c.rank for c in children if isinstance(c, Node)]
        if not tops or min(tops) > rank:
            return self._make(name, parts, children)
        finite = self.domains[name].values is not None
        top = min(tops)
        if top == rank:
            flat_parts, flat_children = _flatten(parts, children, rank, finite)
            return self.split(name, flat_parts, flat_children)
        first = next(c for c in children if isinstance(c, Node) and c.rank == top)
        above = [c for c in children if isinstance(c, Node) and c.rank == top]
        refined = _refine([c.parts for c in above], self.domains[first.fact].values is not None)
        below = [
            self.split(name, parts, [_restrict(c, top, part, i, refined) for c in children])
            for i, part in enumerate(_areas(refined, self.domains[first.fact].values is not None))
        ]
        return self._make(first.fact, refined, tuple(below))

    def _make(self, name: str, parts: tuple[Any, ...], children: tuple[Tree, ...]) -> Tree:
        domain = self.domains[name]
        if domain.values is None:
            parts, children = merged_ordered(name, domain, parts, children)
        else:
            parts, children = merged_finite(parts, children)
        if len(children) == 1:
            return children[0]
        key = (name, parts, tuple(map(key_of, children)))
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = Node(name, self.ranks[name], parts, children)
        return node

    def apply(
        self, operation: Callable[..., Tree], *operands: Tree, early: Callable[..., Tree] | None = None
    ) -> Tree:
        """The operation on leaves, carried through the diagrams; it may itself give a diagram.

        ``early`` may settle operands of which some are still diagrams, or give :data:`GO_ON`.
        """
        if not any(o.__class__ is Node for o in operands):
            return operation(*operands)
        return self._apply(operation, operands, {}, early)

    def _apply(
        self, operation: Callable[..., Tree], operands: tuple[Tree, ...], memo: dict[Any, Tree],
        early: Callable[..., Tree] | None,
    ) -> Tree:  # fmt: skip
        if early is not None:
            settled = early(*operands)
            if settled is not GO_ON:
                return settled
        top, first, place, split = 0, None, 0, 0
        key = []
        for i, operand in enumerate(operands):
            if operand.__class__ is Node:
                key.append(id(operand))
                if first is None or operand.rank < top:
                    top, first, place, split = operand.rank, operand, i, 1
                elif operand.rank == top:
                    split += 1
            else:
                key.append((operand.__class__ is bool, operand))  # type: ignore[arg-type]
        if first is None:
            return operation(*operands)
        memo_key = tuple(key)
        if memo_key in memo:
            return memo[memo_key]
        if split == 1:
            refined, before, after = first.parts, operands[:place], operands[place + 1 :]
            children = [self._apply(operation, (*before, c, *after), memo, early) for c in first.children]
        else:
            refined, children = self._apply_refined(operation, operands, top, memo, early)
        result = memo[memo_key] = self.split(first.fact, refined, children)
        return result

    def _apply_refined(
        self, operation: Callable[..., Tree], operands: tuple[Tree, ...], top: int, memo: dict[Any, Tree],
        early: Callable[..., Tree] | None,
    ) -> tuple[tuple[Any, ...], list[Tree]]:  # fmt: skip
        """The parts that several operands which split the fact of a rank have in common, and the result in each."""
        above = [o for o in operands if o.__class__ is Node and o.rank == top]
        finite = self.domains[above[0].fact].values is not None
        refined = above[0].parts
        for operand in above[1:]:
            if operand.parts != refined:
                refined = _refine([refined, operand.parts], finite)
        children = []
        for i, area in enumerate(_areas(refined, finite)):
            below = tuple(
                _restrict(o, top, area, i, refined) if o.__class__ is Node and o.rank == top else o
                for o in operands
            )
            children.append(self._apply(operation, below, memo, early))
        return refined, children

    def along(self, diagram: Tree, name: str) -> tuple[tuple[Any, ...], tuple[Tree, ...]]:
        """A diagram split on one fact before all others: the parts of its domain, and what is left in each."""
        own = [n.parts for n in nodes_of(diagram) if isinstance(n, Node) and n.fact == name]
        if not own:
            return (), (diagram,)
        finite = self.domains[name].values is not None
        refined = _refine(own, finite)
        areas = enumerate(_areas(refined, finite))
        return refined, tuple(self._within(diagram, self.ranks[name], a, i, refined, {}) for i, a in areas)

    def _within(
        self, item: Tree, rank: int, area: Any, index: int, refined: tuple[Any, ...], memo: dict[int, Tree]
    ) -> Tree:
        """What is left of a diagram where the fact of a rank lies in one part."""
        if not isinstance(item, Node) or item.rank > rank:
            return item
        if item.rank == rank:
            return _restrict(item, rank, area, index, refined)
        found = memo.get(id(item))
        if found is None:
            below = [self._within(child, rank, area, index, refined, memo) for child in item.children]
            found = memo[id(item)] = self.split(item.fact, item.parts, below)
        return found

    def matters(self, diagram: Tree) -> frozenset[str]:
        """The missing facts on which the result depends, over the admissible completions."""
        found: set[str] = set()
        restricted = has_undefined(diagram)
        whole: dict[int, bool] = {}
        alike: set[tuple[Any, Any]] = set()
        for node in nodes_of(diagram):
            if isinstance(node, Node):
                if not restricted or self._distinguishes(node, whole, alike):
                    found |= self.domains[node.fact].support or {node.fact}
            elif isinstance(node, Symbol):
                found |= node.facts()
        return frozenset(found)

    def _distinguishes(self, node: Node, whole: dict[int, bool], alike: set[tuple[Any, Any]]) -> bool:
        return any(
            self._differ(left, right, whole, alike)
            for i, left in enumerate(node.children)
            for right in node.children[i + 1 :]
        )

    def _differ(self, left: Tree, right: Tree, whole: dict[int, bool], alike: set[tuple[Any, Any]]) -> bool:
        """Whether two diagrams differ for an admissible completion; ``alike`` are the pairs found not to.

        Equal diagrams are one object, so two that exclude no completion differ if they are not the same one.
        """
        if left is Status.UNDEFINED or right is Status.UNDEFINED or same(left, right):
            return False
        if _whole(left, whole) and _whole(right, whole):
            return True
        pair = (key_of(left), key_of(right))
        if pair in alike:
            return False
        split = [one for one in (left, right) if isinstance(one, Node)]
        top = min(one.rank for one in split)
        parts = [one.parts for one in split if one.rank == top]
        finite = self.domains[next(one.fact for one in split if one.rank == top)].values is not None
        refined = _refine(parts, finite)
        for i, area in enumerate(_areas(refined, finite)):
            one, other = (_restrict(tree, top, area, i, refined) for tree in (left, right))
            if self._differ(one, other, whole, alike):
                return True
        alike.add(pair)
        return False


def _whole(item: Tree, known: dict[int, bool]) -> bool:
    """Whether a diagram excludes no completion."""
    if not isinstance(item, Node):
        return item is not Status.UNDEFINED
    found = known.get(id(item))
    if found is None:
        found = known[id(item)] = all(_whole(child, known) for child in item.children)
    return found


def nodes_of(diagram: Tree) -> Iterable[Tree]:
    """Every distinct node and leaf of a diagram."""
    seen: set[int] = set()
    stack = [diagram]
    while stack:
        item = stack.pop()
        if isinstance(item, Node):
            if id(item) in seen:
                continue
            seen.add(id(item))
            stack.extend(item.children)
        yield item


def leaves_of(diagram: Tree) -> list[Tree]:
    """Every leaf of a diagram, repeats kept."""
    return [n for n in nodes_of(diagram) if not isinstance(n, Node)]


def has_undefined(diagram: Tree) -> bool:
    """Whether some completions are excluded."""
    return any(leaf is Status.UNDEFINED for leaf in leaves_of(diagram))


def _flatten(
    parts: tuple[Any, ...], children: tuple[Tree, ...], rank: int, finite: bool
) -> tuple[tuple[Any, ...], tuple[Tree, ...]]:
    """Children that split the same fact again, cut down to the part they stand in."""
    flat_parts: list[Any] = []
    flat: list[Tree] = []
    for i, child in enumerate(children):
        own = isinstance(child, Node) and child.rank == rank
        if finite:
            for mask, sub in zip(child.parts, child.children, strict=True) if own else ((parts[i], child),):
                flat_parts.append(mask & parts[i])
                flat.append(sub)
            continue
        low = parts[i - 1] if i else None
        high = parts[i] if i < len(parts) else None
        if i:
            flat_parts.append(low)
        if not own:
            flat.append(child)
            continue
        inside = [c for c in child.parts if (low is None or c > low) and (high is None or c < high)]
        flat_parts.extend(inside)
        flat.extend(child.children[_position(child.parts, c)] for c in ([low] if low is not None else [None]))
        flat.extend(child.children[_position(child.parts, c)] for c in inside)
    return tuple(flat_parts), tuple(flat)


def _position(cuts: tuple[Any, ...], value: Any) -> int:
    """Index of the part that holds a value; None stands for the lowest."""
    return 0 if value is None else sum(1 for c in cuts if c <= value)


def _refine(partitions: list[tuple[Any, ...]], finite: bool) -> tuple[Any, ...]:
    if len(partitions) == 1:
        return partitions[0]
    if not finite:
        return tuple(sorted(set().union(*partitions)))
    masks = list(partitions[0])
    for other in partitions[1:]:
        masks = [m & o for m in masks for o in other if m & o]
    return tuple(masks)


def _areas(parts: tuple[Any, ...], finite: bool) -> tuple[Any, ...]:
    """One representative of each part: its mask, or its first value (None for the lowest)."""
    return parts if finite else (None, *parts)


def _restrict(item: Tree, rank: int, area: Any, index: int, refined: tuple[Any, ...]) -> Tree:
    if not isinstance(item, Node) or item.rank != rank:
        return item
    if item.parts == refined:
        return item.children[index]
    if len(item.parts) == len(item.children):
        return next(c for m, c in zip(item.parts, item.children, strict=True) if m & area == area)
    return item.children[_position(item.parts, area)]
