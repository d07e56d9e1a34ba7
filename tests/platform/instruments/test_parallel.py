"""Four firms book one slot at the same moment: one holds it, on both databases."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import connection

from tests.platform.at_once import threads
from tests.platform.instruments.rush import WANTED, WORKERS, outcome, rush, setting
from tests.platform.instruments.world import DAY
from zhiwei.platform.kit import clock


def settled(said: list[list[str]]) -> None:
    """One has the slot, the others were told; everybody has his own."""
    assert sorted(one[0] for one in said) == sorted(["done"] + ["taken"] * (WORKERS - 1))
    assert [one[1] for one in said] == ["done"] * WORKERS


@pytest.mark.large
def test_processes_on_one_file_of_sqlite(environment: dict[str, str]) -> None:
    told = "import django; django.setup(); from tests.platform.instruments import rush; rush.main()"
    made = subprocess.run(
        [sys.executable, "-c", told], env=environment, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    *said, last = made.stdout.splitlines()
    settled([one.split() for one in said])
    assert tuple(map(int, last.split())) == WANTED


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    keys = setting()
    said: list[list[str]] = []

    def work(number: int) -> None:
        with clock.stopped(DAY):
            said.append(rush(keys[number]))

    threads(WORKERS, work)
    settled(said)
    assert outcome(keys) == WANTED
