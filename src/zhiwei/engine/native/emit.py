"""Intermediate form to kernel text in select form: every branch is computed, statuses and values are selected.

A value is up to three names: numerator, denominator (absent where it is 1) and status (absent where it is known for every
row). Meaning is that of :mod:`symbolic`, fact by fact: a choice on an unknown is unknown unless both sides agree.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from zhiwei.engine import tree
from zhiwei.engine.functions import FUNCTIONS
from zhiwei.engine.model import Member
from zhiwei.engine.native.codes import MISSING, NOT_APPLICABLE

EXACT = f"{2.0**53:.1f}"
"""Whole numbers below are exact in float64."""
NEVER: frozenset[int] = frozenset()
"""Status codes of what has a value in every row."""


@dataclass(frozen=True, slots=True)
class Val:
    """The names (or literals) that carry a value in kernel text, and the status codes that it may have beside known."""

    n: str
    d: str | None = None
    s: str | None = None
    may: frozenset[int] = NEVER

    @property
    def den(self) -> str:
        """The denominator as text."""
        return self.d or "1.0"

    @property
    def status(self) -> str:
        """The status as text."""
        return self.s or "0.0"

    @property
    def open(self) -> bool:
        """Whether it may be missing in some row."""
        return MISSING in self.may

    @property
    def hides(self) -> bool:
        """Whether a completion may give it a status of its own, so that one in another operand is not yet the result."""
        return self.open and len(self.may) > 1


@dataclass(frozen=True, slots=True)
class TableSlot:
    """A small table: its first row and number of rows in the table array, read by selecting among all rows.

    An absent entry is not a number. ``complete`` says that every key has one; ``fraction`` that they have denominators.
    """

    first: int
    size: int
    fraction: bool
    complete: bool
    status: str | None = None


@dataclass(frozen=True, slots=True)
class GatheredSlot:
    """A table of codes, looked up for every row before the kernel runs; an absent entry is not a number."""

    n: str
    d: str | None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class PiecesSlot:
    """A parameter in pieces: the value, first and last day of each."""

    pieces: tuple[tuple[Val, str, str], ...]
    status: str | None = None


Binding = Val | TableSlot | GatheredSlot | PiecesSlot


class Emitter:
    """Writes the statements of one rule; ``lines`` are those of its function body."""

    def __init__(
        self, bindings: Mapping[str, Binding], vocabularies: Mapping[str, tuple[Member, ...]],
        looked_up: Callable[[TableSlot, str, int], str | None] = lambda slot, key, part: None,
    ) -> None:  # fmt: skip
        """``looked_up`` gives a name for one part of the row of a table whose number a name holds, None for to choose it."""
        self.bindings: dict[str, Binding] = dict(bindings)
        self.vocabularies = vocabularies
        self.looked_up = looked_up
        self.lines: list[str] = []
        self._named: dict[str, str] = {}
        self.entries: dict[str, None] = {}
        self.pieces: dict[str, tuple[Val, str, str]] = {}
        self._count = itertools.count()

    def keep(self, text: str) -> str:
        """A name for the value of an expression, one for each text; plain names and literals stay."""
        if re.fullmatch(r"[\w.]+", text):
            return text
        name = self._named.get(text)
        if name is None:
            name = self._named[text] = f"t{next(self._count)}"
            self.lines.append(f"{name} = {text}")
        return name

    def of(self, node: tree.Node) -> Val:
        """The value of an expression."""
        result: Val = getattr(self, "_" + type(node).__name__.lower())(node)
        return result

    def rule(self, body: tree.Node, rounding: str, strict: list[Val]) -> Val:
        """A whole body: rounded, and not applicable wherever a strict argument is."""
        result = self.of(body)
        if rounding != "none" and result.d is not None:
            function = {"half_up": "half_up", "down": "floor_divide", "up": "ceil_divide"}[rounding]
            result = replace(result, n=self.keep(f"{function}({result.n}, {result.d})"), d=None)
        absent = [v for v in strict if NOT_APPLICABLE in v.may]
        if absent:
            unsure = [v.s for v in absent if v.open]
            status = result.status
            if unsure:
                lacking = " | ".join(dict.fromkeys(f"({s} == {MISSING}.0)" for s in unsure))
                status = self.keep(f"{MISSING}.0 if {lacking} else {status}")
            found = " | ".join(dict.fromkeys(f"({v.s} == {NOT_APPLICABLE}.0)" for v in absent))
            codes = result.may | {NOT_APPLICABLE} | ({MISSING} if unsure else NEVER)
            result = replace(result, s=self.keep(f"{NOT_APPLICABLE}.0 if {found} else {status}"), may=codes)
        return result

    def _joined(self, values: list[Val]) -> str | None:
        """Status of a strict operation."""
        statuses = list(dict.fromkeys(v.s for v in values if v.s is not None))
        if not statuses:
            return None
        status = self._greatest(statuses)
        hiding = list(dict.fromkeys(v.s for v in values if v.hides))
        if hiding and len(statuses) > 1:
            lacking = " | ".join(f"({s} == 1.0)" for s in hiding)
            status = self.keep(f"1.0 if ({lacking}) & ({status} != {NOT_APPLICABLE}.0) else {status}")
        return status

    def _greatest(self, statuses: list[str]) -> str:
        status = statuses[0]
        for other in statuses[1:]:
            status = self.keep(f"{status} if {status} > {other} else {other}")
        return status

    def _const(self, node: tree.Const) -> Val:
        if node.value is None:
            return Val("0.0", None, f"{NOT_APPLICABLE}.0", frozenset({NOT_APPLICABLE}))
        if node.enum is not None:
            return Val(f"{self.position(node.enum, str(node.value))}.0")
        return Val(f"{int(node.value)}.0")

    def position(self, enum: str, member: str) -> int:
        """Place of a member in its vocabulary; its number in columns."""
        return next(i for i, m in enumerate(self.vocabularies[enum]) if m.value == member)

    def _name(self, node: tree.Name) -> Val:
        found = self.bindings[node.name]
        assert isinstance(found, Val)
        return found

    def _negate(self, node: tree.Negate) -> Val:
        value = self.of(node.operand)
        return replace(value, n=self.keep(f"-{value.n}"))

    def _binary(self, node: tree.Binary) -> Val:
        left, right = self.of(node.left), self.of(node.right)
        status = self._joined([left, right])
        if node.op == "/":
            return self._divided(left, right, status)
        if node.op == "*":
            number = self.keep(f"{left.n} * {right.n}")
            den = None if left.d is right.d is None else self.keep(f"{left.den} * {right.den}")
        elif left.d == right.d:
            number, den = self.keep(f"{left.n} {node.op} {right.n}"), left.d
        else:
            a = f"{left.n} * {right.d}" if right.d else left.n
            b = f"{right.n} * {left.d}" if left.d else right.n
            den = self.keep(f"{left.den} * {right.den}") if left.d and right.d else (left.d or right.d)
            number = self.keep(f"{a} {node.op} {b}")
        return Val(number, den, status, _may(left, right))

    def _divided(self, left: Val, right: Val, status: str | None) -> Val:
        raw = self.keep(f"{left.den} * {right.n}" if left.d else right.n)
        top = self.keep(f"{left.n} * {right.d}" if right.d else left.n)
        sign = self.keep(f"-{top} if {raw} < 0.0 else {top}")
        den = self.keep(f"1.0 if {raw} == 0.0 else abs({raw})")
        undefined = self.keep(
            f"{NOT_APPLICABLE}.0 if ({raw} == 0.0) & ({status or '0.0'} == 0.0) else {status or '0.0'}"
        )
        return Val(sign, den, undefined, _may(left, right) | {NOT_APPLICABLE})

    def _truth(self, left: Val, op: str, right: Val) -> str:
        a = f"{left.n} * {right.d}" if right.d and left.d != right.d else left.n
        b = f"{right.n} * {left.d}" if left.d and left.d != right.d else right.n
        return f"{a} {op} {b}"

    def _compare(self, node: tree.Compare) -> Val:
        left, right = self.of(node.left), self.of(node.right)
        status = self._joined([left, right])
        truth = self.keep(f"1.0 if {self._truth(left, node.op, right)} else 0.0")
        return Val(truth, None, status, _may(left, right))

    def _logic(self, node: tree.Logic) -> Val:
        values = [self.of(o) for o in node.operands]
        deciding = "1.0" if node.op == "or" else "0.0"
        other = "0.0" if node.op == "or" else "1.0"
        found = " | ".join(
            f"(({v.n} == {deciding}) & ({v.s} == 0.0))" if v.s is not None else f"({v.n} == {deciding})"
            for v in values
        )
        decided = self.keep(f"({found})")
        number = self.keep(f"{deciding} if {decided} else {other}")
        statuses = list(dict.fromkeys(v.s for v in values if v.s is not None))
        if not statuses:
            return Val(number)
        status = self._greatest(statuses)
        lacking = " | ".join(dict.fromkeys(f"({v.s} == 1.0)" for v in values if v.open))
        if lacking and len(statuses) > 1:  # a missing operand may still decide, whatever stands in the others
            status = self.keep(f"1.0 if {lacking} else {status}")
        kept = self.keep(f"0.0 if {decided} else {status}")
        return Val(number, None, kept, _may(*values))

    def _not(self, node: tree.Not) -> Val:
        value = self.of(node.operand)
        return replace(value, n=self.keep(f"1.0 - {value.n}"))

    def _if(self, node: tree.If) -> Val:
        test, then, other = self.of(node.condition), self.of(node.then), self.of(node.otherwise)
        then, other = self._same_denominator(then, other)
        if test.s is None:
            return self._select(test.n, then, other)
        left, right = then.n, other.n
        if then.d != other.d:
            left, right = self.keep(f"{then.n} * {other.d}"), self.keep(f"{other.n} * {then.d}")
        equal = f"(({then.status} != 0.0) | ({left} == {right}))"
        agree = self.keep(f"(({then.status} == {other.status}) & {equal})")
        chosen, codes = self._select(test.n, then, other), _may(test, then, other)
        unsure = " | ".join(dict.fromkeys(f"({v.s} == {MISSING}.0)" for v in (then, other) if v.open))
        unlike = test.s
        if unsure and test.may != {MISSING}:  # they may come to agree
            unlike = f"({MISSING}.0 if {unsure} else {test.s})"
        without = f"{then.status} if {agree} else {unlike}"
        if then.d != other.d:  # products that may be rounded do not tell: then the row is left open
            without = f"{MISSING}.0 if max(abs({left}), abs({right})) >= {EXACT} else ({without})"
            codes |= {MISSING}
        status = self.keep(f"{chosen.status} if {test.s} == 0.0 else ({without})")
        return replace(chosen, s=status, may=codes)

    def _same_denominator(self, left: Val, right: Val) -> tuple[Val, Val]:
        if left.d == right.d:
            return left, right
        return replace(left, d=left.den), replace(right, d=right.den)

    def _select(self, test: str, then: Val, other: Val) -> Val:
        def pick(a: str, b: str) -> str:
            return a if a == b else self.keep(f"{a} if {test} != 0.0 else {b}")

        den = None if then.d is other.d is None else pick(then.den, other.den)
        status = None if then.s is other.s is None else pick(then.status, other.status)
        return Val(pick(then.n, other.n), den, status, _may(then, other))

    def _let(self, node: tree.Let) -> Val:
        self.bindings[node.name] = self.of(node.value)
        return self.of(node.body)

    def _oneof(self, node: tree.OneOf) -> Val:
        value = self.of(node.operand)
        found = " | ".join(f"({value.n} == {self.position(node.enum, m)}.0)" for m in node.members)
        return replace(value, n=self.keep(f"1.0 if {found} else 0.0"))

    def _isnone(self, node: tree.IsNone) -> Val:
        value = self.bindings[node.name]
        assert isinstance(value, Val)
        codes = value.may - {NOT_APPLICABLE}
        if codes == value.may:
            return Val("0.0", None, value.s, codes)
        number = self.keep(f"1.0 if {value.s} == {NOT_APPLICABLE}.0 else 0.0")
        status = self.keep(f"0.0 if {value.s} == {NOT_APPLICABLE}.0 else {value.s}") if codes else None
        return Val(number, None, status, codes)

    def _chosen(self, slot: TableSlot, key: str, part: int) -> str:
        """One part of the row whose number is the key; branch-free, so that the loop stays vectorised."""
        name = self.looked_up(slot, key, part)
        if name is not None:
            return name
        chosen = self._entry(slot, 0, part)
        for row in range(1, slot.size):
            chosen = self.keep(f"{self._entry(slot, row, part)} if {key} == {row}.0 else {chosen}")
        return chosen

    def _entry(self, slot: TableSlot, row: int, part: int) -> str:
        name = f"w{2 * (slot.first + row) + part}"
        self.entries[name] = None
        return name

    def _lookup(self, node: tree.Lookup) -> Val:
        slot, key = self.bindings[node.table], self.of(node.key)
        assert isinstance(slot, TableSlot | GatheredSlot)
        fraction = slot.fraction if isinstance(slot, TableSlot) else slot.d is not None
        if slot.status is not None:
            return literal(slot.status, fraction)
        if isinstance(slot, GatheredSlot):
            entry, den, complete = slot.n, slot.d, False
        else:
            entry = self._chosen(slot, key.n, 0)
            den, complete = self._chosen(slot, key.n, 1) if fraction else None, slot.complete
        if complete:
            return Val(entry, den, key.s, key.may)
        there = self.keep(f"({entry} == {entry})")
        status = self.keep(f"{key.status} if {there} | ({key.status} != 0.0) else {NOT_APPLICABLE}.0")
        number = self.keep(f"{entry} if {there} else 0.0")
        return Val(number, den, status, key.may | {NOT_APPLICABLE})

    def _haskey(self, node: tree.HasKey) -> Val:
        slot, key = self.bindings[node.table], self.of(node.key)
        assert isinstance(slot, TableSlot | GatheredSlot)
        if slot.status is not None:
            return literal(slot.status)
        if isinstance(slot, TableSlot) and slot.complete:
            return Val("1.0", None, key.s, key.may)
        entry = slot.n if isinstance(slot, GatheredSlot) else self._chosen(slot, key.n, 0)
        return Val(self.keep(f"1.0 if {entry} == {entry} else 0.0"), None, key.s, key.may)

    def _sumpieces(self, node: tree.SumPieces) -> Val:
        slot = self.bindings[node.pieces]
        assert isinstance(slot, PiecesSlot)
        if slot.status is not None:
            return literal(slot.status)
        total = Val("0.0")
        for piece in slot.pieces:
            self.pieces[node.piece] = piece
            one = self.of(node.body)
            self.bindings["sum so far"], self.bindings["next"] = total, one
            total = self.of(tree.Binary("+", tree.Name("sum so far"), tree.Name("next")))
        return total

    def _field(self, node: tree.Field) -> Val:
        value, starts, ends = self.pieces[node.piece]
        return {"value": value, "starts": Val(starts), "ends": Val(ends)}[node.field]

    def _call(self, node: tree.Call) -> Val:
        values = [self.of(a) for a in node.arguments]
        if node.function in ("min", "max"):
            op = "<=" if node.function == "min" else ">="
            return self._fold(lambda a, b: self._extreme(op, a, b), values)
        if node.function == "abs":
            return replace(values[0], n=self.keep(f"abs({values[0].n})"))
        status = self._joined(values)
        if node.function in ("floor", "ceil"):
            function = "floor_divide" if node.function == "floor" else "ceil_divide"
            whole = self.keep(f"{function}({values[0].n}, {values[0].den})")
            return Val(whole, None, status, _may(*values))
        assert node.function in FUNCTIONS
        arguments = [self.keep(f"floor_divide({v.n}, {v.d})") if v.d else v.n for v in values]
        called = self.keep(f"{node.function}({', '.join(arguments)})")
        return Val(called, None, status, _may(*values))

    @staticmethod
    def _fold(join: Callable[[Val, Val], Val], values: list[Val]) -> Val:
        result = values[0]
        for other in values[1:]:
            result = join(result, other)
        return result

    def _extreme(self, op: str, left: Val, right: Val) -> Val:
        status = self._joined([left, right])
        test = self.keep(f"1.0 if {self._truth(left, op, right)} else 0.0")
        left, right = self._same_denominator(left, right)
        chosen = self._select(test, replace(left, s=None), replace(right, s=None))
        return replace(chosen, s=status, may=_may(left, right))


def _may(*values: Val) -> frozenset[int]:
    return NEVER.union(*(v.may for v in values))


def literal(status: str, fraction: bool = False) -> Val:
    """What has one status, written as text, in every row."""
    return Val("0.0", "1.0" if fraction else None, status, frozenset({int(float(status))}))
