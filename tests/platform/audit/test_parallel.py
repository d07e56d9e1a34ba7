"""Many writers at once: every act is kept, numbered without gaps, and the chain agrees."""

from __future__ import annotations

import subprocess
import sys
from threading import Event

import pytest
from django.db import connection, transaction

from tests.platform.accounts.people import official
from tests.platform.at_once import threads
from zhiwei.platform import audit
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.audit import log, reads
from zhiwei.platform.audit.models import Act, Reading

WRITERS, EACH = 4, 25
SCRIPT = """
import django; django.setup()
import sys
from django.db import transaction
from tests.platform.forked import Forked
from zhiwei.platform import audit
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.audit import log, reads
from zhiwei.platform.audit.models import Act, Reading
def write(writer, each):
    for number in range(each):
        with transaction.atomic():
            log.record(SYSTEM, "x", kind="k", key=f"{writer}-{number}")
        reads.reveal(SYSTEM, kind="k", key=f"{writer}-{number}", fields=["phone"])
writers, each = map(int, sys.argv[1:])
for writer in [Forked(write, number, each) for number in range(writers)]:
    writer.rest()
seqs = list(Act.objects.order_by("seq").values_list("seq", flat=True))
print(audit.verify(), len(set(Act.objects.values_list("key", flat=True))), seqs == list(range(1, len(seqs) + 1)))
print(Reading.objects.count())
"""


def test_processes_on_one_file_of_sqlite(environment: dict[str, str]) -> None:
    run = [sys.executable, "-c", SCRIPT, str(WRITERS), str(EACH)]
    told = subprocess.run(run, env=environment, check=True, capture_output=True, text=True).stdout
    assert told.split() == ["None", str(WRITERS * EACH), "True", str(WRITERS * EACH)]


@pytest.mark.django_db(transaction=True)
def test_threads_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is tried with processes; one in memory has no parallel writers")
    failures: list[Exception] = []

    def write(writer: int) -> None:
        try:
            for number in range(EACH):
                with transaction.atomic():
                    log.record(SYSTEM, "x", kind="k", key=f"{writer}-{number}")
                reads.reveal(SYSTEM, kind="k", key=f"{writer}-{number}", fields=["phone"])
        except Exception as error:
            failures.append(error)

    threads(WRITERS, write)
    assert failures == []
    assert list(Act.objects.order_by("seq").values_list("seq", flat=True)) == list(
        range(1, WRITERS * EACH + 1)
    )
    assert len(set(Act.objects.values_list("key", flat=True))) == WRITERS * EACH
    assert Reading.objects.count() == WRITERS * EACH
    assert audit.verify() is None


@pytest.mark.django_db(transaction=True)
def test_who_holds_acts_back_and_who_holds_a_record_wait_for_each_other_once_only() -> None:
    """One records and then wants a row, the other holds the row and then records: no deadlock."""
    if connection.vendor != "postgresql":
        pytest.skip("threads share one connection to a database in memory")
    row, recorded, locked, done = official().pk, Event(), Event(), list[str]()

    def first() -> None:
        with transaction.atomic(), log.at_the_end():
            log.record(SYSTEM, "x", kind="k", key="first")
            recorded.set()
            locked.wait(20)
            User.objects.select_for_update().get(pk=row)
        done.append("first")

    def second() -> None:
        recorded.wait(20)
        with transaction.atomic():
            User.objects.select_for_update().get(pk=row)
            locked.set()
            log.record(SYSTEM, "x", kind="k", key="second")
        done.append("second")

    threads(2, lambda number: (first, second)[number]())
    assert sorted(done) == ["first", "second"]
    assert [one.key for one in Act.objects.filter(act="x").order_by("seq")] == ["second", "first"]
