"""Many writers at once: every act is kept, numbered without gaps, and the chain agrees."""

from __future__ import annotations

import os
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
WRITER = """
import django; django.setup()
import sys
from django.db import transaction
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.audit import log, reads
for number in range(int(sys.argv[2])):
    with transaction.atomic():
        log.record(SYSTEM, "x", kind="k", key=f"{sys.argv[1]}-{number}")
    reads.reveal(SYSTEM, kind="k", key=f"{sys.argv[1]}-{number}", fields=["phone"])
"""
CHECK = """
import django; django.setup()
from zhiwei.platform import audit
from zhiwei.platform.audit.models import Act, Reading
seqs = list(Act.objects.order_by("seq").values_list("seq", flat=True))
print(audit.verify(), len(set(Act.objects.values_list("key", flat=True))), seqs == list(range(1, len(seqs) + 1)))
print(Reading.objects.count())
"""


def test_processes_on_one_file_of_sqlite(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHIWEI_")}
    environment |= {
        "ZHIWEI_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "zhiwei.platform.site.settings",
        "PYTHONPATH": "src",
    }
    run = [sys.executable, "-c"]
    migrate = "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)"
    subprocess.run([*run, migrate], env=environment, check=True)
    writers = [
        subprocess.Popen([*run, WRITER, str(number), str(EACH)], env=environment) for number in range(WRITERS)
    ]
    assert [writer.wait() for writer in writers] == [0] * WRITERS
    told = subprocess.run([*run, CHECK], env=environment, check=True, capture_output=True, text=True).stdout
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
