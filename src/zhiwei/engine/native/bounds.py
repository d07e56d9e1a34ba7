"""The bound under which whole numbers in float64 are exact.

Following every rule with the greatest magnitude each input may have, no numerator, denominator, product of the two sides
of a comparison or doubled value before rounding may reach 2**53; date columns stay between 1900 and 2200.
:func:`limits_of` gives the greatest magnitudes for which that holds; rows beyond them go to the traced engine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zhiwei.engine import tree
from zhiwei.engine.functions import FUNCTIONS
from zhiwei.engine.model import RulebookData
from zhiwei.engine.native.layout import COLUMN_SCALE, FRACTIONAL, common_denominator, rule_steps
from zhiwei.engine.plan import DelegatedStep, Plan
from zhiwei.engine.status import Status
from zhiwei.engine.tables import Table

EXACT = 2**53
FIRST_DAY, LAST_DAY = 693_596, 803_533
"""Days that date columns may hold: 1900-01-01 to 2200-12-31. Between them lie fewer than 2**12 months."""
MONTHS = 2**12
DAYS = 2**20


class TooLarge(ValueError):
    """A batch in which a variable could leave the exact range of float64; ``variable`` names it."""

    def __init__(self, variable: str) -> None:
        super().__init__(f"{variable} could exceed 2**53 in this batch; these rows need the traced engine")
        self.variable = variable


@dataclass(frozen=True, slots=True)
class Size:
    """The greatest magnitude of a numerator and of a denominator; equal ``key`` means the very same denominator."""

    n: int
    d: int = 1
    key: object = None


def _key(index: int, denominator: int) -> object:
    return ("slot", index) if denominator > 1 else None


def check(plan: Plan, book: RulebookData, facts: Mapping[str, int]) -> None:
    """Raise :class:`TooLarge` unless every rule of a plan is exact for facts up to the given column magnitudes.

    A date column outside the days allowed is given the magnitude :data:`EXACT`.
    """
    sizes: dict[int, Any] = {}
    for slot in plan.facts:
        scale = COLUMN_SCALE if slot.variable.type.kind in FRACTIONAL else 1
        sizes[slot.index] = Size(facts.get(slot.label, 0), scale, _key(slot.index, scale))
        if facts.get(slot.label, 0) >= EXACT:
            raise TooLarge(slot.label)
    for index, value in enumerate(plan.template):
        if index not in sizes:
            sizes[index] = _constant(value, index)
    for step in plan.steps:
        if isinstance(step, DelegatedStep):
            sizes[step.index] = _delegated(step, book)
    for rule in rule_steps(plan):
        bindings = zip(rule.record.bindings, rule.arguments, strict=True)
        measure = _Measure({b.name: sizes[i] for b, i in bindings}, book)
        result = measure.of(rule.record.body)
        if rule.record.rounding != "none" and result.d != 1:
            measure.reach(2 * result.n + 3 * result.d)  # a quotient one too high, taken times its divisor
            result = Size(result.n + 1)
        else:
            result = Size(result.n, result.d, _key(rule.index, result.d))
        if measure.greatest >= EXACT:
            raise TooLarge(rule.variable.name)
        sizes[rule.index] = result


def limits_of(plan: Plan, book: RulebookData) -> dict[str, tuple[float, float]]:
    """Lowest and highest value of each fact's column, by label, up to which every rule of a plan is exact.

    All have the greatest power of two that the rules leave room for when all facts reach it together; those that are only
    compared have their full range beside it. An interval that holds no number where there is no room at all.
    """

    def fits(room: int, wide: frozenset[str]) -> bool:
        most = {s.label: _MOST[s.variable.type.kind] for s in plan.facts}
        given = {label: 1 << (top if label in wide else min(room, top)) for label, top in most.items()}
        try:
            check(plan, book, given)
        except TooLarge:
            return False
        return True

    low, high = 0, max(_MOST.values()) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle, frozenset()) else (low, middle)
    wide: frozenset[str] = frozenset()
    for slot in plan.facts:
        if low < _MOST[slot.variable.type.kind] and fits(low, wide | {slot.label}):
            wide |= {slot.label}
    return {s.label: _interval(s.variable.type.kind, low, s.label in wide) for s in plan.facts}


_MOST = {
    "money": 51,
    "count": 31,
    "number": 42,
    "rate": 26,
    "flag": 1,
    "enum": 16,
    "code": 20,
    "text": 20,
    "date": 20,
}
"""Powers of two that columns stay below in any case: 22 million million yuan, 2,000 million persons, 4 million, 64 times."""


def _interval(kind: str, room: int, wide: bool) -> tuple[float, float]:
    if kind == "date":
        return float(FIRST_DAY), float(LAST_DAY)
    most = float(1 << (_MOST[kind] if wide else min(room, _MOST[kind])))
    return (-most, most) if room else (1.0, 0.0)


def _constant(value: Any, index: int) -> Any:
    if isinstance(value, Table):
        entries = [_constant(v, index) for v in value.rows.values() if v is not None]
        return Size(max((e.n for e in entries), default=0), max((e.d for e in entries), default=1))
    if isinstance(value, tuple):
        sizes = [_constant(p.value, index) for p in value]
        common = math.lcm(*(size.d for size in sizes))
        return tuple(
            (Size(size.n * (common // size.d), common, _key(index, common)), p.starts, p.ends)
            for size, p in zip(sizes, value, strict=True)
        )
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        exact = Fraction(value)
        return Size(abs(exact.numerator), exact.denominator, _key(index, exact.denominator))
    return Size(1) if not isinstance(value, Status) else Size(0)


def _delegated(step: DelegatedStep, book: RulebookData) -> Size:
    den = common_denominator(step, book)
    values = [
        Fraction(v) for v, _ in (*step.by_division.values(), step.default) if isinstance(v, int | Fraction)
    ]
    return Size(max((abs(v * den).numerator for v in values), default=0), den, _key(step.index, den))


class _Measure:
    """Follows one rule with magnitudes in place of values."""

    def __init__(self, names: dict[str, Any], book: RulebookData) -> None:
        self.names, self.book = names, book
        self.pieces: dict[str, Any] = {}
        self.greatest = 0

    def reach(self, magnitude: int) -> None:
        """Note a magnitude that occurs."""
        self.greatest = max(self.greatest, magnitude)

    def of(self, node: tree.Node) -> Size:
        """The magnitude of an expression, noting those that occur on the way."""
        size = self._of(node)
        self.reach(size.n)
        self.reach(size.d)
        return size

    def _of(self, node: tree.Node) -> Size:
        match node:
            case tree.Const(_, enum):
                return Size(len(self.book.vocabularies[enum])) if enum else Size(1)
            case tree.Name(name):
                known: Size = self.names[name]
                return known
            case tree.Negate(operand) | tree.Not(operand) | tree.OneOf(operand, _, _):
                return self.of(operand)
            case tree.Binary(op, left, right):
                return self._binary(op, self.of(left), self.of(right))
            case tree.Compare(_, left, right):
                a, b = self.of(left), self.of(right)
                self.reach(a.n * b.d)
                self.reach(b.n * a.d)
                return Size(1)
            case tree.Logic(_, operands):
                for operand in operands:
                    self.of(operand)
                return Size(1)
            case tree.If(condition, then, otherwise):
                self.of(condition)
                return self._either(self.of(then), self.of(otherwise))
            case tree.Let(name, value, body):
                self.names[name] = self.of(value)
                return self.of(body)
            case tree.Lookup(table, key):
                self.of(key)
                entry: Size = self.names[table]
                return entry
            case tree.SumPieces(piece, pieces, body):
                return self._sum(piece, pieces, body)
            case tree.Field(piece, field):
                value, starts, ends = self.pieces[piece]
                found = {"value": value, "starts": Size(starts), "ends": Size(ends)}[field]
                assert isinstance(found, Size)
                return found
            case tree.Call(function, arguments):
                return self._call(function, [self.of(a) for a in arguments])
        return Size(1)

    @staticmethod
    def _either(left: Size, right: Size) -> Size:
        key = left.key if left.key == right.key else object()
        return Size(max(left.n, right.n), max(left.d, right.d), key)

    @staticmethod
    def _binary(op: str, left: Size, right: Size) -> Size:
        if op == "*":
            return Size(left.n * right.n, left.d * right.d, (left.key, right.key))
        if op == "/":
            return Size(left.n * right.d, max(1, left.d * right.n), object())
        if left.key == right.key:
            return Size(left.n + right.n, left.d, left.key)
        return Size(left.n * right.d + right.n * left.d, left.d * right.d, (left.key, right.key))

    def _sum(self, piece: str, pieces: str, body: tree.Node) -> Size:
        total = Size(0)
        if isinstance(self.names[pieces], Size):
            return total
        for one in self.names[pieces]:
            self.pieces[piece] = one
            total = self._binary("+", total, self.of(body))
            self.reach(total.n)
            self.reach(total.d)
        return total

    def _call(self, function: str, sizes: list[Size]) -> Size:
        if function in FUNCTIONS and function not in ("floor", "ceil"):
            gives = FUNCTIONS[function].gives
            return Size(DAYS) if gives.kind == "date" or gives.unit == "day" else Size(MONTHS)
        for a in sizes:
            for b in sizes:
                self.reach(a.n * b.d + b.d)
        result = sizes[0]
        for other in sizes[1:]:
            result = self._either(result, other)
        return result
