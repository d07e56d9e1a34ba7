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
    """Exchange two facts that are the wrong way round; where more are concerned, let one of them be missing."""
    constraints = Constraints(setting.book.data, setting.entity, setting.slots).found
    for last in [False] * PASSES + [True]:
        for when, labels in constraints:
            if not set(labels.values()) <= columns.keys():
                continue
            broken = _broken(when, {n: columns[label] for n, label in labels.items()})
            first, second, *more = (columns[label] for label in labels.values())
            if more or last:
                first.states[broken], first.values[broken] = MISSING, 0.0
            else:
                first.values[broken], second.values[broken] = second.values[broken], first.values[broken]


def _broken(when: tree.Node, columns: Mapping[str, FactColumn]) -> np.ndarray:
    known = np.logical_and.reduce([c.states == KNOWN for c in columns.values()])
    return known & ~_of(when, {n: c.values for n, c in columns.items()}).astype(bool)


def _of(node: tree.Node, values: Mapping[str, np.ndarray]) -> np.ndarray:
    match node:
        case tree.Name(name):
            return values[name]
        case tree.Binary("+", left, right):
            return _of(left, values) + _of(right, values)
        case tree.Compare("<=", left, right):
            return _of(left, values) <= _of(right, values)
    raise AssertionError(f"a constraint of another form: {node}")
