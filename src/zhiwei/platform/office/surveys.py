"""All measures of all enterprises of a division, counted by verdict, city and size."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.engine.facts import Case
from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.decisions.effects import portions
from zhiwei.platform.decisions.effects.engines import answers
from zhiwei.platform.decisions.register import stamp
from zhiwei.platform.kit import jobs
from zhiwei.platform.office.models import Survey
from zhiwei.platform.office.scope import city_of
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.entities import ENTERPRISE
from zhiwei.platform.subjects.models import Subject

IN_FAVOUR = frozenset({"entitled", "complied", "allowed", "met"})
Progress = Callable[[int, int], None]


def latest(division: str, as_of: date) -> Survey | None:
    """The newest survey of a division for a day, done or under way."""
    return Survey.objects.filter(division=division, as_of=as_of).order_by("-made_at").first()


def begin(division: str, as_of: date, by: int | None) -> Survey:
    """Have a survey made by the worker."""
    survey = Survey.objects.create(
        division=division, as_of=as_of, stamp=stamp(), rulebook=current().hash, made_by_id=by
    )
    title = _("全域判定：%(place)s %(day)s") % {"place": name_of(division), "day": as_of}
    survey.job = jobs.enqueue(run, str(survey.pk), title=title, started_by=by)
    survey.save(update_fields=["job"])
    return survey


def run(key: str) -> None:
    """The job: compute a survey and keep its result."""
    survey = Survey.objects.get(pk=UUID(key))

    def told(done: int, total: int) -> None:
        jobs.report(done, total, _("已判定 %(done)s 户，共 %(total)s 户") % {"done": done, "total": total})

    survey.result = compute(survey.division, survey.as_of, told)
    survey.save(update_fields=["result"])


def enterprises(division: str) -> QuerySet[Subject]:
    """The enterprises of a division that exist, in a fixed order."""
    own = Subject.objects.filter(division__in=sorted(covered_by(division)), entity=ENTERPRISE)
    return own.filter(state=Subject.State.ACTIVE).order_by("pk")


def compute(division: str, as_of: date, progress: Progress = lambda done, total: None) -> dict[str, Any]:
    """Counts by measure and verdict; of answers in favour counts and known amounts (fen) by city and by size.

    ``unreadable`` are subjects whose facts contradict each other.
    """
    book, day_law = current(), law(as_of)
    measures = book.select(ENTERPRISE, None)
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    amounts: Counter[str] = Counter()
    places: dict[str, dict[str, Counter[str]]] = {"city": defaultdict(Counter), "size": defaultdict(Counter)}
    rows = enterprises(division)
    total, done, unreadable = rows.count(), 0, 0
    for portion in portions(rows):
        read, cases = _cases(portion, as_of)
        unreadable += len(portion) - len(read)
        found = answers(book, day_law, ENTERPRISE, measures, cases)
        for measure in measures:
            for subject, (verdict, fen) in zip(read, found[measure], strict=True):
                verdicts[measure][verdict] += 1
                if verdict in IN_FAVOUR:
                    amounts[measure] += fen or 0
                    places["city"][measure][city_of(subject.division)] += 1
                    places["size"][measure][subject.size_class] += 1
        done += len(portion)
        progress(done, total)
    return {
        "total": total,
        "unreadable": unreadable,
        "measures": [
            {
                "id": measure,
                "verdicts": dict(verdicts[measure]),
                "amount": amounts[measure],
                "city": dict(places["city"][measure]),
                "size": dict(places["size"][measure]),
            }
            for measure in measures
        ],
    }


def _cases(portion: list[Subject], as_of: date) -> tuple[list[Subject], list[Case]]:
    """The subjects whose facts can be read, and their cases."""
    book = current()
    facts = subjects.facts_of_many(portion, as_of=as_of)
    read, cases = [], []
    for subject in portion:
        try:
            cases.append(book.case(facts[subject.pk], as_of))
        except InputError:
            continue
        read.append(subject)
    return read, cases
