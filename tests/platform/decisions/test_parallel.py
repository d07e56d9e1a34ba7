"""Two officials at the same moment: of two filings that contradict each other one takes effect; every process sees it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.platform.at_once import threads
from tests.platform.decisions.papers import submitted, viewer
from zhiwei.platform.decisions import queries, services
from zhiwei.platform.decisions.models import Filing, State
from zhiwei.platform.kit import clock

SCRIPT = """
import django; django.setup()
import sys
from tests.platform.decisions.papers import official, submitted, viewer
from tests.platform.forked import Forked
from zhiwei.platform.accounts import queries as accounts
from zhiwei.platform.decisions import queries, services
from zhiwei.platform.kit import clock
def approve(checker, filing):
    checker = accounts.viewer(checker)
    year = clock.today().replace(year=2012)
    print(len(queries.in_force(as_of=year)), flush=True)  # so that there is something to remember
    sys.stdin.readline()
    try:
        services.approve(checker, filing.pk, revision=filing.revision)
        print("approved", flush=True)
    except services.Refused as refused:
        print("refused", "都作了决定" in str(refused), flush=True)
    sys.stdin.readline()
    print(len(queries.in_force(as_of=year)))
filings = [
    submitted(viewer(), document=f"西政发〔2012〕{n}号", fills={"reward_share": f"0.{n + 1}"}) for n in range(4)
]
checker = official()
checkers = [Forked(approve, checker, filing) for filing in filings]
print(*(one.line() for one in checkers))
for one in checkers:
    one.tell()
print(*sorted(one.line() for one in checkers), sep=", ")
for one in checkers:  # each process, whatever it remembered, now answers with the one in effect
    one.tell()
print(*(one.rest() for one in checkers))
"""


@pytest.mark.large
def test_processes_on_one_file_of_sqlite(tmp_path: Path, migrated_sqlite: Path) -> None:
    shutil.copy(migrated_sqlite, tmp_path)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHIWEI_")}
    environment |= {
        "ZHIWEI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "zhiwei.platform.site.settings",
        "PYTHONPATH": f"src{os.pathsep}.",
    }
    run = [sys.executable, "-c", SCRIPT]
    told = subprocess.run(run, env=environment, check=True, capture_output=True, text=True).stdout
    assert told.splitlines() == [
        "0 0 0 0",
        "approved, refused True, refused True, refused True",
        "1 1 1 1",
    ]


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    filings = [
        submitted(viewer(), document=f"西政发〔2012〕{n}号", fills={"reward_share": f"0.{n + 1}"})
        for n in range(4)
    ]
    checkers = [viewer() for _ in filings]
    said: list[str] = []

    def approve(number: int) -> None:
        filing = filings[number]
        try:
            services.approve(checkers[number], filing.pk, revision=filing.revision)
            said.append("approved")
        except services.Refused:
            said.append("refused")

    threads(len(filings), approve)
    assert sorted(said) == ["approved", "refused", "refused", "refused"]
    assert Filing.objects.filter(state=State.APPROVED).count() == 1
    assert len(queries.in_force(as_of=clock.today().replace(year=2012, day=1))) == 1
