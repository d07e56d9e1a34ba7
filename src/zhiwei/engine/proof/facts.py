"""Every admissible completion of the facts at once: one term for each fact, bounded by its declared domain."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from zhiwei.engine import periods, tree
from zhiwei.engine.evaluate import domain_of
from zhiwei.engine.model import RulebookData, Variable
from zhiwei.engine.proof import expression
from zhiwei.engine.proof.quantity import Quantity
from zhiwei.engine.proof.solver import Condition, both, nay, z3
from zhiwei.engine.proof.values import Code, Term, Words
from zhiwei.engine.raw import shown
from zhiwei.engine.status import Status
from zhiwei.engine.types import Date

Key = tuple[str, str, int]
"""Path of links, name, and periods back from the day asked (0: the period of that day)."""
NOT_APPLICABLE = "无"
_FARTHEST = 40


def offset_of(variable: Variable, day: Date, as_of: Date) -> int:
    """How many periods a fact's day lies from the day asked."""
    if variable.period is None or periods.label(day, variable.period) == periods.label(
        as_of, variable.period
    ):
        return 0
    for offset in range(1, _FARTHEST):
        for signed in (-offset, offset):
            moved = periods.shift(as_of, variable.period, signed)
            if periods.label(moved, variable.period) == periods.label(day, variable.period):
                return signed
    raise AssertionError(f"{variable.name} on {day} is far from {as_of}")


@dataclass
class Facts:
    """The facts of one subject and its links as terms; several laws may share them.

    ``suffix`` tells copies apart; ``shared`` are taken from another set of facts, so that two copies differ in the
    others alone.
    """

    book: RulebookData
    entity: str
    suffix: str = ""
    shared: Facts | None = None
    apart: frozenset[Key] = frozenset()
    terms: dict[Key, Term] = field(default_factory=dict)
    variables: dict[Key, Variable] = field(default_factory=dict)
    assumed: list[Condition] = field(default_factory=list)

    def copy(self, suffix: str, *apart: Key) -> Facts:
        """The same facts but for those named, which are free again."""
        return Facts(self.book, self.entity, suffix, self, frozenset(apart))

    def term(self, key: Key, variable: Variable) -> Term:
        """The term of a fact; made when first asked for."""
        if key not in self.terms:
            self.variables[key] = variable
            if self.shared is not None and key not in self.apart:
                self.terms[key] = self.shared.term(key, variable)
            else:
                self.terms[key] = self._made(key, variable)
            if key[2] == 0:
                self._constrain(key[0])
        return self.terms[key]

    def _made(self, key: Key, variable: Variable) -> Term:
        path, name, offset = key
        label = (f"{path}." if path else "") + name + (f"@{offset}" if offset else "") + self.suffix
        statuses: dict[Status, Condition] = {}
        if variable.optional:
            statuses[Status.NOT_APPLICABLE] = z3.Bool(f"{label}?")
        if variable.type.kind == "flag":
            return Term(z3.Bool(label), statuses)
        top = z3.Int(label)
        if variable.type.kind == "enum":
            members = tuple(m.value for m in variable.enum)
            self._between(top, 0, len(members) - 1)
            return Term(Words(tuple((w, top == i) for i, w in enumerate(members))), statuses)
        domain = domain_of(variable, self.book)
        if domain.values is not None:
            self._between(top, 0, len(domain.values) - 1)
            return Term(Code(top, domain.values), statuses)
        low, high, step = (Fraction(x) for x in (domain.low, domain.high, domain.step))
        bottom = math.lcm(low.denominator, step.denominator)
        if step * bottom == 1:
            self._between(top, int(low * bottom), math.floor(high * bottom))
            return Term(Quantity(top, bottom, low, high), statuses)
        self._between(top, 0, int((high - low) // step))
        return Term(Quantity(int(low * bottom) + int(step * bottom) * top, bottom, low, high), statuses)

    def _between(self, top: Any, low: int, high: int) -> None:
        self.assumed.append(both(top >= low, top <= high))

    def _constrain(self, path: str) -> None:
        """Declared constraints as soon as one of their facts is there, with what they chain to."""
        entity = self.book.owner(self.entity, path)
        for constraint in entity.constraints:
            names = tree.free_names(constraint.when)
            keys = {n: (path, n, 0) for n in names}
            if not any(k in self.terms for k in keys.values()) or self._constrained(path, constraint.text):
                continue
            terms = {n: self.term(k, entity.facts[n]) for n, k in keys.items()}
            held = expression.of(constraint.when, terms, {})
            self.assumed.append(nay(both(held.known, nay(held.value))))

    def _constrained(self, path: str, text: str) -> bool:
        done: set[tuple[str, str]] = self.__dict__.setdefault("_done", set())
        if (path, text) in done:
            return True
        done.add((path, text))
        return False

    def conditions(self) -> list[Condition]:
        """What every admissible completion satisfies, those of the facts it shares included."""
        return [*(self.shared.conditions() if self.shared else ()), *self.assumed]

    def read(self, model: Any, as_of: Date) -> dict[str, Any]:
        """The facts of a model in file form: ``{"facts": …, "links": …}``, yuan and ISO days."""
        found: dict[str, Any] = {"facts": {}, "links": {}}
        for (path, name, offset), term in sorted(self.terms.items()):
            variable = self.variables[path, name, offset]
            place = found
            for link in path.split(".") if path else ():
                place = place["links"].setdefault(link, {"facts": {}, "links": {}})
            label = name
            if offset:
                day = periods.shift(as_of, variable.period, offset)
                label = f"{name}@{periods.label(day, variable.period)}"
            place["facts"][label] = _written(variable, term, model)
        return _without_empty(found)


def _written(variable: Variable, term: Term, model: Any) -> Any:
    if holds(term.stands(Status.NOT_APPLICABLE), model):
        return NOT_APPLICABLE
    value = value_in(term.value, model)
    if isinstance(value, bool):
        return value
    if variable.type.kind == "count":
        return int(value)
    if variable.type.kind == "date":
        return datetime.date.fromordinal(int(value)).isoformat()
    if variable.type.kind == "money" and isinstance(value, Fraction) and value.denominator == 1:
        value = int(value)
    return shown(variable.type, value)


def holds(condition: Condition, model: Any) -> bool:
    """Whether a condition holds in a model."""
    if isinstance(condition, bool):
        return condition
    return bool(z3.is_true(model.eval(condition, model_completion=True)))


def value_in(value: Any, model: Any) -> Any:
    """The plain value of a term in a model: Fraction, bool or word."""
    if isinstance(value, Quantity):
        if isinstance(value.top, int):
            return Fraction(value.top, value.bottom)
        top = model.eval(value.top, model_completion=True)
        return Fraction(str(top.as_fraction() if z3.is_rational_value(top) else top)) / value.bottom
    if isinstance(value, Words):
        return next(w for w, c in value.cases if holds(c, model))
    if isinstance(value, Code):
        return value.words[model.eval(value.position, model_completion=True).as_long()]
    return holds(value, model)


def _without_empty(found: Mapping[str, Any]) -> dict[str, Any]:
    links = {k: _without_empty(v) for k, v in found["links"].items()}
    return {"facts": found["facts"], **({"links": links} if links else {})}
