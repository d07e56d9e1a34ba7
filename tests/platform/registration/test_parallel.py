"""Several people at the same moment want one name, and one refund: one gets it, on both databases."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import connection

from tests.platform.at_once import processes, threads
from tests.platform.registration.rush import WORKERS, outcome, rush, setting
from tests.platform.registration.world import DAY
from zhiwei.platform.kit import clock

WANTED = (1, 1, 1)
"""One case of the name, one name held, one claim of the receipt."""


def settled(said: list[list[str]]) -> None:
    """Whoever was first got name and refund; the others were told which of the two was gone."""
    for place, refused in ((0, "name"), (1, "receipt")):
        assert sorted(one[place] for one in said) == sorted(["done"] + [refused] * (WORKERS - 1))


@pytest.mark.large
def test_processes_on_one_file_of_sqlite(environment: dict[str, str]) -> None:
    told = "import django; django.setup(); from tests.platform.registration import rush; rush.main()"
    run = [sys.executable, "-c", told]
    made = subprocess.run([*run, "set"], env=environment, check=True, capture_output=True, text=True)
    keys = made.stdout.split()
    said = processes([[*run, *keys, str(n)] for n in range(WORKERS)], environment)
    settled([one.split() for one in said])
    looked = subprocess.run([*run, "look"], env=environment, check=True, capture_output=True, text=True)
    assert looked.stdout.strip() == str(WANTED)


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
    assert outcome() == WANTED
