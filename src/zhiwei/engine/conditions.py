"""Conditions over facts, written as text beside them."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from zhiwei.engine import tree
from zhiwei.engine.check import Slot, TypeClash, type_of
from zhiwei.engine.errors import Defect, LoadError
from zhiwei.engine.model import Variable
from zhiwei.engine.parse import Reader, Refused
from zhiwei.engine.vocabulary import Vocabulary


def parse_condition(
    text: str, facts: Mapping[str, Variable], vocabularies: Mapping[str, type[Vocabulary]] | None = None
) -> tree.Node:
    """A constraint written as one condition over facts and members of vocabularies; raises :class:`LoadError`."""
    try:
        node = Reader(vocabularies or {}, set(facts)).expression(ast.parse(text, mode="eval").body)
        found = type_of(node, {n: Slot(v.type) for n, v in facts.items()})
    except (Refused, TypeClash, SyntaxError) as error:
        what = getattr(error, "what", str(error))
        raise LoadError([Defect(f"constraint {text!r}", what)]) from error
    if found.kind != "flag":
        raise LoadError([Defect(f"constraint {text!r}", f"is {found}, not a condition")])
    return node
