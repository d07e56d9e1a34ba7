"""The rules of a plan evaluated with every fact free: diagrams that hold for all subjects under a law.

What a subject comes to is such a diagram restricted to the facts that are known of it. Three things depend on *whether*
a fact is known, not on its value, and are kept as pseudo-facts of their own, split on like any other:

``name?``  the fact is not applicable (as in the traced engine, there for optional facts only);
``name!``  the code is known: a known code without entry in a table is not applicable, a missing one is no completion;
``doubt``  known numbers may make two results equal that differ as symbols: restricting does not settle it.
"""

from __future__ import annotations

from typing import Any

from zhiwei.engine import tree
from zhiwei.engine.diagram import GO_ON, Diagrams, Domain, Tree, same
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import Case
from zhiwei.engine.model import RulebookData
from zhiwei.engine.plan import FactSlot, Plan
from zhiwei.engine.status import Status
from zhiwei.engine.symbolic import Interpreter
from zhiwei.engine.symbols import Symbol
from zhiwei.engine.tables import Table

ABSENT, GIVEN, DOUBT = "?", "!", "doubt"
"""Suffixes of pseudo-facts, and the one that has no fact."""


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
        self.atoms: dict[str, tuple[Symbol, str]] = {}
        self.interpreter = FreeInterpreter(self.diagrams, self.atoms)
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


class FreeInterpreter(Interpreter):
    """Keeps apart what is known to have no entry and what cannot be completed.

    ``atoms`` collects the conditions over several facts, by the name under which diagrams split on them: the symbol that
    is compared with zero, and ``<`` or ``==``.
    """

    def __init__(self, diagrams: Diagrams, atoms: dict[str, tuple[Symbol, str]]) -> None:
        super().__init__(diagrams)
        self.atoms = atoms

    def _opaque(self, op: str, difference: Symbol) -> Tree:
        if op in ("<", "=="):
            self.atoms[f"{difference!r}{op}0"] = (difference, op)
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
        return self._pseudo(name + GIVEN, Status.UNDEFINED, Status.NOT_APPLICABLE)

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
            if isinstance(left, Symbol) or isinstance(right, Symbol):
                return self._pseudo(DOUBT, leaf, left)
            return leaf

        def chosen(leaf: Tree, left: Tree, right: Tree) -> Tree:
            if leaf is True or left is right:
                return left
            return right if leaf is False else GO_ON

        return self.diagrams.apply(choose, condition, then, otherwise, early=chosen)

    def _pseudo(self, name: str, no: Tree, yes: Tree) -> Tree:
        self.diagrams.declare(name, Domain(values=(False, True)))
        return self.diagrams.split(name, (1, 2), (no, yes))
