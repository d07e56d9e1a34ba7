"""Constraints between the facts of a row, looked for in whole columns; what is broken is told by the engine."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Collection, Iterator, Mapping

import numpy as np

from zhiwei.engine import tree
from zhiwei.engine.errors import InputError
from zhiwei.engine.facts import KNOWN as FACT_KNOWN
from zhiwei.engine.facts import Fact
from zhiwei.engine.native.cases import plain
from zhiwei.engine.native.codes import KNOWN
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.types import Date
from zhiwei.population.vector.cells import Converted, only_known

_COMPARE: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "+": operator.add,
    "-": operator.sub,
}
SAFE = 2.0**48
"""Sums of a few numbers below it are exact in float64."""


class Constraints:
    """The declared constraints of an entity over the columns of a table."""

    def __init__(self, book: Rulebook, entity: str, as_of: Date) -> None:
        self._book, self._as_of = book, as_of
        self._entity = book.entities[entity]

    def broken(
        self, columns: Mapping[str, Converted], rows: int, bad: Collection[int]
    ) -> Iterator[tuple[int, InputError]]:
        """Rows, other than the bad ones, that the engine refuses, with what it says."""
        suspects = np.zeros(rows, bool)
        for constraint in self._entity.constraints:
            names = sorted(tree.free_names(constraint.when))
            if not all(n in columns for n in names):
                continue
            known = only_known(np.ones(rows, bool), *(columns[name] for name in names))
            holds = self._holds(constraint.when, columns, rows)
            suspects |= known if holds is None else known & ~holds
            for name in names:
                suspects[[row for row in columns[name].exact if known[row]]] = True
        for row in np.flatnonzero(suspects).tolist():
            if row in bad:
                continue
            try:
                self._book.case(self._facts(columns, row), self._as_of, entity=self._entity.name)
            except InputError as error:
                yield row, error

    def _holds(self, node: tree.Node, columns: Mapping[str, Converted], rows: int) -> np.ndarray | None:
        """Where a condition holds: sums of one kind compared, flags, words out of a list, and what joins them.

        None for anything else, which is then asked row by row.
        """
        if isinstance(node, tree.Name):
            return (
                columns[node.name].values != 0 if self._entity.facts[node.name].type.kind == "flag" else None
            )
        if isinstance(node, tree.OneOf) and isinstance(node.operand, tree.Name):
            words = self._entity.facts[node.operand.name].enum
            within = [i for i, word in enumerate(words) if word.value in node.members]
            return np.isin(columns[node.operand.name].values, within)
        if isinstance(node, tree.Not):
            held = self._holds(node.operand, columns, rows)
            return None if held is None else ~held
        if isinstance(node, tree.Logic):
            parts = [self._holds(part, columns, rows) for part in node.operands]
            found = [part for part in parts if part is not None]
            join = np.logical_and if node.op == "and" else np.logical_or
            return functools.reduce(join, found) if len(found) == len(parts) else None
        if isinstance(node, tree.Compare) and node.op in _COMPARE:
            if len({self._entity.facts[n].type for n in tree.free_names(node)}) != 1:
                return None
            left, right = _sum(node.left, columns, rows), _sum(node.right, columns, rows)
            return None if left is None or right is None else _COMPARE[node.op](left, right)
        return None

    def _facts(self, columns: Mapping[str, Converted], row: int) -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        for name, column in columns.items():
            variable = self._entity.facts.get(name)
            if variable is None or variable.type.kind == "text":
                continue
            if row in column.exact:
                found[name] = Fact(FACT_KNOWN, column.exact[row])
            elif column.state(row) == KNOWN:
                slot = FactSlot(0, "", variable, self._as_of, name)
                found[name] = Fact(FACT_KNOWN, plain(column.values[row], slot, self._book.data))
        return found


def _sum(node: tree.Node, columns: Mapping[str, Converted], rows: int) -> np.ndarray | None:
    """Facts, their sums and differences; None where a magnitude leaves the sums inexact."""
    if isinstance(node, tree.Name):
        values = columns[node.name].values.astype(np.float64, copy=False)
        return values if not rows or float(np.abs(values).max()) < SAFE else None
    if isinstance(node, tree.Binary) and node.op in _ARITHMETIC:
        left, right = _sum(node.left, columns, rows), _sum(node.right, columns, rows)
        return None if left is None or right is None else _ARITHMETIC[node.op](left, right)
    return None
