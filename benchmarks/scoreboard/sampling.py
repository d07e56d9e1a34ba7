"""Random rows traced: one of every kind, not every one.

A kind is a pattern of missing facts of an output together with what the native engine says of it: verdict, deciding part,
statuses, missing set. So every pattern and every answer that occurs is traced at least once for each output, up to a budget.
"""

from __future__ import annotations

import numpy as np

from benchmarks.scoreboard.answers import Answers
from benchmarks.scoreboard.by_trace import Output, Trace
from benchmarks.scoreboard.compare import Tally, compared
from benchmarks.scoreboard.tables import Table

ANSWER = ("status", "verdict", "deciding", "amount_status", "missing")
_ODD = np.uint64(0x9E3779B97F4A7C15)


class Sample:
    """Traces the kinds not seen before in each chunk of random rows."""

    def __init__(self, trace: Trace, budget: int) -> None:
        """``budget`` is the number of rows traced at most for each output."""
        self.trace, self.budget = trace, budget
        self.seen: dict[str, set[int]] = {o.name: set() for o in trace.outputs}
        self.beyond: set[str] = set()
        """Outputs of which more kinds came up than the budget allows."""

    def compared(self, table: Table, native: Answers) -> Tally:
        """What the native engine says of the new kinds, against the trace."""
        found = Tally()
        for output in self.trace.outputs:
            rows = self._new(output, table, native)
            if not len(rows):
                continue
            traced = Answers({(output.name, p): c for p, c in self.trace.of(output, table, rows).items()})
            said = Answers(
                {part: cells[rows] for part, cells in native.cells.items() if part[0] == output.name}
            )
            one = compared(traced, said)
            for difference in one.shown:
                found.shown.append(difference.at(int(rows[difference.row])))
            one.shown = []
            found.add(one)
        return found

    def _new(self, output: Output, table: Table, native: Answers) -> np.ndarray:
        seen = self.seen[output.name]
        if len(seen) >= self.budget:
            self.beyond.add(output.name)
            return np.zeros(0, np.int64)
        key = np.zeros(table.rows, np.uint64)
        for label in output.labels:
            key = key * _ODD + table.columns[label].states
        for part in ANSWER:
            if (output.name, part) in native.cells:
                key = (key ^ key >> np.uint64(29)) * _ODD + native.cells[output.name, part].astype(np.uint64)
        kinds, first = np.unique(key, return_index=True)
        new = [(int(row), int(kind)) for kind, row in zip(kinds, first, strict=True) if int(kind) not in seen]
        new = sorted(new)[: self.budget - len(seen)]
        seen.update(kind for _, kind in new)
        return np.array([row for row, _ in new], np.int64)
