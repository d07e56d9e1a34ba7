"""Random rows moved until they keep the declared constraints, column by column."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from benchmarks.scoreboard.settings import Setting
from benchmarks.scoreboard.states import KNOWN, MISSING
from zhiwei.engine import tree
from zhiwei.engine.boundaries.constraints import Constraints
from zhiwei.engine.native.columns import FactColumn

PASSES = 4
"""Times that all constraints are looked at; a chain of three is in order by then."""


def kept(setting: Setting, columns: Mapping[str, FactColumn]) -> None:
    """Exchange two numbers that are the wrong way round; of any other facts let one be missing."""
    constraints = Constraints(setting.book.data, setting.entity, setting.slots).found
    words = {s.label: [m.value for m in s.variable.enum] for s in setting.slots}
    for last in [False] * PASSES + [True]:
        for when, labels in constraints:
            if not set(labels.values()) <= columns.keys():
                continue
            broken = _broken(
                when,
                {n: columns[label] for n, label in labels.items()},
                {n: words[label] for n, label in labels.items()},
            )
            first, second, *more = (columns[label] for label in labels.values())
            if more or last or not isinstance(when, tree.Compare):
                first.states[broken], first.values[broken] = MISSING, 0.0
            else:
                first.values[broken], second.values[broken] = second.values[broken], first.values[broken]


def _broken(when: tree.Node, columns: Mapping[str, FactColumn], words: Mapping[str, list[str]]) -> np.ndarray:
    known = np.logical_and.reduce([c.states == KNOWN for c in columns.values()])
    return known & ~_of(when, {n: c.values for n, c in columns.items()}, words).astype(bool)


def _of(node: tree.Node, values: Mapping[str, np.ndarray], words: Mapping[str, list[str]]) -> np.ndarray:
    """The value of a condition in every row; ``words`` are those of each enum fact in the order of its numbers."""
    match node:
        case tree.Name(name):
            return values[name]
        case tree.Binary("+", left, right):
            return _of(left, values, words) + _of(right, values, words)
        case tree.Compare("<=", left, right):
            return _of(left, values, words) <= _of(right, values, words)
        case tree.Not(operand):
            return ~_of(operand, values, words).astype(bool)
        case tree.Logic("or", operands):
            return np.logical_or.reduce([_of(one, values, words).astype(bool) for one in operands])
        case tree.OneOf(tree.Name(name), members, _):
            return np.isin(values[name], [i for i, word in enumerate(words[name]) if word in members])
    raise AssertionError(f"a constraint of another form: {node}")
