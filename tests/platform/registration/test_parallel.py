"""Several people at the same moment want one name, and one refund: one gets it, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection

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
def test_processes_on_one_file_of_sqlite(tmp_path: Path, migrated_sqlite: Path) -> None:
    (tmp_path / "zhiwei.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHIWEI_")}
    environment |= {
        "ZHIWEI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "zhiwei.platform.site.settings",
        "PYTHONPATH": f"src{os.pathsep}.",
    }
    told = "import django; django.setup(); from tests.platform.registration import rush; rush.main()"
    run = [sys.executable, "-c", told]
    made = subprocess.run([*run, "set"], env=environment, check=True, capture_output=True, text=True)
    keys = made.stdout.split()
    workers = [
        subprocess.Popen(
            [*run, *keys, str(n)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for n in range(WORKERS)
    ]
    for worker in workers:  # all are up before the first begins
        assert worker.stdout is not None
        assert worker.stdout.readline() == "up\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    settled([worker.communicate()[0].split() for worker in workers])
    looked = subprocess.run([*run, "look"], env=environment, check=True, capture_output=True, text=True)
    assert looked.stdout.strip() == str(WANTED)


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    keys = setting()
    together: Barrier = Barrier(WORKERS)
    said: list[list[str]] = []

    def work(number: int) -> None:
        try:
            with clock.stopped(DAY):
                together.wait()
                said.append(rush(keys[number]))
        finally:
            connection.close()

    threads = [Thread(target=work, args=(n,)) for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    settled(said)
    assert outcome() == WANTED
