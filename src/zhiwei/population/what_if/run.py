"""A reform held against the present law over a table of subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np

from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.ahead import Ahead
from zhiwei.population.asking import Question
from zhiwei.population.defects import Defect, Place, Problem
from zhiwei.population.notices import Notice, compiling
from zhiwei.population.stream import Batch, Stream, open_stream
from zhiwei.population.what_if.compare import Comparison
from zhiwei.population.what_if.groups import DIVISION, classifiers, groupings
from zhiwei.population.what_if.lines import choose
from zhiwei.population.what_if.notches import compare_notches
from zhiwei.population.what_if.reform import Reform, Supposition
from zhiwei.population.what_if.result import Result

FEW = 5_000
"""Rows times laws up to which the traced engine answers rather than compiling a kernel."""
Progress = Callable[[int, int, int], None]
"""Told the work done, its total, and the rows done."""


def what_if(
    book: Rulebook, reform: Reform, source: Path | str, *, cache: Path, known_on: str | None = None,
    division: str | None = None, decisions: Sequence[Mapping[str, Any]] = (), readings: Mapping[str, str] | None = None,
    measures: Sequence[str] | None = None, variables: Sequence[str] | None = None, total: Sequence[str] | None = None,
    sheet: str | None = None, ignore: Sequence[str] = (), rows: int | None = None, threads: int = 2,
    notch_seconds: int = 10, progress: Progress = lambda done, total, rows: None,
    notify: Callable[[Notice], None] = lambda notice: None,
) -> Result:  # fmt: skip
    """Winners, losers, cost and distribution of a reform, and of its variants, over the subjects of a table.

    ``measures``, ``variables`` and ``total`` stand before those of the reform file; see ``lines.choose``. The table is
    read once, batch by batch; of a batch only counts and sums are kept. ``rows`` is the size of a batch, ``cache`` the
    folder of compiled kernels; a few rows whose kernels were never compiled are answered without. ``notch_seconds`` is
    the time for each list of notches. Raises InputDefects for a table that cannot be read, InputError for names and law
    that are refused.
    """
    law = book.law(reform.as_of, known_on=known_on, decisions=decisions, readings=readings or {})
    suppositions = (Supposition(), reform.supposition, *(v.supposition for v in reform.variants[:1]))
    laws = [(s.book(book), s.law(law)) for s in suppositions]
    lines = choose(
        book, reform.entity, reform.measures if measures is None else measures,
        (reform.variables or ()) if variables is None else variables, reform.total if total is None else total,
        laws, reform.names(),
    )  # fmt: skip
    groups = groupings(book, reform.entity)
    comparison = Comparison(book, law, reform, lines, groups, cache=cache, threads=threads)
    names = {label.partition("@")[0] for label in comparison.facts() if "." not in label}
    question = Question(
        reform.as_of, reform.entity, lines.measures, (*lines.variables, *classifiers(groups)), known_on, division,
        decisions, readings or {},
    )  # fmt: skip
    also = sorted(names | ({DIVISION} if any(g.name == DIVISION for g in groups) else set()))
    stream = open_stream(book, source, question, sheet=sheet, ignore=ignore, also=also, rows=rows)
    batches, count = _peeked(Ahead(stream.batches()))
    if not all(engine.compiled for engine in comparison.engines):
        if count is not None and count * (2 + len(reform.variants)) <= FEW:
            comparison = Comparison(book, law, reform, lines, groups, cache=cache, traced=True)
        else:
            notify(compiling())
    asked = {
        "as_of": reform.as_of, "known_on": known_on, "division": division,
        "decisions": [str(d.get("document", "")) for d in decisions], "readings": dict(readings or {}),
    }  # fmt: skip
    result = Result(
        book, reform, lines, groups, Path(str(source)).name, asked, comparison.tallies, comparison.variants
    )
    _read(batches, stream, comparison, result, progress)
    result.notches = compare_notches(book, law, reform, lines, notch_seconds)
    return result


def _peeked(batches: Iterable[Batch]) -> tuple[Iterable[Batch], int | None]:
    """The batches, and the rows of all of them where they are but one or none."""
    stream = iter(batches)
    first = list(islice(stream, 2))
    return chain(first, stream), sum(b.rows for b in first) if len(first) < 2 else None


def _read(
    batches: Iterable[Batch], stream: Stream, comparison: Comparison, result: Result, progress: Progress
) -> None:
    """Run every batch of the stream through the comparison."""
    read = 0
    result.tell(stream.defects)
    for batch in batches:
        for subject in batch.rejects:
            result.rejected += 1
            result.tell(subject.defects)
        facts, rows = _within(batch, result, stream)
        if rows:
            comparison.add(facts, rows)
        result.answered += rows
        read += batch.read
        progress(stream.table.done(), stream.table.total, read)
    progress(stream.table.total, stream.table.total, read)
    result.tell(stream.warnings())


def _within(batch: Batch, result: Result, stream: Stream) -> tuple[Mapping[str, FactColumn], int]:
    """The batch without the rows whose numbers no column can carry exactly; they are set aside by name."""
    if not batch.exact:
        return batch.facts, batch.rows
    for row in sorted(batch.exact):
        place = Place(stream.table.file, stream.table.sheet)
        result.tell([Defect(_beyond(), place, str(batch.ids[row]))])
        result.rejected += 1
    good = np.ones(batch.rows, bool)
    good[list(batch.exact)] = False
    facts = {
        label: FactColumn(c.values[good], None if c.states is None else c.states[good])
        for label, c in batch.facts.items()
    }
    return facts, int(good.sum())


def _beyond() -> Problem:
    return Problem(
        "too_large_to_compare",
        "有数值过大，不能逐分比较",
        "holds a number too large to be compared to the fen",
        "核对单位，或者用 zhiwei answer 逐户计算",
        "check the unit, or ask for this subject with zhiwei answer",
    )
