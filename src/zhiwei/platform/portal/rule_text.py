"""A rule as people read it: its conditions and formulas in words, without values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhiwei.engine import tree
from zhiwei.engine.model import RulebookData, RuleRecord

_COMPARED = {"<": "＜", "<=": "≤", ">": "＞", ">=": "≥", "==": "＝", "!=": "≠"}
_SIGNS = {"+": "＋", "-": "－", "*": "×", "/": "÷"}
_CALLS = {
    "min": ("较小者", "the smaller of"),
    "max": ("较大者", "the greater of"),
    "abs": ("绝对值", "absolute value of"),
    "floor": ("舍去小数", "whole part of"),
    "ceil": ("进位取整", "rounded up"),
    "years_between": ("相隔满年数", "full years between"),
    "months_between": ("相隔满月数", "full months between"),
    "months_touched": ("所涉月数", "months touched by"),
    "days_between": ("相隔天数", "days between"),
    "add_years": ("加若干年", "years added"),
    "add_months": ("加若干月", "months added"),
    "add_days": ("加若干天", "days added"),
    "year_of": ("所在年份", "year of"),
    "start_of_year": ("当年首日", "first day of the year of"),
    "end_of_year": ("当年末日", "last day of the year of"),
}
_TIMES = {
    "as_of": ("适用日", "the day"),
    "period_start": ("期初", "first day of the period"),
    "period_end": ("期末", "last day of the period"),
}
_FIELDS = {
    "value": ("该段数值", "value of the segment"),
    "starts": ("该段首日", "first day of the segment"),
    "ends": ("该段末日", "last day of the segment"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a rule: how deep it stands, and its text."""

    depth: int
    text: str


def rule_lines(record: RuleRecord, data: RulebookData, lang: str) -> tuple[Line, ...]:
    """The body of a rule, one step on each line."""
    teller = _Teller(_labels(record, data, lang), data, lang == "zh")
    teller.tell(record.body, 0)
    return tuple(teller.lines)


def _labels(record: RuleRecord, data: RulebookData, lang: str) -> dict[str, str]:
    zh = lang == "zh"
    labels = {}
    for binding in record.bindings:
        if binding.source == "time":
            labels[binding.name] = _TIMES[binding.target][0 if zh else 1]
            continue
        if binding.source == "parameter":
            named = data.parameters[binding.target]
            label = named.zh if zh else named.en
        else:
            link = data.entities[record.entity].links.get(binding.link or "")
            variable = data.variables[link.to if link else record.entity, binding.target]
            label = variable.zh if zh else variable.en
            if link:
                label = f"{link.zh}的{label}" if zh else f"{label} of the {link.en}"
        if binding.offset:
            label += ("（上一期）" if zh else " (the period before)") if binding.offset == -1 else ""
        labels[binding.name] = label
    return labels


