"""15.1 under load on both databases: one voucher for a firm, one settlement of an invoice."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import connection

from tests.platform.at_once import threads
from tests.platform.services.rush import WANTED, WORKERS, outcome, rush, setting
from tests.platform.services.world import DAY
from zhiwei.platform.kit import clock

ONE_OF_ALL = ["done"] + ["refused"] * (WORKERS - 1)


def settled(said: list[list[str]]) -> None:
    """Voucher and invoice went to one each."""
    assert [sorted(one[place] for one in said) for place in (0, 1)] == [ONE_OF_ALL, ONE_OF_ALL]


@pytest.mark.large
def test_15_1_processes_on_one_file_of_sqlite(environment: dict[str, str]) -> None:
    told = "import django; django.setup(); from tests.platform.services import rush; rush.main()"
    made = subprocess.run(
        [sys.executable, "-c", told],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    *said, last = made.stdout.splitlines()
    settled([one.split() for one in said])
    assert last == str(WANTED)


@pytest.mark.django_db(transaction=True)
def test_15_1_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    keys = setting()
    said: list[list[str]] = []

    def work(number: int) -> None:
        with clock.stopped(DAY):
            said.append(rush(keys[number], number))

    threads(WORKERS, work)
    settled(said)
    assert outcome(keys) == WANTED
