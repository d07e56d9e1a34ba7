"""Two engines' answers compared cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from benchmarks.scoreboard.answers import MISSING, NO_AMOUNT, UNDETERMINED, Answers, Part


@dataclass(frozen=True)
class Difference:
    """One cell that two engines answer differently."""

    row: int
    output: str
    part: str
    right: int
    said: int

    def at(self, row: int) -> Difference:
        """The same in a row of another number."""
        return replace(self, row=row)


@dataclass
class Tally:
    """Cells compared, those that differ, and those that one engine leaves open although they are settled.

    ``shown`` holds one difference for each output and part.
    """

    rows: int = 0
    cells: int = 0
    different: int = 0
    left_open: int = 0
    set_aside: int = 0
    by_output: Counter[str] = field(default_factory=Counter)
    shown: list[Difference] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another's cells too."""
        self.rows += other.rows
        self.cells += other.cells
        self.different += other.different
        self.left_open += other.left_open
        self.set_aside += other.set_aside
        self.by_output.update(other.by_output)
        self.shown += other.shown


def compared(right: Answers, said: Answers, parts: Iterable[Part] | None = None) -> Tally:
    """``said`` against ``right`` over the parts that both have; rows that ``said`` refuses are set aside.

    An engine that has no missing sets may leave open what is settled, if it says that it does; a definite answer that is
    another one is a difference, and so is one where the other has none.
    """
    found = Tally()
    chosen = [
        p for p in (parts if parts is not None else right.cells) if p in right.cells and p in said.cells
    ]
    if not chosen:
        return found
    found.rows = len(right.cells[chosen[0]])
    taken = np.ones(found.rows, bool) if said.refused is None else ~said.refused
    found.set_aside = int((~taken).sum())
    may_leave_open = not any(part == "missing" for _, part in said.cells)
    for output, part in chosen:
        one, other = right.cells[output, part], said.cells[output, part]
        found.cells += int(taken.sum())
        apart = taken & (one != other)
        if not apart.any():
            continue
        if may_leave_open:
            open_ = apart & _left_open(said, output, part)
            found.left_open += int(open_.sum())
            apart &= ~open_
        wrong = np.flatnonzero(apart)
        found.different += len(wrong)
        if len(wrong):
            found.by_output[f"{output} {part}"] += len(wrong)
        for row in wrong[:1]:
            found.shown.append(Difference(int(row), output, part, int(one[row]), int(other[row])))
    return found


def _left_open(said: Answers, output: str, part: str) -> np.ndarray:
    """Rows in which an engine says that it leaves this cell open."""
    cells = said.cells
    if (output, "status") in cells:
        return cells[output, "status"] == MISSING
    undetermined = cells[output, "verdict"] == UNDETERMINED
    if part == "verdict":
        return undetermined
    if part == "deciding":
        return cells[output, "deciding"] == 0
    amount = cells[output, "amount_status"]
    return (amount == MISSING) | (undetermined & (amount == NO_AMOUNT))
