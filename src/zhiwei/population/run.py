"""Columns in, columns out: every good row of a table answered, every bad one set aside with its reasons."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from zhiwei.engine.errors import InputError
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.asking import Question, TracedEngine
from zhiwei.population.defects import Defect, refuse
from zhiwei.population.encode import Codes, Encoding, Words
from zhiwei.population.lists import code_lists
from zhiwei.population.readers import open_table
from zhiwei.population.rejects import Rejects
from zhiwei.population.subjects import Subject, Subjects, refused
from zhiwei.population.writers import open_writer, writes_over_input

BATCH = 5_000
STEP = 200
"""Rows answered between two reports of progress."""
ENCODINGS = ("words", "codes")
__all__ = ["ENCODINGS", "Summary", "code_lists", "encoding_of", "refused", "run"]


@dataclass
class Summary:
    """What a run did: rows answered and set aside, every defect and warning, the files written."""

    answered: int = 0
    rejected: int = 0
    defects: list[Defect] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether there was no defect beyond warnings."""
        return not any(d.is_error for d in self.defects)


def run(
    book: Rulebook,
    source: Path,
    target: Path,
    question: Question,
    *,
    sheet: str | None = None,
    encode: str = "words",
    ignore: Sequence[str] = (),
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Summary:
    """Answer a table row by row and write the answers as a stream.

    Beside ``target`` stand ``target.rejects.csv`` with the rows set aside, if any, and for codes
    ``target.dictionary.json``. ``progress`` is called now and then with the work done and its total.
    Raises InputDefects where source or target cannot be used at all, or where they are one file.
    """
    if target.exists() and target.samefile(source):
        raise refuse(writes_over_input(), file=target.name)
    table = open_table(source, sheet)
    subjects = Subjects(
        table, book.entities[question.entity], code_lists(book), ignore=ignore, division=question.division
    )
    engine = TracedEngine(book, question)
    encoding = encoding_of(encode, engine)
    summary = Summary(defects=list(subjects.defects))
    with open_writer(target, encoding.columns) as writer, Rejects(target, table.headings) as rejects:
        for batch in _batches(_watched(subjects, progress), BATCH):
            writer.write(list(_answers(batch, subjects, engine, encoding, summary, rejects)))
        progress(table.done(), table.total)
    summary.defects += subjects.warnings()
    summary.files.append(target)
    if isinstance(encoding, Codes):
        summary.files.append(_write_dictionary(target, encoding.dictionary()))
    if rejects.count:
        summary.files.append(rejects.path)
    return summary


def encoding_of(name: str, engine: TracedEngine) -> Words | Codes:
    """Words or codes for the answers of an engine."""
    question = engine.question
    variables = engine.book.variables(question.entity)
    if name == "words":
        return Words(question, variables)
    return Codes(question, variables, {m: engine.needs(m) for m in question.measures})


def _answers(
    batch: Iterable[Subject],
    subjects: Subjects,
    engine: TracedEngine,
    encoding: Encoding,
    summary: Summary,
    rejects: Rejects,
) -> Iterator[tuple[Any, ...]]:
    for subject in batch:
        if not subject.defects:
            try:
                yield encoding.row(subject.id, engine.ask(subject.facts))
                summary.answered += 1
                continue
            except InputError as error:
                subject.defects = refused(error, subject.row, subjects)
        summary.rejected += 1
        summary.defects += subject.defects
        rejects.add(subject)


def _watched(subjects: Subjects, progress: Callable[[int, int], None]) -> Iterator[Subject]:
    """The subjects; every so often the progress is told."""
    for count, subject in enumerate(subjects, start=1):
        yield subject
        if count % STEP == 0:
            progress(subjects.table.done(), subjects.table.total)


def _batches(subjects: Iterable[Subject], size: int) -> Iterator[list[Subject]]:
    stream = iter(subjects)
    while batch := list(islice(stream, size)):
        yield batch


def _write_dictionary(target: Path, dictionary: Mapping[str, Any]) -> Path:
    path = target.with_name(f"{target.name}.dictionary.json")
    path.write_text(json.dumps(dictionary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
