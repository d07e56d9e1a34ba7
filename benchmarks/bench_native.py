"""The native engine in memory: rows a second for the measures of an enterprise, and for the reference with missing facts.

`ZHIWEI_BENCH_ROWS` changes the number of rows of the reference.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.peers import ours
from benchmarks.reference.book import reference
from benchmarks.reference.rows import fact_columns, gaps, rows
from benchmarks.timing import median_seconds
from zhiwei import rulebook
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.measures import NativeMeasures

AS_OF = "2012-06-30"
ROWS = 1_000_000
REPEATS = 5
SHARES = (0.0, 0.01, 0.05, 0.2)
"""Of each fact of the reference, missing."""


def main() -> None:
    """Print the measurements."""
    book = rulebook()
    law = book.law(AS_OF)
    ids = book.select("enterprise", None)
    traced = _traced(book, law)
    with TemporaryDirectory() as folder:
        for words, three in (("complete facts", False), ("one fact in twenty missing", True)):
            engine = NativeMeasures(book, law, measures=ids, cache=Path(folder), three_valued=three)
            if not three:
                known = frozenset(engine.facts)
                engine = NativeMeasures(
                    book, law, measures=ids, cache=Path(folder), three_valued=three, known=known
                )
            facts = {label: _column(slot, book, three) for label, slot in engine.slots.items()}
            start = time.perf_counter()
            engine.run({n: _head(c) for n, c in facts.items()}, 5_000)
            first = time.perf_counter() - start
            for threads in (1, 2):
                engine.threads = threads
                arrays = engine.outputs(ROWS)
                kernel = median_seconds(lambda e=engine, f=facts, a=arrays: e.fill(f, ROWS, a), REPEATS)
                whole = median_seconds(lambda e=engine, f=facts: e.run(f, ROWS), REPEATS)
                print(
                    f"{words}, {threads} thread{'s' if threads > 1 else ''}: "
                    f"kernel {ROWS / kernel / 1e6:.1f} M rows/s, {kernel / ROWS * 1e9:.0f} ns a row; "
                    f"with everything settled {ROWS / whole / 1e6:.1f} M rows/s; "
                    f"{len(engine.plan.steps)} rules, {len(ids)} measures; first call {first:.1f} s; "
                    f"{ROWS / whole / traced:,.0f} times the traced engine"
                )
        _reference(Path(folder), int(os.environ.get("ZHIWEI_BENCH_ROWS", ROWS)))


def _reference(folder: Path, count: int) -> None:
    """Exact verdicts, amounts and missing facts of the reference rulebook, by the share of facts missing."""
    columns = rows(count)
    print(f"reference rulebook, {count:,} rows, exact missing sets (M rows/s)")
    for share in SHARES:
        engine = ours.engine(reference(), folder, complete=False)
        facts = fact_columns(columns, gaps(count, share=share))
        arrays = engine.outputs(count)
        engine.fill({}, 1, [a[:1] for a in arrays])
        start = time.perf_counter()
        engine.run(facts, count)
        first = time.perf_counter() - start
        cells = []
        for threads in (1, 2):
            engine.threads = threads
            kernel = median_seconds(lambda e=engine, f=facts, a=arrays: e.fill(f, count, a), REPEATS)
            whole = median_seconds(lambda e=engine, f=facts: e.run(f, count), REPEATS)
            cells.append(
                f"{threads} thread{'s' if threads > 1 else ''} {count / whole / 1e6:5.1f} "
                f"({whole / count * 1e9:.0f} ns a row, of which the kernel {kernel / count * 1e9:.0f})"
            )
        print(f"  {share:4.0%} missing: {'; '.join(cells)}; first time {count / first / 1e6:.1f}")


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
    if not three:
        return FactColumn(values.astype(float))
    states = (rng.random(ROWS) < 1 / 20).astype(np.uint8)
    return FactColumn(np.where(states == 0, values, 0).astype(float), states)


if __name__ == "__main__":
    main()
