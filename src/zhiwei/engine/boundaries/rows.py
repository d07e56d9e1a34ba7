"""Boundary rows of one output: every cut of its decision diagram, one step before it, at it and one step after.

A row says enough for the cut to be reached and to matter. It comes in three forms: complete; with nothing known but that;
and, from the complete one, with each fact in turn missing or not applicable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zhiwei.engine.boundaries.constraints import Constraints, Row
from zhiwei.engine.boundaries.paths import Turn, Way, apart, ways
from zhiwei.engine.boundaries.values import across, beside, case_value, internal, ordinary, within
from zhiwei.engine.diagram import nodes_of
from zhiwei.engine.evaluate import Evaluation, domain_of
from zhiwei.engine.facts import KNOWN, NOT_APPLICABLE, Case, Fact
from zhiwei.engine.outcome import verdict_tree
from zhiwei.engine.plan import FactSlot, Law, Plan
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.splits import Domain, Node, Tree
from zhiwei.engine.status import Status
from zhiwei.engine.symbols import Applied, Symbol

CARRIED = 10**14
"""Magnitude tried where a fact has no declared limit; in fen a trillion yuan, whole in the columns of every engine."""
TIES_SOUGHT = 2_000
"""Steps along which an amount is sought that lies on the half on which rounding turns."""


def boundary_rows(book: Rulebook, law: Law, entity: str, outputs: Iterable[str] | None = None) -> list[Row]:
    """The distinct boundary rows of the named variables and measures of an entity, by default of all, in a fixed order."""
    if outputs is None:
        computed = [v.name for v in book.variables(entity).values() if v.computed]
        outputs = [*computed, *book.select(entity, None)]
    found: dict[Any, Row] = {}
    for output in outputs:
        for row in Boundaries(book, law, entity, output).rows():
            found.setdefault(tuple(sorted((n, v.__class__.__name__, v) for n, v in row.items())), row)
    return list(found.values())


class Boundaries:
    """The boundary rows of one variable or measure of an entity under one law."""

    def __init__(self, book: Rulebook, law: Law, entity: str, output: str) -> None:
        """``output`` is the name of a computed variable or the id of a measure."""
        self.book, self.law, self.entity, self.output = book, law, entity, output
        self.measure = book.data.measures.get(output)
        names = self.measure.variables() if self.measure else (output,)
        self.plan: Plan = book.plan(entity, tuple(dict.fromkeys(names)), law)
        self.slots = {s.label: s for s in self.plan.facts}
        self.constraints = Constraints(book.data, entity, self.plan.facts)
        self.base: Row = {label: ordinary(s, book.data, law) for label, s in self.slots.items()}

    def rows(self) -> Iterator[Row]:
        """All boundary rows, some of them more than once."""
        empty = self._evaluation({})
        tree = self._tree(empty)
        domains = empty.diagrams.domains
        yield from self._forms({})
        for node, way in ways(tree):
            reach = self._chosen(domains, way)
            for part in range(len(node.children) - 1):
                below = apart(empty.diagrams, node.children[part], node.children[part + 1])
                if below is not None:
                    context = {**self._chosen(domains, below), **reach}
                    yield from self._around(domains, node, part, context)
            for part, child in enumerate(node.children):
                for applied in _rounded(child):
                    yield from self._tie(applied, self._chosen(domains, (*way, Turn(node, part))))
        yield from self._ends()

    def _evaluation(self, row: Mapping[str, Any], free: str | None = None) -> Evaluation:
        return Evaluation(self.book.data, self.plan, case_of(self.entity, self.plan.facts, row), free)

    def _tree(self, evaluation: Evaluation) -> Tree:
        """The output as a diagram over what is missing."""
        if self.measure is not None:
            return evaluation.admissible(verdict_tree(self.measure, evaluation))
        return evaluation.admissible(evaluation.slots[self.plan.names[self.output]])

    def _chosen(self, domains: Mapping[str, Domain], way: Way) -> Row:
        """The facts by which a way is taken, ordinary values where they fit; conditions over several facts are left out."""
        row: Row = {}
        absent: Row = {}
        for turn in way:
            fact, mask = turn.node.fact, turn.node.parts[turn.part : turn.part + 1]
            label = fact.removesuffix("?")
            if label not in self.slots:
                continue
            if fact == label:
                value = within(domains[fact], turn, internal(self.base[label]))
                row[label] = case_value(self.slots[label].variable.type.kind, value)
            elif mask[0] & 2:
                absent[label] = Status.NOT_APPLICABLE
            else:
                row.setdefault(label, self.base[label])
        return {**row, **absent}

    def _around(self, domains: Mapping[str, Domain], node: Node, part: int, context: Row) -> Iterator[Row]:
        """The rows on both sides of the border between two parts of a node."""
        label = node.fact.removesuffix("?")
        if label not in self.slots:
            yield from self._over_several(context, sorted(domains[node.fact].support))
        elif label == node.fact:
            yield from self._varied(context, label, across(domains[label], node, part))
        else:
            yield from self._varied(context, label, [self.base[label], Status.NOT_APPLICABLE])

    def _varied(self, context: Row, label: str, values: Iterable[Any]) -> Iterator[Row]:
        kind = self.slots[label].variable.type.kind
        for value in values:
            yield from self._forms({**context, label: case_value(kind, value)})

    def _forms(self, row: Row) -> Iterator[Row]:
        """A row as it is, completed, and completed with each fact in turn missing or not applicable."""
        if not self.constraints.broken(row):
            yield row
        whole = self.constraints.kept({**self.base, **row}, row)
        if whole is None:
            return
        yield whole
        for label, slot in self.slots.items():
            yield {n: v for n, v in whole.items() if n != label}
            if slot.variable.optional:
                yield {**whole, label: Status.NOT_APPLICABLE}

    def _over_several(self, context: Row, support: list[str]) -> Iterator[Row]:
        """Around a condition over several facts: the cuts of each while the others are known, and from there again."""
        start = self.constraints.kept({**self.base, **context}, context)
        rows = [start] if start is not None else []
        for _ in range(2):
            found = [r for row in rows for label in support for r in self._cut_alone(row, label)]
            for row in found:
                yield from self._forms(row)
            rows = found[: 2 * len(support)]

    def _cut_alone(self, row: Row, label: str) -> Iterator[Row]:
        """The row around every value at which the output turns on one fact alone."""
        if label not in row or row[label] is Status.NOT_APPLICABLE:
            return
        evaluation = self._evaluation(row, label)
        domain = evaluation.diagrams.domains[label]
        for node in nodes_of(self._tree(evaluation)):
            if isinstance(node, Node) and node.fact == label:
                for part in range(len(node.children) - 1):
                    for value in across(domain, node, part):
                        varied = {**row, label: case_value(self.slots[label].variable.type.kind, value)}
                        if not self.constraints.broken(varied):
                            yield varied

    def _tie(self, applied: Applied, reach: Row) -> Iterator[Row]:
        """The rows at and beside the first half that an amount comes to before it is rounded, as one fact grows."""
        label, *_ = sorted(applied.arguments[0].facts())
        row = {**self.base, **reach}
        values = {n: internal(v) for n, v in row.items() if v is not Status.NOT_APPLICABLE}
        domain = domain_of(self.slots[label].variable, self.book.data)
        if domain.values is not None or not applied.arguments[0].facts() <= values.keys():
            return
        for _ in range(TIES_SOUGHT):
            try:
                doubled = 2 * applied.arguments[0].value(values)
            except ZeroDivisionError:
                return
            if doubled % 2 == 1:
                yield from self._varied(reach, label, beside(domain, values[label]))
                return
            values[label] += domain.step

    def _ends(self) -> Iterator[Row]:
        """The first and last two values of every fact, within :data:`CARRIED`; of days, those beside the day asked for."""
        for label, slot in self.slots.items():
            kind = slot.variable.type.kind
            if kind in ("flag", "enum"):
                continue  # all their words stand in the diagram
            domain = domain_of(slot.variable, self.book.data)
            if domain.values is not None:
                values = [domain.values[0], domain.values[-1]]
            elif kind == "date":
                values = beside(domain, self.law.as_of.toordinal())
            else:
                low, high = max(domain.low, -CARRIED), min(domain.high, CARRIED)
                values = [low, low + domain.step, high - domain.step, high]
            for value in values:
                row = {label: case_value(kind, value)}
                whole = self.constraints.kept({**self.base, **row}, row)
                if whole is not None:
                    yield whole


def _rounded(leaf: Tree) -> Iterator[Applied]:
    """The roundings at the top of a polynomial."""
    for monomial, _ in leaf.terms if isinstance(leaf, Symbol) else ():
        for atom in monomial:
            if isinstance(atom, Applied) and atom.function.startswith("round:"):
                yield atom


def case_of(entity: str, slots: Iterable[FactSlot], row: Mapping[str, Any]) -> Case:
    """A row as the facts of a case; labels that no slot has are left out."""
    facts: dict[tuple[str, str, str | None], Fact] = {}
    paths = {"": None}
    for slot in slots:
        paths[slot.path] = None
        value = row.get(slot.label)
        if value is not None:
            fact = Fact(NOT_APPLICABLE) if value is Status.NOT_APPLICABLE else Fact(KNOWN, value)
            facts[slot.path, slot.variable.name, slot.label.partition("@")[2] or None] = fact
    return Case(entity, facts, tuple(paths))
