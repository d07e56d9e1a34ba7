"""断崖: the places near a subject where one more fen of one fact makes an amount jump."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from zhiwei.engine.evaluate import Evaluation, fact_of, known_in
from zhiwei.engine.outcome import Outcome
from zhiwei.engine.plan import FactSlot, RuleStep
from zhiwei.engine.raw import shown
from zhiwei.engine.splits import Tree
from zhiwei.engine.symbols import Symbol
from zhiwei.engine.types import MONEY

NEAR = Fraction(1, 5)
"""How near a jump must be to be told, as a share of the subject's own figure."""

if TYPE_CHECKING:
    from zhiwei.engine.answer import Answer


def notches_of(answer: Answer, outcome: Outcome, steps: Iterable[str]) -> list[dict[str, Any]]:
    """The nearest jumps, up and down, of the money variables of a measure in each known money fact."""
    evaluation, told = answer.evaluation, set(steps)
    indexes = {
        s.variable.name: s.index
        for s in evaluation.plan.steps
        if isinstance(s, RuleStep) and s.path == "" and s.day == answer.law.as_of and s.variable.type.kind == "money"
        and s.variable.name in told and s.index not in evaluation.special
        and set(outcome.measure.cites) & set(s.record.cites)
    }  # fmt: skip
    found = []
    for name, index in sorted(indexes.items()):
        found.extend(_jumps(answer, evaluation, name, index))
    return found


def notches(answer: Any, name: str) -> list[dict[str, Any]]:
    """The jumps of one money variable nearest to the subject, in each known money fact it rests on."""
    plan = answer.book.plan(answer.case.entity, (name,), answer.law)
    evaluation = Evaluation(answer.book.data, plan, answer.case)
    return _jumps(answer, evaluation, name, plan.names[name])


def _jumps(answer: Any, evaluation: Evaluation, name: str, index: int) -> list[dict[str, Any]]:
    plan, found = evaluation.plan, []
    for slot in plan.facts:
        reads = slot.variable.type.kind == "money" and index in plan.downstream(slot.index)
        if reads and known_in(plan, slot, answer.case):
            found.extend(_along(answer, evaluation, slot, name, index))
    return found


def _along(
    answer: Any, evaluation: Evaluation, slot: FactSlot, name: str, index: int
) -> list[dict[str, Any]]:
    plan, freed = evaluation.plan, evaluation.freed(slot)
    freed.require([index])
    parts, children = freed.diagrams.along(freed.slots[index], slot.label)
    if not parts:
        return []
    fact = fact_of(plan, slot, freed.case)
    now = fact.value if fact else 0
    jumps = [(cut, *_jump(children, slot.label, i, cut)) for i, cut in enumerate(parts)]
    real = [j for j in jumps if j[1] is not None and j[2] is not None and j[3]]
    real = [j for j in real if abs(j[0] - now) <= abs(now) * NEAR]
    below, above = [j for j in real if j[0] <= now], [j for j in real if j[0] > now]
    near = ([below[-1]] if below else []) + ([above[0]] if above else [])
    variable = answer.book.data.variables[answer.case.entity, name]
    return [
        {
            "variable": name, "variable_zh": variable.zh, "variable_en": variable.en, "fact": slot.label,
            "fact_zh": slot.variable.zh, "fact_en": slot.variable.en,
            "last": shown(MONEY, cut - 1), "first": shown(MONEY, cut), "before": _money(before),
            "after": _money(after), "step": _money(after - before),
        }
        for cut, before, after, _ in near
    ]  # fmt: skip


def _jump(children: tuple[Tree, ...], fact: str, index: int, cut: int) -> tuple[Any, Any, bool]:
    """(value at the last fen before, value at the cut, whether it is more than the slopes on both sides explain)."""
    left, right = children[index], children[index + 1]
    before, after = _at(left, fact, cut - 1), _at(right, fact, cut)
    if before is None or after is None:
        return before, after, False
    slope = max(abs(_slope(left, fact)), abs(_slope(right, fact)))
    return before, after, abs(after - before) > slope + 1


def _at(leaf: Tree, fact: str, value: int) -> Any:
    if isinstance(leaf, Symbol):
        return leaf.value({fact: value}) if leaf.facts() == {fact} else None
    return leaf if isinstance(leaf, int | Fraction) and not isinstance(leaf, bool) else None


def _money(value: int | Fraction) -> str:
    return shown(MONEY, int(value) if Fraction(value).denominator == 1 else value)


def _slope(leaf: Tree, fact: str) -> Fraction:
    if not isinstance(leaf, Symbol):
        return Fraction(0)
    wide = 10**6
    return Fraction(leaf.value({fact: wide * wide}) - leaf.value({fact: 0})) / (wide * wide)
