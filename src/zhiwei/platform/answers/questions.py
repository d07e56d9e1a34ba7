"""Which facts are still worth asking for, and in which order; a fact that no longer matters is not among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from zhiwei.engine.answer import Answer
from zhiwei.engine.model import Entity, Variable
from zhiwei.engine.rulebook import Rulebook

EASE = {
    "division": 0,
    "enum": 1,
    "flag": 2,
    "date": 3,
    "code": 4,
    "count": 5,
    "number": 6,
    "rate": 7,
    "money": 8,
}
"""How readily a kind of fact is known: what stands on the licence first, what stands in the books last."""


LEADING = ("division", "industry_code")
"""The subject's own facts that are asked for first."""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for: its name with path and period, what it is, and the measures whose answer waits for it."""

    name: str
    variable: Variable
    measures: tuple[str, ...]


def next_questions(answer: Answer, *, unknown: Collection[str] = ()) -> list[Question]:
    """The facts on which a verdict or an amount still depends, those opening most measures first.

    Before all others come the subject's own place and trade, which everybody knows and by which people place
    themselves. Among equals the more readily known comes first, then the order of the rulebook's facts. ``unknown`` are
    those the person said not to know: they are left out and block nothing. Refused facts are left out too.
    """
    waiting: dict[str, list[str]] = {}
    for measure, outcome in answer.measures.items():
        for name in outcome.missing:
            waiting.setdefault(name, []).append(measure)
    refused = _refused(answer)
    found = []
    for name, measures in waiting.items():
        variable = variable_of(answer.book, answer.case.entity, name)
        if variable is not None and name not in unknown and name not in refused:
            found.append(Question(name, variable, tuple(measures)))
    order = {name: place for place, name in enumerate(answer.book.entities[answer.case.entity].facts)}

    def rank(question: Question) -> tuple[int, int, int, int, int, str]:
        own = question.name.partition("@")[0]
        away = question.name.count(".") + ("@" in question.name)
        return (
            LEADING.index(own) if own in LEADING and not away else len(LEADING),
            -len(question.measures),
            away,
            ease(question.variable),
            order.get(own, len(order)),
            question.name,
        )

    return sorted(found, key=rank)


def ease(variable: Variable) -> int:
    """The place of a fact in the order of what people know readily."""
    return EASE.get(variable.name, EASE.get(variable.type.kind, len(EASE)))


def counts(answer: Answer) -> Counter[str]:
    """How many measures wait for each missing fact."""
    return Counter(name for outcome in answer.measures.values() for name in outcome.missing)


def variable_of(book: Rulebook, entity: str, name: str) -> Variable | None:
    """The fact that ``bidder.revenue@2011`` speaks of; None if there is none."""
    *path, last = name.partition("@")[0].split(".")
    owner: Entity | None = book.entities.get(entity)
    for part in path:
        link = owner.links.get(part) if owner else None
        owner = book.entities.get(link.to) if link else None
    return owner.facts.get(last) if owner else None


def _refused(answer: Answer) -> frozenset[str]:
    plan = answer.evaluation.plan
    facts = ((slot, answer.evaluation.fact_at(slot.index)) for slot in plan.facts)
    return frozenset(slot.label for slot, fact in facts if fact is not None and fact.state == "refused")
