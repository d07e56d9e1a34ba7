"""The path taken through a rule, condition by condition, in words with values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhiwei.engine import tree
from zhiwei.engine.display import display
from zhiwei.engine.model import Member
from zhiwei.engine.status import Status
from zhiwei.engine.symbolic import Interpreter
from zhiwei.engine.types import DATE, ValueType

_OPS = {
    "<": ("低于", "is below"), "<=": ("不超过", "is at most"), ">": ("超过", "is above"),
    ">=": ("不低于", "is at least"), "==": ("等于", "equals"), "!=": ("不等于", "does not equal"),
}  # fmt: skip
_NAMED = {"==": ("为", "is"), "!=": ("不为", "is not")}
_DATED = _NAMED | {
    "<": ("早于", "is before"), "<=": ("不晚于", "is no later than"), ">": ("晚于", "is after"),
    ">=": ("不早于", "is no earlier than"),
}  # fmt: skip
_OF_KIND = {"date": _DATED} | dict.fromkeys(("enum", "flag", "code", "text"), _OPS | _NAMED)
_DATES = ("add_years", "add_months", "add_days", "start_of_year", "end_of_year")
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_CALLS = {
    "min": ("较小者", "the smaller of"), "max": ("较大者", "the greater of"), "abs": ("绝对值", "the absolute value of"),
    "floor": ("取整", "whole part of"), "ceil": ("进位取整", "rounded up"),
    "years_between": ("满年数", "full years between"), "months_between": ("满月数", "full months between"),
    "months_touched": ("所涉月数", "months touched by"), "days_between": ("天数", "days between"),
    "add_years": ("若干年后", "years after"), "add_months": ("若干月后", "months after"),
    "add_days": ("若干天后", "days after"), "year_of": ("年份", "year of"),
    "start_of_year": ("年初", "start of the year of"), "end_of_year": ("年末", "end of the year of"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noun:
    """How an argument is spoken of: its label and its value, in both languages; ``kind`` is that of its type."""

    zh: str
    en: str
    zh_value: str
    en_value: str
    kind: str = ""

    def said(self, zh: bool) -> str:
        """Label and value."""
        label, value = (self.zh, self.zh_value) if zh else (self.en, self.en_value)
        return f"{label}（{value}）" if zh and value else f"{label} ({value})" if value else label


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition and whether it held, or the formula used (``holds`` None)."""

    zh: str
    en: str
    holds: bool | None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"zh": self.zh, "en": self.en, "holds": self.holds}


