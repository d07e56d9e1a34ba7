"""The questions still worth asking, and how the answer stands while they are asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from zhiwei.engine.answer import Answer
from zhiwei.engine.outcome import NEGATIVE
from zhiwei.platform.answers import services
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit import clock
from zhiwei.platform.portal.asked import Asked, nested


def day_of(asked: Asked) -> date:
    """The day asked for, today where none was named."""
    return asked.as_of or clock.today()


def answer_of(asked: Asked) -> Answer:
    """The answer to what is asked; raises the engine's InputError with every defect."""
    facts, links = nested(asked.facts)
    return services.answer(
        facts, as_of=day_of(asked), entity=asked.entity, links=links, measures=list(asked.measures) or None
    )


def remaining(asked: Asked, answer: Answer) -> tuple[str, ...]:
    """The facts that still matter and were not asked yet, the best to ask first.

    Those that most measures wait for come first; among equals the order of the rulebook's list of facts.
    """
    waiting = Counter(name for outcome in answer.measures.values() for name in outcome.missing)
    entity = current().entities[asked.entity]
    order = {name: number for number, name in enumerate(entity.facts)}
    names = [name for name in waiting if name not in asked.unknown]
    return tuple(sorted(names, key=lambda n: (-waiting[n], order.get(n.partition("@")[0], len(order)), n)))


@dataclass(frozen=True, slots=True)
class Standing:
    """How many measures come out how, and the labels of those already certain."""

    granted: tuple[str, ...]
    open: tuple[str, ...]
    refused: tuple[str, ...]
    other: int


def standing(answer: Answer, lang: str) -> Standing:
    """The answer as it stands, in the reader's language."""
    granted, waiting, refused, other = [], [], [], 0
    for outcome in answer.measures.values():
        label = outcome.measure.zh if lang == "zh" else outcome.measure.en
        if outcome.positive:
            granted.append(label)
        elif outcome.verdict == "undetermined":
            waiting.append(label)
        elif outcome.verdict in (NEGATIVE[outcome.measure.modality], "out_of_scope"):
            refused.append(label)
        else:
            other += 1
    return Standing(tuple(granted), tuple(waiting), tuple(refused), other)
