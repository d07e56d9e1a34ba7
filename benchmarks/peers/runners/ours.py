"""Zhiwei's native engine, files read by polars and answered by two threads, a batch each."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.peers import counting, ours, reading
from benchmarks.peers.outputs import AMOUNTS, NO_TAX, OUTPUTS, POSSIBLE, TOTALS
from benchmarks.peers.runners.form import Lists
from benchmarks.reference.book import reference
from benchmarks.reference.rows import DAYS, EPOCH, NONE, OPTIONAL, STAFF_SCALE, fact_columns
from zhiwei.engine.native.answered import Answered
from zhiwei.engine.native.codes import NOT_APPLICABLE
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.layout import COLUMN_SCALE
from zhiwei.policy.library import cache_folder
from zhiwei.population.ahead import in_order
from zhiwei.population.native import Reusing
from zhiwei.population.writers.pages import Room
from zhiwei.population.writers.row_group import Growing, RowGroup, row_group
from zhiwei.population.writers.table import Numbers, Written

BATCH = 1 << 18
"""Rows read and answered at once, and rows of a row group written."""
PIECE = 1 << 16
"""Rows answered and counted at once, so that the answers are counted in the cache."""
MORE = 2
"""Batches that wait while others are worked on, so that no thread is idle while one is read or written."""
STAFF = np.int64(COLUMN_SCALE // STAFF_SCALE)


class Runner:
    """The compiled rulebook for complete facts; output buffers are used again."""

    complete = True

    def __init__(self, lists: Lists) -> None:
        self.lists = lists
        cache = Path(os.environ.get("ZHIWEI_BENCH_KERNELS") or cache_folder() / "kernels")
        self.engine = ours.engine(
            reference(), cache, complete=self.complete, threads=lists.threads, kind=Reusing
        )
        self.engine.run({}, 1)
        self.names = self.engine.facts
        self.buffers: list[np.ndarray] = []
        alone: dict[str, Any] = {"complete": self.complete, "threads": 1, "kind": Reusing}
        self.of_batches = ours.engine(reference(), cache, **alone)
        self.counted = ours.engine(reference(), cache, variables=False, **alone)
        self.counted.run({}, 1)
        self.facts = _Facts()
        _warm()

    def load(self, path: Path) -> dict[str, FactColumn]:
        return fact_columns(reading.column_by_column(path, self.names))

    def memory(self, loaded: dict[str, FactColumn]) -> None:
        rows = len(loaded["division"].values)
        if not self.buffers or len(self.buffers[0]) != rows:
            self.buffers = self.engine.outputs(rows)
        self.engine.fill(loaded, rows, self.buffers)

    def outputs(self, path: Path) -> reading.Columns:
        columns = reading.column_by_column(path, self.names)
        return ours.plain(self.engine.run(fact_columns(columns), len(columns["division"])))

    def totals(self, path: Path) -> np.ndarray:
        divisions = len(self.lists.divisions)

        def part(frame: pl.DataFrame) -> np.ndarray:
            found = np.zeros((divisions, len(TOTALS)), np.int64)
            columns = reading.numpy_columns(frame)
            for first in range(0, frame.height, PIECE):
                piece = {name: column[first : first + PIECE] for name, column in columns.items()}
                found += _totals(self._only_counted(piece), piece["division"], divisions)
            return found

        out = np.zeros((divisions, len(TOTALS)), np.int64)
        frames = reading.frames(path, self.counted.facts, BATCH)
        for found in in_order(part, frames, self.lists.threads, MORE):
            out += found
        return out

    def _only_counted(self, columns: reading.Columns) -> reading.Columns:
        """Verdicts and amounts, good until the thread's next; from the kernel alone, which leaves nothing open here."""
        rows, facts = len(columns["division"]), self.facts.of(columns)
        arrays = self.counted.outputs(rows)
        if self.counted.fill(facts, rows, arrays):  # a figure too great for the kernel
            return ours.of_measures(self.counted.run(facts, rows))
        places = zip(self.counted.kernel.outputs, arrays, strict=True)
        return {f"{output.of.replace('/', '_')}_{output.part}": array for output, array in places}

    def file(self, path: Path, target: Path) -> None:
        rooms = [Room() for _ in range(self.lists.threads + MORE + 1)]  # at work, waiting, being written

        def part(frame: pl.DataFrame) -> tuple[RowGroup, Room]:
            room, columns = rooms.pop(), reading.numpy_columns(frame)
            answered = self.of_batches.run(self.facts.of(columns), len(columns["id"]))
            return row_group({"id": Numbers(columns["id"]), **self.facts.written(answered)}, room), room

        with target.open("wb") as file:
            growing = Growing(file)
            for group, room in in_order(
                part, reading.frames(path, ("id", *self.names), BATCH), self.lists.threads, MORE
            ):
                growing.add(group)
                rooms.append(room)
            growing.end(pl.DataFrame(schema=reading.SCHEMA))


