"""The questions still worth asking, and how the answer stands while they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhiwei.engine.answer import Answer
from zhiwei.engine.outcome import Outcome
from zhiwei.platform.answers import services
from zhiwei.platform.answers.grouping import GRANTED, OPEN, REFUSED, group
from zhiwei.platform.answers.questions import next_questions
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
    """The facts that still matter and were not asked yet, the best to ask first."""
    return tuple(one.name for one in next_questions(answer, unknown=asked.unknown))


@dataclass(frozen=True, slots=True)
class Standing:
    """How many measures come out how, and the labels of those already certain."""

    granted: tuple[str, ...]
    open: tuple[str, ...]
    refused: tuple[str, ...]
    other: int


def standing(answer: Answer, lang: str) -> Standing:
    """The answer as it stands, in the reader's language."""
    grouped = group(answer)

    def labels(outcomes: tuple[Outcome, ...]) -> tuple[str, ...]:
        return tuple(o.measure.zh if lang == "zh" else o.measure.en for o in outcomes)

    granted, waiting, refused = (labels(grouped.groups[key]) for key in (GRANTED, OPEN, REFUSED))
    other = len(answer.measures) - len(granted) - len(waiting) - len(refused)
    return Standing(granted, waiting, refused, other)
