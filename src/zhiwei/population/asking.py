"""What is asked of every row of a table, and the engine's answer to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhiwei.engine.calculation import Computed
from zhiwei.engine.facts import Case, Fact
from zhiwei.engine.outcome import Outcome
from zhiwei.engine.rulebook import Rulebook


@dataclass(frozen=True)
class Question:
    """The measures and variables wanted, and the law they are asked under. Days in ISO form."""

    as_of: str
    entity: str = "enterprise"
    measures: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    known_on: str | None = None
    division: str | None = None
    decisions: Sequence[Mapping[str, Any]] = ()
    readings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """The outcomes by measure and the results by variable for one subject."""

    measures: Mapping[str, Outcome]
    variables: Mapping[str, Computed]


class TracedEngine:
    """Asks the rulebook's traced evaluator, one subject at a time; decisions and readings are read once."""

    def __init__(self, book: Rulebook, question: Question) -> None:
        """Raises the engine's InputError for a bad day, decision or reading."""
        self.book, self.question = book, question
        self.law = book.law(
            question.as_of,
            known_on=question.known_on,
            decisions=question.decisions,
            readings=question.readings,
        )

    def ask(self, facts: Mapping[str, Fact]) -> Reply:
        """The reply for one subject; raises the engine's InputError for facts it refuses."""
        asked = self.question
        return self.reply(self.book.case(facts, self.law.as_of, entity=asked.entity, division=asked.division))

    def reply(self, case: Case) -> Reply:
        """The reply for a subject whose facts were read."""
        asked, law = self.question, self.law
        measures: Mapping[str, Outcome] = {}
        variables: dict[str, Computed] = {}
        if asked.measures:
            measures = self.book.answer_case(case, law, asked.measures).measures
        if asked.variables:
            results = self.book.calc_case(case, law, asked.variables)
            variables = {name: results[name] for name in asked.variables}
        return Reply(measures, variables)
