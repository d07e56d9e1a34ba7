"""Four firms book one slot at the same moment: one holds it, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.platform.instruments.rush import WANTED, WORKERS, outcome, rush, setting
from tests.platform.instruments.world import DAY
from zhiwei.platform.kit import clock


def settled(said: list[list[str]]) -> None:
    """One has the slot, the others were told; everybody has his own."""
    assert sorted(one[0] for one in said) == sorted(["done"] + ["taken"] * (WORKERS - 1))
    assert [one[1] for one in said] == ["done"] * WORKERS


def test_processes_on_one_file_of_sqlite(tmp_path: Path, migrated_sqlite: Path) -> None:
    (tmp_path / "zhiwei.sqlite3").write_bytes(migrated_sqlite.read_bytes())
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHIWEI_")}
    environment |= {
        "ZHIWEI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "zhiwei.platform.site.settings",
        "PYTHONPATH": f"src{os.pathsep}.",
    }
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
    assert outcome(keys) == WANTED
