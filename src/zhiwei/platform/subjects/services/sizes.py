"""The size class shown in lists: computed by the rulebook from the facts that stand, never typed in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from zhiwei.engine.errors import InputError
from zhiwei.engine.plan import Law
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import entities, queries
from zhiwei.platform.subjects.models import Subject
from zhiwei.policy.book import rulebook

SIZE = "size_class"
AT_ONCE = 2_000


def refresh(ids: Iterable[UUID], as_of: date | None = None) -> int:
    """Compute the size class of these subjects anew, for today unless told otherwise; gives how many changed."""
    day = as_of or clock.today()
    law = rulebook().law(day)
    wanted = list(dict.fromkeys(ids))
    changed = 0
    for start in range(0, len(wanted), AT_ONCE):
        some = list(
            Subject.objects.filter(pk__in=wanted[start : start + AT_ONCE], entity=entities.ENTERPRISE)
        )
        changed += _some(some, law)
    return changed


def _some(subjects: Sequence[Subject], law: Law) -> int:
    facts = queries.facts_of_many(subjects, as_of=law.as_of)
    book = rulebook()
    changed = []
    for subject in subjects:
        try:
            case = book.case(facts[subject.id], law.as_of)
            result = book.calc_case(case, law, (SIZE,))[SIZE]
        except InputError:
            continue
        found = str(result.value) if result.status == "known" else ""
        if found != subject.size_class or subject.size_on is None:
            subject.size_class, subject.size_on = found, law.as_of
            changed.append(subject)
    Subject.objects.bulk_update(changed, ["size_class", "size_on"])
    return len(changed)
