"""Ways through a decision diagram: how a node is reached, and what makes two of its children differ."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from zhiwei.engine.diagram import Diagrams
from zhiwei.engine.splits import Node, Tree, same
from zhiwei.engine.status import Status


class Turn(NamedTuple):
    """One step of a way: at ``node`` the fact lies in part ``part``."""

    node: Node
    part: int


Way = tuple[Turn, ...]


def ways(diagram: Tree) -> Iterator[tuple[Node, Way]]:
    """Every node of a diagram once, with a shortest way to it."""
    if not isinstance(diagram, Node):
        return
    seen = {id(diagram)}
    queue: deque[tuple[Node, Way]] = deque([(diagram, ())])
    while queue:
        node, way = queue.popleft()
        yield node, way
        for part, child in enumerate(node.children):
            if isinstance(child, Node) and id(child) not in seen:
                seen.add(id(child))
                queue.append((child, (*way, Turn(node, part))))


def apart(diagrams: Diagrams, left: Tree, right: Tree) -> Way | None:
    """A way below two diagrams on which they come to different results; None if there is none."""
    return _to_true(diagrams.apply(_differ, left, right), set())


def _differ(left: Tree, right: Tree) -> bool:
    if left is Status.UNDEFINED or right is Status.UNDEFINED:
        return False
    return not same(left, right)


def _to_true(diagram: Tree, dead: set[int]) -> Way | None:
    if not isinstance(diagram, Node):
        return () if diagram is True else None
    if id(diagram) in dead:
        return None
    for part, child in enumerate(diagram.children):
        below = _to_true(child, dead)
        if below is not None:
            return (Turn(diagram, part), *below)
    dead.add(id(diagram))
    return None
