"""Answers for subjects of the register: their facts and links as known, with the decisions filed by then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhiwei.engine.answer import Answer
from zhiwei.platform.answers import services
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject


def for_subject(
    subject: Subject, *, as_of: date, known_on: date | None = None, measures: Sequence[str] | None = None
) -> Answer:
    """The answer for one registered subject; whoever shows it has asked before who may see the subject.

    Raises the engine's InputError where the facts contradict each other or the rulebook.
    """
    return services.answer(
        subjects.facts(subject, as_of=as_of, known_on=known_on),
        as_of=as_of,
        entity=subject.entity,
        known_on=known_on,
        measures=measures,
        links=subjects.links(subject, as_of=as_of, known_on=known_on),
    )
