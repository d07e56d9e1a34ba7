"""断崖: every amount of a money fact at which one more fen leaves less of it, with its size and what it dominates."""

from __future__ import annotations

from typing import Any

from zhiwei.engine.errors import Defect, LoadError
from zhiwei.engine.proof import quantity
from zhiwei.engine.proof.always import NOT_CONFIRMED
from zhiwei.engine.proof.claims import EMPTY, PROVED, REFUTED, UNKNOWN, Notch, Notches
from zhiwei.engine.proof.encoding import Encoding, granted
from zhiwei.engine.proof.facts import value_in
from zhiwei.engine.proof.findings import Counterexample, Finding, Subject, traced
from zhiwei.engine.proof.quantity import Quantity, compared
from zhiwei.engine.proof.scene import Scene, on_grid
from zhiwei.engine.proof.solver import Condition, Question, both
from zhiwei.engine.raw import FEN, read_raw, shown
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.status import Status
from zhiwei.engine.types import MONEY

MOST = 40
"""Notches listed at most; a longer list is not worth its name."""


def decide_notches(claim: Notches, book: Rulebook, seconds: float) -> Finding:
    """The exact list of notches, proved to have no other member, compared with the declared one."""
    search = _Search(claim, book, seconds)
    if search.question.ask() is None:
        return Finding(claim, EMPTY)
    found: list[Notch] = []
    example: Counterexample | None = None
    confirmed = True
    while (model := search.next()) is not None:
        at = search.position(model)
        measured = search.measure(at)
        found.append(measured)
        if claim.notches is not None and measured not in claim.notches and example is None:
            example = search.example(model)
            confirmed = search.confirmed(example)
        search.pass_over(at)
        if len(found) > MOST:
            return Finding(
                claim, UNKNOWN, counterexample=example, notches=_ordered(found), note=f"more than {MOST}"
            )
    listed = _ordered(found)
    if claim.notches is None or listed == _ordered(claim.notches):
        return Finding(claim, PROVED, notches=listed)
    if not confirmed:
        return Finding(claim, UNKNOWN, counterexample=example, notches=listed, note=NOT_CONFIRMED)
    return Finding(claim, REFUTED, counterexample=example, notches=listed, note=_apart(listed, claim.notches))


class _Search:
    """Three copies of one subject: at an amount, one fen above it, and somewhere above."""

    def __init__(self, claim: Notches, book: Rulebook, seconds: float) -> None:
        self.claim, self.book = claim, book
        self.scene = scene = Scene(book, claim)
        self.key = scene.key(claim.fact)
        plus = [book.measures[m] for m in claim.plus]
        names = [*claim.less, *(n for m in plus for n in m.variables())]
        self.copies = [scene.encoding(names)]
        if self.key not in scene.facts.terms:
            raise LoadError([Defect(f"claim {claim.id}", f"nothing there rests on {claim.fact}")])
        self.copies += [scene.encoding(names, facts=scene.facts.copy(s, self.key)) for s in ("'", "''")]
        self.amounts = [c.facts.terms[self.key].value.top for c in self.copies]
        known: list[Condition] = [c.term(n).known for c in self.copies for n in claim.less]
        self.left = [self._left(c) for c in self.copies]
        assumed = [a for c in self.copies for a in scene.assumed(c)]
        at, after, above = self.amounts
        self.question = Question([*assumed, *known, after == at + 1, above > at], seconds)
        self.falls = compared("<", self.left[1], self.left[0])

    def _left(self, copy: Encoding) -> Quantity:
        left: Quantity = copy.facts.terms[self.key].value
        for name in self.claim.less:
            value = copy.term(name).value
            left = left if value is None else quantity.add(left, value, -1)
        for measure in self.claim.plus:
            left = quantity.add(left, granted(self.book.measures[measure], copy))
        return left

    def next(self) -> Any:
        """A model at a notch not yet passed over."""
        return self.question.ask(self.falls)

    def position(self, model: Any) -> int:
        """The amount at the notch, fen."""
        return int(value_in(Quantity(self.amounts[0]), model))

    def pass_over(self, at: int) -> None:
        """Leave a notch out of what follows."""
        self.question.assume(self.amounts[0] != at)

    def measure(self, at: int) -> Notch:
        """Size and reach of the notch at an amount, over all other facts."""
        here = self.amounts[0] == at
        drop = quantity.add(self.left[0], self.left[1], -1)
        size = self._greatest(drop.top, both(here, self.falls)) + 1
        worse = compared("<", self.left[2], self.left[0])
        reach = self._greatest(self.amounts[2], both(here, self.falls, worse))
        return Notch(shown(MONEY, at), shown(MONEY, size), shown(MONEY, reach))

    def _greatest(self, term: Any, condition: Condition) -> int:
        """The greatest value of a whole term under a condition: doubling steps up, then halving the rest."""
        model = self.question.ask(condition)
        best = int(value_in(Quantity(term), model))
        step, too_high = FEN, None
        while too_high is None or too_high - best > 1:
            target = best + step if too_high is None else (best + too_high) // 2
            model = self.question.ask(condition, term >= target)
            if model is None:
                too_high = target
            else:
                best = int(value_in(Quantity(term), model))
                step *= 2
        return best

    def example(self, model: Any) -> Counterexample:
        """The subject at the notch and one fen above."""
        chosen = (
            self.question.ask(self.falls, self.amounts[0] == self.position(model), on_grid(self.copies))
            or model
        )
        names = self.names()
        pair = tuple(self.scene.subject(c, chosen, names) for c in self.copies[:2])
        return Counterexample(self.claim.id, self.claim.entity, pair, self.claim.en)

    def names(self) -> tuple[str, ...]:
        """The money variables that are counted."""
        return (*self.claim.less, *(str(self.book.measures[m].amount) for m in self.claim.plus))

    def confirmed(self, example: Counterexample) -> bool:
        """Whether the traced engine finds less left one fen above."""
        first, second = (self._traced(s) for s in example.subjects)
        return second < first

    def _traced(self, subject: Subject) -> int:
        path, name, _ = self.key
        facts = subject.facts
        for link in path.split(".") if path else ():
            facts = subject.links[link]["facts"]
        left = int(read_raw(MONEY, facts[name], {}))
        values = traced(self.book, self.claim.entity, self.claim.less, subject)
        charged: int = sum(v for v in values.values() if not isinstance(v, Status))
        return left - charged + self._granted(subject)

    def _granted(self, subject: Subject) -> int:
        if not self.claim.plus:
            return 0
        answer = self.book.answer(
            subject.facts, as_of=subject.as_of, entity=self.claim.entity, links=subject.links,
            decisions=subject.decisions, readings=subject.readings, measures=self.claim.plus,
        )  # fmt: skip
        amounts = [o.amount for o in answer.measures.values() if o.positive]
        return sum(a.value or 0 for a in amounts if a is not None)


def _ordered(found: list[Notch] | tuple[Notch, ...]) -> tuple[Notch, ...]:
    return tuple(sorted(found, key=lambda n: read_raw(MONEY, n.at, {})))


def _apart(found: tuple[Notch, ...], declared: tuple[Notch, ...]) -> str:
    new = [str(n) for n in found if n not in declared]
    gone = [str(n) for n in declared if n not in found]
    parts = (["found: " + ", ".join(new)] if new else []) + (
        ["declared, not found: " + ", ".join(gone)] if gone else []
    )
    return "; ".join(parts)
