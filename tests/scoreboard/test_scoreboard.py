"""A sample of the scoreboard: any difference between engines fails, and prints the case as a file of facts.

Compiling takes most of the time, so the native engine is asked on few kernels; the whole is `./dev bench scoreboard`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.scoreboard import page
from benchmarks.scoreboard.board import Board, Engine, Sizes, play
from benchmarks.scoreboard.by_native import Native
from benchmarks.scoreboard.by_sql import DuckDb, PostgreSql
from benchmarks.scoreboard.by_trace import Trace
from benchmarks.scoreboard.compare import compared
from benchmarks.scoreboard.settings import DAYS, Setting, settings
from benchmarks.scoreboard.tables import table_of
from tests.engine.sql.conftest import postgres
from tests.engine.sql.engines import Postgres
from tests.policy.test_native_equality import SOME
from zhiwei import rulebook
from zhiwei.population.kernels import kernel_cache

__all__ = ["postgres"]
NATIVE = Engine("native", lambda setting: Native(setting, kernel_cache()))
TRACE = Engine("native", Trace)
"""In the native engine's place where it is not asked."""
DUCKDB = Engine("DuckDB", DuckDb)


def agree(board: Board, every: list[Setting], native: Engine, others: list[Engine], sizes: Sizes) -> None:
    """Play and print the board, and fail with the first cases that differ."""
    for _ in play(every, native, others, sizes, board):
        pass
    print(*page.lines(board, {}), sep="\n")
    assert not board.cases, "\n".join(board.cases[:5])
    assert board.differences == 0


def measures(day: str, decided: bool) -> Setting:
    """All measures of an enterprise and few of its variables: one kernel of moderate size."""
    chosen = (*rulebook().select("enterprise", None), *SOME)
    return Setting(rulebook(), "enterprise", day, decided, chosen)


def small(entity: str, day: str) -> Setting:
    """An entity with a small kernel."""
    return Setting(rulebook(), entity, day, False)


def test_native_and_duckdb_on_small_kernels() -> None:
    board = Board()
    every = [small("contribution", DAYS[0]), small("grant", DAYS[1]), small("capital_filing", DAYS[3])]
    agree(board, every, NATIVE, [DUCKDB], Sizes(1_500, every=2, traced=60))
    assert board.tallies["native", "boundary rows"].cells > 2_000
    assert board.tallies["DuckDB", "random rows"].cells > 20_000


def test_a_known_fact_limits_a_missing_one_that_a_constraint_ties_to_it() -> None:
    # No less than what was paid in at first: a capital of a million or more, above the least that the law asks.
    setting = small("capital_filing", DAYS[0])
    table = table_of(setting, [{"first_instalment": 10**8, "enterprise.legal_form": "limited_company"}])
    chosen = replace(setting, chosen=("registered_capital_ok", "instalments_allowed", "first_instalment_ok"))
    traced, native = Trace(chosen).answers(table), NATIVE.open(chosen).answers(table)
    assert int(traced.cells["registered_capital_ok", "status"][0]) == 0
    assert int(native.cells["registered_capital_ok", "status"][0]) == 0


@pytest.mark.parametrize("day", [DAYS[2], pytest.param(DAYS[3], marks=pytest.mark.large)])
def test_the_water_fund_of_a_year_when_it_is_suspended_or_unknown(day: str) -> None:
    # Suspended in 2019: a rate of nothing, for everyone. No rate is known for 2026.
    chosen = Setting(rulebook(), "enterprise", day, False, ("water_fund_payable_in_year",))
    row = {
        "legal_form": "limited_company", "industry_code": "664", "industry_edition": "2011", "employees": 50,
        "revenue": 10**8, "total_assets": 10**8, "founded_on": date(2019, 6, 29), "conforms_to_industrial_policy": True,
        "predecessor_founded_on": date(2009, 8, 22), f"revenue@{int(day[:4]) - 1}": 10**8,
    }  # fmt: skip
    table = table_of(chosen, [row])
    tally = compared(Trace(chosen).answers(table), NATIVE.open(chosen).answers(table))
    assert tally.different == 0


def test_native_and_duckdb_on_the_measures_of_an_enterprise() -> None:
    board = Board()
    agree(board, [measures(DAYS[0], True)], NATIVE, [DUCKDB], Sizes(3_000, every=9, traced=60))
    assert board.tallies["native", "boundary rows"].rows > 300
    assert board.tallies["DuckDB", "random rows"].rows >= 3_000


@pytest.mark.parametrize(
    "third", [0, pytest.param(1, marks=pytest.mark.large), pytest.param(2, marks=pytest.mark.large)]
)
def test_duckdb_on_every_entity(third: int) -> None:
    # The days by turns: as many statements as there are entities, and those with decisions.
    entities = sorted({s.entity for s in settings(rulebook(), DAYS[:1])} - {"enterprise"})
    turns = [
        s for i, e in enumerate(entities) if i % 3 == third
        for s in settings(rulebook(), (DAYS[i % len(DAYS)],), (e,))
    ]  # fmt: skip
    board = Board()
    agree(board, turns, TRACE, [DUCKDB], Sizes(len(turns) * 20, every=97, traced=20))
    assert board.settings == len(turns) >= len(entities[third::3])
    assert board.tallies["DuckDB", "boundary rows"].cells > 500


def test_postgresql(postgres: Postgres) -> None:
    server = Engine("PostgreSQL", lambda setting: PostgreSql(setting, postgres), slow=True)
    board = Board()
    agree(board, [measures(DAYS[0], True)], TRACE, [server], Sizes(40, every=29, traced=20, slow=200))
    assert board.tallies["PostgreSQL", "boundary rows"].rows > 60


@pytest.mark.large
@pytest.mark.parametrize("day", DAYS)
def test_everything_of_an_enterprise(day: str, tmp_path: Path) -> None:
    board = Board()
    every = list(settings(rulebook(), (day,), ("enterprise",)))
    agree(board, every, NATIVE, [DUCKDB], Sizes(8_000, every=29, traced=100))
