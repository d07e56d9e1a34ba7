"""Rows of facts as columns: boundary rows taken over, random rows drawn near the values at which rules turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from benchmarks.scoreboard.constrained import kept
from benchmarks.scoreboard.settings import Setting
from benchmarks.scoreboard.states import ABSENT, KNOWN, MISSING
from zhiwei.engine.boundaries.constraints import Row
from zhiwei.engine.boundaries.rows import boundary_rows
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.layout import COLUMN_SCALE
from zhiwei.engine.plan import FactSlot
from zhiwei.engine.status import Status

CHUNK = 250_000
"""Rows held in memory at once."""
GAPS = (0.0, 0.0, 0.05, 0.15, 0.4, 0.7)
"""Shares of missing facts, one drawn for each row."""
ABSENCE = 0.3
"""Share of 不适用 among facts that may be so."""
NEAR = 0.6
"""Share of values taken from the boundary rows; the rest lie anywhere in the range."""
REACH = {"money": 12, "count": 6, "number": 10, "rate": 7}
"""Powers of ten up to which numbers are drawn, in the units of the column."""


@dataclass(frozen=True)
class Table:
    """Rows as one column for each fact, all with states."""

    columns: dict[str, FactColumn]
    rows: int

    def take(self, chosen: Any) -> Table:
        """The chosen rows alone: a slice or an array of places."""
        columns = {n: FactColumn(c.values[chosen], c.states[chosen]) for n, c in self.columns.items()}
        return Table(columns, len(next(iter(columns.values())).values) if columns else 0)


def boundaries(setting: Setting) -> Table:
    """The boundary rows of a setting."""
    return table_of(
        setting,
        boundary_rows(setting.book, setting.law, setting.entity, (*setting.variables, *setting.measures)),
    )


def table_of(setting: Setting, rows: Sequence[Row]) -> Table:
    """Rows of facts as columns."""
    columns = {}
    for slot in setting.slots:
        cells = [_cell(slot, setting, row.get(slot.label)) for row in rows]
        values, states = np.array([c[0] for c in cells], float), np.array([c[1] for c in cells], np.uint8)
        columns[slot.label] = FactColumn(values, states)
    return Table(columns, len(rows))


def _cell(slot: FactSlot, setting: Setting, value: Any) -> tuple[float, int]:
    if value is None:
        return 0.0, MISSING
    if value is Status.NOT_APPLICABLE:
        return 0.0, ABSENT
    match slot.variable.type.kind:
        case "number" | "rate":
            return float(Fraction(value) * COLUMN_SCALE), KNOWN
        case "date":
            return float(value.toordinal()), KNOWN
        case "enum":
            return float([m.value for m in slot.variable.enum].index(value)), KNOWN
        case "code":
            return float(setting.book.data.code_lists[slot.variable.list_name or ""].index(value)), KNOWN
    return float(value), KNOWN


def random_tables(setting: Setting, rows: int, seed: int, near: Table) -> Iterator[Table]:
    """``rows`` random rows in chunks; ``near`` are the boundary rows whose values are drawn again, each on its own."""
    for number, first in enumerate(range(0, rows, CHUNK)):
        words = [seed, number, *setting.said.encode()]
        yield drawn(setting, min(CHUNK, rows - first), np.random.default_rng(words), near)


def drawn(setting: Setting, rows: int, dice: np.random.Generator, near: Table) -> Table:
    """Random rows, every fact on its own; in each row the same share of facts is missing on average."""
    gaps = dice.choice(GAPS, rows)
    columns = {}
    for slot in setting.slots:
        pool = _pool(slot, near.columns)
        anywhere = _anywhere(slot, setting, rows, dice)
        values = (
            np.where(dice.random(rows) < NEAR, dice.choice(pool, rows), anywhere) if len(pool) else anywhere
        )
        states = (dice.random(rows) < gaps).astype(np.uint8) * MISSING
        if slot.variable.optional:
            states[(states == KNOWN) & (dice.random(rows) < ABSENCE)] = ABSENT
        values[states != KNOWN] = 0.0
        columns[slot.label] = FactColumn(values, states)
    kept(setting, columns)
    return Table(columns, rows)


def _pool(slot: FactSlot, columns: Mapping[str, FactColumn]) -> np.ndarray:
    column = columns[slot.label]
    values = np.unique(column.values[column.states == KNOWN])
    reach = REACH.get(slot.variable.type.kind)
    return values if reach is None else values[np.abs(values) <= 10.0**reach]


def _anywhere(slot: FactSlot, setting: Setting, rows: int, dice: np.random.Generator) -> np.ndarray:
    variable = slot.variable
    match variable.type.kind:
        case "flag":
            return dice.integers(0, 2, rows).astype(float)
        case "enum":
            return dice.integers(0, len(variable.enum), rows).astype(float)
        case "code":
            return dice.integers(0, len(setting.book.data.code_lists[variable.list_name or ""]), rows).astype(
                float
            )
        case "date":
            day = setting.law.as_of.toordinal()
            last = variable.maximum.toordinal() if variable.maximum else day + 800
            return np.minimum(day - dice.integers(-800, 9_000, rows), last).astype(float)
    scale = COLUMN_SCALE if variable.type.kind in ("rate", "number") else 1
    size = np.floor(10.0 ** (dice.random(rows) * REACH[variable.type.kind]))
    low, high = (None if b is None else float(b * scale) for b in (variable.minimum, variable.maximum))
    if low is None or low < 0:
        size = np.where(dice.random(rows) < 0.1, -size, size)
    if variable.step is not None:
        step = float(variable.step * scale)
        size = np.floor(size / step) * step
    return np.clip(size, low, high) if low is not None or high is not None else size
