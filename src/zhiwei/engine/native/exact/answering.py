"""Rows answered from frozen diagrams; what they do not settle is left to the traced engine, each kind of row once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np

from zhiwei.engine.native.answered import MeasureColumns, VariableColumns
from zhiwei.engine.native.codes import KNOWN
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.exact import fields
from zhiwei.engine.native.exact.forest import Forest
from zhiwei.engine.native.exact.gather import Gatherer
from zhiwei.engine.native.exact.residue import Beyond, Residue
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


@dataclass(frozen=True)
class Frozen:
    """Frozen diagrams with what is asked of them and the means to compare rows that they do not settle.

    ``idle`` are tasks with the blocks they read, to be used again; threads take one each.
    """

    forest: Forest
    form: Any
    residue: Residue
    idle: list[tuple[Gatherer, Task]] = field(default_factory=list)


class Answering(ABC, Generic[Columns]):
    """Answers by rows; ``fallbacks`` counts the rows that the diagrams left to the traced engine, ``traced`` those of them
    that it worked out (the others are like one already worked out)."""

    plan: Plan
    book: Rulebook

    def __init__(self) -> None:
        self.fallbacks = self.traced = 0
        self._kept: dict[Any, tuple[Any, ...]] = {}

    def answer(self, columns: Facts, rows: np.ndarray) -> Columns:
        """The answers for these rows of a batch, in order; a fact without column is missing.

        The diagrams know the plan's facts alone: rows in which another, tied to them, is known are traced.
        """
        rows = np.asarray(rows)
        held = limited(self._tied, columns, rows)
        if not held.any():
            return self._settle(self._usual, False, columns, rows)
        found, _ = self._empty(len(rows))
        found.put(np.flatnonzero(held), self._trace(columns, rows[held]))
        found.put(np.flatnonzero(~held), self._settle(self._usual, False, columns, rows[~held]))
        return found

    @cached_property
    def _tied(self) -> tuple[FactSlot, ...]:
        return tied_slots(self.plan, self.book.data)

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
    def _empty(self, rows: int) -> tuple[Columns, tuple[np.ndarray, ...]]:
        """Answers to be filled, and their arrays."""

    def _take(self, frozen: Frozen, *, everywhere: bool) -> tuple[Gatherer, Task]:
        """An idle task, or a new one where other threads have them all."""
        try:
            return frozen.idle.pop()
        except IndexError:
            pass
        gathered = Gatherer([slot.label for slot in self.plan.facts])
        return gathered, self._task(frozen, gathered, everywhere=everywhere)

    def _task(self, frozen: Frozen, gathered: Gatherer, *, everywhere: bool) -> Task:
        """A task over the blocks of a gatherer."""
        return Task(frozen.forest, gathered.values, gathered.states, everywhere=everywhere)

    @abstractmethod
    def _fill(self, frozen: Frozen, task: Task, found: Columns, trouble: np.ndarray, place: slice) -> None:
        """Answer the block of rows that the task holds."""

    @abstractmethod
    def _trace(self, columns: Facts, rows: np.ndarray) -> Columns:
        """The traced engine's answers."""

    def _settle(self, frozen: Frozen, everywhere: bool, columns: Facts, rows: np.ndarray) -> Columns:
        found, cells = self._empty(len(rows))
        trouble = np.zeros(len(rows), np.uint8)
        gathered, task = self._take(frozen, everywhere=everywhere)
        for first, size in gathered.blocks(columns, rows):
            place = slice(first, first + size)
            self._fill(frozen, task, found, trouble[place], place)
            for _ in range(ROUNDS):
                if not _told(frozen.residue, gathered, task):
                    break
                self._fill(frozen, task, found, trouble[place], place)
            task.grow()
            left = np.flatnonzero(trouble[place] == fields.UNSETTLED)
            if len(left):
                self._remember(frozen.residue, gathered, left, first, found, cells, columns, rows)
        frozen.idle.append((gathered, task))
        odd = np.flatnonzero(trouble == fields.NOWHERE_OPTIONAL)
        if len(odd):
            found.put(odd, self._settle(self._everywhere, True, columns, rows[odd]))
        return found

    def _remember(
        self, residue: Residue, gathered: Gatherer, left: np.ndarray, first: int, found: Columns,
        cells: Sequence[np.ndarray], columns: Facts, rows: np.ndarray,
    ) -> None:  # fmt: skip
        """Answer the rows left over in a block as an equal row was answered, or by the traced engine."""
        self.fallbacks += len(left)
        for k in left:
            place = first + int(k)
            values, states = _row(gathered, int(k))
            try:
                key = residue.key(values, states)
            except Beyond:
                key = None
            kept = None if key is None else self._kept.get(key)
            if kept is not None:
                for cell, value in zip(cells, kept, strict=True):
                    cell[place] = value
                continue
            self.traced += 1
            found.put(np.array([place]), self._trace(columns, rows[place : place + 1]))
            if key is not None:
                if len(self._kept) >= KEPT:
                    self._kept.clear()
                self._kept[key] = tuple(cell[place] for cell in cells)


def _row(gathered: Gatherer, row: int) -> tuple[list[int], list[int]]:
    """Values and states of one row of a block, 0 where there is no value."""
    states = gathered.states[:, row].tolist()
    return [int(v) if s == KNOWN else 0 for v, s in zip(gathered.values[:, row], states, strict=True)], states


def _told(residue: Residue, gathered: Gatherer, task: Task) -> bool:
    """Whether something new could be told about the conditions that a task has met."""
    pending = {key: (node, row) for key, node, row in task.pending()}
    for key, (node, row) in pending.items():
        solvable = residue.solvable(node, *_row(gathered, row))
        task.tell(key, fields.SOLVABLE if solvable else fields.OPAQUE)
    return bool(pending)
