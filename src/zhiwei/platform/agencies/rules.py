"""What the law says of a public platform (15.3): whether it may be registered, whether it has to move."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhiwei.engine.answer import Answer
from zhiwei.platform.answers import services as answers

NEW, TRANSITION = "15.3/new", "15.3/transition"
ENTITY = "service_platform"
OUT = "out_of_scope"


def asked(nature: str, set_up_on: date, day: date, *, plan: bool) -> Answer:
    """Both measures of 15.3 for a platform as registered; ``plan``: whether it has a plan for its move."""
    facts: dict[str, Any] = {
        "legal_nature": nature, "set_up_on": set_up_on.isoformat(), "transition_plan": plan,
    }  # fmt: skip
    return answers.answer(facts, as_of=day, entity=ENTITY, measures=[NEW, TRANSITION])


def forbidden(answer: Answer) -> bool:
    """Whether it is a new platform of institution nature."""
    return answer.measures[NEW].verdict == "breached"


def to_be_moved(answer: Answer) -> bool:
    """Whether it is an existing platform of institution nature."""
    return answer.measures[TRANSITION].verdict != OUT
