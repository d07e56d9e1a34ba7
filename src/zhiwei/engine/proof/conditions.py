"""Conditions of a property, written in the rule language over facts, variables and parameters of an entity."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhiwei.engine import tree
from zhiwei.engine.check import Slot, TypeClash, type_of
from zhiwei.engine.errors import Defect, LoadError
from zhiwei.engine.model import RulebookData
from zhiwei.engine.parse import Reader, Refused
from zhiwei.engine.raw import read_raw
from zhiwei.engine.types import MONEY, ValueType
from zhiwei.engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Written:
    """A condition and the names of the rulebook it reads."""

    text: str
    node: tree.Node
    names: tuple[str, ...]


def read_condition(
    text: str, book: RulebookData, entity: str, constants: Mapping[str, str] | None = None
) -> Written:
    """The condition; ``constants`` are names of amounts in yuan that it may use. Raises :class:`LoadError`."""
    known = _slots(book, entity)
    amounts = constants or {}
    slots = {**known, **{n: Slot(MONEY) for n in amounts}}
    reader = Reader(_vocabularies(book), set(slots))
    reader.optional = set(slots)
    try:
        node = reader.expression(ast.parse(text, mode="eval").body)
        found = type_of(node, slots)
    except (Refused, TypeClash, SyntaxError) as error:
        raise LoadError([Defect(f"condition {text!r}", getattr(error, "what", str(error)))]) from error
    if found.kind != "flag":
        raise LoadError([Defect(f"condition {text!r}", f"is {found}, not a condition")])
    names = tuple(sorted(tree.free_names(node) - amounts.keys()))
    return Written(text, node, names)


def amounts_of(constants: Mapping[str, str]) -> dict[str, int]:
    """The constants of conditions in fen."""
    return {name: read_raw(MONEY, yuan, {}) for name, yuan in constants.items()}


def _slots(book: RulebookData, entity: str) -> dict[str, Slot]:
    found = {p.name: Slot(p.type, p.key, parameter=True) for p in book.parameters.values()}
    for (owner, name), variable in book.variables.items():
        if owner == entity:
            found[name] = Slot(variable.type)
    return found


def _vocabularies(book: RulebookData) -> dict[str, Any]:
    make: Any = Vocabulary  # the functional form of an enum, which type checkers take for a member
    return {
        name: make(name, [(member_name(m.value), (m.value, m.zh, m.en)) for m in members])
        for name, members in book.vocabularies.items()
    }


def member_name(value: str) -> str:
    """How a condition writes a word of a vocabulary: ``limited_company`` is ``LIMITED_COMPANY``."""
    name = re.sub(r"\W", "_", value).upper()
    return f"_{name}" if name[:1].isdigit() else name


def type_word(kind: ValueType) -> str:
    """The kind of a value, for messages."""
    return str(kind)
