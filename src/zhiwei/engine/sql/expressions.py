"""The intermediate form of a rule put into SQL, node by node, as :mod:`zhiwei.engine.symbolic` interprets it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from zhiwei.engine import tree
from zhiwei.engine.emit import UndefinedValue
from zhiwei.engine.functions import round_exact
from zhiwei.engine.sql.calendar import Calendar
from zhiwei.engine.sql.errors import refused
from zhiwei.engine.sql.fragments import Sql, among, case, noted, sql, text
from zhiwei.engine.sql.keyed import Keyed
from zhiwei.engine.sql.logic import ZERO, Logic, flag
from zhiwei.engine.sql.numbers import Numbers
from zhiwei.engine.sql.statuses import KNOWN, MAYBE_ABSENT, MISSING, NOT_APPLICABLE, NOT_IN_FORCE, number_of
from zhiwei.engine.sql.values import Ratio, Val, constant_number, settled
from zhiwei.engine.status import Status
from zhiwei.engine.symbols import run
from zhiwei.engine.tables import Table
from zhiwei.engine.types import Piece


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter in parts: a table or the pieces of a period, with the kind of its values and its key's domain."""

    value: Table | tuple[Piece[Any], ...] | Status
    kind: str
    keys: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Values = Mapping[str, Val | Given]


