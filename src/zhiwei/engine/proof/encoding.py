"""A plan as terms of the solver: every rule, parameter and measure it needs, for all completions of the facts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from zhiwei.engine.declare import Measure
from zhiwei.engine.plan import DelegatedStep, Law, Plan
from zhiwei.engine.proof import expression
from zhiwei.engine.proof.facts import Facts, offset_of
from zhiwei.engine.proof.quantity import Quantity
from zhiwei.engine.proof.solver import Condition, both, either, nay, z3
from zhiwei.engine.proof.values import Code, Term, constant, gathered, refuted, when, words
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.status import Status


@dataclass
class LocalChoice:
    """What a locality may decide of one sentence for one subject: to decline it, or to fill its open terms.

    ``filled`` and ``values`` are by the name used in decisions; ``since`` is the first day the decision must cover.
    """

    division: Code
    since: datetime.date
    declined: Any
    filled: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Encoding:
    """The terms of the slots of a plan.

    ``free``: delegated parameters take every admissible local decision, none and a refusal to offer included, instead
    of those filed in the law. ``choices`` are these decisions by path of the subject and sentence.
    """

    book: Rulebook
    plan: Plan
    facts: Facts
    free: bool = False
    slots: dict[int, Term] = field(default_factory=dict)
    choices: dict[tuple[str, str], LocalChoice] = field(default_factory=dict)
    assumed: list[Condition] = field(default_factory=list)

    def __post_init__(self) -> None:
        law = self.plan.law
        for index, value in enumerate(self.plan.template):
            if value is not None:
                self.slots[index] = constant(value)
        for slot in self.plan.facts:
            key = (slot.path, slot.variable.name, offset_of(slot.variable, slot.day, law.as_of))
            self.slots[slot.index] = self.facts.term(key, slot.variable)
        for step in self.plan.steps:
            if isinstance(step, DelegatedStep):
                self.slots[step.index] = self._delegated(step)
            else:
                bindings = zip(step.record.bindings, step.arguments, strict=True)
                arguments = {b.name: self.slots[i] for b, i in bindings}
                strict = [arguments[b.name] for b in step.record.bindings if not b.optional]
                self.slots[step.index] = _rule(step.record, arguments, strict)

    def term(self, name: str) -> Term:
        """The term of a name asked for."""
        return self.slots[self.plan.names[name]]

    def terms(self) -> dict[str, Term]:
        """All names asked for."""
        return {name: self.slots[i] for name, i in self.plan.names.items()}

    def conditions(self) -> list[Condition]:
        """What every admissible completion satisfies."""
        return [*self.facts.conditions(), *self.assumed]

    def _delegated(self, step: DelegatedStep) -> Term:
        if step.division is None:
            return constant(_ordinal(step.default[0]))
        if self.free:
            return self._any_decision(step)
        division = self.slots[step.division]
        assert isinstance(division.value, Code)
        masks: dict[Any, int] = {}
        for i, code in enumerate(division.value.words):
            value = _ordinal(step.by_division.get(code, step.default)[0])
            masks[value] = masks.get(value, 0) | 1 << i
        return gathered([(v, division.value.among(m)) for v, m in masks.items()])

    def _any_decision(self, step: DelegatedStep) -> Term:
        parameter = step.parameter
        assert parameter.delegated is not None
        sentence, name = parameter.delegated["sentence"], parameter.delegated["as"]
        path = next(s.path for s in self.plan.facts if s.index == step.division)
        label = f"{path}:{sentence}@{step.day}"
        choice = self.choices.get((path, sentence))
        if choice is None:
            division = self.slots[step.division or 0].value
            choice = LocalChoice(division, step.day, z3.Bool(f"declined {label}"))
            self.choices[path, sentence] = choice
        choice.since = min(choice.since, step.day)
        value = choice.values.get(name)
        if value is None:
            value = choice.values[name] = self._filling(f"{name} {label}", step)
            choice.filled[name] = z3.Bool(f"filled {name} {label}")
            # A division fills some terms and declines the rest only where a division above it declines.
            above = 0
            for i, code in enumerate(choice.division.words):
                above |= bool(self.book.data.parents.get(code)) << i
            alone = nay(both(choice.filled[name], choice.declined))
            self.assumed.append(either(alone, choice.division.among(above)))
        default = step.resolved.value if step.resolved.value is not None else Status.NO_DECISION
        otherwise = when(choice.declined, constant(Status.NOT_OFFERED), constant(_ordinal(default)))
        return when(choice.filled[name], Term(value), otherwise)

    def _filling(self, label: str, step: DelegatedStep) -> Any:
        kind = step.parameter.type
        if kind.kind == "flag":
            return z3.Bool(label)
        if kind.kind == "enum":
            members = self.book.data.vocabularies[kind.enum or ""]
            top = z3.Int(label)
            self.assumed.append(both(top >= 0, top < len(members)))
            return words([(m.value, top == i) for i, m in enumerate(members)])
        low, high = (None if b is None else Fraction(_ordinal(b)) for b in step.resolved.bounds)
        real = kind.kind in ("rate", "number")
        top = (z3.Real if real else z3.Int)(label)
        if low is not None:
            self.assumed.append(top >= _literal(low))
        if high is not None:
            self.assumed.append(top <= _literal(high))
        return Quantity(top, 1, low, high, real)


def _rule(record: Any, arguments: Mapping[str, Term], strict: Iterable[Term]) -> Term:
    absent = either(*(t.stands(Status.NOT_APPLICABLE) for t in strict))
    if absent is True:
        return constant(Status.NOT_APPLICABLE)
    result = expression.rule(record.body, arguments, record.rounding)
    return when(absent, constant(Status.NOT_APPLICABLE), result) if absent is not False else result


def _ordinal(value: Any) -> Any:
    return value.toordinal() if isinstance(value, datetime.date) else value


def _literal(value: Fraction) -> Any:
    return int(value) if value.denominator == 1 else z3.Q(value.numerator, value.denominator)


def encode(
    book: Rulebook,
    entity: str,
    names: Iterable[str],
    law: Law,
    facts: Facts | None = None,
    *,
    free: bool = False,
) -> Encoding:
    """The named variables and parameters of an entity under a law, over all completions of the facts.

    Raises :class:`~zhiwei.engine.proof.solver.NotProvable` where a rule cannot be written down exactly.
    """
    plan = book.plan(entity, dict.fromkeys(names), law)
    return Encoding(book, plan, facts or Facts(book.data, entity), free)


def verdict(measure: Measure, encoding: Encoding) -> dict[str, Condition]:
    """``yes``, ``no`` and the shared verdicts of a measure, each with its condition; precedence as in outcome.py."""
    scope, window, criteria, delegated = (
        [encoding.term(n) for n in names]
        for names in (measure.scope, measure.window, measure.criteria, measure.delegated)
    )
    everything = [*scope, *window, *criteria, *delegated]

    def stands(terms: list[Term], status: Status) -> Condition:
        return either(*(t.stands(status) for t in terms))

    def false(terms: list[Term]) -> Condition:
        return either(*(refuted(t) for t in terms))

    ladder: list[tuple[str, Condition]] = [
        (Status.UNDEFINED.value, stands(everything, Status.UNDEFINED)),
        ("out_of_scope", either(false(scope), stands(scope + criteria, Status.NOT_APPLICABLE))),
        ("not_in_force", either(false(window), stands(everything, Status.NOT_IN_FORCE))),
        ("no", false(criteria)),
        *(
            (s.value, stands(everything, s))
            for s in (Status.UNKNOWN_LAW, Status.NOT_OFFERED, Status.NO_DECISION)
        ),
    ]
    found: dict[str, Condition] = {}
    before: Condition = False
    for word, condition in ladder:
        found[word] = both(condition, nay(before))
        before = either(before, condition)
    found["yes"] = nay(before)
    return found


def granted(measure: Measure, encoding: Encoding) -> Quantity:
    """The amount of a measure where its verdict is ``yes`` and the amount known, nothing elsewhere."""
    from zhiwei.engine.proof import quantity

    assert measure.amount is not None
    amount = encoding.term(measure.amount)
    if amount.value is None:
        return quantity.exactly(0)
    given = both(verdict(measure, encoding)["yes"], amount.known)
    return quantity.choose(given, amount.value, quantity.exactly(0))
