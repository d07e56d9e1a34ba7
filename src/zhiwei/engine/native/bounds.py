"""The bound under which whole numbers in float64 are exact.

Following every rule with the greatest magnitude each input may have, no numerator, denominator, product of the two sides
of a comparison or doubled value before rounding may reach 2**53; date columns stay between 1900 and 2200.
:func:`limits_of` gives the greatest magnitudes for which that holds; rows beyond them go to the traced engine.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from zhiwei.engine import tree
from zhiwei.engine.functions import FUNCTIONS, on_ordinals
from zhiwei.engine.model import RulebookData
from zhiwei.engine.native.layout import COLUMN_SCALE, FRACTIONAL, common_denominator, rule_steps, split
from zhiwei.engine.native.sizes import Size, between, combined, either, negated
from zhiwei.engine.plan import DelegatedStep, FactSlot, Plan, RuleStep
from zhiwei.engine.status import Status
from zhiwei.engine.tables import Table

EXACT = 2**53
FIRST_DAY, LAST_DAY = 693_596, 803_533
"""Days that date columns may hold: 1900-01-01 to 2200-12-31."""
MOVES = 2**20
"""Days, months or years by which a date may be moved stay below; calendar arithmetic is exact that far."""
END_OF_CALENDAR = datetime.date.max.toordinal()
MOST_SEEN = 1 << 14
"""Sizes remembered for a shape; when there are more, all go."""
CALENDAR = frozenset(FUNCTIONS) - {"floor", "ceil"}


class TooLarge(ValueError):
    """A batch in which a variable could leave the exact range of float64; ``variable`` names it."""

    def __init__(self, variable: str) -> None:
        super().__init__(f"{variable} could exceed 2**53 in this batch; these rows need the traced engine")
        self.variable = variable


def _key(index: int, denominator: int) -> object:
    return ("slot", index) if denominator > 1 else None


Seen = dict[tuple[Any, ...], tuple[Size, int]]
"""The size of a rule's result and the greatest magnitude on the way, by the rule and the sizes of its arguments."""


@dataclass
class Memory:
    """What was found for laws of one shape: sizes by rule, and the limits of the first (power of two, facts beyond it)."""

    seen: Seen = field(default_factory=dict)
    first: tuple[int, frozenset[str]] | None = None


def check(plan: Plan, book: RulebookData, facts: Mapping[str, int]) -> None:
    """Raise :class:`TooLarge` unless every rule of a plan is exact for facts up to the given column magnitudes.

    Dates lie between the first and the last day allowed, whatever is given for them.
    """
    _check(plan, book, facts, _of_the_law(plan, book), {})


def _of_the_law(plan: Plan, book: RulebookData) -> dict[int, Any]:
    """Sizes of what the law gives, by slot."""
    sizes = {
        index: _constant(value, index, book)
        for index, value in enumerate(plan.template)
        if index not in plan.fact_of
    }
    delegated = [s for s in plan.steps if isinstance(s, DelegatedStep)]
    return sizes | {step.index: _delegated(step, book) for step in delegated}


def _check(
    plan: Plan, book: RulebookData, facts: Mapping[str, int], law: Mapping[int, Any], seen: Seen
) -> None:
    sizes = dict(law)
    for slot in plan.facts:
        sizes[slot.index] = _fact(slot, facts.get(slot.label, 0))
        if facts.get(slot.label, 0) >= EXACT:
            raise TooLarge(slot.label)
    for rule in rule_steps(plan):
        key = (rule.index, *(sizes[i] for i in rule.arguments))
        if key not in seen:
            seen[key] = _rule(rule, key[1:], book)
        sizes[rule.index], greatest = seen[key]
        if greatest >= EXACT:
            raise TooLarge(rule.variable.name)


def _rule(rule: RuleStep, arguments: tuple[Any, ...], book: RulebookData) -> tuple[Size, int]:
    names = {b.name: size for b, size in zip(rule.record.bindings, arguments, strict=True)}
    measure = _Measure(names, book)
    result = measure.of(rule.record.body)
    if rule.record.rounding != "none" and result.d != 1:
        measure.reach(2 * result.n + 3 * result.d)  # a quotient one too high, taken times its divisor
        return result.rounded(), measure.greatest
    return replace(result, key=_key(rule.index, result.d)), measure.greatest


