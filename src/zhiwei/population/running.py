"""Columns in, columns out: every good row of a table answered, every bad one set aside with its reasons."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.ahead import in_order
from zhiwei.population.answering import Answerer, Traced
from zhiwei.population.asking import Question
from zhiwei.population.defects import Defect, refuse
from zhiwei.population.encode import Codes, Words, encoding_of
from zhiwei.population.kernels import kernel_cache
from zhiwei.population.lists import code_lists
from zhiwei.population.lock import only_run
from zhiwei.population.notices import Notice, beginning_anew, compiling, going_on
from zhiwei.population.readers.blocks import Block
from zhiwei.population.rejects import Rejects
from zhiwei.population.sources import identity, same_file
from zhiwei.population.stream import Batch, Stream, open_stream
from zhiwei.population.subjects import refused
from zhiwei.population.work import Work
from zhiwei.population.writers import Parts, cannot_write, partial, writes_over_input

ENCODINGS = ("words", "codes")
ENGINES = ("native", "trace")
FEW = 500
"""A table of so few rows is answered by the traced evaluator rather than compiling a kernel for it."""
THREADS = 2
"""Batches worked on at once. polars reads on threads of its own beside them."""
TOLD = 1_000
"""Defects of rows kept to be told; all of them stand in ``OUT.rejects.csv``."""
__all__ = ["ENCODINGS", "ENGINES", "Summary", "code_lists", "refused", "run"]
Progress = Callable[[int, int, int], None]
"""Told the work done, its total, and the rows done."""
Notify = Callable[[Notice], None]


@dataclass
class Summary:
    """What a run did: rows answered and set aside, defects and warnings to be told (``untold`` more), files written."""

    answered: int = 0
    rejected: int = 0
    defects: list[Defect] = field(default_factory=list)
    untold: int = 0
    files: list[Path] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether there was no defect beyond warnings."""
        return not self.untold and not any(d.is_error for d in self.defects)


def run(
    book: Rulebook, source: Path | str, target: Path | None, question: Question, *,
    sheet: str | None = None, encode: str = "words", ignore: Sequence[str] = (), engine: str | None = None,
    totals: Path | None = None, rows: int | None = None, cache: Path | None = None,
    progress: Progress = lambda done, total, rows: None, notify: Notify = lambda notice: None,
) -> Summary:  # fmt: skip
    """Answer a table batch by batch; write the answers to ``target``, the totals to ``totals``, or only one of them.

    Beside ``target`` stand ``target.rejects.csv`` with the rows set aside, if any, and for codes
    ``target.dictionary.json``. ``engine`` is native or trace; without it native, but the traced evaluator for few rows
    whose kernel was never compiled: the answers are the same. ``rows`` is the size of a batch, ``cache`` the folder of
    compiled kernels. Raises InputDefects where source or target cannot be used, or where they are one file.
    """
    for path in (target, totals):
        if path is not None and same_file(source, path):
            raise refuse(writes_over_input(), file=path.name)
    with only_run(target), only_run(totals):
        return _run(
            book, source, target, question, totals,
            sheet=sheet, encode=encode, ignore=ignore, engine=engine, rows=rows, cache=cache or kernel_cache(),
            progress=progress, notify=notify,
        )  # fmt: skip


def _run(
    book: Rulebook, source: Path | str, target: Path | None, question: Question, totals: Path | None, *,
    sheet: str | None, encode: str, ignore: Sequence[str], engine: str | None, rows: int | None, cache: Path,
    progress: Progress, notify: Notify,
) -> Summary:  # fmt: skip
    tally = _totals(book, question, totals)
    asked, also = (question, ()) if tally is None else (tally.asked, tally.grouping.facts)
    stream = open_stream(book, source, asked, sheet=sheet, ignore=ignore, also=also, rows=rows)
    encoding = encoding_of(encode, book, question)
    parts = None
    if target is not None:
        key = _key(book, source, asked, stream, encode, sheet, ignore, totals is not None)
        parts = _begun(target, encoding, key, tally, notify)
    summary = Summary(defects=list(stream.defects))
    with Rejects(target or totals or Path(), stream.table.headings) as rejects:
        blocks, few = _peeked(stream.blocks())
        answerer = _answerer(book, asked, engine, cache, notify, few=few)
        work = Work(stream, answerer, encoding, parts, tally)
        done = 0
        with closing(in_order(work.do, enumerate(blocks), THREADS)) as results:
            for result in results:
                work.keep(result)
                done += result.batch.read
                _count(result.batch, summary, rejects)
                progress(stream.table.done(), stream.table.total, done)
        progress(stream.table.total, stream.table.total, done)
        summary.defects += stream.warnings()
        if parts is not None and target is not None:
            parts.close()
            summary.files.append(target)
            if isinstance(encoding, Codes):
                summary.files.append(_write_dictionary(target, encoding.dictionary()))
        if tally is not None and totals is not None:
            _write_totals(totals, tally, book, question, summary)
    if rejects.count:
        summary.files.append(rejects.path)
    return summary


