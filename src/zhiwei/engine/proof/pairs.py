"""Claims about pairs: the same subject with more of one fact, or under the law of another day."""

from __future__ import annotations

from zhiwei.engine.errors import Defect, LoadError
from zhiwei.engine.proof.always import NOT_CONFIRMED, sought, truth
from zhiwei.engine.proof.claims import EMPTY, PROVED, REFUTED, UNKNOWN, Monotone, SameLaw
from zhiwei.engine.proof.findings import Counterexample, Finding, traced
from zhiwei.engine.proof.quantity import compared
from zhiwei.engine.proof.scene import Scene, on_grid
from zhiwei.engine.proof.solver import Question, both, nay
from zhiwei.engine.proof.values import flag, same
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.status import Status


def decide_monotone(claim: Monotone, book: Rulebook, seconds: float) -> Finding:
    """Whether the variable moves with the fact in one direction only."""
    scene = Scene(book, claim)
    key = scene.key(claim.fact)
    less = scene.encoding([claim.variable])
    more = scene.encoding([claim.variable], facts=scene.facts.copy("'", key))
    if key not in scene.facts.terms:
        raise LoadError([Defect(f"claim {claim.id}", f"{claim.variable} does not rest on {claim.fact}")])
    first, second = less.term(claim.variable), more.term(claim.variable)
    grows = compared("<", less.facts.terms[key].value, more.facts.terms[key].value)
    known = both(less.facts.terms[key].known, more.facts.terms[key].known, first.known, second.known)
    question = Question([*scene.assumed(less), *scene.assumed(more), grows, known], seconds)
    wrong = compared(">" if claim.rising else "<", first.value, second.value)
    model = sought(question, wrong, on_grid([less, more]))
    if model is None:
        return Finding(claim, PROVED if question.ask() is not None else EMPTY)
    pair = tuple(scene.subject(e, model, [claim.variable]) for e in (less, more))
    found = Counterexample(claim.id, claim.entity, pair, claim.en)
    values = [traced(book, claim.entity, (claim.variable,), s)[claim.variable] for s in pair]
    falls = not any(isinstance(v, Status) for v in values) and (
        values[0] > values[1] if claim.rising else values[0] < values[1]
    )
    return Finding(
        claim, REFUTED if falls else UNKNOWN, counterexample=found, note="" if falls else NOT_CONFIRMED
    )


def decide_same_law(claim: SameLaw, book: Rulebook, seconds: float) -> Finding:
    """Whether two days' law gives the same outside the region, and differs somewhere inside it."""
    scene = Scene(book, claim)
    region = scene.condition(claim.outside)
    now = scene.encoding([claim.variable, *region.names])
    then = scene.encoding([claim.variable], scene.law(claim.other))
    inside = flag(scene.of(region, now))
    differ = nay(same(now.term(claim.variable), then.term(claim.variable)))
    question = Question([*now.conditions(), *then.conditions(), flag(scene.of(scene.given, now))], seconds)
    model = sought(question, both(differ, nay(inside)), on_grid([now, then]))
    if model is None:
        if question.ask(now.term(claim.variable).known) is None:
            return Finding(claim, EMPTY)
        if inside is not False and question.ask(differ, inside) is None:
            return Finding(claim, EMPTY, note="the law is the same inside the region too")
        return Finding(claim, PROVED)
    names = [claim.variable]
    pair = (scene.subject(now, model, names), scene.subject(then, model, names))
    found = Counterexample(claim.id, claim.entity, pair, claim.en)
    results = [traced(book, claim.entity, (claim.variable,), s)[claim.variable] for s in pair]
    apart = results[0] != results[1] and truth(scene, region, pair[0]) is not True
    return Finding(
        claim, REFUTED if apart else UNKNOWN, counterexample=found, note="" if apart else NOT_CONFIRMED
    )
