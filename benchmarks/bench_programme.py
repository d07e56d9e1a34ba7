"""The night's run of the reward (27.2) over a province: judged, cases opened, the same again, notices ended.

``ZHIWEI_BENCH_SUBJECTS`` is the number of subjects (20,000; the province of the requirement has 1,000,000). On SQLite, or on
the database that ``ZHIWEI_DATABASE_URL`` names, which must be empty. The subjects are written by a process of their own, so
that the peak of memory is the run's.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from itertools import count, islice
from tempfile import TemporaryDirectory

SUBJECTS = int(os.environ.get("ZHIWEI_BENCH_SUBJECTS", "20000"))
YEAR_END, DAY = date(2012, 12, 31), date(2013, 6, 3)
PORTION = 20_000
MONEY = 1_000_000_000_00
"""Fen of each county's and city's fund: enough for whatever is due."""


def main() -> None:
    """Print the measurements, or be one of the processes that this starts."""
    match sys.argv[1:]:
        case ["--prepare"]:
            _prepare()
        case ["--write", hand, hands]:
            _write(int(hand), int(hands))
        case _:
            _whole()


def _whole() -> None:
    with TemporaryDirectory(prefix="zhiwei-bench-") as name:
        os.environ.setdefault("ZHIWEI_DATA", name)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiwei.platform.site.settings")
        began = time.perf_counter()
        again = [sys.executable, "-m", "benchmarks.bench_programme"]
        subprocess.run([*again, "--prepare"], check=True)
        hands = 2 if "ZHIWEI_DATABASE_URL" in os.environ else 1  # SQLite is written by one at a time
        writing = [subprocess.Popen([*again, "--write", str(hand), str(hands)]) for hand in range(hands)]
        codes = [hand.wait() for hand in writing]
        if any(codes):
            raise SystemExit("the subjects could not be written")
        print(f"{SUBJECTS:,} subjects written in {time.perf_counter() - began:.0f} s")
        _measure()


def _prepare() -> None:
    """The tables, and the decisions of the demonstration."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from zhiwei.platform.accounts.viewer import SYSTEM
    from zhiwei.platform.decisions import services
    from zhiwei.platform.demo.files import read
    from zhiwei.platform.demo.filings import content

    papers = read("decisions")["decisions"]
    services.take_over(SYSTEM, [content(one) | {"filed_on": one["issued"]} for one in papers])


def _write(hand: int, hands: int) -> None:
    """The subjects in the portions that fall to one of several hands."""
    import django

    django.setup()
    from zhiwei.platform.answers.rulebook import current
    from zhiwei.platform.demo.firms import Firms

    firms = Firms(current(), SUBJECTS)
    rows = firms.rows()
    for number in count():
        if not (portion := list(islice(rows, PORTION))):
            return
        if number % hands == hand:
            firms.put(portion)


def _measure() -> None:
    import django

    django.setup()
    from zhiwei.law.divisions import load_divisions
    from zhiwei.platform.accounts.viewer import SYSTEM
    from zhiwei.platform.cases.models import Case
    from zhiwei.platform.funds.models import Run
    from zhiwei.platform.funds.services import run
    from zhiwei.platform.kit import clock
    from zhiwei.platform.ledger import services as ledger

    with clock.stopped(DAY):
        for one in load_divisions():
            if one.level == 2:
                fund = ledger.open_fund(
                    SYSTEM, name="奖励资金", level="city", division=one.code, budget_year=2013, purposes=["27.2"],
                    from_day=date(2013, 1, 1), to_day=date(2013, 12, 31), key=one.code, document="（示例）",
                )  # fmt: skip
                ledger.appropriate(SYSTEM, fund, MONEY, document="（示例）", key=f"{one.code}/1")
    for what, day in (
        ("first run", DAY),
        ("the same night again", DAY),
        ("after the notice", DAY + timedelta(days=7)),
    ):
        with clock.stopped(day):
            made = Run.objects.create(type="reward", division="330000", as_of=YEAR_END)
            began, worked = time.perf_counter(), time.process_time()
            result = run(made).result or {}
            seconds, cpu = time.perf_counter() - began, time.process_time() - worked
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rate = result["total"] / seconds
        steps = {name: count for name, count in result["steps"].items() if count}
        print(
            f"{what}: {seconds:.0f} s ({cpu:.0f} s of processor), {rate:,.0f} subjects/s, peak {peak:,.0f} MB, {steps}"
        )
    print(f"{Case.objects.count():,} cases")


if __name__ == "__main__":
    main()