def _begun(
    target: Path, encoding: Words | Codes, key: Mapping[str, Any] | None, tally: Any, notify: Notify
) -> Parts:
    """The parts of the output, those of work broken off among them; what is done with the latter is told."""
    parts = Parts(target, encoding.columns, key)
    if parts.forsaken:
        notify(beginning_anew())
    if tally is not None and parts.done and not tally.load(parts.folder, parts.done):
        parts.forget()
    if parts.done:
        notify(going_on(parts.rows))
    return parts


def _write_totals(path: Path, tally: Any, book: Rulebook, question: Question, summary: Summary) -> None:
    from zhiwei.population.totals.report import write_totals

    write_totals(path, tally, book, question, summary.rejected)
    summary.files.append(path)


def _totals(book: Rulebook, question: Question, path: Path | None) -> Any:
    """The totals to be kept, if they are wanted; what counts them is imported only then."""
    if path is None:
        return None
    from zhiwei.population.totals import Totals
    from zhiwei.population.totals.report import check_place

    check_place(path)
    return Totals(book, question)


def _peeked(blocks: Iterator[Block]) -> tuple[Iterable[Block], bool]:
    """The blocks, and whether they are so few rows that compiling would not pay."""
    first = list(islice(blocks, 2))
    return chain(first, blocks), len(first) < 2 and sum(map(len, first)) <= FEW


def _answerer(
    book: Rulebook, question: Question, engine: str | None, cache: Path, notify: Notify, *, few: bool
) -> Answerer:
    if engine == "trace":
        return Traced(book, question)
    from zhiwei.population.native import Native

    native = Native(book, question, cache=cache, threads=1)
    if not native.compiled:
        if engine is None and few:
            return Traced(book, question)
        notify(compiling())
    native.ready()
    return native


def _count(batch: Batch, summary: Summary, rejects: Rejects) -> None:
    summary.answered += batch.rows
    summary.rejected += len(batch.rejects)
    for subject in batch.rejects:
        rejects.add(subject)
        room = max(0, TOLD - len(summary.defects))
        summary.defects += subject.defects[:room]
        summary.untold += len(subject.defects[room:])


def _key(
    book: Rulebook, source: Path | str, question: Question, stream: Stream, encode: str, sheet: str | None,
    ignore: Sequence[str], counted: bool,
) -> Mapping[str, Any] | None:  # fmt: skip
    """All on which the parts of an output depend; None for a source that cannot be told to be the same."""
    of = identity(source)
    if of is None:
        return None
    asked = {
        "as_of": question.as_of, "entity": question.entity, "measures": question.measures,
        "variables": question.variables, "known_on": question.known_on, "division": question.division,
        "decisions": [dict(d) for d in question.decisions], "readings": dict(question.readings),
    }  # fmt: skip
    return {
        "rulebook": book.hash, "source": of, "question": asked, "encode": encode, "sheet": sheet,
        "ignore": list(ignore), "rows": stream.rows, "totals": counted,
    }  # fmt: skip


def _write_dictionary(target: Path, dictionary: Mapping[str, Any]) -> Path:
    path = target.with_name(f"{target.name}.dictionary.json")
    try:
        text = json.dumps(dictionary, ensure_ascii=False, indent=1) + "\n"
        partial(path).write_text(text, encoding="utf-8")
        partial(path).replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    return path
