"""A task: frozen diagrams with working memory, laid out for compiled code, for one run over rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from zhiwei.engine.native.answered import MeasureColumns, VariableColumns
from zhiwei.engine.native.codes import MISSING
from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.forest import Forest
from zhiwei.engine.native.exact.memory import WORD
from zhiwei.engine.native.exact.settle import reduce_unit
from zhiwei.engine.native.exact.symbols import run_unit
from zhiwei.engine.native.judge import OPEN

FIRST_TREE, LARGEST_TREE = 1 << 13, 1 << 19
"""Numbers of 4 bytes in the tree of what was learned, to begin with and at most."""
Lists = dict[tuple[int, int], Sequence[int]]


class Task:
    """The tables of a task; ``address`` is what compiled functions are handed while the task lives.

    ``everywhere`` says that any fact may be not applicable.
    """

    def __init__(self, forest: Forest, *, everywhere: bool) -> None:
        self._held: list[np.ndarray] = []
        self.header = np.zeros(fields.TASK, np.int64)
        self.address: int = self._hold(self.header)
        self.addresses = np.array([self.address], np.int64)
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
        self._set(fields.GROUPS, int(columns[:, fields.GROUP].max(initial=0)) + 1)
        address = self._hold(columns)
        nodes[:, fields.FACT] = address + nodes[:, fields.FACT] * fields.COLUMN * WORD
        classes = self._hold(forest.classes)
        tests = forest.tests.copy()
        tests[:, fields.OF] = address + tests[:, fields.OF] * fields.COLUMN * WORD
        tests[:, fields.CLASS_OF] = classes + tests[:, fields.CLASS_OF] * WORD
        self._set(fields.TESTS, self._hold(tests))
        columns[:, fields.CLASS] = classes + columns[:, fields.CLASS] * WORD
        self._columns = columns
        self._set(fields.COLUMNS, address)
        self._set(fields.COLUMNS_END, address + len(columns) * fields.COLUMN * WORD)
        never = columns[:, fields.BIT][columns[:, fields.OPTIONAL] == 0]
        self._set(fields.NEVER_ABSENT, 0 if everywhere else int(np.bitwise_or.reduce(never, initial=0)))
        self._set(fields.NODES, self._nodes)
        self._set(fields.RUN_AT, run_unit().address)
        self._set(fields.REDUCE_AT, reduce_unit().address)
        for place, shape in (
            (fields.NUMBERS, forest.numbers),
            (fields.MACHINE, (2 * forest.depth + 4,)),
            (fields.STACK, (len(nodes) + 1,)),
            (fields.SYMBOLS, (fields.MOST_SYMBOLS,)),
            (fields.MEMO, (2 * fields.REMEMBERED,)),
            (fields.PAIRS, (2 * fields.MOST_PAIRS,)),
            (fields.ATOMS, (2 * fields.MOST_SYMBOLS,)),
            (fields.CLASSES, (2 * fields.CLASSES_KEPT,)),
            (fields.PENDING, (3 * fields.MOST_PENDING,)),
            (fields.PATTERNS, (3 * ((1 << fields.PATTERN_BITS) + fields.PROBES),)),
            (fields.NO_PATTERN, (3,)),
            (fields.NOTES, (2 * fields.MOST_NOTES,)),
            (fields.FACTS, (fields.KNOWN_SO_FAR * (1 + int(nodes[:, fields.RANK].max(initial=0))),)),
            (fields.COMPARED, (2 * fields.MOST_COMPARED,)),
            (fields.ROWS, (fields.MOST_ROWS + 1,)),
            (fields.LACKS, (2 * fields.LACKS_TOGETHER,)),
            (fields.PLACES, (fields.TOGETHER,)),
            (fields.UNDER_WAY, (fields.TOGETHER + 1,)),
            (fields.ANSWERS, (fields.RECORD * ((1 << fields.ANSWER_BITS) + fields.PROBES),)),
            (fields.LEFT, (fields.LEFT_OVER * fields.MOST_ROWS,)),
        ):
            table = shape if isinstance(shape, np.ndarray) else np.zeros(shape, np.int64)
            self._set(place, self._hold(table))
            if place == fields.CLASSES:
                self._classes = table
            elif place == fields.PENDING:
                self._pending = table
            elif place == fields.LEFT:
                self._left = table
            elif place == fields.PATTERNS:
                self._patterns = table
            elif place == fields.ANSWERS:
                self._answers = table
        self._told = 0
        self._set(fields.NOTES_END, self.header[fields.NOTES] + 2 * fields.MOST_NOTES * WORD)
        self._numbers(nodes)
        self._plant(np.zeros(FIRST_TREE, np.int32))
        self._set(fields.TREE_USED, 1)  # 0 is no place

    def _numbers(self, nodes: np.ndarray) -> None:
        """List the leaves that are numbers."""
        number = (nodes[:, fields.KIND] == fields.CONSTANT) & (nodes[:, fields.TAG] == fields.NUMBER)
        constants = np.array([self.node(int(k)) for k in np.flatnonzero(number)], np.int64)
        self._set(fields.CONSTANTS, self._hold(constants))
        self._set(fields.CONSTANTS_END, self.header[fields.CONSTANTS] + len(constants) * WORD)

    def grow(self) -> None:
        """Make room in the tree of what was learned where it was too small; beyond the most, nothing more is learned."""
        if not self.header[fields.TREE_FULL]:
            return
        if len(self._tree) < LARGEST_TREE:
            tree = np.zeros(2 * len(self._tree), np.int32)
            tree[: len(self._tree)] = self._tree
            self._plant(tree)
        else:
            self.header[fields.TREE_FULL], self.header[fields.TREE_SHUT] = 0, 1

    def begin(self) -> None:
        """Forget what was asked of the rows of another table, and what was learned where nothing more can be."""
        self._set(fields.PENDING_SEEN, 0)
        if self.header[fields.TREE_SHUT]:
            self._tree[:], self._patterns[:], self._answers[:] = 0, 0, 0
            self._set(fields.TREE_USED, 1)
            self._set(fields.TREE_SHUT, 0)

    def _plant(self, tree: np.ndarray) -> None:
        self._tree = tree
        self._set(fields.TREE, self._address(tree))
        self._set(fields.TREE_ROOM, len(tree))
        self._set(fields.TREE_FULL, 0)

    def feed(self, table: np.ndarray) -> None:
        """Let the columns of facts be those of :meth:`given.Given.table`."""
        self._columns[:, fields.VALUES : fields.STRIDE + 1] = table

    def answer_into(self, found: MeasureColumns | VariableColumns) -> None:
        """Let answers go into these columns; they mark, as a kernel left them, which rows are open."""
        if isinstance(found, MeasureColumns):
            self._to(fields.TO_VERDICT, found.verdict)
            self._to(fields.TO_DECIDING, found.deciding)
            self._to(fields.TO_AMOUNT, found.amount)
            self._to(fields.TO_STATUS, found.amount_status)
            self._to(fields.MARKS, found.verdict)
            self.header[fields.MARK_BITS] = self.header[fields.MARK] = OPEN
        else:
            self._set(fields.OF_VARIABLE, 1)
            self._to(fields.TO_AMOUNT, found.value)
            self._to(fields.TO_DENOMINATOR, found.denominator)
            self._to(fields.TO_STATUS, found.status)
            self._to(fields.MARKS, found.status)
            self.header[fields.MARK_BITS], self.header[fields.MARK] = 255, MISSING
        self._to(fields.TO_MISSING, found.missing)
        self._found = found

    def left(self) -> np.ndarray:
        """Rows not answered: number, place, and why."""
        count = int(self.header[fields.LEFT_SEEN])
        return self._left[: fields.LEFT_OVER * count].reshape(-1, fields.LEFT_OVER).copy()

    def node(self, number: int) -> int:
        """The address of a node; -1 for none."""
        return self._nodes + number * fields.NODE * WORD if number >= 0 else -1

    def pending(self) -> list[tuple[int, int, int]]:
        """The conditions known in part that nobody has told of: hash, number of the node, row of the block."""
        count = int(self.header[fields.PENDING_SEEN])
        self.header[fields.PENDING_SEEN] = 0
        found = self._pending[: 3 * count].reshape(-1, 3).tolist()
        return [(key, (node - self._nodes) // (fields.NODE * WORD), row) for key, node, row in found]

    def tell(self, key: int, what: int) -> None:
        """Tell what a condition known in part is; all is forgotten when too much was told."""
        if self._told > fields.CLASSES_KEPT // 2:
            self._classes[:], self._told = 0, 0
        place = (key % 2**64) % fields.CLASSES_KEPT
        while self._classes[2 * place] not in (0, key):
            place = (place + 1) % fields.CLASSES_KEPT
        self._told += self._classes[2 * place] == 0
        self._classes[2 * place : 2 * place + 2] = key, what

    def roots(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Set the pairs of roots, without and with declared constraints; after the third, those of components."""
        addresses = np.array([[self.node(a), self.node(b)] for a, b in pairs], np.int64)
        self._set(fields.ROOTS, self._hold(addresses))
        tags = self._hold(np.zeros(len(pairs), np.int64))
        self._set(fields.TAGS, tags)
        self._set(fields.TAGS_END, tags + max(0, len(pairs) - 3) * WORD)

    def lists(self, lists: Lists, tables: dict[int, Sequence[int]]) -> None:
        """Set lists by their places in the header, from and to before, and plain tables."""
        for (start, end), numbers in lists.items():
            address = self._hold(np.array([*numbers, 0], np.int64))
            self._set(start, address)
            self._set(end, address + len(numbers) * WORD)
        for place, numbers in tables.items():
            self._set(place, self._hold(np.array([*numbers, 0], np.int64)))

    def _hold(self, table: np.ndarray) -> int:
        """Keep a table alive and give its address."""
        self._held.append(table)
        return self._address(table)

    def _to(self, place: int, column: np.ndarray | None) -> None:
        self._set(place, 0 if column is None else self._address(column))

    @staticmethod
    def _address(table: np.ndarray) -> int:
        assert table.flags.c_contiguous
        address: Any = table.ctypes.data
        return int(address)

    def _set(self, place: int, number: int) -> None:
        self.header[place] = number
