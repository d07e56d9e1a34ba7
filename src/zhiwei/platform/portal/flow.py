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
from zhiwei.platform.portal.editions import follows, with_editions

PLACE = "division"


def day_of(asked: Asked) -> date:
    """The day asked for, today where none was named."""
    return asked.as_of or clock.today()


def answer_of(asked: Asked) -> Answer:
    """The answer to what is asked; raises the engine's InputError with every defect."""
    facts, links = nested(with_editions(asked.facts, day_of(asked)))
    return services.answer(
        facts, as_of=day_of(asked), entity=asked.entity, links=links, measures=list(asked.measures) or None
    )


def remaining(asked: Asked, answer: Answer) -> tuple[str, ...]:
    """The facts that still matter and were not asked yet, the best to ask first.

    The place is asked for where nobody decided yet, too: it names whose decision is waited for and where to turn to.
    """
    names = [one.name for one in next_questions(answer, unknown=asked.unknown) if not follows(one.name)]
    if _place_counts(answer) and PLACE not in {*names, *asked.facts, *asked.unknown}:
        names.insert(0, PLACE)
    return tuple(names)


def _place_counts(answer: Answer) -> bool:
    """Whether a subject that has a place of its own is asked about a measure that localities decide on."""
    own = answer.book.entities[answer.case.entity].facts
    return PLACE in own and any(o.measure.delegated for o in answer.measures.values())


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
