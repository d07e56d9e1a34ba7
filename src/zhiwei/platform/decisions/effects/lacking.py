"""Which facts of a subject its answer still waits for, with a filing in effect."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from zhiwei.engine.errors import InputError
from zhiwei.engine.evaluate import Evaluation
from zhiwei.engine.outcome import judge
from zhiwei.engine.plan import Law
from zhiwei.platform.decisions import register
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.subjects import labels
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject


class Lacking:
    """The missing facts of subjects, as they are on record now; looked up for the rows that are shown, many at once."""

    def __init__(self, filing: Filing, as_of: date) -> None:
        self.book, self.filing, self.as_of = register.book(), filing, as_of
        self.found: dict[str, tuple[Subject, dict[str, dict[str, Any]]]] = {}

    @cached_property
    def law(self) -> Law | None:
        """The law with the filing; None where it was changed since into one that the engine refuses."""
        try:
            there = register.in_force(as_of=self.as_of) if self.filing.effective else None
            decisions = register.supposing(self.filing, self.as_of) if there is None else there
            return self.book.law(self.as_of, decisions=decisions)
        except InputError:
            return None

    def prepare(self, keys: Iterable[object]) -> None:
        """Look up what is on record of subjects, before :meth:`of` is asked for each."""
        if wanted := set(map(str, keys)):
            rows = list(Subject.objects.filter(pk__in=wanted))
            facts = subjects.facts_of_many(rows, as_of=self.as_of)
            self.found = {str(one.pk): (one, facts[one.pk]) for one in rows}

    def of(self, key: object, measure: str) -> list[str]:
        """The facts in words; none where nothing is missing, or the rulebook or the register knows the row no more."""
        chosen = self.book.measures.get(measure)
        if chosen is None or str(key) not in self.found or self.law is None:
            return []
        subject, facts = self.found[str(key)]
        linked = bool(self.book.entities[subject.entity].links)
        links = subjects.links(subject, as_of=self.as_of) if linked else {}
        try:
            case = self.book.case(facts, self.as_of, entity=subject.entity, links=links)
        except InputError:
            return []
        plan = self.book.plan(subject.entity, tuple(dict.fromkeys(chosen.variables())), self.law)
        outcome = judge(chosen, Evaluation(self.book.data, plan, case))
        return [labels.stated(subject.entity, label) for label in outcome.missing]
