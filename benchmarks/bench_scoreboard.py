"""Every engine asked the same rows: boundary rows made from the rules, and random rows with missing facts.

`./dev bench scoreboard` asks 10 million random rows and writes docs/scoreboard.md; `./dev exec python -m
benchmarks.bench_scoreboard --rows N --every K --entity NAME --day DATE` asks less and prints; `--write` writes the page.
`--jobs N` plays on N processes; `--keep FOLDER` keeps each setting that is done, so that a run broken off goes on.
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.scoreboard import page
from benchmarks.scoreboard.board import Board, Engine, Sizes
from benchmarks.scoreboard.by_native import Native
from benchmarks.scoreboard.by_sql import DuckDb, PostgreSql, SparkSql
from benchmarks.scoreboard.keep import Kept
from benchmarks.scoreboard.settings import DAYS, settings
from benchmarks.scoreboard.spread import spread
from zhiwei import rulebook

ROWS = 10_000_000
TRACED = 1_000
"""Random rows traced at most, for each output and setting."""


def main(
    rows: int = ROWS, every: int = 1, entities: tuple[str, ...] = (), write: bool = True, traced: int = TRACED,
    days: tuple[str, ...] = DAYS, jobs: int = 1, keep: Path | None = None,
) -> None:  # fmt: skip
    """Print the scoreboard; ``write`` puts it into the page."""
    book, board, sizes = rulebook(), Board(), Sizes(rows, every, traced)
    began = time.monotonic()
    absent = missing()
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zhiwei-board-")))
        kept = Kept(folder, book, sizes, [name for name in ("PostgreSQL", "Spark SQL") if name not in absent])
        for setting, part in spread(
            list(settings(book, days, entities or None)), jobs, sizes, open_engines, kept.load
        ):
            kept.save(setting, part)
            board.add(part)
            print(
                f"{time.monotonic() - began:7.0f} s  {setting.said}: {board.differences} differences so far",
                flush=True,
            )
    print("\n".join([page.said(board, sizes), *page.lines(board, absent), *board.cases]))
    if write:
        page.write(board, sizes, absent, datetime.date.today().isoformat(), book.hash)


def open_engines(stack: ExitStack) -> tuple[Engine, list[Engine]]:
    """The engines that the machine has: native, and those compared with it."""
    from zhiwei.population.kernels import kernel_cache

    others = [Engine("DuckDB", DuckDb)]
    server, _ = _postgres(stack)
    if server is not None:
        others.append(Engine("PostgreSQL", lambda setting: PostgreSql(setting, server), slow=True))
    session, _ = _spark(stack)
    if session is not None:
        others.append(Engine("Spark SQL", lambda setting: SparkSql(setting, session), slow=True))
    return Engine("native", lambda setting: Native(setting, kernel_cache())), others


def missing() -> dict[str, str]:
    """The engines that the machine has not, and why."""
    with ExitStack() as stack:
        found = {"PostgreSQL": _postgres(stack)[1], "Spark SQL": _spark(stack)[1]}
    return {name: why for name, why in found.items() if why}


def _postgres(stack: ExitStack) -> tuple[Any, str]:
    from tests.engine.sql.engines import postgres_programs, postgres_server

    programs = postgres_programs()
    if programs is None:
        return None, "no server on this machine"
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="zhiwei-pg-"))
    return stack.enter_context(postgres_server(programs, Path(folder))), ""


def _spark(stack: ExitStack) -> tuple[Any, str]:
    from zhiwei.population.defects import InputDefects
    from zhiwei.population.spark import session as sessions

    try:
        return stack.enter_context(sessions.session()), ""
    except InputDefects:
        return None, "needs Java 17 and ./dev setup --spark"


if __name__ == "__main__":
    words = argparse.ArgumentParser()
    words.add_argument("--rows", type=int, default=ROWS)
    words.add_argument("--every", type=int, default=1)
    words.add_argument("--traced", type=int, default=TRACED)
    words.add_argument("--entity", action="append", default=[])
    words.add_argument("--day", action="append", default=[])
    words.add_argument("--write", action="store_true")
    words.add_argument("--jobs", type=int, default=1)
    words.add_argument("--keep", type=Path)
    given = words.parse_args()
    main(
        given.rows, given.every, tuple(given.entity), given.write, given.traced, tuple(given.day) or DAYS,
        given.jobs, given.keep,
    )  # fmt: skip
