"""An agency's workbook into the register: read into staging, committed, read again, marked; seconds and peak memory.

``ZHIWEI_BENCH_ROWS`` is the number of rows (20,000), each a new firm with ten columns. On SQLite, or on the database that
``ZHIWEI_DATABASE_URL`` names, which must be empty.
"""

from __future__ import annotations

import os
import resource
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROWS = int(os.environ.get("ZHIWEI_BENCH_ROWS", "20000"))
HEAD = [
    "统一社会信用代码", "注册号", "名称", "所在行政区划", "组织形式", "成立日期", "行业代码", "行业分类版本",
    "营业收入@2011（万元）", "从业人员",
]  # fmt: skip


def main() -> None:
    """Print the measurements."""
    with TemporaryDirectory(prefix="zhiwei-bench-") as name:
        os.environ.setdefault("ZHIWEI_DATA", name)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiwei.platform.site.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _measure(Path(name))


def _measure(folder: Path) -> None:
    from django.core.files import File

    from zhiwei.platform.accounts.viewer import SYSTEM
    from zhiwei.platform.kit import uploads
    from zhiwei.platform.subjects.models import ImportBatch
    from zhiwei.platform.subjects.services.imports.committing import commit
    from zhiwei.platform.subjects.services.imports.marking import marked
    from zhiwei.platform.subjects.services.imports.staging import stage

    path = folder / "税务.xlsx"
    _workbook(path)
    with path.open("rb") as content:
        stored = uploads.keep(uploads.check(File(content, path.name), {"xlsx"}, 1 << 30))

    def batch() -> ImportBatch:
        return ImportBatch.objects.create(
            file=stored, source="registration", received_on=date(2012, 7, 1), division="330106",
            create_missing=True,
        )  # fmt: skip

    first, again = batch(), batch()
    for what, work in (
        ("read into staging", lambda: stage(first, path, SYSTEM)),
        ("committed", lambda: commit(first, SYSTEM)),
        ("the same file read again", lambda: stage(again, path, SYSTEM)),
        ("marked", lambda: marked(first, path)),
    ):
        began = time.perf_counter()
        work()
        seconds = time.perf_counter() - began
        print(f"{what}: {ROWS:,} rows in {seconds:.1f} s, {ROWS / seconds:,.0f} rows/s")
    print(f"facts unchanged in the second: {again.counts.get('unchanged', 0):,} rows")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def _workbook(path: Path) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet, day = book.add_worksheet("企业"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEAD)
    for line in range(1, ROWS + 1):
        for column, value in enumerate(_row(line)):
            if isinstance(value, date):
                sheet.write_datetime(line, column, value, day)
            else:
                sheet.write(line, column, value)
    book.close()


def _row(number: int) -> list[Any]:
    from zhiwei.law.identifiers import organisation_check, registration_check, uscc_check

    body = f"{number:08d}"
    code = f"91330106{body}{organisation_check(body)}"
    register = f"330106{body}"
    return [
        code + uscc_check(code), register + registration_check(register), f"杭州第{number}五金制品有限公司",
        "330106", "有限责任公司", date(2010, 1, 1 + number % 28), "3351", "2011", number % 5000 + 0.5, number % 300,
    ]  # fmt: skip


if __name__ == "__main__":
    main()