def limits_of(plan: Plan, book: RulebookData, memory: Memory | None = None) -> dict[str, tuple[float, float]]:
    """Lowest and highest value of each fact's column, by label, up to which every rule of a plan is exact.

    All have the greatest power of two that the rules leave room for when all facts reach it together; those that are only
    compared have their full range beside it. An interval that holds no number where there is no room at all.
    With a ``memory`` the limits of the first law of the same shape stand wherever they hold for this one too.
    """
    memory = memory or Memory()
    if len(memory.seen) > MOST_SEEN:
        memory.seen.clear()

    law = _of_the_law(plan, book)

    def fits(room: int, wide: frozenset[str]) -> bool:
        most = {s.label: _MOST[s.variable.type.kind] for s in plan.facts}
        given = {label: 1 << (top if label in wide else min(room, top)) for label, top in most.items()}
        try:
            _check(plan, book, given, law, memory.seen)
        except TooLarge:
            return False
        return True

    if memory.first is not None and fits(*memory.first):
        return {s.label: _interval(s, memory.first[0], s.label in memory.first[1]) for s in plan.facts}
    low, high = 0, max(_MOST.values()) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle, frozenset()) else (low, middle)
    wide: frozenset[str] = frozenset()
    for slot in plan.facts:
        if low < _MOST[slot.variable.type.kind] and fits(low, wide | {slot.label}):
            wide |= {slot.label}
    memory.first = memory.first or (low, wide)
    return {s.label: _interval(s, low, s.label in wide) for s in plan.facts}


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


def _interval(slot: FactSlot, room: int, wide: bool) -> tuple[float, float]:
    kind = slot.variable.type.kind
    if kind == "date":
        return float(FIRST_DAY), float(LAST_DAY)
    most = float(1 << (_MOST[kind] if wide else min(room, _MOST[kind])))
    return (-most if _signed(slot) else 0.0, most) if room else (1.0, 0.0)


def _signed(slot: FactSlot) -> bool:
    """Whether a fact may be negative."""
    lowest = slot.variable.minimum
    return slot.variable.type.kind in ("money", *FRACTIONAL) or (isinstance(lowest, int) and lowest < 0)


def _fact(slot: FactSlot, magnitude: int) -> Size:
    kind = slot.variable.type.kind
    if kind == "date":
        return between(FIRST_DAY, LAST_DAY)
    if kind not in FRACTIONAL:
        return between(-magnitude if _signed(slot) else 0, magnitude)
    most = Fraction(magnitude, COLUMN_SCALE)
    return Size(-most, most, magnitude, COLUMN_SCALE, _key(slot.index, COLUMN_SCALE))


def _constant(value: Any, index: int, book: RulebookData) -> Any:
    """The size of a value of the law; of each piece, where it has several; of all entries together, of a table."""
    if isinstance(value, Table):
        entries = [_constant(v, index, book) for v in value.rows.values() if v is not None]
        return replace(either(*entries), key=None) if entries else between(0, 0)
    if isinstance(value, tuple):
        common = math.lcm(*(_constant(p.value, index, book).d for p in value))
        return tuple((_over(p.value, common, index), p.starts, p.ends) for p in value)
    if isinstance(value, int | Fraction):
        return _over(value, Fraction(value).denominator, index)
    if isinstance(value, Status):
        return between(0, 0)
    return between(0, max((len(members) for members in book.vocabularies.values()), default=1))


def _over(value: Any, denominator: int, index: int) -> Size:
    exact = Fraction(value) if isinstance(value, int | Fraction) else Fraction(0)
    return Size(exact, exact, abs(int(exact * denominator)), denominator, _key(index, denominator))


