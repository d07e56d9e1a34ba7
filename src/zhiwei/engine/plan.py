"""A plan: which facts, parameters and rules an evaluation needs, in order, for one law on one day.

Plans are made once for an entity, a set of names and a day, and then run for any number of subjects.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhiwei.engine import periods
from zhiwei.engine.decisions import Decision, decided
from zhiwei.engine.emit import compile_rule
from zhiwei.engine.facts import division_path
from zhiwei.engine.model import RulebookData, RuleRecord, Variable
from zhiwei.engine.parameters import Parameter, Resolved, pieces, resolve
from zhiwei.engine.status import Status
from zhiwei.engine.tables import Table
from zhiwei.engine.types import Date, Piece


@dataclass(frozen=True)
class Law:
    """Which law is asked: the day it applies, the day it was known, the chosen readings, the filed decisions."""

    as_of: Date
    known_on: Date | None = None
    readings: tuple[tuple[str, str], ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(slots=True)
class FactSlot:
    """A fact to be filled from the case; ``label`` is the name under which it is asked for."""

    index: int
    path: str
    variable: Variable
    day: Date
    label: str


@dataclass(slots=True)
class RuleStep:
    """A rule to be run: where its arguments stand and where its result goes."""

    index: int
    path: str
    variable: Variable
    day: Date
    record: RuleRecord
    arguments: tuple[int, ...]
    needs: frozenset[int]
    run: Callable[..., Any]
    varying: tuple[int, ...] = ()
    """The arguments that differ among subjects: facts and what comes of them."""
    strict: tuple[int, ...] = ()
    """The arguments with which, not applicable, the result is not applicable."""


@dataclass(slots=True)
class DelegatedStep:
    """A delegated parameter: its value depends on the division of the subject at the path."""

    index: int
    parameter: Parameter
    day: Date
    division: int | None
    by_division: Mapping[str, tuple[Any, Decision | None]]
    default: tuple[Any, Decision | None]
    resolved: Resolved
    lapsed: Mapping[str, Decision] = field(default_factory=dict)


@dataclass
class Plan:
    """Slots and steps; ``names`` are the slots of the names asked for, by name."""

    entity: str
    law: Law
    template: list[Any] = field(default_factory=list)
    facts: list[FactSlot] = field(default_factory=list)
    steps: list[RuleStep | DelegatedStep] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    parameters: dict[int, tuple[Parameter, Resolved]] = field(default_factory=dict)
    producers: dict[int, RuleStep | DelegatedStep] = field(default_factory=dict)
    fact_of: dict[int, FactSlot] = field(default_factory=dict)
    constant: set[int] = field(default_factory=set)
    _downstream: dict[int, frozenset[int]] = field(default_factory=dict)

    def downstream(self, index: int) -> frozenset[int]:
        """The slots whose value may change with a slot's, itself left out."""
        found = self._downstream.get(index)
        if found is None:
            reached = {index}
            for step in self.steps:
                read = step.needs if isinstance(step, RuleStep) else {step.division}
                if not reached.isdisjoint(read):
                    reached.add(step.index)
            found = self._downstream[index] = frozenset(reached - {index})
        return found


def make_plan(
    book: RulebookData, entity: str, names: Iterable[str], law: Law, compiled: dict[int, Any]
) -> Plan:
    """The plan for the named variables and parameters of an entity; ``compiled`` keeps compiled rules by identity."""
    maker = _Maker(book, entity, law, compiled)
    for name in names:
        maker.plan.names[name] = maker.named("", entity, name, law.as_of)
    maker.plan.constant = {i for i, v in enumerate(maker.plan.template) if isinstance(v, Status)}
    return maker.plan


