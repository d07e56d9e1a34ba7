"""kill -9 in the middle of an import leaves nothing; started again, by two at once, it leaves everything, once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

ROWS = 1_100
"""More than are written at once, so that the commit is killed between two portions."""
ROOT = Path(__file__).parents[3]


def environment(folder: Path) -> dict[str, str]:
    """Where the processes work: the tests' own PostgreSQL, else a file of SQLite in the folder."""
    url = f"sqlite:///{folder / 'killed.sqlite3'}"
    if connection.vendor == "postgresql":
        own = connection.settings_dict
        host = own["HOST"] or own["OPTIONS"]["host"]
        url = f"postgresql://{own['USER']}@/{own['NAME']}?host={host}"
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    named = {"ZHIWEI_DATABASE_URL": url, "ZHIWEI_DATA": str(folder), "PYTHONPATH": paths}
    return {**os.environ, **named, "DJANGO_SETTINGS_MODULE": "zhiwei.platform.site.settings"}


def step(where: Mapping[str, str], *words: object) -> str:
    """Run one step to its end; what it printed."""
    command = [sys.executable, "-m", "tests.platform.subjects.killed", *map(str, words)]
    done = subprocess.run(command, env=where, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle(tmp_path: Path) -> None:
    where = environment(tmp_path)
    if connection.vendor != "postgresql":
        step(where, "migrate")
    assert step(where, "make", tmp_path / "a.xlsx", ROWS) == "ready"
    command = [sys.executable, "-m", "tests.platform.subjects.killed", "wait"]
    with subprocess.Popen(command, env=where, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL
    assert step(where, "count") == "0 0 0 0 ready 0"
    with ThreadPoolExecutor(2) as both:
        written = list(both.map(lambda _: step(where, "commit"), range(2)))
    assert sorted(written) == ["0", str(3 * ROWS)]  # legal form, staff, revenue
    assert step(where, "count") == f"{ROWS} {ROWS} {ROWS} {3 * ROWS} committed 1"
