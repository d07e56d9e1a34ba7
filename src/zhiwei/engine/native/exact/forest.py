"""Diagrams over free facts as tables: nodes after their children, all roots in one numbering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np

from zhiwei.engine.native.codes import CODE
from zhiwei.engine.native.exact import fields, hashing
from zhiwei.engine.native.exact.free import ABSENT, GIVEN, SAME, FreeEvaluation
from zhiwei.engine.native.exact.programs import Programs, TooLong
from zhiwei.engine.native.layout import COLUMN_SCALE, FRACTIONAL
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.splits import Domain, Node, Tree
from zhiwei.engine.status import Status
from zhiwei.engine.symbols import Symbol

SAMPLES: dict[str, tuple[int, int, int]] = {
    "money": (123_457_001, 987_654_319, 31),
    "count": (37, 53, 11),
    "number": (37_000_003, 91_000_007, 11_000_009),
    "rate": (370_003, 910_007, 110_009),
    "date": (733_544, 730_519, 735_201),
}
"""Three values of a missing fact, in column units, at which symbols are compared."""
FITS = 2**62


@dataclass(eq=False)
class Forest:
    """Frozen diagrams in the tables of :mod:`fields`, with numbers of rows where a task has addresses.

    ``roots`` by the order they were asked for; ``items`` the nodes as they were; ``depth`` of the stack machine.
    """

    nodes: np.ndarray
    edges: np.ndarray
    columns: np.ndarray
    positions: np.ndarray
    classes: np.ndarray
    tests: np.ndarray
    steps: np.ndarray
    numbers: np.ndarray
    roots: list[int]
    items: list[Tree]
    depth: int


def freeze(
    free: FreeEvaluation, roots: Sequence[Tree], bits: Mapping[str, int], texts: Mapping[str, int]
) -> Forest:
    """The diagrams of an evaluation as tables; ``bits`` are the mask bits by label, ``texts`` the numbers of texts."""
    maker = _Maker(free, bits, texts)
    places = [maker.place(root) for root in roots]
    return maker.forest(places)


class _Maker:
    def __init__(self, free: FreeEvaluation, bits: Mapping[str, int], texts: Mapping[str, int]) -> None:
        self.free, self.bits, self.texts = free, bits, texts
        self.columns = {s.label: k for k, s in enumerate(free.plan.facts)}
        self.programs = Programs(self.columns)
        self.items: list[Tree] = []
        self.nodes: list[list[int]] = []
        self.edges: list[list[Any]] = []
        self.positions: list[int] = []
        self.known: dict[Any, int] = {}

    def place(self, item: Tree) -> int:
        """The number of a node or leaf, its children before it."""
        key = id(item) if isinstance(item, Node) else (item.__class__ is bool, item)
        if key in self.known:
            return self.known[key]
        children = [self.place(c) for c in item.children] if isinstance(item, Node) else []
        number = self.known[key] = len(self.nodes)
        node = [0] * fields.NODE
        node[fields.D], node[fields.STAMP], node[fields.ONLY] = 1, -1, number
        node[fields.HASH] = node[fields.SALT] = hashing.of_text(f"leaf {number}")
        node[fields.FIRST] = len(self.edges)
        if isinstance(item, Node):
            self._inner(node, item, children)
        else:
            self._leaf(node, item)
        node[fields.LAST] = len(self.edges)
        self.items.append(item)
        self.nodes.append(node)
        return number

    def _mask(self, labels: frozenset[str]) -> int:
        return hashing.signed(sum(1 << self.bits[label] for label in labels))

    def _inner(self, node: list[int], item: Node, children: list[int]) -> None:
        name, domain = item.fact, self.free.diagrams.domains[item.fact]
        node[fields.RANK], node[fields.SALT] = item.rank, hashing.of_text(f"fact {name}")
        label = name.removesuffix(ABSENT).removesuffix(GIVEN)
        if name in self.columns:
            node[fields.KIND] = fields.ORDERED if domain.values is None else fields.FINITE
        elif name in self.free.atoms:
            atom = self.free.atoms[name]
            node[fields.KIND] = fields.ALIKE if atom.op == SAME else fields.ATOM
            node[fields.EQUAL] = atom.op != "<"
            node[fields.SUPPORT] = self._mask(atom.difference.facts())
            self._program(node, atom.difference)
        else:
            node[fields.KIND] = fields.MAYBE_ABSENT if name.endswith(ABSENT) else fields.MAYBE_GIVEN
        if label in self.columns:
            node[fields.FACT], node[fields.SUPPORT] = self.columns[label], self._mask(frozenset({label}))
        if domain.values is None:
            self._ordered(name, domain, item, children)
        else:
            self._finite(node, name, domain, item, children)

    def _ordered(self, name: str, domain: Domain, item: Node, children: list[int]) -> None:
        scale = _scale(self.free.plan.facts[self.columns[name]])
        ends = [
            0,
            *(hashing.of_text(f"{name} from {cut}") for cut in item.parts),
            hashing.of_text(f"{name} to the end"),
        ]
        starts = [domain.low, *item.parts]
        for k, child in enumerate(children):
            above = starts[k + 1] - domain.step if k < len(item.parts) else domain.high
            first = float(ceil(starts[k] * scale)) if k else -fields.INFINITE
            self.edges.append([child, first, hashing.signed(ends[k + 1] - ends[k]), above == starts[k], 0])

    def _finite(self, node: list[int], name: str, domain: Domain, item: Node, children: list[int]) -> None:
        size = len(domain.values or ())
        node[fields.TABLE] = len(self.positions)
        places = [0] * size
        for mask, child in zip(item.parts, children, strict=True):
            inside = [p for p in range(size) if mask >> p & 1]
            for position in inside:
                places[position] = len(self.edges)
            weight = hashing.signed(sum(hashing.of_text(f"{name} at {position}") for position in inside))
            self.edges.append([child, 0.0, weight, 0, 0])
        self.positions.extend(places)

    def _leaf(self, node: list[int], item: Tree) -> None:
        node[fields.UNDEFINED] = item is Status.UNDEFINED
        if isinstance(item, Symbol):
            node[fields.KIND], node[fields.TAG] = fields.SYMBOL, fields.POLYNOMIAL
            node[fields.SUPPORT] = self._mask(item.facts())
            node[fields.LINES] = self._mask(item.straight())
            self._program(node, item)
        elif isinstance(item, Status):
            node[fields.TAG] = fields.STATUS + CODE[item]
        elif isinstance(item, bool):
            node[fields.TAG] = node[fields.N] = fields.TRUE if item else fields.FALSE
        elif isinstance(item, str):
            node[fields.TAG], node[fields.N] = fields.TEXT, self.texts.get(item, -1)
        else:
            exact = Fraction(item)
            if max(abs(exact.numerator), exact.denominator) >= FITS:
                node[fields.KIND] = fields.DOUBTFUL
                return
            node[fields.TAG], node[fields.N], node[fields.D] = (
                fields.NUMBER,
                exact.numerator,
                exact.denominator,
            )

    def _program(self, node: list[int], symbol: Symbol) -> None:
        try:
            node[fields.BEGIN], node[fields.END] = self.programs.add(symbol)
        except TooLong:
            node[fields.KIND] = fields.DOUBTFUL

    def _column(self, slot: FactSlot) -> list[Any]:
        domain, scale = self.free.diagrams.domains[slot.label], _scale(slot)
        low, high = -fields.INFINITE, fields.INFINITE
        if domain.values is None:
            low, high = float(domain.low * scale), float(domain.high * scale)
        samples = SAMPLES.get(slot.variable.type.kind, (0, 1, 2))
        size = len(domain.values or ())
        bit = self._mask(frozenset({slot.label}))
        place = (bit % 2**64).bit_length() - 1
        group = (place // 8, 1 << place % 8) if bit else (0, 0)
        return [low, high, size, bit, slot.variable.optional, scale, *samples, *[0] * 10, *group]

    def _classes(self, column: int, size: int) -> list[int]:
        """The class of each position of a list: what no node tells apart is one class."""
        tables = [
            self.positions[node[fields.TABLE] : node[fields.TABLE] + size]
            for node in self.nodes
            if node[fields.KIND] == fields.FINITE and node[fields.FACT] == column
        ]
        if not tables:
            return [0] * size
        numbers: dict[tuple[int, ...], int] = {}
        return [numbers.setdefault(places, len(numbers)) for places in zip(*tables, strict=True)]

    def _tests(self, columns: list[list[Any]], nought: int) -> np.ndarray:
        """The nodes as tests; ``nought`` is a class table of one 0."""
        tests = np.zeros((len(self.nodes), fields.TEST), np.int64)
        reals = tests.view(np.float64)
        for test, numbers, node in zip(tests, reals, self.nodes, strict=True):
            column, first, last = node[fields.FACT], node[fields.FIRST], node[fields.LAST]
            if node[fields.KIND] not in (fields.ORDERED, fields.FINITE):
                continue
            listed = node[fields.KIND] == fields.FINITE
            test[fields.PLAIN] = listed or last - first <= fields.PLAIN_CUTS + 1
            test[fields.OF], test[fields.CLASS_OF] = (
                column,
                columns[column][fields.CLASS] if listed else nought,
            )
            test[fields.LAST_CLASS] = columns[column][fields.SIZE] - 1 if listed else 0
            numbers[fields.LEAST : fields.MOST + 1] = (
                (0, columns[column][fields.SIZE] - 1)
                if listed
                else (columns[column][fields.LOW], columns[column][fields.HIGH])
            )
            cuts = [] if listed else [edge[fields.CUT] for edge in self.edges[first + 1 : last]]
            cuts = [*cuts, *[fields.INFINITE] * fields.PLAIN_CUTS][: fields.PLAIN_CUTS]
            numbers[fields.CUTS : fields.CUTS + fields.PLAIN_CUTS] = cuts
        return tests

    def forest(self, roots: list[int]) -> Forest:
        """Everything so far."""
        classes: list[int] = []
        columns = [self._column(slot) for slot in self.free.plan.facts]
        for place, column in enumerate(columns):
            column[fields.CLASS] = len(classes)
            found = self._classes(place, column[fields.SIZE])
            column[fields.CLASS_COUNT] = max(found, default=-1) + 1
            classes += found
        programs = self.programs
        return Forest(
            nodes=np.array(self.nodes, np.int64),
            edges=_with_reals(self.edges, fields.EDGE, (fields.CUT,)),
            columns=_with_reals(columns, fields.COLUMN, (fields.LOW, fields.HIGH)),
            positions=np.array(self.positions, np.int64),
            classes=np.array([*classes, 0], np.int64),
            tests=self._tests(columns, len(classes)),
            steps=np.array(list(zip(programs.operations, programs.arguments, strict=True)), np.int64),
            numbers=np.array(programs.numbers, np.int64),
            roots=roots,
            items=self.items,
            depth=programs.depth,
        )


def _scale(slot: FactSlot) -> int:
    return COLUMN_SCALE if slot.variable.type.kind in FRACTIONAL else 1


def _with_reals(rows: list[list[Any]], width: int, reals: tuple[int, ...]) -> np.ndarray:
    """A table of whole numbers in which some columns hold the bits of a float64."""
    table = np.array([[0 if k in reals else v for k, v in enumerate(row)] for row in rows], np.int64).reshape(
        -1, width
    )
    for k in reals:
        table.view(np.float64)[:, k] = [row[k] for row in rows]
    return table
