"""A task: frozen diagrams with working memory, laid out for compiled code, for one run over rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.forest import Forest
from zhiwei.engine.native.exact.memory import WORD

Lists = dict[tuple[int, int], Sequence[int]]


class Task:
    """The tables of a task; ``address`` is what compiled functions are handed while the task lives.

    ``values`` (float64) and ``states`` (uint8) hold the facts of a block, one row of each per column.
    """

    def __init__(self, forest: Forest, values: np.ndarray, states: np.ndarray, *, everywhere: bool) -> None:
        self._held: list[np.ndarray] = []
        self.header = np.zeros(fields.TASK, np.int64)
        self.address: int = self._hold(self.header)
        nodes, edges, columns = forest.nodes.copy(), forest.edges.copy(), forest.columns.copy()
        self._nodes = self._hold(nodes)
        first_edge, steps = self._hold(edges), self._hold(forest.steps)
        nodes[:, (fields.FIRST, fields.LAST)] = (
            first_edge + nodes[:, (fields.FIRST, fields.LAST)] * fields.EDGE * WORD
        )
        positions = first_edge + forest.positions * fields.EDGE * WORD
        nodes[:, fields.TABLE] = self._hold(positions) + nodes[:, fields.TABLE] * WORD
        nodes[:, (fields.BEGIN, fields.END)] = (
            steps + nodes[:, (fields.BEGIN, fields.END)] * fields.STEP * WORD
        )
        nodes[:, fields.ONLY] = self._nodes + nodes[:, fields.ONLY] * fields.NODE * WORD
        nodes[nodes[:, fields.UNDEFINED] != 0, fields.ONLY] = fields.NONE
        edges[:, fields.CHILD] = self._nodes + edges[:, fields.CHILD] * fields.NODE * WORD
        address = self._hold(columns)
        nodes[:, fields.FACT] = address + nodes[:, fields.FACT] * fields.COLUMN * WORD
        for k in range(len(columns)):
            columns[k, fields.VALUES] = self._hold(values[k])
            columns[k, fields.STATES] = self._hold(states[k])
        self._set(fields.COLUMNS, address)
        self._set(fields.COLUMNS_END, address + len(columns) * fields.COLUMN * WORD)
        self._set(fields.EVERYWHERE, int(everywhere))
        for place, shape in (
            (fields.NUMBERS, forest.numbers),
            (fields.MACHINE, (2 * forest.depth + 4,)),
            (fields.STACK, (len(nodes) + 1,)),
            (fields.SYMBOLS, (fields.MOST_SYMBOLS,)),
            (fields.MEMO, (2 * fields.REMEMBERED,)),
            (fields.PAIRS, (2 * fields.MOST_PAIRS,)),
        ):
            table = shape if isinstance(shape, np.ndarray) else np.zeros(shape, np.int64)
            self._set(place, self._hold(table))

    def node(self, number: int) -> int:
        """The address of a node; -1 for none."""
        return self._nodes + number * fields.NODE * WORD if number >= 0 else -1

    def measure(
        self, roots: Sequence[tuple[int, int]], lists: Lists, tables: dict[int, Sequence[int]]
    ) -> None:
        """Set what belongs to a measure: pairs of roots, lists by their places in the header, and plain tables."""
        addresses = np.array([[self.node(a), self.node(b)] for a, b in roots], np.int64)
        self._set(fields.ROOTS, self._hold(addresses))
        tags = self._hold(np.zeros(len(roots), np.int64))
        self._set(fields.TAGS, tags)
        self._set(fields.TAGS_END, tags + (len(roots) - 2) * WORD)
        for (start, end), numbers in lists.items():
            address = self._hold(np.array([*numbers, 0], np.int64))
            self._set(start, address)
            self._set(end, address + len(numbers) * WORD)
        for place, numbers in tables.items():
            self._set(place, self._hold(np.array([*numbers, 0], np.int64)))

    def _hold(self, table: np.ndarray) -> int:
        """Keep a table alive and give its address."""
        assert table.flags.c_contiguous
        self._held.append(table)
        address: Any = table.ctypes.data
        return int(address)

    def _set(self, place: int, number: int) -> None:
        self.header[place] = number
