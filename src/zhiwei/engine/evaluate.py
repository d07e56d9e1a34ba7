"""A plan run on one subject: exact where facts are known, on decision diagrams where they are missing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from zhiwei.engine import symbols
from zhiwei.engine.bench import Bench, bench_for
from zhiwei.engine.diagram import Diagrams, leaves_of
from zhiwei.engine.emit import UndefinedValue
from zhiwei.engine.facts import KNOWN, NOT_APPLICABLE, Case, Fact
from zhiwei.engine.model import RulebookData, Variable
from zhiwei.engine.plan import DelegatedStep, FactSlot, Plan, RuleStep
from zhiwei.engine.splits import Domain, Node, Tree, same
from zhiwei.engine.status import Status
from zhiwei.engine.symbolic import Interpreter
from zhiwei.engine.symbols import Symbol
from zhiwei.engine.tree import free_names

_LIMITS: dict[str, tuple[Any, Any, Any]] = {
    "money": (-(10**17), 10**17, 1),
    "count": (0, 10**9, 1),
    "number": (-(10**12), 10**12, Fraction(1, 10**6)),
    "rate": (-(10**3), 10**3, Fraction(1, 10**6)),
    "date": (datetime.date(1900, 1, 1).toordinal(), datetime.date(2200, 12, 31).toordinal(), 1),
}
"""Domain of a missing fact by kind where its declaration sets no limits: lowest, highest, step (fen, days)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a variable is: its status, its value where known, and the facts that still matter where missing."""

    status: str
    value: Any = None
    missing: tuple[str, ...] = ()


class Step(NamedTuple):
    """One rule run: ``value`` is a plain value, a status, or a diagram over missing facts; ``reads`` are slots."""

    variable: str
    path: str
    value: Any
    cites: tuple[str, ...]
    reads: tuple[int, ...]


class Evaluation:
    """The values of all slots of a plan for one case; ``slots`` and the plan together are the trace."""

    shares = True
    """Whether diagrams and results of rules are shared with other evaluations of the plan."""
    bench: Bench | None = None

    def __init__(self, book: RulebookData, plan: Plan, case: Case, free: str | None = None) -> None:
        """``free`` names one known fact to treat as missing, to ask what would change."""
        self.book, self.plan, self.case, self.free = book, plan, case, free
        self.slots: list[Any] = plan.template[:]
        self.special: set[int] = set(plan.constant)
        if self.shares:
            self.bench = bench_for(plan)
            self.diagrams, self.interpreter = self.bench.diagrams, self.bench.interpreter
        else:
            self.diagrams = Diagrams()
            self.interpreter = Interpreter(self.diagrams)
        if self.shares and not self.diagrams.ranks:
            for slot in plan.facts:
                self._missing(slot)
        self.decided: dict[int, Any] = {}
        self._constraint: dict[str, Tree] = {}
        self._fill()
        self._run()

    def _fill(self) -> None:
        self._results: dict[int, Result] = {}
        self._freed: dict[str, Freed] = {}
        law = self.plan.law
        for slot in self.plan.facts:
            fact = self.case.find(slot.path, slot.variable, slot.day, law.as_of, law.known_on)
            if fact is not None and fact.state == KNOWN and slot.label != self.free:
                value = fact.value
                self.slots[slot.index] = value.toordinal() if slot.variable.type.kind == "date" else value
                continue
            self.special.add(slot.index)
            na = fact is not None and fact.state == NOT_APPLICABLE
            self.slots[slot.index] = Status.NOT_APPLICABLE if na else self._open(slot)

    def _open(self, slot: FactSlot) -> Tree:
        return self._kept("missing", [slot.label], lambda: self._missing(slot))

    def _missing(self, slot: FactSlot) -> Tree:
        variable, name, diagrams = slot.variable, slot.label, self.diagrams
        kind = variable.type.kind
        tree: Tree
        if kind in ("flag", "enum"):
            values = (False, True) if kind == "flag" else tuple(m.value for m in variable.enum)
            diagrams.declare(name, Domain(values=values))
            tree = diagrams.split(name, [1 << i for i in range(len(values))], values)
        else:
            diagrams.declare(name, domain_of(variable, self.book))
            tree = symbols.fact(name)
        if variable.optional:
            absent = f"{name}?"
            diagrams.declare(absent, Domain(values=(False, True), support=frozenset({name})))
            tree = diagrams.split(absent, (1, 2), (tree, Status.NOT_APPLICABLE))
        return tree

    def _run(self) -> None:
        for step in self.plan.steps:
            self._step(step)

    def _step(self, step: RuleStep | DelegatedStep) -> None:
        slots, special = self.slots, self.special
        if isinstance(step, DelegatedStep):
            self._delegated(step)
        elif special.isdisjoint(step.needs):
            try:
                value = step.run(*[slots[i] for i in step.arguments])
            except UndefinedValue:
                self._symbolic(step)
                return
            if value is None:
                value = Status.NOT_APPLICABLE
            slots[step.index] = value
            if value.__class__ is Status:
                special.add(step.index)
        else:
            self._symbolic(step)

    def _symbolic(self, step: RuleStep) -> None:
        if any(self.slots[i] is Status.NOT_APPLICABLE for i in step.strict):
            self._put(step.index, Status.NOT_APPLICABLE)
            return
        values = [self.slots[i] for i in step.varying]
        self._put(step.index, self._kept(step.index, values, lambda: self._over_missing(step)))

    def _over_missing(self, step: RuleStep) -> Tree:
        record = step.record
        values = {b.name: self.slots[i] for b, i in zip(record.bindings, step.arguments, strict=True)}
        result = self.interpreter.rule(record.body, values, record.rounding)
        for value in (self.slots[i] for i in step.strict):
            if isinstance(value, Node) and any(leaf is Status.NOT_APPLICABLE for leaf in leaves_of(value)):
                result = self.diagrams.apply(_not_applicable_passes, value, result)
        return result

    def _put(self, index: int, value: Tree) -> None:
        self.slots[index] = value
        if isinstance(value, Status | Symbol | Node):
            self.special.add(index)

    def _delegated(self, step: DelegatedStep) -> None:
        if step.division is None:
            value, self.decided[step.index] = step.default
        else:
            division = self.slots[step.division]
            if isinstance(division, Symbol):
                found = self._kept(step.index, [division], lambda: self._over_divisions(step, division))
                self._put(step.index, found)
                return
            value, self.decided[step.index] = step.by_division.get(division, step.default)
        self._put(step.index, value.toordinal() if isinstance(value, datetime.date) else value)

    def _over_divisions(self, step: DelegatedStep, division: Symbol) -> Tree:
        ((monomial, _),) = division.terms
        name = str(monomial[0])
        masks: dict[Any, int] = {}
        for i, code in enumerate(self.diagrams.domains[name].values or ()):
            value, _ = step.by_division.get(code, step.default)
            value = value.toordinal() if isinstance(value, datetime.date) else value
            masks[value] = masks.get(value, 0) | 1 << i
        return self.diagrams.split(name, list(masks.values()), list(masks))

    def admissible(self, result: Tree) -> Tree:
        """The result over the completions that the declared constraints of the facts admit."""
        if not isinstance(result, Node | Symbol):
            return result
        for path in self.case.paths:
            holds = self._constraints(path)
            if holds is not True:
                result = self._restricted(holds, result)
        return result

    def _restricted(self, holds: Tree, result: Tree) -> Tree:
        return self._kept("admissible", [holds, result], lambda: self.diagrams.apply(_held, holds, result))

    def _kept(self, what: Any, values: list[Any], compute: Callable[[], Any]) -> Any:
        """The result of a computation over these values, taken from before where another evaluation of the plan made it."""
        return compute() if self.bench is None else self.bench.once(what, values, compute)

    def _constraints(self, path: str) -> Tree:
        if path in self._constraint:
            return self._constraint[path]
        entity = self.book.owner(self.plan.entity, path)
        values = {
            s.variable.name: self.slots[s.index]
            for s in self.plan.facts
            if s.path == path and "@" not in s.label
        }
        held: Tree = True
        for constraint in entity.constraints:
            names = free_names(constraint.when)
            for name in names - values.keys():
                fact = self.case.facts.get((path, name, None))
                if fact is not None and fact.state == KNOWN:
                    values[name] = _internal(fact.value)
            if names <= values.keys():
                one = self.interpreter.of(constraint.when, dict(values), {})
                held = self.diagrams.apply(lambda a, b: a is not False and b is not False, held, one)
        self._constraint[path] = held
        return held

    def result(self, index: int) -> Result:
        """The settled result of a slot."""
        found = self._results.get(index)
        if found is None:
            found = self._results[index] = self.settle(self.slots[index])
        return found

    def settle(self, raw: Tree) -> Result:
        """A value, a status, or missing with the exact facts that still matter."""
        if not isinstance(raw, Node | Symbol):
            return _plain(raw)
        tree = self.admissible(raw)
        if not isinstance(tree, Node):
            return self._settled(tree)
        found: Result = self._kept("settled", [tree], lambda: self._settled(tree))
        return found

    def _settled(self, tree: Tree) -> Result:
        leaves = [leaf for leaf in leaves_of(tree) if leaf is not Status.UNDEFINED]
        if not leaves:
            return Result(Status.NOT_APPLICABLE.value)
        if not isinstance(leaves[0], Symbol) and all(same(leaf, leaves[0]) for leaf in leaves[1:]):
            return _plain(_whole(leaves[0]))
        return Result("missing", None, tuple(sorted(self.diagrams.matters(tree))))

    def freed(self, slot: FactSlot) -> Freed:
        """The same case with one known fact treated as missing, to ask what would change."""
        found = self._freed.get(slot.label)
        if found is None:
            found = self._freed[slot.label] = Freed(self, slot)
        return found

    def trace(self) -> list[Step]:
        """Every rule run, in order: variable, path, result, citations and the slots it read; the cited trace as data."""
        slots = self.slots
        return [
            Step(step.variable.name, step.path, slots[step.index], step.record.cites, step.arguments)
            for step in self.plan.steps
            if step.__class__ is RuleStep
        ]

    def fact_at(self, index: int) -> Fact | None:
        """The fact that fills a fact slot, if any."""
        return fact_of(self.plan, self.plan.fact_of[index], self.case)


class Freed(Evaluation):
    """An evaluation that shares everything with another but what rests on one fact.

    Slots that rest on the fact are computed when :meth:`require` asks for them.
    """

    def __init__(self, base: Evaluation, slot: FactSlot) -> None:
        self.book, self.plan, self.case, self.free = base.book, base.plan, base.case, slot.label
        self.slots, self.special, self.decided = base.slots[:], set(base.special), dict(base.decided)
        self.bench, self.diagrams, self.interpreter = base.bench, base.diagrams, base.interpreter
        self._constraint, self._results, self._freed = {}, {}, {}
        self._stale = set(self.plan.downstream(slot.index))
        self.special.add(slot.index)
        self.slots[slot.index] = self._missing(slot)

    def require(self, indexes: Iterable[int]) -> None:
        """Compute what these slots need and the fact may change."""
        for index in indexes:
            self._refresh(index)

    def _refresh(self, index: int) -> None:
        if index not in self._stale:
            return
        self._stale.discard(index)
        step = self.plan.producers[index]
        read = step.arguments if isinstance(step, RuleStep) else (step.division,)
        for below in read:
            if below is not None:
                self._refresh(below)
        self.special.discard(index)
        self._step(step)


def fact_of(plan: Plan, slot: FactSlot, case: Case) -> Fact | None:
    """The usable fact of a case for a slot of a plan, if any."""
    return case.find(slot.path, slot.variable, slot.day, plan.law.as_of, plan.law.known_on)


def known_in(plan: Plan, slot: FactSlot, case: Case) -> bool:
    """Whether a case has a value for a slot of a plan."""
    fact = fact_of(plan, slot, case)
    return fact is not None and fact.state == KNOWN


def _held(holds: Tree, result: Tree) -> Tree:
    return result if holds is not False else Status.UNDEFINED


def _not_applicable_passes(argument: Tree, result: Tree) -> Tree:
    return argument if argument is Status.NOT_APPLICABLE else result


def _plain(value: Any) -> Result:
    if value is Status.UNDEFINED:
        return Result(Status.NOT_APPLICABLE.value)
    if isinstance(value, Status):
        return Result(value.value)
    return Result(KNOWN, value)


def _whole(leaf: Tree) -> Tree:
    """A leaf as compiled rules give it: diagrams hold equal numbers once, 5 and 5/1 alike."""
    return leaf.numerator if isinstance(leaf, Fraction) and leaf.denominator == 1 else leaf


def domain_of(variable: Variable, book: RulebookData) -> Domain:
    """The declared domain of a fact in internal units."""
    if variable.type.kind in ("code", "text"):
        return Domain(values=book.code_lists.get(variable.list_name or "", ("",)))
    low, high, step = _LIMITS[variable.type.kind]
    given = [_internal(v) for v in (variable.minimum, variable.maximum, variable.step)]
    limits = [g if g is not None else d for g, d in zip(given, (low, high, step), strict=True)]
    return Domain(limits[0], limits[1], limits[2])


def _internal(value: Any) -> Any:
    return value.toordinal() if isinstance(value, datetime.date) else value