class _Teller:
    def __init__(self, labels: dict[str, str], data: RulebookData, zh: bool) -> None:
        self.labels, self.data, self.zh = labels, data, zh
        self.locals: dict[str, tree.Node] = {}
        self.lines: list[Line] = []

    def tell(self, node: tree.Node, depth: int, otherwise: bool = False) -> None:
        match node:
            case tree.If(condition, then, rest):
                word = ("否则，如果", "otherwise, if") if otherwise else ("如果", "if")
                self._add(depth, self._t(*word) + self._t("：", " ") + self.say(condition))
                self.tell(then, depth + 1)
                if isinstance(rest, tree.If):
                    self.tell(rest, depth, otherwise=True)
                else:
                    self._add(depth, self._t("否则：", "otherwise:"))
                    self.tell(rest, depth + 1)
            case tree.Let(name, value, body):
                self.locals[name] = value
                self.tell(body, depth, otherwise)
            case tree.Logic("and", operands) if depth == 0:
                self._add(0, self._t("同时符合：", "all of:"))
                for operand in operands:
                    self._add(1, self.say(operand))
            case tree.Logic("or", operands) if depth == 0:
                self._add(0, self._t("符合其一：", "one of:"))
                for operand in operands:
                    self._add(1, self.say(operand))
            case _:
                self._add(depth, self._t("结果＝", "result = ") + self.say(node))

    def _add(self, depth: int, text: str) -> None:
        self.lines.append(Line(depth, text))

    def _t(self, zh: str, en: str) -> str:
        return zh if self.zh else en

    def say(self, node: tree.Node) -> str:
        """An expression in words."""
        match node:
            case tree.Const(value, enum):
                return self._constant(value, enum)
            case tree.Name(name):
                return self._name(name)
            case tree.Negate(operand):
                return f"－{self._closed(operand)}"
            case tree.Binary(op, left, right):
                return f"{self._closed(left)} {_SIGNS[op]} {self._closed(right)}"
            case tree.Compare(op, left, right):
                return f"{self.say(left)} {_COMPARED[op]} {self.say(right)}"
            case tree.Not(operand):
                return self._t(f"并非（{self.say(operand)}）", f"not ({self.say(operand)})")
            case tree.Logic(op, operands):
                word = self._t(" 且 ", " and ") if op == "and" else self._t(" 或 ", " or ")
                return word.join(self._closed(o) for o in operands)
            case tree.OneOf(operand, members, enum):
                listed = self._t("、", ", ").join(self._member(enum, m) for m in members)
                return self._t(
                    f"{self.say(operand)} 属于：{listed}", f"{self.say(operand)} is one of: {listed}"
                )
            case tree.IsNone(name):
                return self._t(f"{self._name(name)} 不适用", f"{self._name(name)} is not applicable")
            case tree.Lookup(table, key):
                return self._t(
                    f"{self._name(table)}（按{self.say(key)}查）", f"{self._name(table)} (by {self.say(key)})"
                )
            case tree.HasKey(table, key):
                return self._t(
                    f"{self.say(key)} 列入{self._name(table)}", f"{self.say(key)} is in {self._name(table)}"
                )
            case tree.If(condition, then, rest):
                return self._t(
                    f"（{self.say(condition)} 时为 {self.say(then)}，否则为 {self.say(rest)}）",
                    f"({self.say(then)} if {self.say(condition)}, else {self.say(rest)})",
                )
            case tree.Field(_, field):
                return self._t(*_FIELDS[field])
            case tree.SumPieces(_, pieces, body):
                return self._t(
                    f"按{self._name(pieces)}的各段合计（{self.say(body)}）",
                    f"sum over the segments of {self._name(pieces)} ({self.say(body)})",
                )
            case tree.Call(function, arguments):
                listed = self._t("、", ", ").join(self.say(a) for a in arguments)
                return f"{self._t(*_CALLS[function])}{self._t('（', ' (')}{listed}{self._t('）', ')')}"
            case tree.Let(name, value, body):
                self.locals[name] = value
                return self.say(body)
        raise TypeError(f"no words for {type(node).__name__}")

    def _closed(self, node: tree.Node) -> str:
        if isinstance(node, tree.Name) and node.name in self.locals:
            return self._closed(self.locals[node.name])
        text = self.say(node)
        return f"（{text}）" if isinstance(node, tree.Binary | tree.Logic) else text

    def _name(self, name: str) -> str:
        return self.say(self.locals[name]) if name in self.locals else self.labels.get(name, name)

    def _constant(self, value: object, enum: str | None) -> str:
        if value is None:
            return self._t("不适用", "not applicable")
        if isinstance(value, bool):
            return self._t("是", "yes") if value else self._t("否", "no")
        return self._member(enum, str(value)) if enum else str(value)

    def _member(self, enum: str, value: str) -> str:
        members: Mapping[str, str] = {
            m.value: (m.zh if self.zh else m.en) for m in self.data.vocabularies.get(enum, ())
        }
        return members.get(value, value)
