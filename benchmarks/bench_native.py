"""The native kernel in memory: rows a second for the measures of an enterprise, against the traced engine."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from zhiwei import rulebook
from zhiwei.engine.native.columns import FactColumn, stack
from zhiwei.engine.native.runner import NativeEngine

AS_OF = "2012-06-30"
ROWS = 1_000_000
REPEATS = 5


def main() -> None:
    """Print the measurements."""
    book = rulebook()
    law = book.law(AS_OF)
    measures = [book.measures[m] for m in book.select("enterprise", None)]
    names = list(dict.fromkeys(n for m in measures for n in m.variables()))
    plan = book.plan("enterprise", tuple(names), law)
    labels = frozenset(s.label for s in plan.facts)
    traced = _traced(book, law)
    with TemporaryDirectory() as folder:
        for words, known, three in (
            ("complete facts", labels, False),
            ("one fact in twenty missing", frozenset[str](), True),
        ):
            for threads in (1, 2):
                engine = NativeEngine(
                    book, law, names, cache=Path(folder), known=known, three_valued=three, threads=threads
                )
                facts = {s.label: _column(s, book, three) for s in engine.plan.facts}
                start = time.perf_counter()
                engine.run({n: _head(c) for n, c in facts.items()}, 5_000)
                first = time.perf_counter() - start
                seconds = _median(engine, facts)
                print(
                    f"{words}, {threads} thread{'s' if threads > 1 else ''}: {ROWS / seconds / 1e6:.1f} M rows/s, "
                    f"{seconds / ROWS * 1e9:.0f} ns a row, {len(plan.steps)} rules, {len(names)} outputs; "
                    f"first call {first:.1f} s; {ROWS / seconds / traced:,.0f} times the traced engine"
                )


def _median(engine: NativeEngine, facts: dict[str, FactColumn]) -> float:
    values, states = stack(engine.layout, engine.plan, engine.book.data, facts, ROWS)
    out = np.empty((engine.kernel.written, ROWS))
    masks = np.zeros((len(engine.names) if engine.kernel.three_valued else 1, ROWS), np.uint64)
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        engine.run_blocks(values, states, out, masks)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _traced(book: Any, law: Any) -> float:
    """Rows a second of the traced engine for a firm with the facts of the one-firm benchmark."""
    from benchmarks.bench_one_firm import FACTS

    case, measures = book.case(FACTS, law.as_of), book.select("enterprise", None)
    book.answer_case(case, law, measures)
    start = time.perf_counter()
    for _ in range(500):
        book.answer_case(case, law, measures)
    return 500 / (time.perf_counter() - start)


def _head(column: FactColumn) -> FactColumn:
    return FactColumn(column.values[:5_000], None if column.states is None else column.states[:5_000])


def _column(slot: Any, book: Any, three: bool) -> FactColumn:
    rng = np.random.default_rng(slot.index)
    variable = slot.variable
    match variable.type.kind:
        case "money":
            values = rng.integers(0, 10**10, ROWS)
        case "count":
            values = rng.integers(0, 2_000, ROWS)
        case "number" | "rate":
            values = rng.integers(0, 2_000, ROWS) * 10**6
        case "date":
            values = rng.integers(733_000, 736_000, ROWS)
        case "flag":
            values = rng.integers(0, 2, ROWS)
        case "enum":
            values = rng.integers(0, len(variable.enum), ROWS)
        case _:
            values = rng.integers(0, len(book.data.code_lists[variable.list_name]), ROWS)
    states = (rng.random(ROWS) < 1 / 20).astype(np.uint8) if three else None
    return FactColumn(values.astype(float), states)


if __name__ == "__main__":
    main()
