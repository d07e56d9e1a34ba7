"""Exact answers for rows that lack facts: nanoseconds per row and measure on one thread, against the traced engine."""

from __future__ import annotations

import time

import numpy as np

from benchmarks.bench_native import _column
from benchmarks.timing import median_seconds
from zhiwei import rulebook
from zhiwei.engine.native.columns import FactColumn
from zhiwei.engine.native.exact import ExactMeasure
from zhiwei.engine.native.traced import TracedRows

DAYS = ("2012-06-30", "2015-06-30")
ROWS = 200_000
TRACED = 300
REPEATS = 3
LACKING = (1, 2, 4)


def main() -> None:
    """Print the measurements."""
    book = rulebook()
    for day in DAYS:
        law = book.law(day)
        print(f"{day}: ns per row on one thread by facts missing; rows left to the traced engine")
        for measure in book.select("enterprise", None):
            names = tuple(dict.fromkeys(book.measures[measure].variables()))
            slots = book.plan("enterprise", names, law).facts
            labels = tuple(slot.label for slot in slots)
            exact = ExactMeasure(book, law, measure, labels)
            whole = {slot.label: _column(slot, book, False).values[:ROWS] for slot in slots}
            start = time.perf_counter()
            exact.answer({}, np.arange(1))
            ready = time.perf_counter() - start
            cells = []
            for lacking in LACKING:
                facts = _without(whole, lacking)
                exact.fallbacks = exact.traced = 0
                taken = median_seconds(lambda e=exact, f=facts: e.answer(f, np.arange(ROWS)), REPEATS)
                cells.append(
                    f"{lacking}: {taken / ROWS * 1e9:4.0f} ns, {exact.fallbacks / ROWS / REPEATS:.4%} ({exact.traced} traced)"
                )
            traced = TracedRows(book, law, "enterprise", {measure: labels})
            start = time.perf_counter()
            traced.measure(measure, _without(whole, 1), np.arange(TRACED))
            each = (time.perf_counter() - start) / TRACED
            print(
                f"  {measure:14s} {'; '.join(cells)}; traced {each * 1e6:.0f} µs; ready in {ready * 1e3:.0f} ms"
            )


def _without(whole: dict[str, np.ndarray], lacking: int) -> dict[str, FactColumn]:
    """The columns with some facts of every row taken away."""
    rng = np.random.default_rng(lacking)
    states = np.zeros((len(whole), ROWS), np.uint8)
    for _ in range(lacking):
        states[rng.integers(0, len(whole), ROWS), np.arange(ROWS)] = 1
    return {label: FactColumn(values, states[k]) for k, (label, values) in enumerate(whole.items())}


if __name__ == "__main__":
    main()
