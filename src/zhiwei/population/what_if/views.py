"""What a line comes to for a batch of subjects: amount, what keeps it from being counted, and its cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from zhiwei.engine.native.answered import Answered, MeasureColumns, VariableColumns
from zhiwei.engine.native.codes import CODE, MISSING
from zhiwei.engine.outcome import POSITIVE, VERDICTS
from zhiwei.engine.status import Status
from zhiwei.population.what_if.lines import Line

COUNTED, LAW_UNKNOWN, NO_DECISION, UNDETERMINED = range(4)
"""Why a subject is not counted; of two reasons the greater stands."""
UNCHANGED, WINNER, LOSER = range(3)
CLASSES = ("unchanged", "winners", "losers", "law_unknown", "no_decision", "undetermined")
"""What a subject counts as: the classes of the counted, then the reasons for not counting."""

_BY_STATUS = np.zeros(256, np.uint8)
_BY_STATUS[MISSING] = UNDETERMINED
_BY_STATUS[CODE[Status.NO_DECISION]] = NO_DECISION
_BY_STATUS[CODE[Status.UNKNOWN_LAW]] = LAW_UNKNOWN
_BY_VERDICT = np.zeros(len(VERDICTS), np.uint8)
_BY_VERDICT[VERDICTS.index("undetermined")] = UNDETERMINED
_BY_VERDICT[VERDICTS.index("no_decision_filed")] = NO_DECISION
_BY_VERDICT[VERDICTS.index("unknown_law")] = LAW_UNKNOWN


@dataclass(frozen=True)
class View:
    """``amount`` int64: fen, or 0/1 for a favourable verdict; 0 where ``reason`` is not ``COUNTED``. ``cell`` uint8."""

    amount: np.ndarray
    reason: np.ndarray
    cell: np.ndarray | None


@dataclass(frozen=True)
class Shift:
    """The change of a line: ``gain`` int64, fen to the subject; ``kind`` uint8, position in :data:`CLASSES`."""

    gain: np.ndarray
    kind: np.ndarray


def view(line: Line, answered: Answered) -> View:
    """The line under one law."""
    if line.measure is not None:
        return _measure(line, answered.measures[line.name])
    return _variable(line, answered.variables[line.name])


def shift(line: Line, before: View, after: View) -> Shift:
    """What the subjects gain from one law to the other, and what they count as."""
    return classed(line.sign * (after.amount - before.amount), np.maximum(before.reason, after.reason))


def together(shifts: list[Shift]) -> Shift:
    """The sum of several lines: counted only where each is."""
    gain = np.sum([s.gain for s in shifts], axis=0)
    reason = np.max([np.maximum(s.kind, LOSER) - LOSER for s in shifts], axis=0)
    return classed(gain, reason)


def classed(gain: np.ndarray, reason: np.ndarray) -> Shift:
    """Gains with their classes; a subject that is not counted gains nothing."""
    counted = reason == COUNTED
    gain = np.where(counted, gain, 0)
    kind = np.where(gain > 0, WINNER, np.where(gain < 0, LOSER, UNCHANGED))
    return Shift(gain, np.where(counted, kind, LOSER + reason).astype(np.uint8))


def _measure(line: Line, found: MeasureColumns) -> View:
    if found.amount is not None and found.amount_status is not None:
        reason = _BY_STATUS[found.amount_status]
        return View(np.where(found.amount_status == 0, found.amount, 0), reason, found.verdict)
    assert line.measure is not None
    favourable = found.verdict == VERDICTS.index(POSITIVE[line.measure.modality])
    return View(favourable.astype(np.int64), _BY_VERDICT[found.verdict], found.verdict)


def _variable(line: Line, found: VariableColumns) -> View:
    reason = _BY_STATUS[found.status]
    known = found.status == 0
    if line.money:
        return View(np.where(known, found.value, 0).astype(np.int64), reason, None)
    members = len(line.cells) - CODE[Status.NOT_APPLICABLE]
    shown = np.minimum(found.status, CODE[Status.NOT_APPLICABLE])
    cell = np.where(known, found.value, members + shown - 1).astype(np.uint8)
    return View(np.zeros(len(cell), np.int64), reason, cell)
