"""The intermediate form of a rule: a small expression tree, stored as plain lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Const:
    """A literal: 0, 1, True, False, a member of a vocabulary, or None (不适用)."""

    value: int | bool | str | None
    enum: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """An argument, or a local name bound by :class:`Let`."""

    name: str


@dataclass(frozen=True, slots=True)
class Negate:
    """Unary minus."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic: ``+ - * /``."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Compare:
    """``< <= > >= == !=``."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic:
    """``and`` or ``or`` of two or more conditions."""

    op: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Negation of a condition."""

    operand: Node


@dataclass(frozen=True, slots=True)
class If:
    """A choice."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Let:
    """A local name for the value of an expression inside a body."""

    name: str
    value: Node
    body: Node


@dataclass(frozen=True, slots=True)
class OneOf:
    """Membership of an enum value in a listed set."""

    operand: Node
    members: tuple[str, ...]
    enum: str


@dataclass(frozen=True, slots=True)
class IsNone:
    """Whether an optional argument is not applicable."""

    name: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """``table[key]``."""

    table: str
    key: Node


@dataclass(frozen=True, slots=True)
class HasKey:
    """``key in table``."""

    table: str
    key: Node


@dataclass(frozen=True, slots=True)
class SumPieces:
    """``sum(body for piece in pieces)``."""

    piece: str
    pieces: str
    body: Node


@dataclass(frozen=True, slots=True)
class Field:
    """``piece.value``, ``piece.starts`` or ``piece.ends``."""

    piece: str
    field: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a function of the rule language."""

    function: str
    arguments: tuple[Node, ...]


Node = (
    Const
    | Name
    | Negate
    | Binary
    | Compare
    | Logic
    | Not
    | If
    | Let
    | OneOf
    | IsNone
    | Lookup
    | HasKey
    | SumPieces
    | Field
    | Call
)

_CLASSES: dict[str, type[Any]] = {
    cls.__name__: cls
    for cls in (
        Const, Name, Negate, Binary, Compare, Logic, Not, If, Let, OneOf, IsNone, Lookup, HasKey, SumPieces, Field, Call,
    )
}  # fmt: skip


def to_json(node: Node) -> list[Any]:
    """The tree as nested lists: class name, then its fields in order."""
    fields = (getattr(node, name) for name in node.__dataclass_fields__)
    return [type(node).__name__, *(_plain(f) for f in fields)]


def _plain(value: Any) -> Any:
    if type(value).__name__ in _CLASSES:
        return to_json(value)
    if isinstance(value, tuple):
        return ["", *(_plain(v) for v in value)]
    return str(value) if isinstance(value, str) else value


def from_json(data: list[Any]) -> Any:
    """Inverse of :func:`to_json`."""
    if data[0] == "":
        return tuple(from_json(v) if isinstance(v, list) else v for v in data[1:])
    return _CLASSES[data[0]](*(from_json(v) if isinstance(v, list) else v for v in data[1:]))


def children(node: Node) -> tuple[Node, ...]:
    """The direct sub-expressions."""
    found: list[Node] = []
    for name in node.__dataclass_fields__:
        value = getattr(node, name)
        if isinstance(value, tuple):
            found.extend(v for v in value if type(v).__name__ in _CLASSES)
        elif type(value).__name__ in _CLASSES:
            found.append(value)
    return tuple(found)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def free_names(node: Node, bound: frozenset[str] = frozenset()) -> set[str]:
    """The argument names an expression reads."""
    match node:
        case Name(name) | IsNone(name):
            return set() if name in bound else {name}
        case Let(name, value, body):
            return free_names(value, bound) | free_names(body, bound | {name})
        case Lookup(table, key) | HasKey(table, key):
            return {table} | free_names(key, bound)
        case SumPieces(_, source, body):
            return {source} | free_names(body, bound)
        case _:
            return set().union(*(free_names(c, bound) for c in children(node)))


Exact = int | Fraction
