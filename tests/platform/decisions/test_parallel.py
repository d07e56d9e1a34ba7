"""Two officials at the same moment: of two filings that contradict each other one takes effect; every process sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.platform.decisions.papers import submitted, viewer
from zhiwei.platform.decisions import queries, services
from zhiwei.platform.decisions.models import Filing, State
from zhiwei.platform.kit import clock

SETUP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.platform.decisions.papers import official, submitted, viewer
print(official().pk)
for number in range(4):
    print(submitted(viewer(), document=f"西政发〔2012〕{number}号", fills={"reward_share": f"0.{number + 1}"}).pk)
"""
APPROVE = """
import django; django.setup()
import sys
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.queries import viewer
from zhiwei.platform.decisions import queries, services
from zhiwei.platform.decisions.models import Filing
from zhiwei.platform.kit import clock
checker = viewer(User.objects.get(pk=sys.argv[1]))
sys.stdin.readline()
filing = Filing.objects.get(pk=sys.argv[2])
try:
    services.approve(checker, filing.pk, revision=filing.revision)
    print("approved", flush=True)
except services.Refused as refused:
    print("refused", "都作了决定" in str(refused), flush=True)
sys.stdin.readline()
print(len(queries.in_force(as_of=clock.today().replace(year=2012))), flush=True)
"""


def test_processes_on_one_file_of_sqlite(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHIWEI_")}
    environment |= {
        "ZHIWEI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "zhiwei.platform.site.settings",
        "PYTHONPATH": f"src{os.pathsep}.",
    }
    run = [sys.executable, "-c"]
    made = subprocess.run(
        [*run, SETUP], env=environment, check=True, capture_output=True, text=True
    ).stdout.split()
    colleague, *filings = made
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    checkers = [
        subprocess.Popen([*run, APPROVE, colleague, key], env=environment, **pipes) for key in filings
    ]  # type: ignore[call-overload]
    for checker in checkers:
        checker.stdin.write("\n")
        checker.stdin.flush()
    said = sorted(checker.stdout.readline().strip() for checker in checkers)
    assert said == ["approved", "refused True", "refused True", "refused True"]
    for checker in checkers:  # each process, whatever it remembered, now answers with the one in effect
        out, _ = checker.communicate("\n")
        assert out.strip() == "1"


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    filings = [
        submitted(viewer(), document=f"西政发〔2012〕{n}号", fills={"reward_share": f"0.{n + 1}"})
        for n in range(4)
    ]
    checkers = [viewer() for _ in filings]
    together, said = Barrier(len(filings)), []

    def approve(filing: Filing, number: int) -> None:
        together.wait()
        try:
            services.approve(checkers[number], filing.pk, revision=filing.revision)
            said.append("approved")
        except services.Refused:
            said.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=approve, args=(filing, n)) for n, filing in enumerate(filings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["approved", "refused", "refused", "refused"]
    assert Filing.objects.filter(state=State.APPROVED).count() == 1
    assert len(queries.in_force(as_of=clock.today().replace(year=2012, day=1))) == 1
