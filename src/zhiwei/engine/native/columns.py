"""A batch of subjects as columns, and where a kernel finds what it reads of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from zhiwei.engine.model import RulebookData
from zhiwei.engine.native.areas import places_of
from zhiwei.engine.native.blocks import FILL, GATHER, NARROW, NUMBER
from zhiwei.engine.native.codes import KNOWN, MISSING
from zhiwei.engine.native.layout import STATE, VALUE, Column, Layout, gathered
from zhiwei.engine.plan import Plan

_NUMBER = {np.dtype(name): number for name, number in NUMBER.items()}


@dataclass(frozen=True)
class FactColumn:
    """One fact for a batch, in internal units.

    ``values`` are whole numbers of any type of :data:`blocks.DTYPES`: fen, counts, ordinals, 0/1, positions in a
    vocabulary or code list, and for rates and other fractions the numerator over :data:`layout.COLUMN_SCALE`; 0 where
    the fact is not known. ``states`` uint8 status codes, None where all are known.
    """

    values: np.ndarray
    states: np.ndarray | None = None


class Feed:
    """What every input column of a kernel is read from; the law's part is made once, the facts' for each batch."""

    def __init__(self, layout: Layout, plan: Plan, book: RulebookData) -> None:
        self.columns: Sequence[Column] = layout.columns
        count = max(1, len(self.columns))
        self.kinds = np.full(count, FILL, np.int64)
        self.places = np.zeros(count, np.int64)
        narrow = [column.narrow for column in self.columns]
        self.places[: len(narrow)] = places_of(narrow)
        self.kinds[: len(narrow)] += NARROW * np.array(narrow, np.int64)
        self.tables = np.zeros(count, np.uint64)
        self.fills = np.zeros(count)
        self._entries: dict[int, np.ndarray] = {}
        for k, column in enumerate(self.columns):
            if column.what in (VALUE, STATE):
                continue
            entries = gathered(plan, column, book)
            self.fills[k] = entries[0]
            if len(entries) > 1:
                self._entries[k] = np.ascontiguousarray(entries)
                self.tables[k] = self._entries[k].ctypes.data

    def of(self, facts: Mapping[str, FactColumn]) -> Feeding:
        """The arrays to hand to a kernel for a batch; a fact not given is missing in every row."""
        kinds, fills = self.kinds.copy(), self.fills.copy()
        sources = np.zeros(len(kinds), np.uint64)
        held: list[np.ndarray] = []
        for k, column in enumerate(self.columns):
            given = facts.get(column.fact) if column.fact is not None else None
            if column.what == STATE and (given is None or given.states is None):
                fills[k] = MISSING if given is None else KNOWN
            elif given is not None and (column.what in (VALUE, STATE) or k in self._entries):
                array = given.states if column.what == STATE else given.values
                assert array is not None
                array = np.ascontiguousarray(array)
                held.append(array)
                sources[k] = array.__array_interface__["data"][0]
                number = _NUMBER[array.dtype]
                kinds[k] += number if column.what in (VALUE, STATE) else GATHER + 256 * number
        return Feeding(kinds, self.places, sources, self.tables, fills, held)


@dataclass(frozen=True)
class Feeding:
    """Arguments of a kernel for a batch; ``held`` keeps alive what the addresses point to."""

    kinds: np.ndarray
    places: np.ndarray
    sources: np.ndarray
    tables: np.ndarray
    fills: np.ndarray
    held: list[np.ndarray] = field(default_factory=list)
