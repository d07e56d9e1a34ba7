"""More people than places at the same moment, on both databases: no place twice, no contract twice, one case of a year."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.platform.at_once import processes, threads
from tests.platform.funds.world import DAY
from tests.platform.programmes.documented import installed, write
from tests.platform.programmes.rush import PLACES, outcome, rush, setting
from zhiwei.platform.kit import clock

WORKERS = 4
WANTED = (PLACES, [1, 2], 1, 1)
"""As many stands as places, each its own, and one application."""


def look_at(said: list[list[str]]) -> None:
    """As many stands were given as there are places, and one application."""
    assert sum(one[:2].count("done") for one in said) == PLACES
    assert sum(one[1] == "done" for one in said) <= 1
    assert sorted(one[2] for one in said) == ["done"] + ["refused"] * (WORKERS - 1)


@pytest.mark.large
def test_processes_on_one_file_of_sqlite(tmp_path: Path, environment: dict[str, str]) -> None:
    told = "import django; django.setup(); from tests.platform.programmes import rush; rush.main()"
    run = [sys.executable, "-c", told, str(tmp_path / "own")]
    made = subprocess.run([*run, "set"], env=environment, check=True, capture_output=True, text=True)
    keys = made.stdout.split()
    said = processes([[*run, str(n), *keys] for n in range(WORKERS)], environment)
    look_at([one.split() for one in said])
    seen = subprocess.run([*run, "look", *keys], env=environment, check=True, capture_output=True, text=True)
    assert seen.stdout.strip() == str(WANTED)


@pytest.fixture
def _own_folder(tmp_path: Path) -> Iterator[None]:
    with installed(write(tmp_path / "own")):
        yield


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_own_folder")
def test_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    keys = setting()
    said: list[list[str]] = []

    def work(number: int) -> None:
        with clock.stopped(DAY):
            said.append(rush(keys, number))

    threads(WORKERS, work)
    look_at(said)
    assert outcome(keys) == WANTED
