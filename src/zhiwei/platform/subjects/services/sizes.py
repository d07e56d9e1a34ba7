"""The size class shown in lists: computed by the rulebook from the facts that stand, never typed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from zhiwei.engine.errors import InputError
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import entities, queries
from zhiwei.platform.subjects.models import Subject
from zhiwei.policy.book import rulebook

SIZE = "size_class"
YEARLY = "revenue@"
"""The fact whose last year settles the day on which a subject's size is computed."""
AT_ONCE = 2_000


def refresh(ids: Iterable[UUID]) -> None:
    """Compute the size class of these subjects anew, each for the last year of which it has figures."""
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), AT_ONCE):
        own = Subject.objects.filter(pk__in=wanted[start : start + AT_ONCE], entity=entities.ENTERPRISE)
        _some(list(own))


def _some(subjects: Sequence[Subject]) -> None:
    facts = queries.facts_of_many(subjects, as_of=clock.today())
    changed: dict[tuple[str, date], list[UUID]] = defaultdict(list)
    for subject in subjects:
        day = day_of(facts[subject.id])
        found = size_on(facts[subject.id], day)
        if (found, day) != (subject.size_class, subject.size_on):
            changed[found, day].append(subject.id)
    for (found, day), ids in changed.items():
        for start in range(0, len(ids), AT_ONCE):
            Subject.objects.filter(pk__in=ids[start : start + AT_ONCE]).update(size_class=found, size_on=day)


def day_of(facts: Mapping[str, Any]) -> date:
    """The last day of the last year whose revenue is stated, today at the latest; today where no year is."""
    years = [int(label.removeprefix(YEARLY)) for label in facts if label.startswith(YEARLY)]
    return min(date(max(years), 12, 31), clock.today()) if years else clock.today()


def size_on(facts: Mapping[str, Any], day: date) -> str:
    """The size class on a day; empty where facts are missing or cannot be used."""
    book = rulebook()
    if "industry_code" not in facts:
        return ""
    law = book.law(day)
    try:
        result = book.calc_case(book.case(facts, day), law, (SIZE,))[SIZE]
    except InputError:
        return ""
    return str(result.value) if result.status == "known" else ""
