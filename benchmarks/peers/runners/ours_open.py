"""The kernel alone over rows that lack one fact in twenty: what is not settled by it is left open."""

from __future__ import annotations

from benchmarks.peers.runners import ours, ours_three_valued
from zhiwei.engine.native.columns import FactColumn


class Runner(ours_three_valued.Runner):
    """The first step of a three-valued answer, with buffers used again."""

    def memory(self, loaded: dict[str, FactColumn]) -> None:
        ours.Runner.memory(self, loaded)