class _Maker:
    def __init__(self, book: RulebookData, entity: str, law: Law, compiled: dict[int, Any]) -> None:
        self.book, self.law, self.compiled = book, law, compiled
        self.plan = Plan(entity, law)
        self.slots: dict[tuple[Any, ...], int] = {}
        self.readings = dict(law.readings)
        self.lapsed: dict[tuple[str, Date], dict[str, Decision]] = {}

    def _new(self, key: tuple[Any, ...], value: Any = None) -> int:
        index = self.slots[key] = len(self.plan.template)
        self.plan.template.append(value)
        return index

    def named(self, path: str, entity: str, name: str, day: Date) -> int:
        if (entity, name) in self.book.variables:
            return self.variable(path, entity, name, day)
        return self.parameter(self.book.parameters[name], path, entity, day, None, "")

    def variable(self, path: str, entity: str, name: str, day: Date) -> int:
        key = ("variable", path, name, day)
        if key in self.slots:
            return self.slots[key]
        variable = self.book.variables[entity, name]
        if not variable.computed:
            index = self._new(key)
            slot = FactSlot(index, path, variable, day, self._label(path, variable, day))
            self.plan.facts.append(slot)
            self.plan.fact_of[index] = slot
            return index
        record = next((r for r in self.book.rules[entity, name] if r.covers(day)), None)
        if record is None:
            return self._new(key, Status.NOT_IN_FORCE)
        arguments = tuple(
            self._argument(path, entity, variable, record, i, day) for i in range(len(record.bindings))
        )
        run = self.compiled.get(id(record)) or self.compiled.setdefault(id(record), compile_rule(record))
        index = self._new(key)
        varying = tuple(i for i in arguments if i in self.plan.fact_of or i in self.plan.producers)
        strict = tuple(i for b, i in zip(record.bindings, arguments, strict=True) if not b.optional)
        needs = frozenset(arguments)
        step = RuleStep(index, path, variable, day, record, arguments, needs, run, varying, strict)
        self.plan.steps.append(step)
        self.plan.producers[index] = step
        return index

    def _label(self, path: str, variable: Variable, day: Date) -> str:
        name = f"{path}.{variable.name}" if path else variable.name
        if variable.period and day != self.law.as_of:
            return f"{name}@{periods.label(day, variable.period)}"
        return name

    def _argument(
        self, path: str, entity: str, variable: Variable, record: RuleRecord, i: int, day: Date
    ) -> int:
        binding = record.bindings[i]
        if binding.source == "time":
            return self._time(binding.target, day, variable.period)
        if binding.source == "parameter":
            parameter = self.book.parameters[binding.target]
            return self.parameter(parameter, path, entity, day, variable.period, binding.container)
        if binding.link is not None:
            path = f"{path}.{binding.link}" if path else binding.link
            entity = self.book.entities[entity].links[binding.link].to
        target = self.book.variables[entity, binding.target]
        return self.variable(path, entity, binding.target, periods.shift(day, target.period, binding.offset))

    def _time(self, name: str, day: Date, period: str | None) -> int:
        moment = {
            "as_of": day,
            "period_start": periods.start(day, period),
            "period_end": periods.end(day, period),
        }[name]
        key = ("time", moment)
        return self.slots[key] if key in self.slots else self._new(key, moment.toordinal())

    def parameter(
        self, parameter: Parameter, path: str, entity: str, day: Date, period: str | None, container: str
    ) -> int:
        at = periods.start(day, period) if parameter.applies == "period_start" else day
        span = (periods.start(day, period), periods.end(day, period)) if container == "Pieces" else at
        where = path if parameter.delegated else ""
        key = ("parameter", parameter.name, span, where)
        if key in self.slots:
            return self.slots[key]
        resolved = resolve(parameter, at, self.law.known_on)
        if container == "Pieces" and isinstance(span, tuple):
            index = self._new(key, _in_ordinals(pieces(parameter, *span, self.law.known_on)))
        elif parameter.delegated and not isinstance(resolved.value, Status):
            index = self._delegated(key, parameter, path, entity, at, resolved)
        else:
            if parameter.reading and not isinstance(resolved.value, Status):
                chosen = self.readings.get(parameter.name, parameter.reading["default"])
                resolved = Resolved(chosen, resolved.entry, "reading")
            index = self._new(key, _prepared(parameter, resolved.value))
        self.plan.parameters[index] = (parameter, resolved)
        return index

    def _delegated(
        self,
        key: tuple[Any, ...],
        parameter: Parameter,
        path: str,
        entity: str,
        day: Date,
        resolved: Resolved,
    ) -> int:
        below = division_path(self.book, entity)
        division: int | None = None
        if below is not None:
            owner = self.book.entities[entity].links[below].to if below else entity
            place = f"{path}.{below}" if path and below else path or below
            division = self.variable(place, owner, "division", self.law.as_of)
        by_division = {
            d: self._decided(parameter, d, day, resolved)
            for d in self.book.parents
            if self._touched(parameter, d)
        }
        default = self._decided(parameter, None, day, resolved)
        index = self._new(key)
        lapsed = self.lapsed.get((parameter.name, day), {})
        step = DelegatedStep(index, parameter, day, division, by_division, default, resolved, lapsed)
        self.plan.steps.append(step)
        self.plan.producers[index] = step
        return index

    def _touched(self, parameter: Parameter, division: str) -> bool:
        assert parameter.delegated is not None
        sentence = parameter.delegated["sentence"]
        deciding = {d.division for d in self.law.decisions if d.sentence == sentence}
        at: str | None = division
        while at:
            if at in deciding:
                return True
            at = self.book.parents.get(at)
        return False

    def _decided(
        self, parameter: Parameter, division: str | None, day: Date, resolved: Resolved
    ) -> tuple[Any, Any]:
        value, decision = decided(
            parameter, division, day, self.law.known_on, self.law.decisions, self.book.parents
        )
        low, high = resolved.bounds
        lapsed = (
            decision is not None
            and not isinstance(value, Status)
            and ((low is not None and value < low) or (high is not None and value > high))
        )
        if lapsed and decision is not None:
            self.lapsed.setdefault((parameter.name, day), {})[decision.division] = decision
        kept = (
            resolved.value is not None
        )  # a value of the text itself holds where a locality declines the measure
        if value is Status.NO_DECISION or lapsed or (value is Status.NOT_OFFERED and kept):
            return (resolved.value if kept else Status.NO_DECISION), None
        return value, decision


def _prepared(parameter: Parameter, value: Any) -> Any:
    if isinstance(value, Status):
        return value
    if parameter.table:
        return Table({k: _ordinal(v) for k, v in value.items()}, parameter.match == "prefix")
    return _ordinal(value)


def _ordinal(value: Any) -> Any:
    return value.toordinal() if isinstance(value, datetime.date) else value


def _in_ordinals(found: tuple[Piece[Any], ...] | Status) -> Any:
    if isinstance(found, Status):
        return found
    return tuple(Piece(p.value, p.starts.toordinal(), p.ends.toordinal()) for p in found)  # type: ignore[arg-type]


def decisions_tuple(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Decisions in a fixed order, so that equal sets make equal plans."""
    return tuple(sorted(decisions, key=lambda d: (d.sentence, d.division, d.starts, d.filed_on, d.document)))
