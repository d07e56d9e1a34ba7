"""One slot and three firms at the same moment, on both databases: one booking."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.platform.at_once import processes, threads
from tests.platform.experts.rush import WORKERS, rush, setting
from tests.platform.experts.world import DAY
from zhiwei.platform.experts.models import Booking
from zhiwei.platform.kit import clock

WANTED = ["done"] + ["slot"] * (WORKERS - 1)


@pytest.mark.large
def test_processes_on_one_file_of_sqlite(tmp_path: Path, environment: dict[str, str]) -> None:
    told = "import django; django.setup(); from tests.platform.experts import rush; rush.main()"
    run = [sys.executable, "-c", told]
    made = subprocess.run([*run, "set"], env=environment, check=True, capture_output=True, text=True)
    slot, *firms = made.stdout.split()
    said = processes([[*run, slot, one] for one in firms], environment)
    assert sorted(one.strip() for one in said) == WANTED
    held = sqlite3.connect(tmp_path / "zhiwei.sqlite3")
    assert held.execute("select count(*) from experts_booking").fetchone() == (1,)
    held.close()


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    slot, firms = setting()
    said: list[str] = []

    def work(index: int) -> None:
        with clock.stopped(DAY):
            said.append(rush(slot, *firms[index]))

    threads(WORKERS, work)
    assert sorted(said) == WANTED
    assert Booking.objects.count() == 1
