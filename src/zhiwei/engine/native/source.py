"""The text of a kernel: one function for each rule and verdict, called by loops over the rows of a block.

A plan's rules are split into several loops: one large loop would no longer be vectorised. What a later loop needs stands
in the scratch area, where results stand too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from zhiwei.engine.declare import Measure
from zhiwei.engine.model import RulebookData
from zhiwei.engine.native import arithmetic, blocks
from zhiwei.engine.native.areas import Areas
from zhiwei.engine.native.blocks import FROM_NARROW, TO_FLOAT64, TO_INT64, TO_UINT8
from zhiwei.engine.native.emit import Binding, Emitter, Val, literal
from zhiwei.engine.native.judge import amount_text, judge_text
from zhiwei.engine.native.layout import Layout, rule_steps
from zhiwei.engine.native.narrow import narrow_variable
from zhiwei.engine.plan import Plan, RuleStep

LINES = 80
"""Lines of rules in one loop, at about the most that still vectorises well."""
_NAME = re.compile(r"\b[cdnpsvw]\d+\b")


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
    for first in range(start, stop, BLOCK):
        size = min(BLOCK, stop - first)
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
        writer.statements.append(_Statement([name], text, 1))
    for step in rule_steps(plan):
        writer.rule(step)
    for number, measure in enumerate(measures):
        writer.measure(number, measure)
    for name in variables:
        writer.variable(name)
    return writer.kernel()


@dataclass
class _Statement:
    """One line of a loop: the names it sets, and what stands right of them."""

    targets: list[str]
    text: str
    lines: int

    @cached_property
    def reads(self) -> frozenset[str]:
        """The names that it reads."""
        return frozenset(_NAME.findall(self.text))


@dataclass
class _Group:
    """Statements of one loop with the names it reads and must keep."""

    statements: list[_Statement] = field(default_factory=list)
    lines: int = 0

    def add(self, statement: _Statement) -> None:
        """Append a statement."""
        self.statements.append(statement)
        self.lines += statement.lines

    @property
    def sets(self) -> dict[str, None]:
        return dict.fromkeys(t for s in self.statements for t in s.targets)

    @property
    def reads(self) -> dict[str, None]:
        names: dict[str, None] = {}
        done: set[str] = set()
        for statement in self.statements:
            names |= dict.fromkeys(n for n in _NAME.findall(statement.text) if n not in done)
            done |= set(statement.targets)
        return names

    @property
    def handed(self) -> list[str]:
        """The names that it reads in each row: inputs, and what earlier loops set."""
        return [name for name in self.reads if name[0] not in "pw"]


class _Writer:
    def __init__(self, plan: Plan, layout: Layout, book: RulebookData) -> None:
        self.plan, self.layout, self.book = plan, layout, book
        self.slots: dict[int, Binding] = dict(layout.bindings)
        self.functions: list[str] = []
        self.statements: list[_Statement] = []
        self.wanted: list[tuple[str, str, str, int]] = []
        self.narrow: set[str] = {name for name, _ in layout.first}

    def rule(self, step: RuleStep) -> None:
        """The function of one rule and its call."""
        inner = {b.name: self.slots[i] for b, i in zip(step.record.bindings, step.arguments, strict=True)}
        emitter = Emitter(inner, self.book.vocabularies)
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
            self.statements.append(_Statement([amount], amount_text(parts[measure.amount], taken[2]), 1))
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
            self.statements.append(_Statement([f"n{10**6 + len(self.wanted)}"], name, 1))
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
        body = "".join(f"    {line}\n" for line in lines)
        result = ", ".join(given)
        arguments = ", ".join(dict.fromkeys(_NAME.findall(f"{body} {result}")))
        self.functions.append(
            f'@njit(forceinline=True, error_model="numpy")\ndef {name}({arguments}):\n'
            f"    # {about}\n{body}    return {result}\n"
        )
        self.statements.append(_Statement(taken, f"{name}({arguments})", len(lines) + 2))

    def kernel(self) -> Kernel:
        """The whole text."""
        groups = self._groups()
        areas = Areas([column.narrow for column in self.layout.columns], self.narrow)
        areas.place([(g.handed, g.sets) for g in groups], {name for _, _, name, _ in self.wanted})
        outputs = tuple(
            Output(of, part, areas.places[name], kind + FROM_NARROW * areas.narrow(name))
            for of, part, name, kind in self.wanted
        )
        loops = [_loop(number, group, areas) for number, group in enumerate(groups)]
        calls = "\n".join(f"        loop_{n}(wide, narrow, P, T, size)" for n in range(len(groups)))
        wide, narrow = areas.sizes
        run = RUN.format(wide=wide, narrow=narrow, calls=calls)
        return Kernel("\n\n".join([HEAD.format(library=_library()), *self.functions, *loops, run]), outputs)

    def _groups(self) -> list[_Group]:
        """Loops in turn over numbers and over bytes alone, which are answered many more at a time."""
        waiting = [(statement, self._bytes_alone(statement)) for statement in self.statements]
        unmade = {t for s in self.statements for t in s.targets}
        groups: list[_Group] = []
        bytes_alone = False
        while waiting:
            group, left = _Group(), list[tuple[_Statement, bool]]()
            for statement, narrow in waiting:
                full = group.lines > 0 and group.lines + statement.lines > LINES
                if full or narrow is not bytes_alone or not unmade.isdisjoint(statement.reads):
                    left.append((statement, narrow))
                    continue
                group.add(statement)
                unmade.difference_update(statement.targets)
            if group.statements:
                groups.append(group)
            waiting, bytes_alone = left, not bytes_alone
        return groups

    def _bytes_alone(self, statement: _Statement) -> bool:
        """Whether a statement reads and sets nothing but bytes, beside scalars of the law."""
        names = (*statement.reads, *statement.targets)
        return all(self._is_narrow(name) for name in names if name[0] != "p")

    def _is_narrow(self, name: str) -> bool:
        return self.layout.columns[int(name[1:])].narrow if name[0] == "c" else name in self.narrow


def _loop(number: int, group: _Group, areas: Areas) -> str:
    """The function of one loop."""
    lines = [f"    {n} = P[{n[1:]}]" for n in group.reads if n[0] == "p"]
    lines += [f"    {n} = T[{n[1:]}]" for n in group.reads if n[0] == "w"]
    lines += ["    for j in range(size):", "        i = np.uint32(j)"]
    lines += [f"        {name} = {areas.read(name)}" for name in group.handed]
    lines += [f"        {', '.join(s.targets)} = {s.text}" for s in group.statements]
    lines += [f"        {areas.write(name)}" for name in group.sets if name in areas]
    return (
        '@njit(nogil=True, cache=True, error_model="numpy")\n'
        f"def loop_{number}(wide, narrow, P, T, size):\n" + "\n".join(lines) + "\n"
    )
