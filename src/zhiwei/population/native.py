"""The compiled kernel answers a batch in columns."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np

from zhiwei.engine.native.masks import TooManyFacts
from zhiwei.engine.native.measures import NativeMeasures
from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.answering import Answers, Traced
from zhiwei.population.asking import Question
from zhiwei.population.defects import refuse
from zhiwei.population.encode import too_many
from zhiwei.population.stream import Batch
from zhiwei.population.vector.cells import EXACT


class Reusing(NativeMeasures):
    """Measures whose results stand in arrays that the thread's next batch of no more rows overwrites.

    Memory fresh from the system costs a fifth of the time of a run.
    """

    _own: threading.local

    def outputs(self, rows: int) -> list[np.ndarray]:
        """The thread's arrays, or new ones where they are too short."""
        return self._kept("outputs", super().outputs, rows)

    def masks(self, rows: int) -> list[np.ndarray]:
        """The thread's arrays, or new ones where they are too short."""
        return self._kept("masks", super().masks, rows)

    def _kept(self, what: str, make: Callable[[int], list[np.ndarray]], rows: int) -> list[np.ndarray]:
        own = self.__dict__.setdefault("_own", threading.local())
        arrays: list[np.ndarray] | None = getattr(own, what, None)
        if arrays is None or (arrays and len(arrays[0]) < rows):
            arrays = make(rows)
            setattr(own, what, arrays)
        return [array[:rows] for array in arrays]


class Native:
    """The compiled kernel; rows with numbers that float64 cannot carry go to the traced evaluator.

    Several threads may ask at once, each answered on ``threads`` threads; an answer is good until the thread's next.
    """

    def __init__(self, book: Rulebook, question: Question, *, cache: Path, threads: int = 2) -> None:
        """Raises InputDefects for a measure or variable that may lack more facts than a mask can name."""
        self._traced = Traced(book, question)
        try:
            self.kernel = Reusing(
                book, self._traced.engine.law, entity=question.entity, measures=question.measures,
                variables=question.variables, cache=cache, threads=threads,
            )  # fmt: skip
        except TooManyFacts as error:
            raise refuse(too_many(error.name, error.count)) from error

    @property
    def compiled(self) -> bool:
        """Whether the kernel needs no compiling any more."""
        return self.kernel.compiled

    def ready(self) -> None:
        """Compile the kernel, or load it, before several threads ask for it."""
        self.kernel.fill({}, 1, self.kernel.outputs(1))
        self.kernel.run({}, 0)

    def answer(self, batch: Batch) -> Answers:
        """Columns, and replies for the rows beyond their range."""
        columns = self.kernel.run(batch.facts, batch.rows)
        beyond = set(batch.exact)
        for found in columns.variables.values():
            for part in (found.value, found.denominator):
                if part is not None and part.size and (part.max() >= EXACT or part.min() <= -EXACT):
                    beyond.update(np.flatnonzero(np.abs(part) >= EXACT).tolist())
        return Answers(columns, self._traced.replies(batch, sorted(beyond)))
