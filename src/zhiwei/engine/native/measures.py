"""Measures and variables of many subjects at once: a compiled kernel over columns, exact in everything it says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np

from zhiwei.engine.native import kernels, masks
from zhiwei.engine.native.answered import Answered, MeasureColumns, VariableColumns
from zhiwei.engine.native.blocks import TO_FLOAT64, TO_INT64
from zhiwei.engine.native.codes import NOT_APPLICABLE
from zhiwei.engine.native.columns import FactColumn, Feed
from zhiwei.engine.native.exact import settling
from zhiwei.engine.native.exact.batch import Job, Settling
from zhiwei.engine.native.exact.given import Given
from zhiwei.engine.native.exact.measure import ExactMeasure
from zhiwei.engine.native.exact.variable import ExactVariable
from zhiwei.engine.native.judge import components_of
from zhiwei.engine.native.layout import arrays_of, layout_of
from zhiwei.engine.native.limits import Limits
from zhiwei.engine.native.shapes import shape_of
from zhiwei.engine.native.tied import tied_slots
from zhiwei.engine.native.traced import TracedRows
from zhiwei.engine.plan import FactSlot, Law
from zhiwei.engine.rulebook import Rulebook

CHUNK = 1 << 13
"""Rows answered by the kernel and settled before the next, so that they are still in the cache."""
LARGE = 1 << 16
"""The same where nothing is settled."""


class NativeMeasures:
    """Measures and variables of an entity under one law, for any number of batches.

    ``facts`` are the labels of the facts that rules read; ``slots`` the slots by label of all facts to give, those among
    them that constraints tie to the former; ``lacking`` names the facts that each measure and variable may lack, in the
    order of its mask bits; ``deciding`` names the parts of each verdict, code k standing for the k-th from 1. Other values of parameters use
    the same compiled kernel: it depends on which rules are in force and which parameters have a value.
    """

    def __init__(
        self, book: Rulebook, law: Law, *, entity: str = "enterprise", measures: Sequence[str] = (),
        variables: Sequence[str] = (), cache: Path, known: frozenset[str] = frozenset(), three_valued: bool = True,
        threads: int = 2, exact: bool = True,
    ) -> None:  # fmt: skip
        """``known`` are facts with a value in every row; ``cache`` the folder of compiled kernels.

        ``three_valued`` asks for masks of missing facts. A measure or variable that may lack more than 64 raises
        :class:`masks.TooManyFacts`. Without ``exact`` no masks are given, a value may be missing though all completions agree, and a verdict that missing facts
        leave open carries :data:`judge.OPEN`.
        """
        self.book, self.law, self.entity = book, law, entity
        self.measures, self.variables = tuple(measures), tuple(variables)
        self.threads, self.exact, self.three_valued = threads, exact, three_valued and exact
        chosen = [book.measures[m] for m in self.measures]
        names = tuple(dict.fromkeys((*(n for m in chosen for n in m.variables()), *self.variables)))
        self.plan = book.plan(entity, names, law)
        self.facts = tuple(slot.label for slot in self.plan.facts)
        self.lacking = masks.facts_of(book, law, entity, self.measures, self.variables)
        if exact:
            masks.check(self.lacking)
        read = (*self.plan.facts, *tied_slots(self.plan, book.data))
        self.slots: Mapping[str, FactSlot] = {slot.label: slot for slot in read}
        self.deciding = {m.id: components_of(m) for m in chosen}
        layout = layout_of(self.plan, book.data, known)
        self._law = arrays_of(self.plan, layout, book.data)
        self._feed = Feed(layout, self.plan, book.data)
        shape = shape_of(self.plan, layout, book.data, chosen, self.variables)
        self.kernel = shape.kernel
        self._cache = cache
        self._limits = Limits(book, self.plan, layout.columns, shape.memory)
        self._traced = TracedRows(book, law, entity, self.lacking)
        self._measures: dict[str, ExactMeasure] = {}
        self._variables: dict[str, ExactVariable] = {}

    @property
    def compiled(self) -> bool:
        """Whether nothing needs compiling any more: neither the kernel nor what settles the rows that it leaves open."""
        return kernels.is_compiled(self.kernel.text, self._cache) and (
            not self.exact or settling.is_compiled()
        )

    @cached_property
    def _run(self) -> kernels.Run:
        if self.exact:
            settling.prepare()
        return kernels.load(self.kernel.text, self._cache)

    def run(self, facts: Mapping[str, FactColumn], rows: int) -> Answered:
        """The answers for a batch of subjects."""
        arrays, lacks = self.outputs(rows), self.masks(rows)
        answered = self._named(arrays, lacks, rows)
        part = self._part(facts, arrays)
        given = Given(facts)
        jobs: list[Job] = []
        if self.exact:
            jobs += [(self._exact_measure(name), columns) for name, columns in answered.measures.items()]
            jobs += [(self._exact_variable(name), columns) for name, columns in answered.variables.items()]
        chunks = iter(range(0, rows, CHUNK))

        def work(_: int) -> int:
            outside = 0
            with Settling(given, jobs) as settled:
                for first in chunks:  # threads take turns
                    last = min(rows, first + CHUNK)
                    outside += part(first, last)
                    for mask in lacks:
                        mask[first:last] = 0
                    for found in answered.variables.values():
                        status = found.status[first:last]
                        np.minimum(status, NOT_APPLICABLE, out=status)
                    settled.rows(first, last)
            return outside

        if self._on_threads(work, rows):
            self._retrace(answered, facts)
        return answered

    def _on_threads(self, work: Callable[[int], int], rows: int) -> int:
        """The sum of what each thread's work gives."""
        if self.threads < 2 or rows < 2 * CHUNK:
            return work(0)
        with ThreadPoolExecutor(self.threads) as pool:
            return sum(pool.map(work, range(self.threads)))

    def fill(self, facts: Mapping[str, FactColumn], rows: int, arrays: Sequence[np.ndarray]) -> int:
        """Run the kernel alone over a batch, into arrays of :meth:`outputs`, on all threads.

        Rows that lack facts may be left open (:data:`judge.OPEN`). Gives how many numbers are beyond the limits.
        """
        part, chunks = self._part(facts, arrays), iter(range(0, rows, LARGE))
        return self._on_threads(lambda _: sum(part(k, min(rows, k + LARGE)) for k in chunks), rows)

    def _part(
        self, facts: Mapping[str, FactColumn], arrays: Sequence[np.ndarray]
    ) -> Callable[[int, int], int]:
        """The kernel over a batch, for some of its rows at a time."""
        feeding = self._feed.of(facts)
        outputs = self.kernel.outputs
        kinds = np.array([o.kind for o in outputs], np.int64)
        targets = np.array([a.__array_interface__["data"][0] for a in arrays], np.uint64)
        places = np.array([o.place for o in outputs], np.int64)

        run = self._run  # loaded before threads share it

        def part(first: int, last: int) -> int:
            return run(
                feeding.kinds, feeding.places, feeding.sources, feeding.tables, feeding.fills, self._limits.lows, self._limits.highs,
                self._law.scalars, self._law.tables, kinds, targets, places, first, last,
            )  # fmt: skip

        return part

    def outputs(self, rows: int) -> list[np.ndarray]:
        """Arrays for the results of a batch, to be used again for the next one."""
        types = {TO_FLOAT64: np.float64, TO_INT64: np.int64}
        return [np.empty(rows, types.get(o.type, np.uint8)) for o in self.kernel.outputs]

    def masks(self, rows: int) -> list[np.ndarray]:
        """Arrays for the masks of a batch, by measure and variable; none where they were not asked for."""
        count = len(self.measures) + len(self.variables) if self.three_valued else 0
        return [np.empty(rows, np.uint64) for _ in range(count)]

    def _named(self, arrays: Sequence[np.ndarray], lacks: Sequence[np.ndarray], rows: int) -> Answered:
        parts = {(o.of, o.part): a for o, a in zip(self.kernel.outputs, arrays, strict=True)}
        missing = dict(zip((*self.measures, *self.variables), lacks, strict=False))
        measures = {
            m: MeasureColumns(
                parts[m, "verdict"],
                parts.get((m, "amount")),
                parts.get((m, "paid")),
                parts[m, "deciding"],
                missing.get(m),
            )
            for m in self.measures
        }
        variables = {}
        for name in self.variables:
            status = parts.get((name, "status"))
            status = np.zeros(rows, np.uint8) if status is None else status
            variables[name] = VariableColumns(
                parts[name, "value"], parts.get((name, "denominator")), status, missing.get(name)
            )
        return Answered(rows, measures, variables, self.lacking)

    def _exact_measure(self, name: str) -> ExactMeasure:
        if name not in self._measures:
            self._measures[name] = ExactMeasure(self.book, self.law, name, self.lacking[name])
        return self._measures[name]

    def _exact_variable(self, name: str) -> ExactVariable:
        if name not in self._variables:
            self._variables[name] = ExactVariable(
                self.book, self.law, name, self.lacking[name], entity=self.entity
            )
        return self._variables[name]

    def _retrace(self, answered: Answered, facts: Mapping[str, FactColumn]) -> None:
        """Answer rows with figures that float64 cannot carry exactly by the traced engine."""
        for measure, columns in answered.measures.items():
            rows = self._limits.beyond(self.book.measures[measure].variables(), facts)
            columns.put(rows, self._traced.measure(measure, facts, rows))
        for name, found in answered.variables.items():
            rows = self._limits.beyond((name,), facts)
            found.put(rows, self._traced.variable(name, facts, rows))
