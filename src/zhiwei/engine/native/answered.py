"""Answers as columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhiwei.engine.native.masks import Facts


@dataclass
class MeasureColumns:
    """The verdicts on one measure.

    ``verdict`` uint8, positions in ``outcome.VERDICTS``; ``amount`` int64 fen, 0 where not known, and ``amount_status``
    uint8 (:mod:`codes`, or ``judge.NO_AMOUNT``), None for a measure without amount; ``deciding`` uint8, 0 or the place
    from 1 among ``judge.components_of``; ``missing`` uint64, bit i where verdict or amount still depend on the
    i-th of the measure's own facts (:mod:`masks`), None where masks were not asked for.
    """

    verdict: np.ndarray
    amount: np.ndarray | None
    amount_status: np.ndarray | None
    deciding: np.ndarray
    missing: np.ndarray | None = None

    def put(self, rows: np.ndarray, other: MeasureColumns) -> None:
        """Take over the answers of another for these rows."""
        self.verdict[rows], self.deciding[rows] = other.verdict, other.deciding
        if self.amount is not None and self.amount_status is not None:
            self.amount[rows], self.amount_status[rows] = other.amount, other.amount_status
        if self.missing is not None:
            self.missing[rows] = other.missing


@dataclass
class VariableColumns:
    """The results of one variable.

    ``value`` float64 whole numbers in the units of fact columns (numerators, with ``denominator`` float64 beside them
    where it is not 1); ``status`` uint8 (:mod:`codes`); ``missing`` as for measures.
    """

    value: np.ndarray
    denominator: np.ndarray | None
    status: np.ndarray
    missing: np.ndarray | None = None

    def put(self, rows: np.ndarray, other: VariableColumns) -> None:
        """Take over the results of another for these rows."""
        self.value[rows], self.status[rows] = other.value, other.status
        if self.denominator is not None:
            self.denominator[rows] = 1.0 if other.denominator is None else other.denominator
        if self.missing is not None:
            self.missing[rows] = other.missing


@dataclass
class Answered:
    """The answers for a batch by measure and variable; ``facts`` are the labels of each one's mask bits in order."""

    rows: int
    measures: dict[str, MeasureColumns]
    variables: dict[str, VariableColumns]
    facts: Facts
