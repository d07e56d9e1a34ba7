"""Claims about every single subject: a condition always holds, exactly one holds, a variable is settled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zhiwei.engine.diagram import Diagrams
from zhiwei.engine.proof.claims import EMPTY, PROVED, REFUTED, UNKNOWN, Always, Claim, ExactlyOne, Settled
from zhiwei.engine.proof.conditions import Written, amounts_of
from zhiwei.engine.proof.encoding import Encoding
from zhiwei.engine.proof.findings import Counterexample, Finding, Subject, traced
from zhiwei.engine.proof.scene import Scene, on_grid
from zhiwei.engine.proof.solver import Condition, Question, both, either, nay
from zhiwei.engine.proof.values import Term, flag, refuted
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.status import Status
from zhiwei.engine.symbolic import Interpreter

NOT_CONFIRMED = "the traced engine does not confirm the counterexample"


def decide_always(claim: Always, book: Rulebook, seconds: float) -> Finding:
    """Whether the condition is never false."""
    scene = Scene(book, claim)
    held = scene.condition(claim.holds)
    encoding = scene.encoding(held.names)
    term = scene.of(held, encoding)
    names = (*held.names, *claim.of)

    def broken(subject: Subject) -> bool:
        return truth(scene, held, subject) is False

    return _single(scene, encoding, refuted(term), flag(term), names, broken, seconds)


def decide_exactly_one(claim: ExactlyOne, book: Rulebook, seconds: float) -> Finding:
    """Whether one and only one condition is true."""
    scene = Scene(book, claim)
    written = [scene.condition(text) for text in claim.conditions]
    encoding = scene.encoding([n for w in written for n in w.names])
    true = [flag(scene.of(w, encoding)) for w in written]
    pairs = [both(a, b) for i, a in enumerate(true) for b in true[i + 1 :]]
    names = (*(n for w in written for n in w.names), *claim.of)

    def broken(subject: Subject) -> bool:
        return sum(truth(scene, w, subject) is True for w in written) != 1

    wrong = either(nay(either(*true)), *pairs)
    return _single(scene, encoding, wrong, either(*true), names, broken, seconds)


def decide_settled(claim: Settled, book: Rulebook, seconds: float) -> Finding:
    """Whether the variable has a value, or an allowed status, for all complete facts."""
    scene = Scene(book, claim)
    encoding = scene.encoding([claim.variable])
    term = encoding.term(claim.variable)
    wrong = either(*(c for s, c in term.statuses.items() if s.value not in claim.allowed))

    def broken(subject: Subject) -> bool:
        value = traced(book, claim.entity, (claim.variable,), subject)[claim.variable]
        return isinstance(value, Status) and value.value not in claim.allowed

    return _single(scene, encoding, wrong, term.known, (claim.variable,), broken, seconds)


def truth(scene: Scene, written: Written, subject: Subject) -> Any:
    """A condition by the traced engine: True, False or a status."""
    values = traced(scene.book, scene.claim.entity, written.names, subject)
    amounts = amounts_of(scene.claim.constants)
    return Interpreter(Diagrams()).of(written.node, {**values, **amounts}, {})


def _single(
    scene: Scene, encoding: Encoding, wrong: Condition, meant: Condition, names: Iterable[str], broken: Any,
    seconds: float,
) -> Finding:  # fmt: skip
    """``wrong`` is sought; ``meant`` must be possible, or the claim says nothing."""
    claim: Claim = scene.claim
    question = Question(scene.assumed(encoding), seconds)
    model = sought(question, wrong, on_grid([encoding]))
    if model is None:
        return Finding(claim, PROVED if question.ask(meant) is not None else EMPTY)
    subject = scene.subject(encoding, model, names)
    found = Counterexample(claim.id, claim.entity, (subject,), claim.en)
    if not broken(subject):
        return Finding(claim, UNKNOWN, counterexample=found, note=NOT_CONFIRMED)
    return Finding(claim, REFUTED, counterexample=found)


def sought(question: Question, wrong: Condition, preferred: Condition = True) -> Any:
    """A model of what is wrong, with the preferred form where there is one."""
    if wrong is False:
        return None
    model = question.ask(wrong)
    if model is None or preferred is True:
        return model
    return question.ask(wrong, preferred) or model


def statuses_of(term: Term) -> tuple[str, ...]:
    """The statuses a term may take by its form."""
    return tuple(s.value for s in term.statuses)
