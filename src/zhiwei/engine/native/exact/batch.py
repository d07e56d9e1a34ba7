"""Open rows of a batch settled for many measures and variables in turn, while their facts are still in the cache."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

import numpy as np

from zhiwei.engine.native.answered import MeasureColumns, VariableColumns
from zhiwei.engine.native.codes import MISSING
from zhiwei.engine.native.exact.answering import Answering
from zhiwei.engine.native.exact.given import Given
from zhiwei.engine.native.exact.settling import settle_rows
from zhiwei.engine.native.exact.task import Task
from zhiwei.engine.native.judge import OPEN

Job = tuple[Answering[Any], Any]
"""What answers, and the columns that a kernel has filled so far."""


class Settling:
    """One thread's work on a batch; its tasks are given back on leaving a ``with`` statement.

    Diagrams are made for what a row asks for first: a batch without missing facts needs none.
    """

    def __init__(self, given: Given, jobs: Sequence[Job]) -> None:
        self._given = given
        self._idle = list(jobs)
        self._busy: list[tuple[Answering[Any], Any, Task]] = []
        self._tied: list[Job] = []
        self._addresses = np.zeros(0, np.int64)

    def rows(self, first: int, last: int) -> None:
        """Settle what a kernel has left open among rows ``first`` to before ``last``."""
        if self._idle:
            self._begin(first, last)
        if len(self._addresses) and settle_rows(self._addresses, 0, 0, first, last):
            for answering, found, task in self._busy:
                answering.look(task, self._given, found)
        for answering, found in self._tied:
            rows = first + np.flatnonzero(_open(found, first, last))
            answering.fill(self._given, rows, found, rows)

    def _begin(self, first: int, last: int) -> None:
        waiting, self._idle = self._idle, []
        for answering, found in waiting:
            if not _open(found, first, last).any():
                self._idle.append((answering, found))
            elif answering.tied_in(self._given):
                self._tied.append((answering, found))
            else:
                self._busy.append((answering, found, answering.lend(self._given, found)))
        self._addresses = np.array([task.address for _, _, task in self._busy], np.int64)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for answering, _, task in self._busy:
            answering.give_back(task)


def _open(found: MeasureColumns | VariableColumns, first: int, last: int) -> np.ndarray:
    """Which of some rows a kernel has left open."""
    marked: np.ndarray = (
        found.verdict[first:last] >= OPEN
        if isinstance(found, MeasureColumns)
        else found.status[first:last] == MISSING
    )
    return marked
