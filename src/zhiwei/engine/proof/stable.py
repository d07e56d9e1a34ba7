"""Settled verdicts stay: the decision diagram of a measure compared with the encoding, region by region."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from typing import Any

from zhiwei.engine import symbols
from zhiwei.engine.declare import Measure
from zhiwei.engine.diagram import Diagrams, nodes_of
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.facts import KNOWN, Case, Fact
from zhiwei.engine.outcome import verdict_tree
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.proof import calls, quantity
from zhiwei.engine.proof.always import NOT_CONFIRMED
from zhiwei.engine.proof.claims import PROVED, REFUTED, UNKNOWN, Stable
from zhiwei.engine.proof.encoding import Encoding, verdict
from zhiwei.engine.proof.facts import holds, offset_of
from zhiwei.engine.proof.findings import Counterexample, Finding, evaluated
from zhiwei.engine.proof.quantity import Quantity, compared, exactly
from zhiwei.engine.proof.scene import Scene
from zhiwei.engine.proof.solver import Condition, Question, both, either, nay
from zhiwei.engine.proof.values import Code, Term, Words
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.splits import Node, Tree
from zhiwei.engine.status import Status
from zhiwei.engine.symbolic import Interpreter
from zhiwei.engine.symbols import Applied, Symbol

Opaque = tuple[str, Symbol]


class _Noting(Interpreter):
    """Notes what each opaque condition of the diagrams compares."""

    def __init__(self, diagrams: Diagrams) -> None:
        super().__init__(diagrams)
        self.opaque: dict[str, Opaque] = {}

    def _opaque(self, op: str, difference: Symbol) -> Tree:
        if op in ("<", "=="):
            self.opaque[f"{difference!r}{op}0"] = (op, difference)
        return super()._opaque(op, difference)


class _Watched(Evaluation):
    """An evaluation whose opaque conditions can be read; it makes each of them itself."""

    shares = False

    def _fill(self) -> None:
        self.interpreter = self.noting = _Noting(self.diagrams)
        super()._fill()


def decide_stable(claim: Stable, book: Rulebook, seconds: float) -> Finding:
    """Whether every region of the diagrams holds the verdict of all its completions.

    The diagram with every fact missing is compared, and each diagram with one fact known, at every value at which the
    first one turns.
    """
    scene = Scene(book, claim)
    measure = book.measures[claim.measure]
    encoding = scene.encoding(measure.variables())
    right = verdict(measure, encoding)
    question = Question(scene.assumed(encoding), seconds)
    for case, known in _cases(book, measure, encoding):
        evaluation = _Watched(book.data, encoding.plan, case)
        said = _Reader(evaluation, encoding).words(verdict_tree(measure, evaluation))
        # Where the diagram is undefined it takes the completion for inadmissible, and promises nothing.
        words = said.keys() - {Status.UNDEFINED}
        apart = either(*(both(said[w], nay(right.get(w, False))) for w in words))
        model = question.ask(known, apart)
        if model is None:
            continue
        subject = scene.subject(encoding, model, measure.criteria)
        found = Counterexample(claim.id, claim.entity, (subject,), claim.en)
        whole = evaluated(book, claim.entity, encoding_names(measure), subject, scene.law())
        alone = whole.settle(verdict_tree(measure, whole)).value
        differs = any(w != alone and holds(said[w], model) for w in words)
        return Finding(
            claim,
            REFUTED if differs else UNKNOWN,
            counterexample=found,
            note="" if differs else NOT_CONFIRMED,
        )
    return Finding(claim, PROVED)


def encoding_names(measure: Measure) -> tuple[str, ...]:
    """The names of a measure, each once."""
    return tuple(dict.fromkeys(measure.variables()))


def _cases(book: Rulebook, measure: Measure, encoding: Encoding) -> Iterator[tuple[Case, Condition]]:
    """No fact known; then each fact alone, at every value at which the diagram of the verdict turns."""
    paths = tuple(dict.fromkeys(["", *(s.path for s in encoding.plan.facts)]))
    nothing = Case(measure.entity, {}, paths)
    yield nothing, True
    evaluation = _Watched(book.data, encoding.plan, nothing)
    turns: dict[str, set[Any]] = {}
    for node in nodes_of(verdict_tree(measure, evaluation)):
        if isinstance(node, Node):
            turns.setdefault(node.fact, set()).update(_turns(node, evaluation))
    for slot in encoding.plan.facts:
        for value in sorted(turns.get(slot.label, ()), key=repr):
            fact = Fact(KNOWN, _file_value(slot, value))
            label = slot.label.partition("@")[2] or None
            case = Case(measure.entity, {(slot.path, slot.variable.name, label): fact}, paths)
            yield case, _is(_term(slot, encoding), value)


def _turns(node: Node, evaluation: Evaluation) -> Iterator[Any]:
    domain = evaluation.diagrams.domains[node.fact]
    if domain.values is None:
        yield from itertools.chain(
            node.parts, (p - domain.step for p in node.parts if p - domain.step >= domain.low)
        )
    else:
        for mask in node.parts:  # one member stands for its part
            yield domain.values[(mask & -mask).bit_length() - 1]


def _file_value(slot: FactSlot, value: Any) -> Any:
    return datetime.date.fromordinal(value) if slot.variable.type.kind == "date" else value


def _term(slot: FactSlot, encoding: Encoding) -> Term:
    offset = offset_of(slot.variable, slot.day, encoding.plan.law.as_of)
    return encoding.facts.terms[slot.path, slot.variable.name, offset]


def _is(term: Term, value: Any) -> Condition:
    if isinstance(term.value, Quantity):
        return both(term.known, compared("==", term.value, exactly(value)))
    if isinstance(term.value, Code):
        return both(term.known, term.value.is_word(value))
    if isinstance(term.value, Words):
        return both(term.known, dict(term.value.cases)[value])
    return both(term.known, term.value if value else nay(term.value))


class _Reader:
    """Diagrams read as conditions over the terms of the facts."""

    def __init__(self, evaluation: _Watched, encoding: Encoding) -> None:
        self.evaluation, self.encoding = evaluation, encoding
        self.terms = {s.label: _term(s, encoding) for s in encoding.plan.facts}
        self.done: dict[int, dict[Any, Condition]] = {}

    def words(self, diagram: Tree) -> dict[Any, Condition]:
        """Each leaf with the condition under which the diagram leads to it."""
        if not isinstance(diagram, Node):
            return {diagram: True}
        found = self.done.get(id(diagram))
        if found is None:
            found = {}
            for part, child in zip(self._parts(diagram), diagram.children, strict=True):
                for leaf, condition in self.words(child).items():
                    found[leaf] = either(found.get(leaf, False), both(part, condition))
            self.done[id(diagram)] = found
        return found

    def _parts(self, node: Node) -> list[Condition]:
        opaque = self.evaluation.noting.opaque.get(node.fact)
        if opaque is not None:
            op, difference = opaque
            holds = compared(op, self.quantity(difference), exactly(0))
            return [_by_mask(mask, nay(holds), holds) for mask in node.parts]
        if node.fact.endswith("?"):
            absent = self.terms[node.fact[:-1]].stands(Status.NOT_APPLICABLE)
            return [_by_mask(mask, nay(absent), absent) for mask in node.parts]
        value = self.terms[node.fact].value
        domain = self.evaluation.diagrams.domains[node.fact]
        if domain.values is None:
            reached = [True, *(compared(">=", value, exactly(p)) for p in node.parts), False]
            return [both(a, nay(b)) for a, b in itertools.pairwise(reached)]
        if isinstance(value, Code):
            return [value.among(mask) for mask in node.parts]
        if isinstance(value, Words):
            members = [c for _, c in value.cases]
            return [either(*(c for i, c in enumerate(members) if mask >> i & 1)) for mask in node.parts]
        return [_by_mask(mask, nay(value), value) for mask in node.parts]

    def quantity(self, symbol: Any) -> Quantity:
        """A polynomial over missing facts as a number of the solver."""
        if not isinstance(symbol, Symbol):
            return exactly(symbol)
        total = exactly(0)
        for monomial, coefficient in symbol.terms:
            product = exactly(coefficient)
            for atom in monomial:
                product = quantity.multiply(product, self._atom(atom))
            total = quantity.add(total, product)
        return total

    def _atom(self, atom: symbols.Atom) -> Quantity:
        if isinstance(atom, str):
            found: Quantity = self.terms[atom].value
            return found
        return self._applied(atom)

    def _applied(self, atom: Applied) -> Quantity:
        arguments = [self.quantity(a) for a in atom.arguments]
        if atom.function == "quotient":
            return quantity.divide(*arguments)
        if atom.function.startswith("round:"):
            return quantity.rounded(arguments[0], atom.function.removeprefix("round:"))
        return calls.call(atom.function, arguments)


def _by_mask(mask: int, off: Condition, on: Condition) -> Condition:
    return either(off if mask & 1 else False, on if mask & 2 else False)
