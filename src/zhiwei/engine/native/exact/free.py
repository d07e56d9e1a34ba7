"""The rules of a plan evaluated with every fact free: diagrams that hold for all subjects under a law.

What a subject comes to is such a diagram restricted to the facts that are known of it. Three things depend on *whether*
a fact is known, not on its value, and are kept as pseudo-facts of their own, split on like any other:

``name?``  the fact is not applicable (as in the traced engine, there for optional facts only);
``name!``  the code is known: a known code without entry in a table is not applicable, a missing one is no completion;
``same …`` a difference of two symbols is zero: a condition without result leads to their value where known numbers make
           them equal, and to no result where they stay different symbols.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zhiwei.engine import symbols, tree
from zhiwei.engine.diagram import GO_ON, Diagrams
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case
from zhiwei.engine.model import RulebookData
from zhiwei.engine.plan import DelegatedStep, FactSlot, Plan
from zhiwei.engine.splits import Domain, Node, Tree, same
from zhiwei.engine.status import Status
from zhiwei.engine.symbolic import Interpreter
from zhiwei.engine.symbols import Symbol
from zhiwei.engine.tables import Table

ABSENT, GIVEN = "?", "!"
"""Suffixes of pseudo-facts."""


SAME = "same"


@dataclass(frozen=True, slots=True)
class Atom:
    """A condition over symbols: ``difference`` compared with zero by ``<`` or ``==``, or :data:`SAME`."""

    difference: Symbol
    op: str


class FreeEvaluation(Evaluation):
    """The slots of a plan as diagrams over all its facts.

    ``everywhere`` lets every fact be not applicable, not only those declared optional.
    """

    def __init__(self, book: RulebookData, plan: Plan, everywhere: bool) -> None:
        self.book, self.plan, self.free = book, plan, None
        self.case = Case(plan.entity, {}, tuple(dict.fromkeys(("", *(s.path for s in plan.facts)))))
        self.everywhere = everywhere
        self.slots: list[Any] = plan.template[:]
        self.special: set[int] = set(plan.constant)
        self.diagrams = Diagrams()
        self.atoms: dict[str, Atom] = {}
        self.interpreter: FreeInterpreter = FreeInterpreter(self.diagrams, self.atoms)
        self.decided: dict[int, Any] = {}
        self._constraint: dict[str, Tree] = {}
        self._fill()
        self._run()

    def _missing(self, slot: FactSlot) -> Tree:
        found = super()._missing(slot)
        if self.everywhere and not slot.variable.optional:
            absent = slot.label + ABSENT
            self.diagrams.declare(absent, Domain(values=(False, True), support=frozenset({slot.label})))
            found = self.diagrams.split(absent, (1, 2), (found, Status.NOT_APPLICABLE))
        return found

    def _delegated(self, step: DelegatedStep) -> None:
        division = None if step.division is None else self.slots[step.division]
        if step.division is None or not isinstance(division, Node):
            super()._delegated(step)
            return
        default = step.default[0]
        default = default.toordinal() if isinstance(default, datetime.date) else default
        slot = self.plan.fact_of[step.division]

        def decided(leaf: Tree) -> Tree:
            if not isinstance(leaf, Symbol):
                return default
            found = self._over_divisions(step, leaf)
            if (
                slot.variable.optional
            ):  # as the traced engine: missing, it may not apply, and the default stands
                found = self.interpreter.pseudo(slot.label + GIVEN, default, found)
            return found

        self._put(step.index, self.diagrams.apply(decided, division))


class FreeInterpreter(Interpreter):
    """Keeps apart what is known to have no entry and what cannot be completed.

    ``atoms`` collects the conditions over symbols by the name under which diagrams split on them.
    """

    def __init__(self, diagrams: Diagrams, atoms: dict[str, Atom]) -> None:
        super().__init__(diagrams)
        self.atoms = atoms

    def _opaque(self, op: str, difference: Symbol) -> Tree:
        if op in ("<", "=="):
            self.atoms[f"{difference!r}{op}0"] = Atom(difference, op)
        return super()._opaque(op, difference)

    def _keyed(self, table: Table | Status, key: Tree, entry: bool) -> Tree:
        if isinstance(table, Status) or not entry:
            return super()._keyed(table, key, entry)

        def look(leaf: Tree) -> Tree:
            if not isinstance(leaf, Symbol):
                found = table.find(leaf)
                return Status.NOT_APPLICABLE if found is Status.UNDEFINED else found
            ((monomial, _),) = leaf.terms
            name = monomial[0]
            assert isinstance(name, str)
            groups = table.groups(self.diagrams.domains[name].values or ())
            children = [self._without(name) if v is Status.UNDEFINED else v for v, _ in groups]
            return self.diagrams.split(name, [mask for _, mask in groups], children)

        return self._apply(look, key)

    def _without(self, name: str) -> Tree:
        return self.pseudo(name + GIVEN, Status.UNDEFINED, Status.NOT_APPLICABLE)

    def _choice(self, node: tree.If, values: dict[str, Tree], pieces: dict[str, Any]) -> Tree:
        condition = self.of(node.condition, values, pieces)
        if condition is True:
            return self.of(node.then, values, pieces)
        if condition is False:
            return self.of(node.otherwise, values, pieces)
        then, otherwise = self.of(node.then, values, pieces), self.of(node.otherwise, values, pieces)

        def choose(leaf: Tree, left: Tree, right: Tree) -> Tree:
            if leaf is True:
                return left
            if leaf is False or same(left, right):
                return right
            return self._unless_same(leaf, left, right)

        def chosen(leaf: Tree, left: Tree, right: Tree) -> Tree:
            if leaf is True or left is right:
                return left
            return right if leaf is False else GO_ON

        return self.diagrams.apply(choose, condition, then, otherwise, early=chosen)

    def _unless_same(self, status: Tree, left: Tree, right: Tree) -> Tree:
        """A status, but the value of two symbols where known numbers make them the same."""
        numbers = [
            v for v in (left, right) if isinstance(v, Symbol | int | Fraction) and not isinstance(v, bool)
        ]
        if len(numbers) < 2:
            return status
        difference = symbols.add(left, right, -1)
        if not isinstance(difference, Symbol):
            return status
        name = f"same {difference!r}"
        self.atoms[name] = Atom(difference, SAME)
        return self.pseudo(name, status, left)

    def pseudo(self, name: str, no: Tree, yes: Tree) -> Tree:
        """A split on a pseudo-fact."""
        self.diagrams.declare(name, Domain(values=(False, True)))
        return self.diagrams.split(name, (1, 2), (no, yes))
