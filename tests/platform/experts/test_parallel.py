"""One slot and three firms at the same moment, on both databases: one booking."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.platform.experts.rush import WORKERS, rush, setting
from tests.platform.experts.world import DAY
from zhiwei.platform.experts.models import Booking
from zhiwei.platform.kit import clock

WANTED = ["done"] + ["slot"] * (WORKERS - 1)


@pytest.mark.large
def test_processes_on_one_file_of_sqlite(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHIWEI_")}
    environment |= {
        "ZHIWEI_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "zhiwei.platform.site.settings",
        "PYTHONPATH": f"src{os.pathsep}.",
    }  # fmt: skip
    told = "import django; django.setup(); from tests.platform.experts import rush; rush.main()"
    run = [sys.executable, "-c", told]
    made = subprocess.run([*run, "set"], env=environment, check=True, capture_output=True, text=True)
    slot, *firms = made.stdout.split()
    workers = [
        subprocess.Popen(
            [*run, slot, one], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for one in firms
    ]
    for worker in workers:  # all are up before the first begins
        assert worker.stdout is not None
        assert worker.stdout.readline() == "up\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    assert sorted(worker.communicate()[0].strip() for worker in workers) == WANTED
    held = sqlite3.connect(tmp_path / "zhiwei.sqlite3")
    assert held.execute("select count(*) from experts_booking").fetchone() == (1,)
    held.close()


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    slot, firms = setting()
    together, said = Barrier(WORKERS), list[str]()

    def work(index: int) -> None:
        try:
            with clock.stopped(DAY):
                together.wait()
                said.append(rush(slot, *firms[index]))
        finally:
            connection.close()

    threads = [Thread(target=work, args=(n,)) for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == WANTED
    assert Booking.objects.count() == 1
