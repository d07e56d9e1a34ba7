"""Three impatient people at the same moment, on both databases: one payment, no promise lost, all accounts agree."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import connection

from tests.platform.at_once import processes, threads
from tests.platform.ledger.rush import FEN, rush, setting
from tests.platform.ledger.world import DAY
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import queries
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import Commitment, Entry, Fund, PaymentLine

WORKERS = 3
CHECK = """
import django; django.setup()
import sys
from tests.platform.ledger.test_parallel import outcome
print(outcome(sys.argv[1]))
"""


def outcome(key: str) -> tuple[object, ...]:
    """What stands in the books after the rush."""
    there = Fund.objects.get(pk=key)
    found = queries.balances(there)
    return (
        Commitment.objects.filter(fund=there).count(), Commitment.objects.filter(basis_key="wanted").count(),
        PaymentLine.objects.count(), Entry.objects.filter(kind="pay").count(), found[Place.PAID] // FEN,
        found[Place.RESERVED] // FEN, found[Place.AVAILABLE] // FEN, queries.verify(there),
    )  # fmt: skip


WANTED = (2 + WORKERS, 1, 1, 1, 1, 1 + WORKERS, 10 - 2 - WORKERS, [])
"""One paid in the common story, one that all wanted, one for each; all else is free."""


def test_processes_on_one_file_of_sqlite(environment: dict[str, str]) -> None:
    told = "import django; django.setup(); from tests.platform.ledger import rush; rush.main()"
    run = [sys.executable, "-c", told]
    made = subprocess.run([*run, "set"], env=environment, check=True, capture_output=True, text=True)
    keys = made.stdout.split()
    printed = processes([[*run, *keys, str(n)] for n in range(WORKERS)], environment)
    said = [one.split() for one in printed]
    assert [one[0] for one in said] == ["done"] * WORKERS
    assert sorted(one[1] for one in said) == ["basis_twice"] * (WORKERS - 1) + ["done"]
    assert [one[2] for one in said] == ["done"] * WORKERS
    looked = subprocess.run(
        [sys.executable, "-c", CHECK, keys[0]], env=environment, check=True, capture_output=True, text=True
    )
    assert looked.stdout.strip() == str(WANTED)


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    there, payee, maker, checker = setting()
    said: list[list[str]] = []

    def work(number: int) -> None:
        with clock.stopped(DAY):
            said.append(rush(there, payee, maker, checker, number))

    threads(WORKERS, work)
    assert sorted(one[1] for one in said) == ["basis_twice"] * (WORKERS - 1) + ["done"]
    assert [one[0] for one in said] == ["done"] * WORKERS
    assert outcome(str(there.pk)) == WANTED
