"""kill -9 in the middle of an import leaves nothing; started again, by two at once, it leaves everything, once."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROWS = 1_100
"""More than are written at once, so that the commit is killed between two portions."""
ROOT = Path(__file__).parents[3]


def environment(folder: Path, migrated: Path) -> dict[str, str]:
    """Where the processes work: the tests' own PostgreSQL, else a file of SQLite in the folder."""
    if connection.vendor == "postgresql":
        own = connection.settings_dict
        host = own["HOST"] or own["OPTIONS"]["host"]
        url = f"postgresql://{own['USER']}@/{own['NAME']}?host={host}"
    else:
        url = f"sqlite:///{shutil.copy(migrated, folder)}"
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    named = {"ZHIWEI_DATABASE_URL": url, "ZHIWEI_DATA": str(folder), "PYTHONPATH": paths}
    return {**os.environ, **named, "DJANGO_SETTINGS_MODULE": "zhiwei.platform.site.settings"}


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle(tmp_path: Path, migrated_sqlite: Path) -> None:
    command = [sys.executable, "-m", "tests.platform.subjects.killed", str(tmp_path / "a.xlsx"), str(ROWS)]
    done = subprocess.run(
        command,
        env=environment(tmp_path, migrated_sqlite),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "ready",
        f"in the middle {-signal.SIGKILL}",
        "0 0 0 0 ready 0",
        f"0 {3 * ROWS}",  # by one of the two that commit at once: legal form, staff, revenue
        f"{ROWS} {ROWS} {ROWS} {3 * ROWS} committed 1",
    ]
