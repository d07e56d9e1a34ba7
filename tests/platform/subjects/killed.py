"""Steps of an import, each in a process of its own: `python -m tests.platform.subjects.killed make|wait|commit|count`.

They work on the database of ZHIWEI_DATABASE_URL; `wait` stands still in the middle of the commit, to be killed there.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiwei.platform.site.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402

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


def make(path: Path, count: int) -> str:
    """Read a file with so many new firms into staging."""
    rows = [[uscc(i), f"杭州第{i}有限公司", "有限责任公司", i % 90, i + 0.5] for i in range(count)]
    return str(stage(batch(path, [HEAD, *rows], create_missing=True), path, SYSTEM).state)


def stand_still(*asked: Any) -> None:
    """Say where the commit is, and wait to be killed."""
    print("in the middle", flush=True)
    time.sleep(120)


def counts() -> list[Any]:
    """Rows of the register, the state of the import, acts of the audit."""
    tables = (Subject, Name, Identifier, FactRecord)
    return [*(t.objects.count() for t in tables), ImportBatch.objects.get().state, Act.objects.count()]


if __name__ == "__main__":
    match sys.argv[1]:
        case "migrate":
            call_command("migrate", verbosity=0)
        case "make":
            print(make(Path(sys.argv[2]), int(sys.argv[3])))
        case "wait":
            committing.commit(ImportBatch.objects.get(), SYSTEM, stand_still)
        case "commit":
            print(committing.commit(ImportBatch.objects.get(), SYSTEM).get("facts", 0))
        case "count":
            print(*counts())
