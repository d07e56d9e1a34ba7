"""Rows answered from frozen diagrams; what they do not settle is left to the traced engine, each kind of row once."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np

from zhiwei.engine.native.answered import MeasureColumns, VariableColumns
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.exact import fields, idle
from zhiwei.engine.native.exact.forest import Forest
from zhiwei.engine.native.exact.given import Given
from zhiwei.engine.native.exact.residue import Beyond, Residue
from zhiwei.engine.native.exact.settling import settle_rows
from zhiwei.engine.native.exact.task import Task
from zhiwei.engine.native.tied import limited, tied_slots
from zhiwei.engine.plan import FactSlot, Plan
from zhiwei.engine.rulebook import Rulebook

ROUNDS = 4
"""How often a block is gone over again after conditions known in part were looked into."""
KEPT = 1 << 18
"""Answers of the traced engine held in memory; when they are full, all go."""

Columns = TypeVar("Columns", MeasureColumns, VariableColumns)
Facts = Mapping[str, FactColumn]


@dataclass(frozen=True, eq=False)
class Frozen:
    """Frozen diagrams with what is asked of them and the means to compare rows that they do not settle.

    ``roots`` of what is asked; ``everywhere`` whether any fact may be not applicable; ``idle`` are tasks to be used
    again, threads take one each.
    """

    forest: Forest
    roots: Sequence[tuple[int, int]]
    residue: Residue
    everywhere: bool
    idle: list[Task] = field(default_factory=list)


class Answering(ABC, Generic[Columns]):
    """Answers by rows; ``fallbacks`` counts the rows that the diagrams left to the traced engine, ``traced`` those of them
    that it worked out (the others are like one already worked out)."""

    plan: Plan
    book: Rulebook

    def __init__(self) -> None:
        self.fallbacks = self.traced = 0
        self._kept: dict[Any, Columns] = {}
        self._lock = threading.Lock()

    def answer(self, columns: Facts, rows: np.ndarray) -> Columns:
        """The answers for these rows of a batch, in order; a fact without column is missing."""
        rows = np.asarray(rows, np.int64)
        found = self._empty(len(rows))
        self.fill(Given(columns), rows, found, np.arange(len(rows)))
        return found

    def fill(self, given: Given, rows: np.ndarray, found: Columns, places: np.ndarray) -> None:
        """Put the answers for rows of a batch (int64) into places of columns.

        The diagrams know the plan's facts alone: rows in which another, tied to them, is known are traced.
        """
        if self._tied:
            held = limited(self._tied, given.columns, rows)
            if held.any():
                found.put(places[held], self._trace(given.columns, rows[held]))
                rows, places = rows[~held], places[~held]
        self._fill(self._usual, given, rows, found, places)

    def tied_in(self, given: Given) -> bool:
        """Whether a fact is given that diagrams do not know, though it limits one of theirs."""
        return any(slot.label in given.columns for slot in self._tied)

    def lend(self, given: Given, found: Columns) -> Task:
        """A task that answers what is marked in columns, for one thread; to be given back."""
        with self._lock:
            frozen = self._usual
        return self._lent(frozen, given, found)

    def give_back(self, task: Task) -> None:
        """Take back a task that was lent."""
        idle.keep(self._usual, task)

    def look(self, task: Task, given: Given, found: Columns) -> None:
        """Look after what a task has left over."""
        self._look(self._usual, task, given, found)

    @cached_property
    def _tied(self) -> tuple[FactSlot, ...]:
        return tied_slots(self.plan, self.book.data)

    @cached_property
    def _labels(self) -> tuple[str, ...]:
        return tuple(slot.label for slot in self.plan.facts)

    @cached_property
    def _usual(self) -> Frozen:
        return self._freeze(everywhere=False)

    @cached_property
    def _everywhere(self) -> Frozen:
        return self._freeze(everywhere=True)

    @abstractmethod
    def _freeze(self, *, everywhere: bool) -> Frozen:
        """The diagrams; ``everywhere`` lets facts be not applicable that are not declared optional."""

    @abstractmethod
    def _empty(self, rows: int) -> Columns:
        """Answers to be filled."""

    def _task(self, frozen: Frozen) -> Task:
        """A new task."""
        task = Task(frozen.forest, everywhere=frozen.everywhere)
        task.roots(frozen.roots)
        return task

    @abstractmethod
    def _trace(self, columns: Facts, rows: np.ndarray) -> Columns:
        """The traced engine's answers."""

    def _lent(self, frozen: Frozen, given: Given, found: Columns) -> Task:
        task = idle.take(frozen) or self._task(frozen)
        task.begin()
        task.feed(given.table(self._labels))
        task.answer_into(found)
        return task

    def _fill(
        self, frozen: Frozen, given: Given, rows: np.ndarray, found: Columns, places: np.ndarray
    ) -> None:
        task = self._lent(frozen, given, found)
        for first in range(0, len(rows), fields.MOST_ROWS):
            if self._list(task, rows, places, first, min(len(rows), first + fields.MOST_ROWS)):
                self._look(frozen, task, given, found)
        idle.keep(frozen, task)

    @staticmethod
    def _list(task: Task, rows: np.ndarray, places: np.ndarray, first: int, last: int) -> int:
        """Answer rows of a list."""
        assert rows.dtype == places.dtype == np.int64
        assert rows.flags.c_contiguous
        assert places.flags.c_contiguous
        return settle_rows(task.addresses, rows.ctypes.data, places.ctypes.data, first, last)

    def _look(self, frozen: Frozen, task: Task, given: Given, found: Columns) -> None:
        """Tell what was asked for; answer otherwise what then is left over."""
        task.grow()
        left = task.left()
        for _ in range(ROUNDS):
            if not self._told(frozen.residue, given, task):
                break
            again = left[:, 2] == fields.UNSETTLED
            rows, places = np.ascontiguousarray(left[again, 0]), np.ascontiguousarray(left[again, 1])
            if not len(rows):
                break
            self._list(task, rows, places, 0, len(rows))
            left = np.concatenate([left[~again], task.left()])
        unsettled, odd = (left[left[:, 2] == why] for why in (fields.UNSETTLED, fields.NOWHERE_OPTIONAL))
        self._remember(frozen.residue, given, unsettled[:, 0], found, unsettled[:, 1])
        if len(odd):
            with self._lock:
                everywhere = self._everywhere
            self._fill(everywhere, given, odd[:, 0].copy(), found, odd[:, 1].copy())

    def _remember(
        self, residue: Residue, given: Given, rows: np.ndarray, found: Columns, places: np.ndarray
    ) -> None:
        """Answer rows as an equal row was answered, or by the traced engine."""
        self.fallbacks += len(rows)
        for k in range(len(rows)):
            try:
                key = residue.key(*given.row(self._labels, int(rows[k])))
            except Beyond:
                key = None
            answer = None if key is None else self._kept.get(key)
            if answer is None:
                self.traced += 1
                answer = self._trace(given.columns, rows[k : k + 1])
                if key is not None:
                    if len(self._kept) >= KEPT:
                        self._kept.clear()
                    self._kept[key] = answer
            found.put(places[k : k + 1], answer)

    def _told(self, residue: Residue, given: Given, task: Task) -> bool:
        """Whether something new could be told about the conditions that a task has met."""
        pending = {key: (node, row) for key, node, row in task.pending()}
        for key, (node, row) in pending.items():
            solvable = residue.solvable(node, *given.row(self._labels, row))
            task.tell(key, fields.SOLVABLE if solvable else fields.OPAQUE)
        return bool(pending)