class Path:
    """Follows a rule's body with known values; ``used`` collects the arguments that were read on the way."""

    def __init__(
        self, values: Mapping[str, Any], nouns: Mapping[str, Noun], interpreter: Interpreter,
        vocabularies: Mapping[str, tuple[Member, ...]], types: Mapping[str, ValueType],
    ) -> None:  # fmt: skip
        """``types`` gives the type of a table's entries, by argument name."""
        self.values: dict[str, Any] = dict(values)
        self.nouns, self.interpreter = nouns, interpreter
        self.vocabularies, self.types = vocabularies, types
        self.reasons: list[Reason] = []
        self.used: set[str] = set()
        self.aliases: dict[str, tree.Node] = {}
        self.pieces: dict[str, Any] = {}
        self._piece_types: dict[str, ValueType] = {}
        self._columns: set[str] = set()

    def follow(self, node: tree.Node) -> None:
        """Record the conditions met and the formula at the end."""
        self._columns |= {n.table for n in tree.walk(node) if isinstance(n, tree.Lookup)}
        self._follow(node)

    def _follow(self, node: tree.Node) -> None:
        match node:
            case tree.If(condition, then, otherwise):
                held = self._condition(condition)
                self._follow(then if held else otherwise)
            case tree.Let(name, value, body):
                self.values[name] = self.interpreter.of(value, self.values, {})
                self.aliases[name] = value
                self._follow(body)
            case tree.Const():
                return
            case tree.Compare() | tree.Logic() | tree.Not() | tree.OneOf() | tree.HasKey() | tree.IsNone():
                self._condition(node)
            case _:
                self._use(node)
                self._in_pieces(node)
                if not isinstance(node, tree.Name):
                    self.reasons.append(Reason(self.say(node, True), self.say(node, False), None))

    def _condition(self, node: tree.Node) -> bool:
        found = self.interpreter.of(node, self.values, {})
        held = found is True
        if isinstance(node, tree.Logic):
            for operand in node.operands:
                one = self.interpreter.of(operand, self.values, {})
                if isinstance(one, Status):
                    continue
                self._condition(operand)
                if one is (node.op == "or"):
                    break
            return held
        if isinstance(node, tree.Not):
            self._condition(node.operand)
            return held
        self._use(node)
        self._in_pieces(node)
        if isinstance(found, Status) or (isinstance(node, tree.IsNone) and not held):
            return held
        if isinstance(node, tree.Name) and node.name in self.nouns:
            self.reasons.append(self._flag(self.nouns[node.name], held))
            return held
        self.reasons.append(Reason(self.say(node, True), self.say(node, False), held))
        return held

    @staticmethod
    def _flag(noun: Noun, held: bool) -> Reason:
        """A flag alone says whether it held by its value."""
        return Reason(f"{noun.zh}：{'是' if held else '否'}", f"{noun.en}: {'yes' if held else 'no'}", held)

    def _in_pieces(self, node: tree.Node) -> None:
        """The conditions met inside a sum over the pieces of a period, piece by piece."""
        named = [self.aliases[n] for n in tree.free_names(node) if n in self.aliases]
        for total in (t for n in (node, *named) for t in tree.walk(n)):
            if not isinstance(total, tree.SumPieces) or isinstance(self.values[total.pieces], Status):
                continue
            self._piece_types[total.piece] = self.types[total.pieces]
            for piece in self.values[total.pieces]:
                self.pieces[total.piece] = piece
                for inner in tree.walk(total.body):
                    if isinstance(inner, tree.If):
                        held = self.interpreter.of(inner.condition, self.values, self.pieces) is True
                        since, till = (display(DATE, d, (), "zh") for d in (piece.starts, piece.ends))
                        zh, en = self.say(inner.condition, True), self.say(inner.condition, False)
                        self.reasons.append(
                            Reason(f"{since} 至 {till}：{zh}", f"{since} to {till}: {en}", held)
                        )

    def _use(self, node: tree.Node) -> None:
        names = tree.free_names(node)
        while names:
            name = names.pop()
            if name in self.aliases:
                names |= tree.free_names(self.aliases[name])
            else:
                self.used.add(name)

    def say(self, node: tree.Node, zh: bool) -> str:
        """An expression in words."""
        match node:
            case tree.Const(value):
                return {True: "是" if zh else "yes", False: "否" if zh else "no"}.get(value, str(value)) if isinstance(
                    value, bool) else self._const(node, zh)  # fmt: skip
            case tree.Name(name):
                return self._name(name, zh)
            case tree.Negate(operand):
                return f"−{self.say(operand, zh)}"
            case tree.Binary(op, left, right):
                return f"{self._inner(left, zh)} {_SIGNS[op]} {self._inner(right, zh)}"
            case tree.Compare(op, left, right):
                words = _OF_KIND.get(self._kind(left) or self._kind(right), _OPS)
                return f"{self.say(left, zh)} {words[op][0 if zh else 1]} {self.say(right, zh)}"
            case tree.Not(operand):
                return f"并非：{self.say(operand, zh)}" if zh else f"not: {self.say(operand, zh)}"
            case tree.Logic(op, operands):
                word = {"and": (" 且 ", " and "), "or": (" 或 ", " or ")}[op][0 if zh else 1]
                return word.join(self.say(o, zh) for o in operands)
            case tree.OneOf(operand, members, enum):
                listed = ("、" if zh else ", ").join(self._member(enum, m, zh) for m in members)
                return (
                    f"{self.say(operand, zh)} 属于 {listed}"
                    if zh
                    else f"{self.say(operand, zh)} is one of {listed}"
                )
            case tree.IsNone(name):
                return f"{self._name(name, zh)} 不适用" if zh else f"{self._name(name, zh)} is not applicable"
            case tree.Lookup(table, key):
                return self._entry(node, table, key, zh)
            case tree.HasKey(table, key):
                return self._listed(table, self.say(key, zh), zh)
            case tree.If(condition, then, otherwise):
                held = self.interpreter.of(condition, self.values, {}) is True
                return self.say(then if held else otherwise, zh)
            case tree.Field(piece, field):
                kind = self._piece_types[piece] if field == "value" else DATE
                return display(kind, getattr(self.pieces[piece], field), (), "zh" if zh else "en")
            case tree.SumPieces(_, pieces, _):
                return (
                    f"按 {self.nouns[pieces].zh} 分段合计"
                    if zh
                    else f"sum over the pieces of {self.nouns[pieces].en}"
                )
            case tree.Call(function, arguments):
                word = _CALLS[function][0 if zh else 1]
                listed = ("、" if zh else ", ").join(self.say(a, zh) for a in arguments)
                return f"{word}（{listed}）" if zh else f"{word} ({listed})"
        return ""

    def _inner(self, node: tree.Node, zh: bool) -> str:
        text = self.say(node, zh)
        return f"({text})" if isinstance(node, tree.Binary) and node.op in "+-" else text

    def _const(self, node: tree.Const, zh: bool) -> str:
        if node.value is None:
            return "不适用" if zh else "not applicable"
        return self._member(node.enum, str(node.value), zh) if node.enum else str(node.value)

    def _member(self, enum: str, value: str, zh: bool) -> str:
        return display(
            ValueType("enum", enum=enum), value, self.vocabularies.get(enum, ()), "zh" if zh else "en"
        )

    def _listed(self, table: str, key: str, zh: bool) -> str:
        """A table that the rule also takes values from has a column for the key; any other is a list."""
        of = self.nouns[table]
        if table in self._columns:
            return f"{of.zh} 载有 {key} 一栏" if zh else f"{of.en} has an entry for {key}"
        return f"{key} 列入 {of.zh}" if zh else f"{key} is listed in {of.en}"

    def _kind(self, node: tree.Node) -> str:
        """The kind of an expression where it decides how it is compared; empty for numbers and where it is not known."""
        match node:
            case tree.Const(value, enum):
                return "enum" if enum else "flag" if isinstance(value, bool) else ""
            case tree.Name(name):
                return self.nouns[name].kind if name in self.nouns else self._kind(self.aliases[name])
            case tree.Lookup(table, _):
                return self.types[table].kind
            case tree.Field(piece, field):
                return self._piece_types[piece].kind if field == "value" else "date"
            case tree.If(_, then, otherwise):
                return self._kind(then) or self._kind(otherwise)
            case tree.Call(function, arguments):
                if function in ("min", "max"):
                    return next(filter(None, map(self._kind, arguments)), "")
                return "date" if function in _DATES else ""
        return ""

    def _entry(self, node: tree.Lookup, table: str, key: tree.Node, zh: bool) -> str:
        of, kind = self.nouns[table], self.types[table]
        found = self.interpreter.of(node, self.values, {})
        value = display(kind, found, self.vocabularies.get(kind.enum or "", ()), "zh" if zh else "en")
        if zh:
            return f"{of.zh}（按{self.say(key, True)}：{value}）"
        return f"{of.en} (for {self.say(key, False)}: {value})"

    def _name(self, name: str, zh: bool) -> str:
        if name in self.nouns:
            return self.nouns[name].said(zh)
        return self.say(self.aliases[name], zh)
