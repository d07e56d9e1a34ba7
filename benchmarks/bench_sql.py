"""The rules as SQL in DuckDB over firms in memory, with and without gaps, against the traced evaluator."""

from __future__ import annotations

import statistics
import sys
import time
from typing import Any

AS_OF = "2012-06-30"
ROWS = 1_000_000
TRACED = 300
QUESTIONS = {
    "all measures": ((), None),
    "all variables and measures": (None, None),
    "27.3 alone": ((), ("27.3",)),
    "size class alone": (("size_class",), ()),
}


def main(rows: int = ROWS) -> None:
    """Print seconds, rows a second and ratios."""
    import duckdb

    from zhiwei import rulebook
    from zhiwei.engine.sql.query import Question, names_of, query

    book = rulebook()
    law = book.law(AS_OF)
    every = names_of(book, "enterprise", ())
    full = query(book, Question("enterprise", law, every, book.select("enterprise", None)))
    traced = {gaps: _traced(book, law, gaps) for gaps in (0.0, 0.1)}
    print(f"DuckDB {duckdb.__version__}, {rows:,} firms in memory, law of {AS_OF}; traced evaluator, all measures: "
          + ", ".join(f"{rate:,.0f}/s with {gaps:.0%} of the facts missing" for gaps, rate in traced.items()))  # fmt: skip
    for gaps in (0.0, 0.1):
        connection = duckdb.connect()
        connection.execute(_table(book, full.reads, rows, gaps))
        for said, (variables, measures) in QUESTIONS.items():
            names = every if variables is None else variables
            chosen = book.select("enterprise", measures) if measures != () else ()
            start = time.perf_counter()
            asked = query(book, Question("enterprise", law, names, chosen))
            written = time.perf_counter() - start
            seconds = statistics.median(_timed(connection, asked.text) for _ in range(3))
            rate = rows / seconds
            print(f"{gaps:.0%} missing, {said}: {seconds:.2f} s, {rate:,.0f} firms/s, {rate / traced[gaps]:,.0f} times "
                  f"traced; {len(asked.gives)} columns, {len(asked.text) // 1000} kB of SQL written in {written:.1f} s")  # fmt: skip


def _timed(connection: Any, text: str) -> float:
    start = time.perf_counter()
    connection.execute(f"CREATE OR REPLACE TEMP TABLE answers AS {text}")
    return time.perf_counter() - start


def _table(book: Any, reads: dict[str, str], rows: int, gaps: float) -> str:
    """A table of random firms, made by DuckDB."""
    facts = book.data.entities["enterprise"].facts
    columns = ["i AS id"]
    for name, type_ in reads.items():
        variable = facts.get(name.partition("@")[0])
        if variable is None:
            value = "random() < 0.8"  # …__not_applicable
        elif variable.enum:
            value = _one_of([m.value for m in variable.enum])
        elif variable.list_name:
            value = _one_of(list(book.data.code_lists[variable.list_name]))
        else:
            value = _VALUES[type_.split("(")[0].split(" ")[0]]
        absent = f"random() < {gaps}" if variable is not None and not variable.optional else "FALSE"
        if variable is not None and variable.optional:
            value = "NULL::DATE"
        columns.append(f'CASE WHEN {absent} THEN NULL ELSE {value} END AS "{name}"')
    if "predecessor_founded_on__not_applicable" in reads:
        columns = [c for c in columns if "__not_applicable" not in c]
        columns.append('TRUE AS "predecessor_founded_on__not_applicable"')
    return f"SELECT setseed(0.5); CREATE TABLE firms AS SELECT {', '.join(columns)} FROM range({rows}) t(i)"


_VALUES = {
    "BIGINT": "CAST(pow(10, random() * 10) AS BIGINT)",
    "DECIMAL": "CAST(random() * 200 AS DECIMAL(18, 2))",
    "DATE": "DATE '1995-01-01' + CAST(random() * 6300 AS INTEGER)",
    "BOOLEAN": "random() < 0.5",
}


def _one_of(words: list[str]) -> str:
    listed = ", ".join(f"'{w}'" for w in words)
    return f"([{listed}])[1 + CAST(floor(random() * {len(words)}) AS INTEGER)]"


def _traced(book: Any, law: Any, gaps: float) -> float:
    """Firms a second of the traced evaluator, all measures."""
    import random

    from benchmarks.bench_one_firm import FACTS

    dice, measures = random.Random(1), book.select("enterprise", None)
    cases = [
        book.case({k: v for k, v in FACTS.items() if dice.random() >= gaps}, law.as_of) for _ in range(TRACED)
    ]
    start = time.perf_counter()
    for case in cases:
        book.answer_case(case, law, measures)
    return TRACED / (time.perf_counter() - start)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
