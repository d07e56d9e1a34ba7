"""The scoreboard: settings gone through one after the other, tallies by engine and kind of row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.scoreboard.answers import Answers
from benchmarks.scoreboard.by_trace import Trace
from benchmarks.scoreboard.case_file import reported
from benchmarks.scoreboard.compare import Tally, compared
from benchmarks.scoreboard.sampling import Sample
from benchmarks.scoreboard.settings import Setting
from benchmarks.scoreboard.tables import Table, boundaries, random_tables

BOUNDARY, RANDOM = "boundary rows", "random rows"
NATIVE_TRACE = "native"
STRIDE = 20_000
"""Boundary rows held in memory at once, with all answers."""


@dataclass(frozen=True)
class Sizes:
    """How much is asked.

    ``random`` rows over all settings, shared out by the number of outputs; every ``every``-th boundary row; ``traced``
    random rows of each output and setting at most; ``slow`` rows of each setting for engines that are slow.
    """

    random: int
    every: int = 1
    traced: int = 1_000
    slow: int = 2_000


@dataclass(frozen=True)
class Engine:
    """An engine that is compared: ``open`` makes it for a setting; a ``slow`` one is asked fewer rows."""

    name: str
    open: Callable[[Setting], Any]
    slow: bool = False


@dataclass
class Board:
    """Tallies by engine and kind of row; ``cases`` are differences in words."""

    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    cases: list[str] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)
    settings: int = 0
    evaluations: int = 0
    beyond: int = 0

    def count(self, engine: str, kind: str, tally: Tally, setting: Setting, table: Table, pair: str) -> None:
        """Add a tally, and put the first difference of each engine on each output into words."""
        for difference in tally.shown:
            if (engine, difference.output) not in self.told:
                self.told.add((engine, difference.output))
                self.cases.append(reported(setting, table, difference, pair))
        self.tallies.setdefault((engine, kind), Tally()).add(tally)

    def add(self, other: Board) -> None:
        """Take over what another counted."""
        for key, tally in other.tallies.items():
            self.tallies.setdefault(key, Tally()).add(tally)
        self.cases += other.cases
        self.settings += other.settings
        self.evaluations += other.evaluations
        self.beyond += other.beyond

    @property
    def differences(self) -> int:
        """All cells answered differently."""
        return sum(t.different for t in self.tallies.values())


def play(
    settings: Iterable[Setting], native: Engine, others: list[Engine], sizes: Sizes, board: Board,
    rows: int | None = None,
) -> Iterator[Setting]:  # fmt: skip
    """Go through the settings, filling the board; each is given back when it is done.

    ``rows`` random rows each, without it their share of ``sizes.random``.
    """
    every = list(settings)
    for setting, fair in zip(every, share(every, sizes.random), strict=True):
        _Round(setting, native, others, sizes, board).play(fair if rows is None else rows)
        board.settings += 1
        yield setting


def share(settings: list[Setting], rows: int) -> list[int]:
    """Rows shared out among settings by the number of their outputs, rounded up."""
    outputs = [len(s.variables) + len(s.measures) for s in settings]
    return [-(-rows * own // sum(outputs)) for own in outputs]


class _Round:
    def __init__(
        self, setting: Setting, native: Engine, others: list[Engine], sizes: Sizes, board: Board
    ) -> None:
        self.setting, self.sizes, self.board = setting, sizes, board
        self.trace = Trace(setting)
        self.native = native.open(setting)
        self.others = [(engine, engine.open(setting)) for engine in others]

    def play(self, rows: int) -> None:
        near = boundaries(self.setting)
        chosen = near.take(slice(None, None, self.sizes.every))
        for first in range(0, chosen.rows, STRIDE):
            self._boundary(chosen.take(slice(first, first + STRIDE)))
        sample = Sample(self.trace, self.sizes.traced)
        left = self.sizes.slow
        for number, table in enumerate(random_tables(self.setting, rows, 1, near)):
            self._random(table, sample, left if number == 0 else 0)
        self.board.evaluations += self.trace.evaluations
        self.board.beyond += len(sample.beyond)

    def _boundary(self, table: Table) -> None:
        traced = self.trace.answers(table)
        self._count(
            NATIVE_TRACE, BOUNDARY, compared(traced, self.native.answers(table)), table, "trace and native"
        )
        for engine, asked in self.others:
            part, right = table, traced
            if engine.slow and table.rows > self.sizes.slow:
                step = slice(None, None, -(-table.rows // self.sizes.slow))
                part, right = table.take(step), Answers({p: c[step] for p, c in traced.cells.items()})
            self._count(
                engine.name, BOUNDARY, compared(right, asked.answers(part)), part, f"trace and {engine.name}"
            )

    def _random(self, table: Table, sample: Sample, slow: int) -> None:
        native = self.native.answers(table)
        self._count(NATIVE_TRACE, RANDOM, sample.compared(table, native), table, "trace and native")
        for engine, asked in self.others:
            size = min(slow, table.rows) if engine.slow else table.rows
            if size:
                part = table.take(slice(0, size))
                right = Answers({p: c[:size] for p, c in native.cells.items()})
                self._count(
                    engine.name,
                    RANDOM,
                    compared(right, asked.answers(part)),
                    part,
                    f"native and {engine.name}",
                )

    def _count(self, engine: str, kind: str, tally: Tally, table: Table, pair: str) -> None:
        self.board.count(engine, kind, tally, self.setting, table, pair)
