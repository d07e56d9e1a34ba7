"""Present law and reform run over the same batches and counted; nothing is kept of a batch but counts and sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from zhiwei.engine.native.answered import Answered
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.measures import NativeMeasures
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.what_if.engines import Engine, TracedMeasures
from zhiwei.population.what_if.groups import Grouping, classifiers, group_of
from zhiwei.population.what_if.lines import Line, Lines
from zhiwei.population.what_if.reform import Reform, Supposition
from zhiwei.population.what_if.result import TOTAL, VariantResult
from zhiwei.population.what_if.tally import LineTally, Totals
from zhiwei.population.what_if.views import Shift, View, shift, together, view


class Comparison:
    """Engines of the present law, of the reform and of its variants, and what they have counted so far.

    All laws of one shape share one compiled kernel; see :class:`NativeMeasures`.
    """

    def __init__(
        self, book: Rulebook, law: Law, reform: Reform, lines: Lines, groups: Sequence[Grouping], *, cache: Path,
        threads: int = 2, traced: bool = False,
    ) -> None:  # fmt: skip
        """``cache`` is the folder of compiled kernels; ``traced`` does without them, row by row."""
        self.book, self.law, self.reform, self.lines, self.groups = book, law, reform, lines, groups
        self._cache, self._threads, self._traced = cache, threads, traced
        asked = (lines.measures, lines.variables)
        self.present = self._engine(Supposition(), *asked)
        self.supposed = self._engine(reform.supposition, *asked)
        self.varied = [self._engine(v.supposition, *asked) for v in reform.variants]
        self.classes = self._engine(Supposition(), (), classifiers(groups))
        sizes = {g.name: len(g.members) for g in groups}
        self.tallies = {TOTAL: LineTally(0, sizes)} if lines.total else {}
        self.tallies |= {line.name: LineTally(len(line.cells), sizes) for line in lines.every}
        counted = [*([TOTAL] if lines.total else []), *(line.name for line in self._ranked())]
        self.variants = [
            VariantResult(v, {name: Totals.empty() for name in counted}) for v in reform.variants
        ]

    def _engine(self, supposition: Supposition, measures: Sequence[str], variables: Sequence[str]) -> Engine:
        book, law = supposition.book(self.book), supposition.law(self.law)
        if self._traced:
            return TracedMeasures(book, law, self.reform.entity, measures, variables)
        return NativeMeasures(
            book, law, entity=self.reform.entity, measures=measures, variables=variables, cache=self._cache,
            three_valued=False, threads=self._threads,
        )  # fmt: skip

    @property
    def engines(self) -> tuple[Engine, ...]:
        """Every engine in use."""
        return (self.present, self.supposed, *self.varied, self.classes)

    def facts(self) -> tuple[str, ...]:
        """Labels of all facts that are read, each once."""
        return tuple(dict.fromkeys(label for engine in self.engines for label in engine.facts))

    def add(self, facts: Mapping[str, FactColumn], rows: int) -> None:
        """Answer and count a batch."""
        before = self._views(self.present.run(facts, rows))
        groups = group_of(self.groups, facts, self.classes.run(facts, rows), rows)
        after = self._views(self.supposed.run(facts, rows))
        for line in self.lines.every:
            self.tallies[line.name].move(before[line.name], after[line.name])
        for name, change in self._shifts(before, after).items():
            self.tallies[name].add(change, groups)
        for engine, found in zip(self.varied, self.variants, strict=True):
            shifts = self._shifts(before, self._views(engine.run(facts, rows)))
            for name, change in shifts.items():
                found.totals[name].add(change)

    def _ranked(self) -> list[Line]:
        return [line for line in self.lines.every if line.ranked]

    def _views(self, answered: Answered) -> dict[str, View]:
        return {line.name: view(line, answered) for line in self.lines.every}

    def _shifts(self, before: Mapping[str, View], after: Mapping[str, View]) -> dict[str, Shift]:
        """The change of each line that has winners and losers, and of the total."""
        found = {line.name: shift(line, before[line.name], after[line.name]) for line in self._ranked()}
        if self.lines.total:
            found[TOTAL] = together([found[name] for name in self.lines.total])
        return found
