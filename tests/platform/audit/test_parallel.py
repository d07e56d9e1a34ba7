"""Many writers at once: every act is kept, numbered without gaps, and the chain agrees."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection, transaction

from zhiwei.platform import audit
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


def test_processes_on_one_file_of_sqlite(tmp_path: Path, migrated_sqlite: Path) -> None:
    shutil.copy(migrated_sqlite, tmp_path)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHIWEI_")}
    environment |= {
        "ZHIWEI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "zhiwei.platform.site.settings",
        "PYTHONPATH": f"src{os.pathsep}.",
    }
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
        finally:
            connection.close()

    threads = [Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert list(Act.objects.order_by("seq").values_list("seq", flat=True)) == list(
        range(1, WRITERS * EACH + 1)
    )
    assert len(set(Act.objects.values_list("key", flat=True))) == WRITERS * EACH
    assert Reading.objects.count() == WRITERS * EACH
    assert audit.verify() is None
