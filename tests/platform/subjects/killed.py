"""An import whose commit is killed: `python -m tests.platform.subjects.killed FILE ROWS`, one line for each step.

Each step is a process of its own on the database of ZHIWEI_DATABASE_URL.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiwei.platform.site.settings")

import django

django.setup()

from tests.platform.forked import Forked  # noqa: E402
from tests.platform.subjects.files import batch  # noqa: E402
from tests.platform.subjects.people import uscc  # noqa: E402
from zhiwei.platform.accounts.viewer import SYSTEM  # noqa: E402
from zhiwei.platform.audit.models import Act  # noqa: E402
from zhiwei.platform.subjects.models import (  # noqa: E402
    FactRecord,
    Identifier,
    ImportBatch,
    Name,
    Subject,
)
from zhiwei.platform.subjects.services.imports import committing  # noqa: E402
from zhiwei.platform.subjects.services.imports.staging import stage  # noqa: E402

HEAD = ["统一社会信用代码", "名称", "组织形式", "从业人员", "营业收入@2011（万元）"]


def make(path: Path, count: int) -> None:
    """Read a file with so many new firms into staging, and print what became of it."""
    rows = [[uscc(i), f"杭州第{i}有限公司", "有限责任公司", i % 90, i + 0.5] for i in range(count)]
    print(stage(batch(path, [HEAD, *rows], create_missing=True), path, SYSTEM).state)


def stand_still(*asked: Any) -> None:
    """Say where the commit is, and wait to be killed."""
    print("in the middle", flush=True)
    time.sleep(120)


def wait() -> None:
    """Commit as far as the middle."""
    committing.commit(ImportBatch.objects.get(), SYSTEM, stand_still)


def commit() -> None:
    """Commit, and print how many facts were written."""
    print(committing.commit(ImportBatch.objects.get(), SYSTEM).get("facts", 0))


def count() -> None:
    """Print the rows of the register, the state of the import, the acts of the audit."""
    tables = (Subject, Name, Identifier, FactRecord)
    print(*(t.objects.count() for t in tables), ImportBatch.objects.get().state, Act.objects.count())


def main(path: Path, rows: int) -> None:
    """All steps: one line for each, the two commits at once on one line."""
    print(Forked(make, path, rows).rest())
    waiting = Forked(wait)
    print(waiting.line(), waiting.kill(signal.SIGKILL))
    print(Forked(count).rest())
    both = [Forked(commit), Forked(commit)]
    print(*sorted((one.rest() for one in both), key=int))
    print(Forked(count).rest())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