@dataclass
class Expressions:
    """Puts expressions into SQL."""

    calendar: Calendar
    logic: Logic
    numbers: Numbers
    keyed: Keyed = field(init=False)

    def __post_init__(self) -> None:
        self.keyed = Keyed(self.logic, self.constant)

    def constant(self, kind: str, value: Any, notes: tuple[str, ...] = ()) -> Val:
        """A value that is the same in every row; ``kind`` is number, flag, date or text, days are ordinals."""
        if isinstance(value, Status):
            return settled(number_of(value))
        always = frozenset({KNOWN})
        if kind == "number":
            return constant_number(value, notes)
        if kind == "flag":
            return replace(flag(value), value=noted(flag(value).plain, notes))
        if kind == "date":
            literal = noted(self.calendar.dialect.day(value), notes)
            return Val(kind, literal, ZERO, always, value, (value, value))
        return Val("text", noted(text(str(value)), notes), ZERO, always, str(value))

    def of(self, node: tree.Node, values: Values, pieces: Mapping[str, tuple[Piece[Any], Given]]) -> Val:
        """An expression under the values of its names."""
        match node:
            case tree.Const(value):
                return self._literal(value)
            case tree.Name(name):
                return _single(values[name])
            case tree.Negate(operand):
                return self._negated(self.of(operand, values, pieces))
            case tree.Binary(op, left, right):
                return self._binary(op, self.of(left, values, pieces), self.of(right, values, pieces))
            case tree.Compare(op, left, right):
                return self._compared(op, self.of(left, values, pieces), self.of(right, values, pieces))
            case tree.Logic(op, operands):
                return self.logic.junction(op, [self.of(o, values, pieces) for o in operands])
            case tree.Not(operand):
                return self.logic.negation(self.of(operand, values, pieces))
            case tree.If(condition, then, otherwise):
                return self._choice(condition, then, otherwise, values, pieces)
            case tree.Let(name, value, body):
                return self.of(
                    body, {**values, name: self.logic.light(self.of(value, values, pieces))}, pieces
                )
            case tree.OneOf(operand, members, _):
                return self._one_of(self.of(operand, values, pieces), members)
            case tree.IsNone(name):
                return _is_none(_single(values[name]))
            case tree.Lookup(table, key) | tree.HasKey(table, key):
                return self._keyed(node, values[table], self.of(key, values, pieces))
            case tree.Field(piece, name):
                one, given = pieces[piece]
                return self._field(one, given, name)
            case tree.SumPieces(piece, source, body):
                return self._sum(piece, values[source], body, values, pieces)
            case tree.Call(function, arguments):
                return self._call(function, [self.of(a, values, pieces) for a in arguments])
        raise AssertionError(node)

    def rounded(self, mode: str, result: Val) -> Val:
        """The result of a rule, rounded as declared."""
        if mode == "none" or not isinstance(result.value, Ratio):
            return result
        if result.constant is not None:
            return constant_number(round_exact(result.constant, mode), result.notes)
        return replace(result, value=self.numbers.rounded(mode, result.value))

    def _literal(self, value: Any) -> Val:
        if value is None:
            return settled(NOT_APPLICABLE)
        kind = "flag" if isinstance(value, bool) else "text" if isinstance(value, str) else "number"
        return self.constant(kind, value)

    def _negated(self, operand: Val) -> Val:
        if operand.value is None:
            return operand
        if operand.constant is not None:
            return constant_number(-operand.constant, operand.notes)
        return replace(operand, value=self.numbers.negated(operand.ratio))

    def _choice(
        self,
        condition: tree.Node,
        then: tree.Node,
        otherwise: tree.Node,
        values: Values,
        pieces: Mapping[str, Any],
    ) -> Val:
        test = self.of(condition, values, pieces)
        if test.constant is not None:
            return self.of(then if test.constant else otherwise, values, pieces)
        return self.logic.choice(
            test,
            self.of(then, _narrowed(condition, True, values), pieces),
            self.of(otherwise, _narrowed(condition, False, values), pieces),
        )

    def _strict(self, kind: str, operands: list[Val], value: Callable[[], Ratio | Sql]) -> Val:
        status, codes = self.logic.strict(operands)
        if any(o.value is None for o in operands):
            return Val("nothing", None, status, codes)
        return Val(
            kind, value(), status, codes, notes=tuple(dict.fromkeys(n for o in operands for n in o.notes))
        )

    def _binary(self, op: str, left: Val, right: Val) -> Val:
        if left.constant is not None and right.constant is not None and "date" not in (left.kind, right.kind):
            return self._folded(op, left, right)
        if left.kind == "date" and left.value is not None:
            return self._moved(op, left, right)
        if op == "/":
            return self._divided(left, right)
        if op == "*" and 0 in (left.constant, right.constant):
            return self._certain(
                constant_number(0, left.notes + right.notes), *self.logic.strict([left, right])
            )
        made: dict[str, Callable[[], Ratio]] = {
            "+": lambda: self.numbers.add(left.ratio, right.ratio),
            "-": lambda: self.numbers.add(left.ratio, right.ratio, -1),
            "*": lambda: self.numbers.multiply(left.ratio, right.ratio),
        }
        return self._strict("number", [left, right], made[op])

    def _folded(self, op: str, left: Val, right: Val) -> Val:
        a, b, notes = Fraction(left.constant), Fraction(right.constant), left.notes + right.notes
        if op == "/" and b == 0:
            return settled(NOT_APPLICABLE)
        made = {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b}
        return constant_number(made[op](), tuple(dict.fromkeys(notes)))

    def _moved(self, op: str, left: Val, right: Val) -> Val:
        if right.kind == "date":
            return self._call("days_between", [right, left])
        if right.value is None:
            return self._strict("date", [left, right], lambda: left.plain)
        days = right if op == "+" else self._negated(right)
        if not days.ratio.whole:
            raise refused(self.numbers.where, "adds a fraction of a day to a date", "floor or ceil the days")
        return self._call("add_days", [left, days])

    def _divided(self, left: Val, right: Val) -> Val:
        if right.value is None or left.value is None:
            return self._strict("number", [left, right], lambda: left.ratio)
        if right.constant == 0:
            return self._strict("number", [left, settled(NOT_APPLICABLE)], lambda: left.ratio)
        if right.ratio.low <= 0 <= right.ratio.high:
            right = self.logic.light(right)
            zero = sql("({} = 0)", right.ratio.top)
            known = case([(zero, Sql(str(NOT_APPLICABLE)))], Sql("0"))
            status = known if right.always else case([(sql("({} = 0)", right.status), known)], right.status)
            right = right.with_status(self.logic.stages.light(status), right.codes | {NOT_APPLICABLE})
        return self._strict("number", [left, right], lambda: self.numbers.divide(left.ratio, right.ratio))

    def _compared(self, op: str, left: Val, right: Val) -> Val:
        for one, other in ((left, right), (right, left)):
            if one.branches is not None and other.constant is not None:
                return self._spread(one, functools.partial(self._against, op, other))
        if left.value is None or right.value is None:
            return self._strict("flag", [left, right], lambda: ZERO)
        if left.constant is not None and right.constant is not None and left.kind == right.kind != "number":
            found: bool | Sql = bool(_COMPARE[op](left.constant, right.constant))
        elif left.kind == "number":
            found = self.numbers.compare(op, left.ratio, right.ratio)
        else:
            found = sql(f"({{}} {_SIGNS.get(op, op)} {{}})", left.plain, right.plain)
        if isinstance(found, Sql):
            return self._strict("flag", [left, right], lambda: found)
        status, codes = self.logic.strict([left, right])
        return self._certain(flag(found), status, codes)

    def _against(self, op: str, word: Val, operand: Val) -> Val:
        return self._compared(op, operand, word)

    @staticmethod
    def _certain(result: Val, status: Sql, codes: frozenset[int]) -> Val:
        """A result that no missing value can change."""
        if MISSING not in codes:
            return result.with_status(status, codes)
        cleared = case([(sql("({} = {})", status, MISSING), ZERO)], status)
        codes = (codes - {MISSING}) | {KNOWN}
        return result if codes == {KNOWN} else result.with_status(cleared, codes)

    def _spread(self, operand: Val, test: Callable[[Val], Val]) -> Val:
        """A test of a chosen word, made of each word that could be chosen: more is known so."""
        if operand.branches is None:
            return test(operand)
        condition, then, otherwise = operand.branches
        return self.logic.choice(condition, self._spread(then, test), self._spread(otherwise, test))

    def _one_of(self, operand: Val, members: tuple[str, ...]) -> Val:
        def test(word: Val) -> Val:
            if word.constant is not None:
                return flag(word.constant in members)
            return self._strict("flag", [word], lambda: among(word.plain, [text(m) for m in members]))

        return self._spread(operand, test)

    def _keyed(self, node: tree.Lookup | tree.HasKey, given: Val | Given, key: Val) -> Val:
        if isinstance(given, Val):
            return given
        if isinstance(given.value, Status):
            return settled(number_of(given.value))
        table = given.value
        assert isinstance(table, Table)
        if isinstance(node, tree.Lookup):
            return self.keyed.lookup(table, given.kind, key, given.keys, given.notes)
        return self._spread(key, lambda k: self.keyed.holds(table, k, given.keys))

    def _field(self, piece: Piece[Any], given: Given, name: str) -> Val:
        value = getattr(piece, name)
        return (
            self.constant(given.kind, value, given.notes) if name == "value" else self.constant("date", value)
        )

    def _sum(
        self, piece: str, given: Val | Given, body: tree.Node, values: Values, pieces: Mapping[str, Any]
    ) -> Val:
        if isinstance(given, Val):
            return given
        if isinstance(given.value, Status):
            return settled(number_of(given.value))
        assert not isinstance(given.value, Table)
        total = constant_number(0)
        for one in given.value:
            total = self._binary("+", total, self.of(body, values, {**pieces, piece: (one, given)}))
        return total

    def _call(self, function: str, arguments: list[Val]) -> Val:
        if function in ("min", "max"):
            op = "<=" if function == "min" else ">="
            return functools.reduce(functools.partial(self._extreme, op), arguments)
        if function == "abs":
            return self._extreme(">=", arguments[0], self._negated(arguments[0]))
        if all(a.constant is not None for a in arguments):
            return self._run(function, arguments)
        if function in ("floor", "ceil"):
            mode = "down" if function == "floor" else "up"
            one = arguments[0]
            return self._strict("number", arguments, lambda: self.numbers.rounded(mode, one.ratio))
        if any(a.value is None for a in arguments):
            return self._strict("number", arguments, lambda: ZERO)
        value, span = self.calendar.call(function, arguments)
        made = self._strict("date" if isinstance(value, Sql) else "number", arguments, lambda: value)
        return replace(made, range=span) if made.kind == "date" else made

    def _run(self, function: str, arguments: list[Val]) -> Val:
        try:
            value = run(function, [a.constant for a in arguments])
        except UndefinedValue:
            return settled(NOT_APPLICABLE)
        gives_date = function.startswith("add_") or function.endswith("_of_year")
        return self.constant("date" if gives_date else "number", value)

    def _extreme(self, op: str, left: Val, right: Val) -> Val:
        if left.value is None or right.value is None:
            return self._strict("number", [left, right], lambda: ZERO)
        left, right = self.logic.light(left), self.logic.light(right)
        test = self._compared(op, replace(left, status=ZERO, codes=frozenset({KNOWN})),
                              replace(right, status=ZERO, codes=frozenset({KNOWN})))  # fmt: skip
        picked = self.logic.choice(test, replace(left, status=ZERO, codes=frozenset({KNOWN})),
                                   replace(right, status=ZERO, codes=frozenset({KNOWN})))  # fmt: skip
        status, codes = self.logic.strict([left, right])
        bound = min if op == "<=" else max
        if isinstance(picked.value, Ratio) and test.constant is None:
            picked = replace(picked, value=_closer(bound, picked.value, left.ratio, right.ratio))
        elif picked.kind == "date":
            picked = replace(
                picked, range=(bound(left.range[0], right.range[0]), bound(left.range[1], right.range[1]))
            )
        return picked.with_status(status, codes)


