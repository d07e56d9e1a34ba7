"""Whether a firm was small or micro on a day, as its figures were known then: by the last year of which revenue is stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

SMALL, YEARLY = "small_or_micro", "revenue@"


def small_on(subject: Subject, day: date) -> bool | None:
    """Whether it was (35.1); None where facts are missing, contradict each other, or the subject is no enterprise."""
    return small_among([subject], day)[subject.pk]


def small_among(wanted: Iterable[Subject], day: date) -> dict[UUID, bool | None]:
    """The same for many on one day, their facts read together; by key."""
    every = {one.pk: one for one in wanted}
    facts = subjects.facts_of_many(every.values(), as_of=day, known_on=day)
    return {key: _small(facts[key], one.entity, day) for key, one in every.items()}


def _small(facts: Mapping[str, Any], entity: str, day: date) -> bool | None:
    book = current()
    years = [int(label.removeprefix(YEARLY)) for label in facts if label.startswith(YEARLY)]
    last = max((year for year in years if year <= day.year), default=day.year)
    asked = min(date(last, 12, 31), day)
    try:
        found = book.calc_case(book.case(facts, asked, entity=entity), law(asked), (SMALL,))[SMALL]
    except (InputError, KeyError):
        return None
    return bool(found.value) if found.status == "known" else None
