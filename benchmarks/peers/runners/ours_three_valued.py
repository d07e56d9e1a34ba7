"""Zhiwei's native engine over rows that lack one fact in twenty: exact verdicts, amounts, and sets of missing facts."""

from __future__ import annotations

from pathlib import Path

from benchmarks.peers import reading
from benchmarks.peers.runners import ours
from benchmarks.reference.rows import fact_columns, gaps
from zhiwei.engine.native.columns import FactColumn


class Runner(ours.Runner):
    """Any fact may be missing; everything the engine promises is computed, into arrays that are used again."""

    complete = False

    def load(self, path: Path) -> dict[str, FactColumn]:
        columns = reading.column_by_column(path, self.names)
        return fact_columns(columns, gaps(len(columns["division"])))

    def memory(self, loaded: dict[str, FactColumn]) -> None:
        self.engine.run(loaded, len(loaded["division"].values))