_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
_SIGNS = {"==": "=", "!=": "<>"}


def _narrowed(condition: tree.Node, answer: bool, values: Values) -> Values:
    """The names where the condition has the answer: a key found in a table is one of its keys."""
    match condition:
        case tree.Not(operand):
            return _narrowed(operand, not answer, values)
        case tree.Logic(op, operands) if (op == "and") is answer:
            for operand in operands:
                values = _narrowed(operand, answer, values)
        case tree.HasKey(table, tree.Name(name)) if answer:
            key, given = values[name], values[table]
            if isinstance(key, Val) and isinstance(given, Given) and isinstance(given.value, Table):
                held = tuple(k for k in key.words or given.keys or key.codes_of if k in given.value)
                return {**values, name: replace(key, words=held or None)}
    return values


def _single(value: Val | Given) -> Val:
    if isinstance(value, Val):
        return value
    assert isinstance(value.value, Status)
    return settled(number_of(value.value))


def _is_none(operand: Val) -> Val:
    """Whether an optional argument is not applicable; a missing one may be, unless it hides values only."""
    maybe = NOT_APPLICABLE in operand.codes or MAYBE_ABSENT in operand.codes
    if not maybe and max(operand.codes) <= MISSING:
        return flag(False)
    status = operand.status
    branches = [(sql("({} = {})", status, NOT_APPLICABLE), ZERO)] if maybe else []
    codes = set(operand.codes) - {NOT_APPLICABLE}
    if MISSING in codes:
        branches.append((sql("({} = {})", status, MISSING), ZERO))
        codes -= {MISSING}
    if MAYBE_ABSENT in codes:
        others = any(MISSING < c < MAYBE_ABSENT for c in codes)
        hidden = NOT_IN_FORCE - 1 if others else MISSING
        branches.append((sql("({} = {})", status, MAYBE_ABSENT), Sql(str(hidden))))
        codes = (codes - {MAYBE_ABSENT}) | {hidden}
    if NOT_APPLICABLE in operand.codes or MISSING in operand.codes:
        codes |= {KNOWN}
    value = sql("({} = {})", status, NOT_APPLICABLE)
    return Val("flag", value, case(branches, status), frozenset(codes))


def _closer(bound: Callable[[int, int], int], picked: Ratio, left: Ratio, right: Ratio) -> Ratio:
    """The bounds of a minimum or maximum over one denominator."""
    if left.bottom != right.bottom:
        return picked
    return replace(picked, low=bound(left.low, right.low), high=bound(left.high, right.high))
