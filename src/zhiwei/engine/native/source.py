"""The text of a kernel: one function for each rule and verdict, called by loops over the rows of a block.

A plan's rules are split into several loops: one large loop would no longer be vectorised. What a later loop needs stands
in the scratch area, where results stand too.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zhiwei.engine.declare import Measure
from zhiwei.engine.model import RulebookData
from zhiwei.engine.native import arithmetic, blocks
from zhiwei.engine.native.areas import Areas
from zhiwei.engine.native.blocks import BLOCK, FROM_NARROW, TO_FLOAT64, TO_INT64, TO_UINT8, WIDTH
from zhiwei.engine.native.emit import Binding, Emitter, TableSlot, Val, literal
from zhiwei.engine.native.judge import amount_text, judge_text
from zhiwei.engine.native.layout import Layout, rule_steps
from zhiwei.engine.native.loops import (
    BYTES_ALONE,
    LOOKUPS,
    NAME,
    NUMBERS,
    Function,
    Group,
    Statement,
    loop_text,
)
from zhiwei.engine.native.narrow import narrow_variable
from zhiwei.engine.plan import Plan, RuleStep

LINES = 80
"""Lines of rules in one loop, at about the most that still vectorises well."""
NEAR = 1 << 19
"""Bytes of a wide area that leave room for what is read and written in a cache of a megabyte."""
LOOKED_UP = 6
"""Rows from which on a small table is looked up by itself, a row at a time; in fewer, one is chosen from all."""


def _library() -> str:
    """What the kernel is compiled together with, by content: kept machine code of an older one is not used."""
    texts = [Path(module.__file__ or "").read_bytes() for module in (arithmetic, blocks)]
    return hashlib.sha256(b"".join(texts)).hexdigest()[:16]


HEAD = '''"""Generated kernel; see zhiwei.engine.native. Library {library}."""

import numpy as np
from numba import njit

from zhiwei.engine.native.arithmetic import (
    add_days, add_months, add_years, ceil_divide, civil, days_between, end_of_year, floor_divide, half_up,
    months_between, months_touched, start_of_year, year_of, years_between,
)
from zhiwei.engine.native.blocks import BLOCK, BYTES, STRIDE, fill, load, store
'''
RUN = """
@njit(nogil=True, cache=True, error_model="numpy")
def run(kinds, places, sources, tables, fills, lows, highs, P, T, outs, targets, rows, start, stop):
    outside = 0
    wide = np.empty({wide} * STRIDE)
    narrow = np.empty({narrow} * BYTES, np.uint8)
    positions = np.empty(BLOCK, np.uint32)
    fill(kinds, places, fills, wide, narrow)
    for first in range(start, stop, {rows}):
        size = min({rows}, stop - first)
        outside += load(kinds, places, sources, tables, lows, highs, wide, narrow, positions, first, size)
{calls}
        store(outs, targets, rows, wide, narrow, first, size)
    return outside
