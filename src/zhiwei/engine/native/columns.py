"""A batch of subjects as float64 columns with a status for each cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from zhiwei.engine.model import RulebookData
from zhiwei.engine.native.codes import CODE, KNOWN, MISSING
from zhiwei.engine.native.layout import Layout, common_denominator, gathered
from zhiwei.engine.plan import DelegatedStep, Plan
from zhiwei.engine.status import Status


@dataclass(frozen=True)
class FactColumn:
    """One fact for a batch, in internal units.

    ``values`` float64: fen, whole counts, ordinals, 0/1, positions in a vocabulary or code list, and for rates and other
    fractions the numerator over :data:`layout.COLUMN_SCALE`. ``states`` uint8 status codes, None where all are known.
    """

    values: np.ndarray
    states: np.ndarray | None = None


def stack(
    layout: Layout, plan: Plan, book: RulebookData, facts: Mapping[str, FactColumn], rows: int
) -> tuple[np.ndarray, np.ndarray]:
    """Columns and statuses in the layout's order; a fact not given is missing in every row."""
    values = np.zeros((len(layout.columns), rows))
    states = np.full((len(layout.columns), rows), MISSING, np.uint8)
    by_slot: dict[int, FactColumn] = {}
    for position, column in enumerate(layout.columns):
        if column.table is not None:
            table, key = gathered(plan, column, book)
            if key in facts:
                values[position] = np.take(table, facts[key].values.astype(np.int32))
            states[position] = KNOWN
            continue
        step = plan.producers.get(column.slot)
        if isinstance(step, DelegatedStep):
            _delegated(step, by_slot, book, values[position], states[position])
            continue
        given = facts.get(column.name)
        if given is not None:
            values[position] = given.values
            states[position] = KNOWN if given.states is None else given.states
            by_slot[column.slot] = given
    return values, states


def _delegated(
    step: DelegatedStep,
    facts: Mapping[int, FactColumn],
    book: RulebookData,
    values: np.ndarray,
    states: np.ndarray,
) -> None:
    """Values of a delegated parameter gathered by the division of each row."""
    den = common_denominator(step)
    default = _cell(step.default[0], den)
    given = facts.get(step.division) if step.division is not None else None
    if step.division is None or not step.by_division:
        values[:], states[:] = default
        return
    codes = book.code_lists[_division_list(book)]
    table = np.array([_cell(step.by_division.get(c, step.default)[0], den) for c in codes])
    if given is None:
        return
    index = given.values.astype(np.int64)
    values[:], states[:] = table[index, 0], table[index, 1].astype(np.uint8)
    if given.states is not None:
        unknown = given.states != KNOWN
        states[unknown] = given.states[unknown]


def _division_list(book: RulebookData) -> str:
    return next(v.list_name or "" for v in book.variables.values() if v.name == "division")


def _cell(value: object, den: int) -> tuple[float, int]:
    if isinstance(value, Status):
        return 0.0, CODE[value]
    return float(value * den), KNOWN  # type: ignore[operator]
