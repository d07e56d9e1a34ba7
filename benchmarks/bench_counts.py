"""What counts over many firms cost: the share of staff (5.4), research intensity (6.1), a programme's counts by county.

``ZHIWEI_BENCH_ROWS`` is the number of firms (20,000): each with one report of its staff, a research claim of one year, and a
record of a programme. On SQLite, or on the database that ``ZHIWEI_DATABASE_URL`` names, which must be empty. Each count is
printed for a process that has not counted yet, and for one that asks again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROWS = int(os.environ.get("ZHIWEI_BENCH_ROWS", "20000"))
YEAR = 2013
PROGRAMME = """\
id: bench
title: {zh: 展位, en: stands}
about: {zh: 展位, en: stands}
sentences: ['15.2']
cases: []
registers:
  stands:
    zh: 展位
    en: stands
    about: {zh: 展位, en: stands}
    keepers: [county]
    title: contract
    day: held_on
    fields:
      - {name: contract, zh: 合同号, en: contract, kind: text}
      - {name: firm, zh: 企业, en: firm, kind: text}
      - {name: held_on, zh: 日期, en: day, kind: date}
      - {name: fee, zh: 费用, en: fee, kind: money}
counts:
  stands: {zh: 展位, en: stands, register: stands}
  fees: {zh: 费用, en: fees, register: stands, sum: fee}
  firms: {zh: 企业, en: firms, register: stands, distinct: firm}
contact: {zh: 无, en: none}
"""


def main() -> None:
    """Print the measurements."""
    with TemporaryDirectory(prefix="zhiwei-bench-") as name:
        folder = Path(name)
        (folder / "programmes").mkdir()
        (folder / "programmes" / "bench.yaml").write_text(PROGRAMME, encoding="utf-8")
        os.environ.setdefault("ZHIWEI_DATA", name)
        os.environ["ZHIWEI_PROGRAMMES"] = name
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiwei.platform.site.settings")
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        _write()
        _measure()
        connection.close()


def _write() -> None:
    """Firms of all counties, with everything that is counted."""
    from zhiwei.law.divisions import load_divisions
    from zhiwei.platform.programmes.models import Number, Record
    from zhiwei.platform.staff.models import Report
    from zhiwei.platform.subjects.models import FactRecord, Relation, Subject

    counties = [one.code for one in load_divisions() if one.level == 3]
    told = date(YEAR + 1, 3, 1)

    def facts(subject: Any, values: dict[str, int]) -> list[FactRecord]:
        return [
            FactRecord(
                subject=subject, name=name, period=str(YEAR), value=f"{yuan}.00", source="tax", received_on=told,
                known_from=told,
            )
            for name, yuan in values.items()
        ]  # fmt: skip

    for start in range(0, ROWS, 2_000):
        numbers = range(start, min(ROWS, start + 2_000))
        places = [counties[n % len(counties)] for n in numbers]
        firms = Subject.objects.bulk_create(
            Subject(entity="enterprise", name=f"示例{n}号公司", division=at, legal_form="limited_company", founded_on=date(2005, 1, 4))
            for n, at in zip(numbers, places, strict=True)
        )  # fmt: skip
        claims = Subject.objects.bulk_create(
            Subject(entity="research_claim", name=f"示例{n}号公司研发费用", division=at)
            for n, at in zip(numbers, places, strict=True)
        )
        Relation.objects.bulk_create(
            Relation(subject=c, other=f, kind=Relation.Kind.LINK, link="firm", received_on=told)
            for c, f in zip(claims, firms, strict=True)
        )
        said: list[FactRecord] = []
        for n, claim, firm in zip(numbers, claims, firms, strict=True):
            said += facts(
                claim,
                {"core_research_cost": 1_000 + n, "other_research_cost": n, "domestic_commissioned_cost": 0, "foreign_commissioned_cost": 0},
            )  # fmt: skip
            said += facts(firm, {"revenue": 1_000_000 + 10 * n})
        FactRecord.objects.bulk_create(said, batch_size=2_000)
        Report.objects.bulk_create(
            Report(firm=f, year=YEAR, technology=n % 9, skilled=None if n % 17 == 0 else n % 5, total=20 + n % 50, source="self")
            for n, f in zip(numbers, firms, strict=True)
        )  # fmt: skip
        records = Record.objects.bulk_create(
            Record(
                programme="bench", register="stands", division=at, title=str(n), day=date(YEAR, 5, 1), state="entered",
                values={"contract": str(n), "firm": f"企业{n // 3}", "held_on": f"{YEAR}-05-01", "fee": f"{n}.00"},
            )
            for n, at in zip(numbers, places, strict=True)
        )  # fmt: skip
        Number.objects.bulk_create(
            Number(record=one, field="fee", value=100 * n) for n, one in zip(numbers, records, strict=True)
        )


def _measure() -> None:
    from django.db import connection

    from zhiwei.platform.accounts.divisions import covered_by
    from zhiwei.platform.agencies import intensity
    from zhiwei.platform.programmes.files import get
    from zhiwei.platform.programmes.registers import counting
    from zhiwei.platform.staff import queries as staff
    from zhiwei.platform.staff.rules import Staff, share

    print(f"{connection.vendor}, {ROWS} firms")
    share(Staff(1, 1, 4), YEAR)  # the rulebook is loaded
    province = covered_by("330000")

    def timed(what: str, count: Callable[[], Any]) -> Any:
        found = None
        for word in ("first", "again"):
            began = time.perf_counter()
            found = count()
            print(f"  {what:<44} {word} {time.perf_counter() - began:8.3f} s")
        return found

    places = timed("share of staff by county (5.4)", lambda: staff.of_places(YEAR))
    print(
        f"    {sum(one.complete for one in places)} complete, {sum(one.incomplete for one in places)} incomplete"
    )
    shares = timed("research intensity by county (6.1)", lambda: intensity.of_year(YEAR))
    print(f"    {sum(one.firms for one in shares)} firms, {sum(one.spending for one in shares)} fen")
    counted = timed("a programme's counts by county", lambda: counting.by_division(get("bench"), province))
    print(f"    {[sum(one.numbers[place] for one in counted) for place in range(3)]}")


if __name__ == "__main__":
    main()