"""


@dataclass(frozen=True, slots=True)
class Output:
    """A result column: measure or variable, which part of it, its place in its area, from where to what it is written."""

    of: str
    part: str
    place: int
    kind: int

    @property
    def type(self) -> int:
        """The type it is written as."""
        return self.kind & ~FROM_NARROW


@dataclass(frozen=True, slots=True)
class Kernel:
    """Kernel text with what it writes, in order."""

    text: str
    outputs: tuple[Output, ...]


def kernel_text(
    plan: Plan, layout: Layout, book: RulebookData, measures: Sequence[Measure], variables: Sequence[str]
) -> Kernel:
    """The kernel of a plan for verdicts on measures and for values of variables.

    Its function ``run`` takes what :func:`blocks.load` and :func:`blocks.store` do, with the scalars and table rows of
    the law, answers rows ``start`` to ``stop`` and gives how many numbers lie outside their limits.
    """
    writer = _Writer(plan, layout, book)
    for name, text in layout.first:
        writer.statements.append(Statement([name], text, 1))
    for step in rule_steps(plan):
        writer.rule(step)
    for number, measure in enumerate(measures):
        writer.measure(number, measure)
    for name in variables:
        writer.variable(name)
    return writer.kernel()


class _Writer:
    def __init__(self, plan: Plan, layout: Layout, book: RulebookData) -> None:
        self.plan, self.layout, self.book = plan, layout, book
        self.slots: dict[int, Binding] = dict(layout.bindings)
        self.statements: list[Statement] = []
        self.wanted: list[tuple[str, str, str, int]] = []
        self.narrow: set[str] = {name for name, _ in layout.first}
        self.looked_up: dict[str, str] = {}
        """Names of what is looked up, by its text."""

    def rule(self, step: RuleStep) -> None:
        """The function of one rule and its call."""
        inner = {b.name: self.slots[i] for b, i in zip(step.record.bindings, step.arguments, strict=True)}
        emitter = Emitter(inner, self.book.vocabularies, self._looked_up)
        strict = [v for b, v in zip(step.record.bindings, inner.values(), strict=True)
                  if isinstance(v, Val) and not b.optional]  # fmt: skip
        result = emitter.rule(step.record.body, step.record.rounding, strict)
        i = step.index
        names = Val(
            f"v{i}", f"d{i}" if result.d is not None else None, f"s{i}" if result.s is not None else None,
            result.may,
        )  # fmt: skip
        given = [t for t in (result.n, result.d, result.s) if t is not None]
        taken = [t for t in (names.n, names.d, names.s) if t is not None]
        about = f"{step.record.entity}.{step.record.variable}"
        self._function(f"rule_{i}", about, emitter.lines, given, taken)
        if narrow_variable(self.book.variables[step.record.entity, step.record.variable]):
            self.narrow.add(names.n)
        self.narrow |= {names.s} if names.s else set()
        self.slots[i] = names

    def measure(self, number: int, measure: Measure) -> None:
        """The function of a verdict and its call."""
        parts: dict[str, Val] = {}
        flags = set()
        for name in measure.variables():
            value = self.slots[self.plan.names[name]]
            if isinstance(value, Val):
                parts[name] = value
            else:  # a table or pieces open a window by being in force
                parts[name] = literal(value.status) if value.status else Val("0.0")
            if self._is_flag(name):
                flags.add(name)
        judged = judge_text(measure, parts, frozenset(flags))
        taken = [f"n{4 * number + k}" for k in range(len(judged.results))]
        self.narrow |= set(taken)
        self._function(f"judge_{number}", measure.id, list(judged.lines), list(judged.results), taken)
        for part, name in zip(judged.results, taken, strict=True):
            self._want(measure.id, part, name, TO_UINT8)
        if measure.amount:
            amount = f"n{4 * number + 3}"
            self.statements.append(Statement([amount], amount_text(parts[measure.amount], taken[2]), 1))
            self._want(measure.id, "amount", amount, TO_INT64)

    def variable(self, name: str) -> None:
        """Value, denominator and status of a variable as results."""
        value = self.slots[self.plan.names[name]]
        assert isinstance(value, Val)
        self._want(name, "value", value.n, TO_FLOAT64)
        if value.d is not None:
            self._want(name, "denominator", value.d, TO_FLOAT64)
        if value.s is not None:
            self._want(name, "status", value.s, TO_UINT8)

    def _want(self, of: str, part: str, name: str, kind: int) -> None:
        """Ask for a result; a literal, a scalar of the law or an input is handed on under a name of its own."""
        if not any(name in s.targets for s in self.statements):
            self.statements.append(Statement([f"n{10**6 + len(self.wanted)}"], name, 1))
            name = self.statements[-1].targets[0]
        if kind == TO_UINT8:
            self.narrow.add(name)
        self.wanted.append((of, part, name, kind))

    def _is_flag(self, name: str) -> bool:
        index = self.plan.names[name]
        if index in self.plan.parameters:
            return self.plan.parameters[index][0].type.kind == "flag"
        return self.book.variables[self.plan.entity, name].type.kind == "flag"

    def _function(self, name: str, about: str, lines: list[str], given: list[str], taken: list[str]) -> None:
        """A function of the module, with what it needs as arguments, and the statement that calls it."""
        called = Function(name, about, lines, given)
        self.statements.append(Statement(taken, f"{name}({called.arguments})", len(lines) + 2, called))

    def _looked_up(self, slot: TableSlot, key: str, part: int) -> str | None:
        """The name of one part of the row whose number is the key; None where it is better chosen from all."""
        if slot.size < LOOKED_UP or not NAME.fullmatch(key) or not self._is_narrow(key):
            return None
        row = f"({key} if {key} < np.uint8({slot.size}) else np.uint8(0))"
        text = f"T[np.uint32({2 * slot.first + part}) + np.uint32(2) * np.uint32{row}]"
        if text not in self.looked_up:
            self.looked_up[text] = f"g{len(self.looked_up)}"
            self.statements.append(Statement([self.looked_up[text]], text, 1))
        return self.looked_up[text]

    def kernel(self) -> Kernel:
        """The whole text."""
        groups = self._groups()
        areas = Areas([column.narrow for column in self.layout.columns], self.narrow)
        areas.place([(g.handed, g.sets) for g in groups], {name for _, _, name, _ in self.wanted})
        outputs = tuple(
            Output(of, part, areas.places[name], kind + FROM_NARROW * areas.narrow(name))
            for of, part, name, kind in self.wanted
        )
        loops = [loop_text(number, group, areas) for number, group in enumerate(groups)]
        calls = "\n".join(f"        loop_{n}(wide, narrow, P, T, size)" for n in range(len(groups)))
        wide, narrow = areas.sizes
        run = RUN.format(wide=wide, narrow=narrow, calls=calls, rows=_rows(wide))
        functions = [self._defined(s) for s in self.statements if s.called is not None]
        return Kernel("\n\n".join([HEAD.format(library=_library()), *functions, *loops, run]), outputs)

    def _groups(self) -> list[Group]:
        """Loops of each kind in turn."""
        waiting = [(statement, self._kind(statement)) for statement in self.statements]
        unmade = {t for s in self.statements for t in s.targets}
        groups: list[Group] = []
        turns = itertools.cycle((NUMBERS, BYTES_ALONE, LOOKUPS))
        while waiting:
            group, left = Group(next(turns)), list[tuple[Statement, int]]()
            for statement, kind in waiting:
                full = group.lines > 0 and group.lines + statement.lines > LINES
                if full or kind != group.kind or not unmade.isdisjoint(statement.reads):
                    left.append((statement, kind))
                    continue
                group.add(statement)
                unmade.difference_update(statement.targets)
            if group.statements:
                groups.append(group)
            waiting = left
        return groups

    def _kind(self, statement: Statement) -> int:
        """Bytes alone where a statement reads and sets nothing else, beside scalars of the law."""
        if statement.targets[0][0] == "g":
            return LOOKUPS
        names = (*statement.reads, *statement.targets)
        narrow = all(self._is_narrow(name) for name in names if name[0] != "p")
        return BYTES_ALONE if narrow and statement.in_bytes is not None else NUMBERS

    def _defined(self, statement: Statement) -> str:
        """The definition of the function that a statement calls."""
        called = statement.called
        assert called is not None
        if self._kind(statement) == BYTES_ALONE and called.in_bytes is not None:
            return called.text(*called.in_bytes)
        return called.text(called.lines, called.given)

    def _is_narrow(self, name: str) -> bool:
        return self.layout.columns[int(name[1:])].narrow if name[0] == "c" else name in self.narrow


def _rows(wide: int) -> int:
    """Rows of a block: the most of which the wide area stays near, but not so few that what is done once a block tells."""
    return BLOCK if wide * WIDTH * BLOCK <= NEAR else BLOCK // 2