def _delegated(step: DelegatedStep, book: RulebookData) -> Size:
    values = [v for v, _ in (*step.by_division.values(), step.default) if not isinstance(v, Status)]
    den = common_denominator(step, book)
    numbers = [
        Fraction(split(v, step.parameter.type, book)[0]) for v in values if step.parameter.type.kind == "enum"
    ]
    numbers += [Fraction(v) for v in values if isinstance(v, int | Fraction)]
    numbers += [Fraction(v.toordinal()) for v in values if hasattr(v, "toordinal")]
    found = [Size(v, v, abs(int(v * den)), den, _key(step.index, den)) for v in numbers]
    return either(*found) if found else between(0, 0)


class _Measure:
    """Follows one rule with sizes in place of values."""

    def __init__(self, names: dict[str, Any], book: RulebookData) -> None:
        self.names, self.book = names, book
        self.pieces: dict[str, Any] = {}
        self.greatest = 0

    def reach(self, magnitude: int) -> None:
        """Note a magnitude that occurs."""
        self.greatest = max(self.greatest, magnitude)

    def of(self, node: tree.Node) -> Size:
        """The size of an expression, noting the magnitudes that occur on the way."""
        size = self._of(node)
        self.reach(size.n)
        self.reach(size.d)
        return size

    def _of(self, node: tree.Node) -> Size:
        match node:
            case tree.Const(value, enum):
                if enum:
                    return between(0, len(self.book.vocabularies[enum]))
                return between(int(value or 0), int(value or 0))
            case tree.Name(name):
                known: Size = self.names[name]
                return known
            case tree.Negate(operand):
                return negated(self.of(operand))
            case tree.Not(operand) | tree.OneOf(operand, _, _):
                self.of(operand)
            case tree.Binary(op, left, right):
                return combined(op, self.of(left), self.of(right))
            case tree.Compare(_, left, right):
                a, b = self.of(left), self.of(right)
                self.reach(a.n * b.d)
                self.reach(b.n * a.d)
            case tree.Logic(_, operands):
                for operand in operands:
                    self.of(operand)
            case tree.If(condition, then, otherwise):
                self.of(condition)
                return either(self.of(then), self.of(otherwise))
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
                size, starts, ends = self.pieces[piece]
                found = {"value": size, "starts": between(starts, starts), "ends": between(ends, ends)}[field]
                assert isinstance(found, Size)
                return found
            case tree.Call(function, arguments):
                return self._call(function, [self.of(a) for a in arguments])
        return between(0, 1)

    def _sum(self, piece: str, pieces: str, body: tree.Node) -> Size:
        total = between(0, 0)
        if isinstance(self.names[pieces], Size):
            return total
        for one in self.names[pieces]:
            self.pieces[piece] = one
            total = combined("+", total, self.of(body))
            self.reach(total.n)
            self.reach(total.d)
        return total

    def _call(self, function: str, sizes: list[Size]) -> Size:
        if function in CALENDAR:
            return self._dated(function, sizes)
        for a in sizes:
            for b in sizes:
                self.reach(a.n * b.d + b.d)
        result = either(*sizes)
        match function:
            case "min":
                return replace(result, high=min(s.high for s in sizes)).tight()
            case "max":
                return replace(result, low=max(s.low for s in sizes)).tight()
            case "abs":
                return replace(result, low=Fraction(0), high=result.value)
        return result.rounded()

    def _dated(self, function: str, sizes: list[Size]) -> Size:
        """The calendar moves one way with each argument, so the ends of the interval are at ends of theirs."""
        ends = [(math.floor(s.low), math.floor(s.high)) for s in sizes]
        for (low, high), kind in zip(ends, FUNCTIONS[function].takes, strict=True):
            if kind == "count" and max(-low, high) >= MOVES:
                self.reach(EXACT)
                return between(1, END_OF_CALENDAR)
        ways = FUNCTIONS[function].direction
        days = [
            [min(max(end, 1), END_OF_CALENDAR) if kind == "date" else end for end in pair]
            for pair, kind in zip(ends, FUNCTIONS[function].takes, strict=True)
        ]
        call = on_ordinals(function)
        least = call(*(pair[0 if way > 0 else 1] for pair, way in zip(days, ways, strict=True)))
        most = call(*(pair[1 if way > 0 else 0] for pair, way in zip(days, ways, strict=True)))
        return between(least, most)
