"""The traced engine's answers, one subject and one output at a time."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from benchmarks.scoreboard.answers import LARGE, NO_AMOUNT, STATUS, VERDICT, Answers
from benchmarks.scoreboard.settings import Setting
from benchmarks.scoreboard.states import ABSENT, KNOWN
from benchmarks.scoreboard.tables import Table
from zhiwei.engine.boundaries.constraints import Constraints
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case, Fact
from zhiwei.engine.native.layout import COLUMN_SCALE
from zhiwei.engine.outcome import judge
from zhiwei.engine.plan import FactSlot, Plan


@dataclass
class Output:
    """A variable or measure with the plan behind it; ``labels`` are the facts on which it may depend."""

    setting: Setting
    name: str

    @cached_property
    def measure(self) -> Any:
        """The measure; None for a variable."""
        return self.setting.book.data.measures.get(self.name)

    @cached_property
    def plan(self) -> Plan:
        """The plan of this output alone."""
        return self.setting.plan_of(self.measure.variables() if self.measure else (self.name,))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Its facts, and those that a declared constraint ties to them."""
        own = {s.label for s in self.plan.facts}
        data = self.setting.book.data
        for _, tied in Constraints(data, self.setting.entity, self.plan.facts).found:
            if own & set(tied.values()):
                own |= set(tied.values())
        return tuple(s.label for s in self.setting.slots if s.label in own)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The parts of its answer."""
        if self.measure is None:
            return ("status", "value", "below", "missing")
        amount = ("amount", "amount_status") if self.measure.amount else ()
        return ("verdict", "deciding", *amount, "missing")


class Trace:
    """Answers of the traced engine under a setting."""

    name = "trace"

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.outputs = [Output(setting, n) for n in (*setting.variables, *setting.measures)]
        self.bits = {s.label: 1 << i for i, s in enumerate(setting.slots)}
        self.readers = {s.label: _reader(s, setting) for s in setting.slots}
        self.evaluations = 0

    def answers(self, table: Table) -> Answers:
        """The answers for every row; rows in which all facts of an output agree are evaluated once."""
        found = Answers()
        for output in self.outputs:
            first, back = _distinct(table, output.labels)
            parts = self.of(output, table, first)
            found.cells |= {(output.name, part): cells[back] for part, cells in parts.items()}
        return found

    def of(self, output: Output, table: Table, rows: np.ndarray) -> dict[str, np.ndarray]:
        """The parts of one output for the chosen rows."""
        said = [self._one(output, self.case(output, table, int(row))) for row in rows]
        self.evaluations += len(rows)
        types = {"value": np.int64, "below": np.int64, "amount": np.int64, "missing": np.uint64}
        return {
            part: np.array([one[i] for one in said], types.get(part, np.uint8))
            for i, part in enumerate(output.parts)
        }

    def case(self, output: Output, table: Table, row: int) -> Case:
        """The row's facts as a case."""
        facts: dict[tuple[str, str, str | None], Fact] = {}
        paths = {"": None}
        for slot in self.setting.slots:
            if slot.label not in output.labels:
                continue
            paths[slot.path] = None
            column = table.columns[slot.label]
            state = column.states[row]
            key = (slot.path, slot.variable.name, slot.label.partition("@")[2] or None)
            if state == ABSENT:
                facts[key] = Fact("not_applicable")
            elif state == KNOWN:
                facts[key] = Fact("known", self.readers[slot.label](column.values[row]))
        return Case(self.setting.entity, facts, tuple(paths))

    def _one(self, output: Output, case: Case) -> tuple[Any, ...]:
        evaluation = Evaluation(self.setting.book.data, output.plan, case)
        if output.measure is None:
            return self._variable(output, evaluation)
        outcome = judge(output.measure, evaluation)
        order = dict.fromkeys(
            (
                *output.measure.scope,
                *output.measure.window,
                *output.measure.criteria,
                *output.measure.delegated,
            )
        )
        deciding = list(order).index(outcome.deciding) + 1 if outcome.deciding else 0
        amount: tuple[Any, ...] = ()
        if output.measure.amount:
            paid = outcome.amount
            amount = (0, NO_AMOUNT)
            if paid:
                fen = paid.value or 0
                amount = (fen if abs(fen) < LARGE else LARGE, STATUS[paid.status])
        return (VERDICT[outcome.verdict], deciding, *amount, self._mask(outcome.missing))

    def _variable(self, output: Output, evaluation: Evaluation) -> tuple[Any, ...]:
        result = evaluation.result(output.plan.names[output.name])
        value = result.value if result.status == "known" else 0
        if isinstance(value, str):
            kind = self.setting.book.data.variables[self.setting.entity, output.name].type
            value = [m.value for m in self.setting.book.data.vocabularies[kind.enum or ""]].index(value)
        exact = Fraction(value)
        top, below = exact.numerator, exact.denominator
        if abs(top) >= LARGE or below >= LARGE:
            top, below = LARGE, 0
        return STATUS[result.status], top, below, self._mask(result.missing)

    def _mask(self, labels: tuple[str, ...]) -> int:
        return sum(self.bits[label] for label in labels)


def _reader(slot: FactSlot, setting: Setting) -> Callable[[Any], Any]:
    match slot.variable.type.kind:
        case "number" | "rate":
            return lambda cell: Fraction(int(cell), COLUMN_SCALE)
        case "date":
            return lambda cell: datetime.date.fromordinal(int(cell))
        case "flag":
            return bool
        case "enum":
            words = [m.value for m in slot.variable.enum]
            return lambda cell: words[int(cell)]
        case "code":
            codes = setting.book.data.code_lists[slot.variable.list_name or ""]
            return lambda cell: codes[int(cell)]
    return int


def _distinct(table: Table, labels: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The first row of each combination of the facts' cells, and for every row the place of its combination."""
    if not labels or not table.rows:
        return np.zeros(min(1, table.rows), np.int64), np.zeros(table.rows, np.int64)
    columns = [table.columns[n] for n in labels]
    cells = np.stack([np.where(c.states == KNOWN, c.values, np.inf) for c in columns], axis=1)
    cells = np.concatenate([cells, np.stack([c.states for c in columns], axis=1).astype(float)], axis=1)
    _, first, back = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    return first, back.reshape(-1)
