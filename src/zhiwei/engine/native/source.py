"""The text of a kernel: one function for each rule, and a loop over the rows that calls them."""

from __future__ import annotations

from dataclasses import dataclass

from zhiwei.engine.model import RulebookData
from zhiwei.engine.native.emit import Binding, Emitter, GatheredSlot, PiecesSlot, Val
from zhiwei.engine.native.layout import Layout, rule_steps
from zhiwei.engine.plan import Plan, RuleStep

BLOCK = 4096
"""Rows handled at once, so that a block stays in the cache."""
STRIDE = BLOCK + 24
"""Places between columns of a block: constant, so that they are known apart, and no power of two."""

HEAD = '''"""Generated kernel; see zhiwei.engine.native."""

import numpy as np
from numba import njit

from zhiwei.engine.native.arithmetic import (
    add_days, add_months, add_years, ceil_divide, civil, days_between, end_of_year, floor_divide, half_up,
    months_between, months_touched, start_of_year, year_of, years_between,
)

NONE = np.uint64(0)
'''


@dataclass(frozen=True, slots=True)
class Output:
    """A written value: its slot, and the rows of its denominator and status (None: 1, known in every row)."""

    slot: int
    den: int | None
    state: int | None


@dataclass(frozen=True, slots=True)
class Kernel:
    """Kernel text with what it writes, in order."""

    text: str
    outputs: tuple[Output, ...]
    written: int
    three_valued: bool


def kernel_text(
    plan: Plan, layout: Layout, book: RulebookData, wanted: list[int], three_valued: bool
) -> Kernel:
    """The kernel that computes the wanted slots of a plan.

    It is called as ``kernel(C, P, T, V, M, rows)`` for a block of at most :data:`BLOCK` rows: float64 columns of ``C``
    (facts, then their statuses) and of ``V`` (values, denominators, statuses) start every :data:`STRIDE` places.
    """
    writer = _Writer(layout, book, three_valued)
    steps = rule_steps(plan)
    for step in steps:
        writer.rule(step)
    return writer.kernel(wanted)


class _Writer:
    def __init__(self, layout: Layout, book: RulebookData, three_valued: bool) -> None:
        self.layout, self.book, self.three_valued = layout, book, three_valued
        self.slots: dict[int, Binding] = dict(layout.bindings)
        self.functions: list[str] = []
        self.loop: list[str] = []
        self.entries: dict[str, None] = {}

    def rule(self, step: RuleStep) -> None:
        """The function of one rule and its call in the loop."""
        inner: dict[str, Binding] = {}
        outer: list[str] = []
        for binding, index in zip(step.record.bindings, step.arguments, strict=True):
            inner[binding.name] = self._inside(self.slots[index], outer)
        emitter = Emitter(inner, self.book.vocabularies)
        strict = [v for b, v in zip(step.record.bindings, inner.values(), strict=True)
                  if isinstance(v, Val) and not b.optional]  # fmt: skip
        result = emitter.rule(step.record.body, step.record.rounding, strict)
        arguments = [*dict.fromkeys(outer), *emitter.entries]
        self.entries |= emitter.entries
        i = step.index
        names = Val(
            f"v{i}", f"d{i}" if result.d is not None else None, f"s{i}" if result.s is not None else None,
            f"m{i}" if result.m is not None else None,
            result.m is not None,
        )  # fmt: skip
        given = [t for t in (result.n, result.d, result.s, result.m) if t is not None]
        taken = [t for t in (names.n, names.d, names.s, names.m) if t is not None]
        body = "".join(f"    {line}\n" for line in emitter.lines)
        self.functions.append(
            f"@njit(forceinline=True, error_model='numpy')\ndef rule_{i}({', '.join(arguments)}):\n"
            f"    # {step.record.entity}.{step.record.variable}\n{body}    return {', '.join(given)}\n"
        )
        self.loop.append(f"{', '.join(taken)} = rule_{i}({', '.join(arguments)})")
        self.slots[i] = names

    @staticmethod
    def _inside(binding: Binding, outer: list[str]) -> Binding:
        """The binding as the function sees it; the names it needs are its arguments."""

        def need(text: str | None) -> None:
            if text is not None and not text[0].isdigit() and text != "NONE":
                outer.append(text)

        if isinstance(binding, Val):
            for text in (binding.n, binding.d, binding.s, binding.m):
                need(text)
        elif isinstance(binding, GatheredSlot):
            for text in (binding.n, binding.d, binding.present):
                need(text)
        elif isinstance(binding, PiecesSlot):
            for value, starts, ends in binding.pieces:
                for text in (value.n, value.d, starts, ends):
                    need(text)
        return binding

    def kernel(self, wanted: list[int]) -> Kernel:
        """The whole text."""
        count = len(self.layout.columns)
        lines = [f"    p{i} = P[{i}]" for i in range(len(self.layout.scalars))]
        lines += [f"    {name} = T[{name[1:]}]" for name in self.entries]
        lines.append("    for j in range(rows):")
        lines.append("        i = np.uint32(j)")
        for position, column in enumerate(self.layout.columns):
            lines.append(f"        c{position} = C[i + {_at(position)}]")
            binding = self.layout.bindings[column.slot]
            if column.table is not None or not isinstance(binding, Val):
                continue
            if binding.s is not None:
                lines.append(f"        {binding.s} = C[i + {_at(count + position)}]")
            if binding.m is not None:
                bit = "NONE" if column.bit is None else f"np.uint64({1 << column.bit})"
                lines.append(f"        {binding.m} = {bit} if {binding.s} == 1.0 else NONE")
        lines += [f"        {line}" for line in self.loop]
        outputs: list[Output] = []
        written = len(wanted)
        for row, slot in enumerate(wanted):
            value = self.slots[slot]
            assert isinstance(value, Val)
            lines.append(f"        V[i + {_at(row)}] = {value.n}")
            den = state = None
            if value.d is not None:
                den, written = written, written + 1
                lines.append(f"        V[i + {_at(den)}] = {value.d}")
            if value.s is not None:
                state, written = written, written + 1
                lines.append(f"        V[i + {_at(state)}] = {value.s}")
            if self.three_valued:
                lines.append(f"        M[i + {_at(row)}] = {value.mask}")
            outputs.append(Output(slot, den, state))
        text = (
            HEAD + "\n\n" + "\n\n".join(self.functions)
            + "\n\n@njit(nogil=True, cache=True, error_model='numpy')\n"
            + "def kernel(C, P, T, V, M, rows):\n" + "\n".join(lines) + "\n"
        )  # fmt: skip
        return Kernel(text, tuple(outputs), written, self.three_valued)


def _at(row: int) -> str:
    return f"np.uint32({row * STRIDE})"
