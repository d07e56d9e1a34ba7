"""The answers of a workbook's firms on some days, as plain lines for summary and sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zhiwei.cli.workbook.explain import clauses, explain, outlook
from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import InputError
from zhiwei.engine.facts import KNOWN
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.defects import Defect
from zhiwei.population.readers import open_table
from zhiwei.population.running import code_lists, refused
from zhiwei.population.subjects import Subject, Subjects

ENTITY = "enterprise"


@dataclass(frozen=True, slots=True)
class Label:
    """A word in Chinese and English."""

    zh: str
    en: str

    def text(self, lang: str) -> str:
        """In one of the languages."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Line:
    """One measure for one firm on one day; amounts in fen."""

    day: str
    firm: str
    name: str
    measure: str
    title: Label
    verdict: str
    word: Label
    amount: int | None
    maximum: int | None
    missing: tuple[str, ...]
    missing_labels: tuple[Label, ...]
    explanation: Label
    outlook: Label
    near: bool


@dataclass
class Collected:
    """Everything the summary and the sheets show."""

    file: str
    days: list[str]
    firms: int = 0
    set_aside: int = 0
    lines: list[Line] = field(default_factory=list)
    clauses: dict[tuple[str, str], tuple[str, str, str]] = field(default_factory=dict)
    """Day and measure to title, where it stands, the text."""
    defects: list[Defect] = field(default_factory=list)


def collect(book: Rulebook, path: Path, days: Sequence[str]) -> Collected:
    """Answer every good row on every day; raises InputDefects where the workbook cannot be read at all."""
    laws = [book.law(day) for day in days]
    measures = book.select(ENTITY, None)
    subjects = Subjects(open_table(path), book.entities[ENTITY], code_lists(book))
    found = Collected(path.name, list(days), defects=list(subjects.defects))
    for subject in subjects:
        if not subject.defects:
            try:
                answers = [_answer(book, subject, law, measures) for law in laws]
            except InputError as error:
                subject.defects = refused(error, subject.row, subjects)
        if subject.defects:
            found.set_aside += 1
            found.defects += subject.defects
            continue
        found.firms += 1
        for day, answer in zip(days, answers, strict=True):
            found.lines += _lines(day, subject, answer)
            for measure, clause in clauses(answer.explanation).items():
                found.clauses.setdefault((day, measure), clause)
    found.defects += subjects.warnings()
    return found


def _answer(book: Rulebook, subject: Subject, law: Law, measures: tuple[str, ...]) -> Answer:
    return book.answer_case(book.case(subject.facts, law.as_of, entity=ENTITY), law, measures)


def _lines(day: str, subject: Subject, answer: Answer) -> Iterator[Line]:
    explanation: dict[str, Any] = answer.explanation
    name = subject.facts.get("name")
    for entry in explanation["measures"]:
        outcome = answer.measures[entry["id"]]
        amount = outcome.amount
        yield Line(
            day=day,
            firm=subject.id,
            name=str(name.value) if name and name.state == KNOWN else "",
            measure=entry["id"],
            title=Label(entry["zh"], entry["en"]),
            verdict=outcome.verdict,
            word=Label(entry["verdict_zh"], entry["verdict_en"]),
            amount=amount.value if amount and amount.status == KNOWN else None,
            maximum=amount.maximum if amount else None,
            missing=outcome.missing,
            missing_labels=tuple(Label(m["zh"], m["en"]) for m in entry["missing_labels"]),
            explanation=Label(explain(entry, explanation, "zh"), explain(entry, explanation, "en")),
            outlook=Label(outlook(entry, "zh"), outlook(entry, "en")),
            near=len(entry["changes"]) == 1 and bool(entry["notches"]),
        )
