"""Where everything of a plan stands in the arrays of a kernel: columns, scalars, tables, outputs.

The shape (:class:`Layout`) depends on which rules are in force and which parameters have a value, never on the values:
a what-if that changes values runs the same kernel with other arrays.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from zhiwei.engine import tree
from zhiwei.engine.model import RulebookData, Variable
from zhiwei.engine.native.codes import CODE, MISSING, NOT_APPLICABLE
from zhiwei.engine.native.emit import NEVER, Binding, GatheredSlot, PiecesSlot, TableSlot, Val, literal
from zhiwei.engine.native.narrow import narrow_variable
from zhiwei.engine.parameters import Parameter
from zhiwei.engine.plan import DelegatedStep, Plan, RuleStep
from zhiwei.engine.status import Status
from zhiwei.engine.tables import Table
from zhiwei.engine.types import ValueType

FRACTIONAL = frozenset({"rate", "number"})
COLUMN_SCALE = 10**6
"""Denominator of fact columns that hold rates or other fractions."""


UNDECIDED = frozenset({CODE[Status.NO_DECISION], CODE[Status.NOT_OFFERED]})
"""Statuses of a delegated parameter that has no value."""
VALUE, STATE, TABLE, PLACE = "value", "state", "table", "place"


@dataclass(frozen=True, slots=True)
class Column:
    """An input column of the scratch area.

    ``what`` it holds: the value or the state of a fact; by each row's code, one ``part`` (entry, denominator) of a table; by each row's division, the value (part 0) or state (part 1) of a delegated parameter. ``fact`` is the
    label of the fact that is read or is the key (None: the same for all rows), ``slot`` that of the fact, table or
    parameter.
    """

    what: str
    slot: int
    fact: str | None
    part: int = 0
    narrow: bool = False


@dataclass
class Layout:
    """Shape of a kernel: input columns, the binding of every slot, the scalars and tables it is handed."""

    columns: list[Column] = field(default_factory=list)
    bindings: dict[int, Binding] = field(default_factory=dict)
    scalars: list[str] = field(default_factory=list)
    table_rows: dict[int, tuple[int, int]] = field(default_factory=dict)
    first: list[tuple[str, str]] = field(default_factory=list)
    """Names with the text that gives them for each row, before the rules."""


def layout_of(plan: Plan, book: RulebookData, known: frozenset[str]) -> Layout:
    """The layout of a plan; ``known`` are labels of facts that have a value in every row."""
    return _Maker(plan, book, known).make()


class _Maker:
    def __init__(self, plan: Plan, book: RulebookData, known: frozenset[str]) -> None:
        self.plan, self.book, self.known = plan, book, known
        self.layout = Layout()
        self.next_row = 0
        self.in_pieces = {
            index
            for step in rule_steps(plan)
            for binding, index in zip(step.record.bindings, step.arguments, strict=True)
            if binding.container == "Pieces"
        }

    def make(self) -> Layout:
        for slot in self.plan.facts:
            self._fact(slot.index, slot.label, slot.variable)
        produced = {s.index for s in self.plan.steps}
        for index, value in enumerate(self.plan.template):
            if index not in self.plan.fact_of and index not in produced:
                self._constant(index, value)
        for step in self.plan.steps:
            if isinstance(step, DelegatedStep):
                self._delegated(step)
        return self.layout

    def _column(self, what: str, slot: int, fact: str | None, part: int = 0, *, narrow: bool = False) -> str:
        """The name of a new column."""
        self.layout.columns.append(Column(what, slot, fact, part, narrow))
        return f"c{len(self.layout.columns) - 1}"

    def _fact(self, index: int, name: str, variable: Variable) -> None:
        value = self._column(VALUE, index, name, narrow=narrow_variable(variable))
        den = self._scalar(f"den {name}") if variable.type.kind in FRACTIONAL else None
        known = name in self.known
        state = None if known else self._column(STATE, index, name, narrow=True)
        codes = {MISSING, NOT_APPLICABLE} if variable.optional else {MISSING}
        self.layout.bindings[index] = Val(value, den, state, NEVER if known else frozenset(codes))

    def _scalar(self, what: str) -> str:
        self.layout.scalars.append(what)
        return f"p{len(self.layout.scalars) - 1}"

    def _constant(self, index: int, value: Any) -> None:
        parameter = self.plan.parameters[index][0] if index in self.plan.parameters else None
        fraction = parameter is not None and parameter.type.kind in FRACTIONAL
        if isinstance(value, Status):
            code = f"{CODE[value]}.0"
            empty: Binding = literal(code, fraction)
            if parameter is not None and parameter.table:
                empty = TableSlot(0, 0, fraction, True, code)
            elif index in self.in_pieces:
                empty = PiecesSlot((), code)
            self.layout.bindings[index] = empty
        elif isinstance(value, Table):
            assert parameter is not None
            self.layout.bindings[index] = self._table(index, parameter, value, fraction)
        elif isinstance(value, tuple):
            pieces = []
            den = self._scalar(f"piece {index} 0 d") if fraction else None
            for i in range(len(value)):
                names = [self._scalar(f"piece {index} {i} {part}") for part in ("n", "starts", "ends")]
                pieces.append((Val(names[0], den), names[1], names[2]))
            self.layout.bindings[index] = PiecesSlot(tuple(pieces))
        else:
            den = self._scalar(f"value {index} d") if fraction else None
            self.layout.bindings[index] = Val(self._scalar(f"value {index} n"), den)

    def _table(self, index: int, parameter: Parameter, table: Table, fraction: bool) -> Binding:
        keys = _keys(parameter, self.plan, index, self.book)
        if parameter.key == "code":
            key = self.plan.fact_of[_key_slot(self.plan, index)].label
            entry = self._column(TABLE, index, key)
            return GatheredSlot(entry, self._column(TABLE, index, key, 1) if fraction else None)
        first = self.next_row
        self.layout.table_rows[index] = (first, len(keys))
        self.next_row += len(keys)
        complete = all(not isinstance(table.find(k), Status) for k in keys)
        return TableSlot(first, len(keys), fraction, complete)

    def _delegated(self, step: DelegatedStep) -> None:
        fraction = step.parameter.type.kind in FRACTIONAL
        den = self._scalar(f"delegated {step.index}") if fraction else None
        place = None if step.division is None else self.plan.fact_of[step.division].label
        value = self._column(PLACE, step.index, place)
        state = self._column(PLACE, step.index, place, 1, narrow=True)
        division = None if step.division is None else self.layout.bindings[step.division]
        assert division is None or isinstance(division, Val)
        if division is None or division.s is None:
            self.layout.bindings[step.index] = Val(value, den, state, UNDECIDED)
            return
        # Where no locality has decided, the division makes no difference, known or not.
        varies = self._scalar(f"varies {step.index}")
        name = f"s{step.index}"
        self.layout.first.append(
            (name, f"{division.s} if ({division.s} != 0.0) & ({varies} != 0.0) else {state}")
        )
        self.layout.bindings[step.index] = Val(value, den, name, UNDECIDED | division.may)


@dataclass(frozen=True)
class Arrays:
    """What a kernel is handed beside the columns: scalars and table rows (entry or not a number, denominator)."""

    scalars: np.ndarray
    tables: np.ndarray


def arrays_of(plan: Plan, layout: Layout, book: RulebookData) -> Arrays:
    """The scalars and tables of a plan's law, in the layout's places."""
    rows = sum(size for _, size in layout.table_rows.values())
    tables = np.full(2 * rows, np.nan)
    tables[1::2] = 1.0
    for index, (start, size) in layout.table_rows.items():
        parameter = plan.parameters[index][0]
        keys = _keys(parameter, plan, index, book)
        for position, key in enumerate(keys[:size]):
            entry = plan.template[index].find(key)
            if not isinstance(entry, Status):
                at = 2 * (start + position)
                tables[at : at + 2] = split(entry, parameter.type, book)
    scalars = np.zeros(max(1, len(layout.scalars)))
    for position, what in enumerate(layout.scalars):
        scalars[position] = _scalar(what, plan, layout, book)
    return Arrays(scalars, tables)


def gathered(plan: Plan, column: Column, book: RulebookData) -> np.ndarray:
    """What a column of a code table or of a delegated parameter holds, by position in the key's code list.

    One entry alone where it is the same for all rows.
    """
    if column.what == TABLE:
        parameter = plan.parameters[column.slot][0]
        codes = book.code_lists[code_list_of(plan, column.slot)]
        table = plan.template[column.slot]
        parts = {entry: split(entry, parameter.type, book) for entry in set(table.rows.values()) - {None}}
        absent = (np.nan, 1.0)
        rows = np.array([parts.get(table.find(code), absent)[column.part] for code in codes])
    else:
        step = plan.producers[column.slot]
        assert isinstance(step, DelegatedStep)
        den = common_denominator(step, book)
        found = [step.default[0]]
        if step.division is not None and step.by_division:
            codes = book.code_lists[plan.fact_of[step.division].variable.list_name or ""]
            found = [step.by_division.get(code, step.default)[0] for code in codes]
        rows = np.array([_delegated(value, step.parameter, den, book)[column.part] for value in found])
    return rows[:1] if (rows == rows[0]).all() else rows


def _delegated(value: Any, parameter: Parameter, den: int, book: RulebookData) -> tuple[float, float]:
    if isinstance(value, Status):
        return 0.0, float(CODE[value])
    number, own = split(value, parameter.type, book)
    return number * (den / own), 0.0


def _keys(parameter: Parameter, plan: Plan, index: int, book: RulebookData) -> tuple[str, ...]:
    if parameter.key == "code":
        return book.code_lists[code_list_of(plan, index)]
    return tuple(m.value for m in book.vocabularies[parameter.key or ""])


def code_list_of(plan: Plan, table: int) -> str:
    """The code list of the fact by which a table slot is read."""
    return plan.fact_of[_key_slot(plan, table)].variable.list_name or ""


def _key_slot(plan: Plan, table: int) -> int:
    for step in rule_steps(plan):
        slots = dict(zip((b.name for b in step.record.bindings), step.arguments, strict=True))
        for node in tree.walk(step.record.body):
            if isinstance(node, tree.Lookup | tree.HasKey) and slots.get(node.table) == table:
                assert isinstance(node.key, tree.Name)
                return slots[node.key.name]
    raise LookupError(table)


def _scalar(what: str, plan: Plan, layout: Layout, book: RulebookData) -> float:
    word, _, rest = what.partition(" ")
    match word:
        case "den":
            return float(COLUMN_SCALE)
        case "value":
            index, part = rest.split(" ")
            return _part(plan.template[int(index)], part, plan, int(index), book)
        case "piece":
            index, number, part = rest.split(" ")
            piece = plan.template[int(index)][int(number)]
            if part in ("starts", "ends"):
                return float(getattr(piece, part))
            n, d = _split_slot(piece.value, plan, int(index), book)
            pieces = plan.template[int(index)]
            common = math.lcm(*(int(_split_slot(p.value, plan, int(index), book)[1]) for p in pieces))
            return float(common) if part == "d" else n * (common // int(d))
        case "varies":
            varying = plan.producers[int(rest)]
            assert isinstance(varying, DelegatedStep)
            return float(bool(varying.by_division))
    step = plan.producers[int(rest)]
    assert isinstance(step, DelegatedStep)
    return float(common_denominator(step, book))


def _part(value: Any, part: str, plan: Plan, index: int, book: RulebookData) -> float:
    n, d = _split_slot(value, plan, index, book)
    return n if part == "n" else d


def _split_slot(value: Any, plan: Plan, index: int, book: RulebookData) -> tuple[float, float]:
    kind = plan.parameters[index][0].type if index in plan.parameters else ValueType("date")
    return split(value, kind, book)


def split(value: Any, kind: ValueType, book: RulebookData) -> tuple[float, float]:
    """(numerator, denominator) of a plain value in columns: enums by position, flags as 0 and 1, days as ordinals.

    No rule computes with a text: that there is one is all that counts, and it stands as 0.
    """
    if kind.kind == "enum":
        return float(
            next(i for i, m in enumerate(book.vocabularies[kind.enum or ""]) if m.value == value)
        ), 1.0
    if kind.kind == "text":
        return 0.0, 1.0
    exact = Fraction(value.toordinal() if hasattr(value, "toordinal") else value)
    return float(exact.numerator), float(exact.denominator)


def common_denominator(step: DelegatedStep, book: RulebookData) -> int:
    """One denominator for the values of all divisions."""
    values = [v for v, _ in [*step.by_division.values(), step.default] if not isinstance(v, Status)]
    return math.lcm(*(int(split(v, step.parameter.type, book)[1]) for v in values))


def rule_steps(plan: Plan) -> list[RuleStep]:
    """The rules of a plan in order."""
    return [s for s in plan.steps if isinstance(s, RuleStep)]
