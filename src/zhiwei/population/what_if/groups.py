"""Groups by which a change is told: divisions, size classes, industries, as they are under the present law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from zhiwei.engine.model import Member
from zhiwei.engine.native.answered import Answered
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.divisions import load_divisions

DIVISION = "division"
CLASSIFIERS = ("size_class", "size_industry")
"""Variables whose members make the groups of size and industry, where the entity has them."""
UNKNOWN = Member("unknown", "不明", "not known")


@dataclass(frozen=True)
class Grouping:
    """One way of grouping: its members in order, the last of those whose group is not known."""

    name: str
    zh: str
    en: str
    members: tuple[Member, ...]


def groupings(book: Rulebook, entity: str) -> tuple[Grouping, ...]:
    """The groupings that the facts and variables of an entity allow."""
    variables, found = book.variables(entity), []
    if DIVISION in variables:
        names = load_divisions()
        variable = variables[DIVISION]
        codes = book.data.code_lists[variable.list_name or ""]
        members = [
            Member(c, names[c].name, names[c].pinyin) if c in names else Member(c, c, c) for c in codes
        ]
        found.append(Grouping(DIVISION, variable.zh, variable.en, (*members, UNKNOWN)))
    for name in CLASSIFIERS:
        if name in variables:
            variable = variables[name]
            found.append(Grouping(name, variable.zh, variable.en, (*variable.enum, UNKNOWN)))
    return tuple(found)


def classifiers(groups: Sequence[Grouping]) -> tuple[str, ...]:
    """The variables to be computed for the groupings."""
    return tuple(g.name for g in groups if g.name != DIVISION)


def group_of(
    groups: Sequence[Grouping], facts: Mapping[str, FactColumn], answered: Answered, rows: int
) -> dict[str, np.ndarray]:
    """The place of each subject's group in each grouping."""
    found = {}
    for grouping in groups:
        unknown = len(grouping.members) - 1
        if grouping.name == DIVISION:
            column = facts.get(DIVISION)
            if column is None:
                found[DIVISION] = np.full(rows, unknown, np.int64)
                continue
            values, states = column.values, column.states
        else:
            columns = answered.variables[grouping.name]
            values, states = columns.value, columns.status
        places = values.astype(np.int64)
        found[grouping.name] = places if states is None else np.where(states == 0, places, unknown)
    return found
