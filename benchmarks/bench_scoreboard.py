"""Every engine asked the same rows: boundary rows made from the rules, and random rows with missing facts.

`./dev bench scoreboard` asks 10 million random rows and writes docs/scoreboard.md; `./dev exec python -m
benchmarks.bench_scoreboard --rows N --every K --entity NAME --day DATE` asks less and prints; `--write` writes the page.
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
from benchmarks.scoreboard.board import Board, Engine, Sizes, play
from benchmarks.scoreboard.by_native import Native
from benchmarks.scoreboard.by_sql import DuckDb, PostgreSql, SparkSql
from benchmarks.scoreboard.settings import DAYS, settings
from zhiwei import rulebook

ROWS = 10_000_000
TRACED = 1_000
"""Random rows traced at most, for each output and setting."""


def main(
    rows: int = ROWS, every: int = 1, entities: tuple[str, ...] = (), write: bool = True, traced: int = TRACED,
    days: tuple[str, ...] = DAYS,
) -> None:  # fmt: skip
    """Print the scoreboard; ``write`` puts it into the page."""
    from zhiwei.population.kernels import kernel_cache

    book, board, sizes = rulebook(), Board(), Sizes(rows, every, traced)
    native = Engine("native", lambda setting: Native(setting, kernel_cache()))
    with ExitStack() as stack:
        others, absent = _others(stack)
        began = time.monotonic()
        for setting in play(settings(book, days, entities or None), native, others, sizes, board):
            print(
                f"{time.monotonic() - began:7.0f} s  {setting.said}: {board.differences} differences so far",
                flush=True,
            )
    print("\n".join([page.said(board, sizes), *page.lines(board, absent), *board.cases]))
    if write:
        page.write(board, sizes, absent, datetime.date.today().isoformat())


def _others(stack: ExitStack) -> tuple[list[Engine], dict[str, str]]:
    """The engines that the machine has, and why the others are not there."""
    others, absent = [Engine("DuckDB", DuckDb)], {}
    server, why = _postgres(stack)
    if server is None:
        absent["PostgreSQL"] = why
    else:
        others.append(Engine("PostgreSQL", lambda setting: PostgreSql(setting, server), slow=True))
    session, why = _spark(stack)
    if session is None:
        absent["Spark SQL"] = why
    else:
        others.append(Engine("Spark SQL", lambda setting: SparkSql(setting, session), slow=True))
    return others, absent


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
    given = words.parse_args()
    main(given.rows, given.every, tuple(given.entity), given.write, given.traced, tuple(given.day) or DAYS)