class _Facts(threading.local):
    """Columns as the engine takes them, the few that are not so already in arrays that a thread uses again."""

    def __init__(self) -> None:
        self._kept: dict[str, np.ndarray] = {}

    def _array(self, name: str, rows: int, dtype: type) -> np.ndarray:
        if len(self._kept.get(name, ())) < rows:
            self._kept[name] = np.empty(rows, dtype)
        return self._kept[name][:rows]

    def of(self, columns: reading.Columns) -> dict[str, FactColumn]:
        """As :func:`fact_columns` for complete facts, good until the thread's next."""
        facts = {name: FactColumn(column) for name, column in columns.items() if name != "id"}
        rows = len(columns["division"])
        staff = self._array("average_employees", rows, np.int64)
        facts["average_employees"] = FactColumn(np.multiply(columns["average_employees"], STAFF, out=staff))
        for name in DAYS:
            days = self._array(name, rows, np.int32)
            facts[name] = FactColumn(np.add(columns[name], np.int32(EPOCH), out=days))
        absent = np.equal(columns[OPTIONAL], NONE, out=self._array("absent", rows, np.bool_))
        states = np.multiply(absent, np.uint8(NOT_APPLICABLE), out=self._array("states", rows, np.uint8))
        np.copyto(facts[OPTIONAL].values, 0, where=absent)
        facts[OPTIONAL] = FactColumn(facts[OPTIONAL].values, states)
        return facts

    def written(self, answered: Answered) -> Written:
        """As :func:`ours.plain`, good until the thread's next."""
        found = ours.of_measures(answered)
        for name, variable in answered.variables.items():
            found[name] = self._array(f"written {name}", answered.rows, OUTPUTS[name])
            np.copyto(found[name], variable.value, casting="unsafe")
        tax = answered.variables["corporate_income_tax"]
        np.copyto(found["corporate_income_tax"], NO_TAX, where=tax.status == NOT_APPLICABLE)
        return _columns(found)


def _totals(found: Mapping[str, np.ndarray], division: np.ndarray, divisions: int) -> np.ndarray:
    """As :func:`benchmarks.peers.outputs.totals`, in a compiled loop."""
    counts = np.zeros((len(POSSIBLE), divisions, counting.CODES), np.int64)
    sums = np.zeros((len(AMOUNTS), divisions), np.int64)
    verdicts = tuple(found[f"{measure}_verdict"] for measure in POSSIBLE)
    amounts = tuple(found[f"{measure}_amount"] for measure in AMOUNTS)
    counting.count(division, verdicts, amounts, counts, sums)
    counted = [counts[k, :, list(codes)].T for k, codes in enumerate(POSSIBLE.values())]
    return np.concatenate([*counted, sums.T], axis=1)


def _warm() -> None:
    """Load what is compiled beside the kernel."""
    found = {name: np.arange(9).astype(dtype) for name, dtype in OUTPUTS.items()}
    division = np.zeros(9, np.uint16)
    division.setflags(write=False)  # as polars gives it: another type to the compiler
    _totals(found, division, 1)
    row_group(_columns({"id": np.arange(9, dtype=np.uint32), **found}))


def _columns(found: reading.Columns) -> Written:
    return {name: Numbers(array) for name, array in found.items()}
