"""Whether a firm was small or micro on a day, as its figures were known then: by the last year of which revenue is stated."""

from __future__ import annotations

from datetime import date

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

SMALL, YEARLY = "small_or_micro", "revenue@"


def small_on(subject: Subject, day: date) -> bool | None:
    """Whether it was (35.1); None where facts are missing, contradict each other, or the subject is no enterprise."""
    book = current()
    facts = subjects.facts(subject, as_of=day, known_on=day)
    years = [int(label.removeprefix(YEARLY)) for label in facts if label.startswith(YEARLY)]
    last = max((year for year in years if year <= day.year), default=day.year)
    asked = min(date(last, 12, 31), day)
    try:
        found = book.calc_case(book.case(facts, asked, entity=subject.entity), law(asked), (SMALL,))[SMALL]
    except (InputError, KeyError):
        return None
    return bool(found.value) if found.status == "known" else None
