"""What the audit costs: an act, a page's reads, an anchor, and the check of a chain.

`./dev exec python -m benchmarks.bench_audit [ROWS]` works in a temporary folder, on SQLite or on the PostgreSQL that
ZHIWEI_DATABASE_URL names.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable


def timed(act: Callable[[], object], times: int) -> float:
    """Milliseconds per call, over a number of calls."""
    began = time.perf_counter()
    for _ in range(times):
        act()
    return (time.perf_counter() - began) * 1000 / times


def main(rows: int = 2_000) -> None:
    """Print the costs."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZHIWEI_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhiwei.platform.site.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from zhiwei.platform.accounts.rights import SYSTEM
        from zhiwei.platform.audit import log, reads, verification

        call_command("migrate", verbosity=0)

        def page() -> None:
            with reads.gathering():
                for number in range(50):
                    reads.reveal(SYSTEM, kind="subject", key=f"s{number}", fields=["name", "phone"])

        def act() -> None:
            log.record(
                SYSTEM,
                "bench",
                kind="subject",
                key="1",
                detail={"name": "杭州晨光五金制品有限公司", "fen": 100},
            )

        print(f"{connection.vendor}, {rows} rows")
        print(f"  one act, its transaction and anchor included   {timed(act, rows):8.2f} ms")
        print(
            f"  one page that reveals one subject              {timed(lambda: reads.reveal(SYSTEM, kind='s', key='1', fields=['x']), rows):8.2f} ms"
        )
        print(f"  one page that reveals fifty subjects           {timed(page, rows // 10):8.2f} ms")
        total = 2 * rows + rows // 10
        spent = timed(verification.first_fault, 1)
        print(f"  checking both chains                           {spent * 1000 / total:8.1f} µs per row")
        connection.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
