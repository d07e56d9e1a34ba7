"""Intermediate form to a Python function, for the case in which every argument is known."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from zhiwei.engine import tree
from zhiwei.engine.functions import FUNCTIONS, on_ordinals
from zhiwei.engine.model import RuleRecord
from zhiwei.engine.status import Status
from zhiwei.engine.tables import Table


class UndefinedValue(Exception):
    """An absent key or a division by zero: the rule is then interpreted, which lets and, or and if absorb it."""


def _get(table: Table, key: str) -> Any:
    found = table.find(key)
    if found is Status.UNDEFINED:
        raise UndefinedValue(key)
    return found


def _divide(left: Any, right: Any) -> Any:
    if not right:
        raise UndefinedValue("division by zero")
    quotient = Fraction(left) / right
    return quotient.numerator if quotient.denominator == 1 else quotient


def _half_up(value: Any) -> Any:
    if value.__class__ is int or value is None:
        return value
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def _down(value: Any) -> Any:
    return value if value is None else value.__floor__()


def _up(value: Any) -> Any:
    return value if value is None else value.__ceil__()


_NAMES: dict[str, Any] = {
    "_get": _get,
    "_divide": _divide,
    "_half_up": _half_up,
    "_down": _down,
    "_up": _up,
    "min": min,
    "max": max,
    "abs": abs,
    "sum": sum,
    **{name: on_ordinals(name) for name in FUNCTIONS},
}


def compile_rule(record: RuleRecord) -> Callable[..., Any]:
    """A function of the rule's arguments in order: exact numbers, dates as ordinals, tables as :class:`Table`.

    It raises :class:`UndefinedValue` outside its domain and gives None for 不适用.
    """
    source = source_of(record)
    names: dict[str, Any] = {}
    exec(compile(source, f"<rule {record.entity}.{record.variable}>", "exec"), _NAMES, names)  # noqa: S102
    function: Callable[..., Any] = names["rule"]
    return function


def source_of(record: RuleRecord) -> str:
    """The Python text of the compiled rule."""
    emitter = _Emitter("" if record.rounding == "none" else f"_{record.rounding}")
    lines = [f"def rule({', '.join('v_' + b.name for b in record.bindings)}):"]
    emitter.statements(record.body, "    ", lines)
    return "\n".join(lines)


class _Emitter:
    def __init__(self, rounding: str) -> None:
        self.rounding = rounding
        self.counter = itertools.count()

    def statements(self, node: tree.Node, indent: str, lines: list[str]) -> None:
        """Statements that return the value of the node."""
        match node:
            case tree.If(condition, then, otherwise):
                lines.append(f"{indent}if {self.of(condition)}:")
                self.statements(then, indent + "    ", lines)
                self.statements(otherwise, indent, lines)
            case tree.Let(name, value, body):
                lines.append(f"{indent}v_{name} = {self.of(value)}")
                self.statements(body, indent, lines)
            case _:
                text = self.of(node)
                lines.append(
                    f"{indent}return {self.rounding}({text})" if self.rounding else f"{indent}return {text}"
                )

    def of(self, node: tree.Node) -> str:
        """The expression of a node."""
        match node:
            case tree.Const(value):
                return repr(value)
            case tree.Name(name):
                return f"v_{name}"
            case tree.Negate(operand):
                return f"(-{self.of(operand)})"
            case tree.Binary("/", left, right):
                return f"_divide({self.of(left)}, {self.of(right)})"
            case tree.Binary(op, left, right) | tree.Compare(op, left, right):
                return f"({self.of(left)} {op} {self.of(right)})"
            case tree.Logic(op, operands):
                return "(" + f" {op} ".join(self.of(o) for o in operands) + ")"
            case tree.Not(operand):
                return f"(not {self.of(operand)})"
            case tree.If(condition, then, otherwise):
                return f"({self.of(then)} if {self.of(condition)} else {self.of(otherwise)})"
            case tree.OneOf(operand, members, _):
                return f"({self.of(operand)} in {members!r})"
            case tree.IsNone(_):
                return "False"
            case tree.Lookup(table, key):
                return f"_get(v_{table}, {self.of(key)})"
            case tree.HasKey(table, key):
                return f"({self.of(key)} in v_{table})"
            case tree.Field(piece, field):
                return f"p_{piece}.{field}"
            case tree.SumPieces(piece, pieces, body):
                return f"sum({self.of(body)} for p_{piece} in v_{pieces})"
            case tree.Call(function, arguments):
                return f"{function}({', '.join(self.of(a) for a in arguments)})"
        raise AssertionError(node)
