"""Types and units of a rule's intermediate form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zhiwei.engine import tree
from zhiwei.engine.functions import FUNCTIONS
from zhiwei.engine.types import DATE, DAYS, FLAG, MONEY, NUMBER, NUMERIC, ORDERED, RATE, ValueType

ANY_NUMBER = ValueType("literal")
NOTHING = ValueType("nothing")


@dataclass(frozen=True, slots=True)
class Slot:
    """What an argument is for the checker."""

    type: ValueType
    table_key: str | None = None
    pieces: bool = False
    optional: bool = False
    parameter: bool = False


class TypeClash(Exception):
    """An operation on types or units that do not fit."""


def type_of(node: tree.Node, slots: Mapping[str, Slot]) -> ValueType:
    """The type of an expression; raises :class:`TypeClash` naming what does not fit."""
    return _Checker(dict(slots)).of(node)


def fits(given: ValueType, wanted: ValueType) -> bool:
    """Whether a value of one type may stand where the other is wanted."""
    if given == ANY_NUMBER:
        return wanted.numeric or wanted == ANY_NUMBER
    if wanted.kind == "number" and given.kind in ("count", "rate", "number"):
        return True
    if given.kind != wanted.kind:
        return wanted.kind == "count" and given.kind == "number"
    if given.kind == "count":
        return given.unit == wanted.unit or given.unit is None or wanted.unit is None
    return given.kind != "enum" or given.enum == wanted.enum


class _Checker:
    def __init__(self, slots: dict[str, Slot]) -> None:
        self.slots = slots
        self.pieces: dict[str, ValueType] = {}

    def of(self, node: tree.Node) -> ValueType:
        method = getattr(self, "_" + type(node).__name__.lower())
        result: ValueType = method(node)
        return result

    def _const(self, node: tree.Const) -> ValueType:
        if node.value is None:
            return NOTHING
        if isinstance(node.value, bool):
            return FLAG
        return ValueType("enum", enum=node.enum) if node.enum else ANY_NUMBER

    def _name(self, node: tree.Name) -> ValueType:
        slot = self.slots[node.name]
        if slot.table_key is not None or slot.pieces:
            raise TypeClash(
                f"{node.name} is a {'table' if slot.table_key else 'series of pieces'}, not a value"
            )
        return slot.type

    def _negate(self, node: tree.Negate) -> ValueType:
        return self._numeric(self.of(node.operand), "-")

    def _binary(self, node: tree.Binary) -> ValueType:
        left, right = self.of(node.left), self.of(node.right)
        if node.op in "+-":
            return self._sum(node.op, left, right)
        self._numeric(left, node.op)
        self._numeric(right, node.op)
        return self._product(left, right) if node.op == "*" else self._quotient(left, right)

    def _sum(self, op: str, left: ValueType, right: ValueType) -> ValueType:
        if left.kind == "date":
            if op == "-" and right.kind == "date":
                return DAYS
            if right.kind == "count" and right.unit in ("day", None):
                return DATE
            raise TypeClash(f"date {op} {right}")
        return self._common(left, right, op)

    def _common(self, left: ValueType, right: ValueType, op: str) -> ValueType:
        self._numeric(left, op)
        self._numeric(right, op)
        if left == ANY_NUMBER:
            return right
        if right == ANY_NUMBER or left == right:
            return left
        if left.kind == right.kind == "count":
            if left.unit is None or right.unit is None:
                return left if right.unit is None else right
            raise TypeClash(f"{left} {op} {right}: different units")
        kinds = {left.kind, right.kind}
        if "money" not in kinds and kinds != {"count", "rate"}:
            return NUMBER
        raise TypeClash(f"{left} {op} {right}")

    @staticmethod
    def _product(left: ValueType, right: ValueType) -> ValueType:
        if left == ANY_NUMBER:
            return right
        if right == ANY_NUMBER:
            return left
        if "money" in (left.kind, right.kind):
            if left.kind == right.kind:
                raise TypeClash("money * money")
            return MONEY
        if left.kind == right.kind == "rate":
            return RATE
        if left.kind == right.kind == "count" and None in (left.unit, right.unit):
            return left if right.unit is None else right
        return NUMBER

    @staticmethod
    def _quotient(left: ValueType, right: ValueType) -> ValueType:
        if left.kind == "money":
            return RATE if right.kind == "money" else MONEY
        if right.kind == "money":
            raise TypeClash(f"{left} / money")
        return RATE if left.kind == right.kind or left == ANY_NUMBER else NUMBER

    @staticmethod
    def _numeric(found: ValueType, op: str) -> ValueType:
        if found != ANY_NUMBER and found.kind not in NUMERIC:
            raise TypeClash(f"{op} on {found}")
        return found

    def _compare(self, node: tree.Compare) -> ValueType:
        left, right = self.of(node.left), self.of(node.right)
        if not (fits(left, right) or fits(right, left)):
            raise TypeClash(f"{left} {node.op} {right}")
        if left.kind == "code":
            raise TypeClash("codes are read by a table, not compared")
        ordered = {left.kind, right.kind} <= ORDERED | {"literal"}
        if node.op not in ("==", "!=") and not ordered:
            raise TypeClash(f"{node.op} on {left}")
        return FLAG

    def _logic(self, node: tree.Logic) -> ValueType:
        for operand in node.operands:
            self._flag(operand, node.op)
        return FLAG

    def _not(self, node: tree.Not) -> ValueType:
        return self._flag(node.operand, "not")

    def _flag(self, node: tree.Node, what: str) -> ValueType:
        found = self.of(node)
        if found.kind != "flag":
            raise TypeClash(f"{what} needs a condition, found {found}")
        return FLAG

    def _if(self, node: tree.If) -> ValueType:
        self._flag(node.condition, "if")
        return self._either(self.of(node.then), self.of(node.otherwise))

    def _either(self, left: ValueType, right: ValueType) -> ValueType:
        if left == right or right == NOTHING:
            return left
        if left == NOTHING or (left == ANY_NUMBER and right.numeric):
            return right
        if right == ANY_NUMBER and left.numeric:
            return left
        if left.kind == right.kind == "count" and None in (left.unit, right.unit):
            return left if right.unit is None else right
        if {left.kind, right.kind} <= {"rate", "count", "number"}:
            return NUMBER
        raise TypeClash(f"the branches give {left} and {right}")

    def _let(self, node: tree.Let) -> ValueType:
        self.slots[node.name] = Slot(self.of(node.value))
        return self.of(node.body)

    def _oneof(self, node: tree.OneOf) -> ValueType:
        found = self.of(node.operand)
        if found.kind != "enum" or found.enum != node.enum:
            raise TypeClash(f"{found} in members of {node.enum}")
        return FLAG

    def _isnone(self, node: tree.IsNone) -> ValueType:
        return FLAG

    def _table(self, name: str, key: tree.Node) -> ValueType:
        slot = self.slots[name]
        if slot.table_key is None:
            raise TypeClash(f"{name} is not a table")
        found = self.of(key)
        if slot.table_key not in (found.enum, "code" if found.kind == "code" else None):
            raise TypeClash(f"{name} is read by {slot.table_key}, not by {found}")
        return slot.type

    def _lookup(self, node: tree.Lookup) -> ValueType:
        return self._table(node.table, node.key)

    def _haskey(self, node: tree.HasKey) -> ValueType:
        self._table(node.table, node.key)
        return FLAG

    def _sumpieces(self, node: tree.SumPieces) -> ValueType:
        slot = self.slots[node.pieces]
        if not slot.pieces:
            raise TypeClash(
                f"{node.pieces} does not come in pieces",
            )
        self.pieces[node.piece] = slot.type
        return self._numeric(self.of(node.body), "sum")

    def _field(self, node: tree.Field) -> ValueType:
        return self.pieces[node.piece] if node.field == "value" else DATE

    def _call(self, node: tree.Call) -> ValueType:
        found = [self.of(a) for a in node.arguments]
        if node.function in ("min", "max", "abs"):
            if all(f.kind == "date" for f in found) and node.function != "abs":
                return DATE
            result = found[0]
            for other in found[1:]:
                result = self._common(result, other, node.function)
            return self._numeric(result, node.function)
        function = FUNCTIONS[node.function]
        for given, wanted in zip(found, function.takes, strict=True):
            good = (
                given.numeric or given == ANY_NUMBER
                if wanted in ("numeric", "count")
                else given.kind == wanted
            )
            if not good:
                raise TypeClash(f"{node.function} takes {wanted}, found {given}")
        if node.function in ("floor", "ceil") and found[0].kind in ("money", "count"):
            return replace(found[0])
        return function.gives
