"""The synthetic province: rows a second in memory and to Parquet, memory as rows grow, against two peers.

Peers make the same columns without holding any target: a row at a time in plain Python, as a test-data library would, and
whole columns in plain numpy, which is as fast as drawing numbers and writing them can be.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from zhiwei.law.identifiers import organisation_check, registration_check, uscc_check

DAY = date(2012, 12, 31)
ROWS = 2_000_000
PYTHON_ROWS = 20_000
RUNS = 3
FORMS = ("limited_company", "one_person_company", "sole_proprietorship", "partnership", "individual_business")
_CHILD = """
import resource, sys, time
from datetime import date
from pathlib import Path
import zhiwei
from zhiwei.population.synth import Frames, Province, write
rows, numeric, target = int(sys.argv[1]), sys.argv[2] == "True", Path(sys.argv[3])
book = zhiwei.rulebook()
start = time.perf_counter()
frames = Frames(book, Province(book, date(2012, 12, 31), "2011"), 1, numeric_only=numeric)
built, used = time.perf_counter(), time.process_time()
write(frames, rows, target)
print(built - start, time.perf_counter() - built, time.process_time() - used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main() -> None:
    """Print the measurements."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} cores, load before {load}; medians of {RUNS}, best in brackets; rows a second")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "made.parquet"
        for label, numeric, suffix, hold in (
            ("numeric columns to Parquet", True, ".parquet", 1_000_000),
            ("with names and numbers to Parquet", False, ".parquet", 200_000),
            ("numeric columns to CSV", True, ".csv", 0),
            ("with names and numbers to CSV", False, ".csv", 0),
        ):
            file = target.with_suffix(suffix)
            found = [_child(ROWS, numeric, file) for _ in range(RUNS)]
            rates = [ROWS / seconds for _, seconds, _, _ in found]
            used = statistics.median(one for _, _, one, _ in found) / ROWS * 1e9
            note = f", hold {hold:,}" if hold else ""
            print(
                f"{label}: {_rates(rates)}, {used:.0f} ns of CPU and {file.stat().st_size / ROWS:.0f} bytes a row{note}"
            )
        print(f"model built in {statistics.median(one for one, *_ in found):.2f} s")
        for rows in (ROWS // 4, ROWS, 4 * ROWS):
            print(f"peak memory at {rows:,} numeric rows: {_child(rows, True, target)[3] / 1024:.0f} MB")
        print(
            f"peer, plain numpy, numeric columns to Parquet: {_rates(_timed(lambda: _columns(ROWS, target), ROWS))}"
        )
    print(
        f"peer, plain Python, numeric columns: {_rates(_timed(lambda: _rows(PYTHON_ROWS, named=False), PYTHON_ROWS))}"
    )
    print(
        f"peer, plain Python, names and numbers too: {_rates(_timed(lambda: _rows(PYTHON_ROWS, named=True), PYTHON_ROWS))}"
    )


def _child(rows: int, numeric: bool, target: Path) -> tuple[float, float, float, float]:
    """Seconds to build the model and to write, CPU seconds to write, peak memory in kB."""
    words = [sys.executable, "-c", _CHILD, str(rows), str(numeric), str(target)]
    out = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    built, written, used, memory = map(float, out.split())
    return built, written, used, memory


def _timed(work: Callable[[], Any], rows: int) -> list[float]:
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        found.append(rows / (time.perf_counter() - start))
    return found


def _rates(rates: list[float]) -> str:
    return f"{statistics.median(rates):,.0f} ({max(rates):,.0f})"


def _columns(rows: int, target: Path) -> None:
    """Whole columns in numpy, no targets, floats for money, written in one go."""
    draw = np.random.default_rng(1)
    staff = np.maximum(1, draw.lognormal(1.2, 1.3, rows)).astype(np.int64)
    revenue = np.rint(staff * draw.lognormal(12.5, 0.8, rows) * 100) / 100
    assets = np.rint(revenue * draw.lognormal(0, 0.7, rows) * 100) / 100
    words = [
        pl.Series(list(FORMS), dtype=pl.Enum(FORMS)).gather(draw.integers(0, len(FORMS), rows))
        for _ in range(7)
    ]
    pl.DataFrame(
        {"id": np.arange(rows), "founded_on": pl.Series(15_705 - draw.integers(0, 11_000, rows)).cast(pl.Int32).cast(pl.Date),
         "employees": staff, "revenue": revenue, "revenue@2011": np.rint(revenue / draw.lognormal(0.08, 0.2, rows) * 100) / 100,
         "total_assets": assets, "average_employees": np.rint(4 * staff * draw.uniform(0.94, 1.06, rows)) / 4,
         "average_total_assets": np.rint(assets * draw.uniform(0.95, 1.05, rows) * 100) / 100,
         "taxable_income": np.rint(revenue * draw.normal(0.03, 0.05, rows) * 100) / 100,
         "monthly_sales": np.rint(revenue / 12 * draw.uniform(0.7, 1.3, rows) * 100) / 100,
         **{f"word{i}": word for i, word in enumerate(words)},
         **{f"flag{i}": draw.random(rows) < 0.01 for i in range(4)}}
    ).write_parquet(target, compression="lz4")  # fmt: skip


def _rows(rows: int, *, named: bool) -> list[dict[str, Any]]:
    """A row at a time with the standard library."""
    draw = random.Random(1)
    return [_row(draw, number, named) for number in range(rows)]


def _row(draw: random.Random, number: int, named: bool) -> dict[str, Any]:
    staff = max(1, int(draw.lognormvariate(1.2, 1.3)))
    revenue = round(staff * draw.lognormvariate(12.5, 0.8), 2)
    assets = round(revenue * draw.lognormvariate(0, 0.7), 2)
    row: dict[str, Any] = {
        "id": number, "legal_form": draw.choices(FORMS, (20, 4, 5, 1, 70))[0],
        "division": f"33{draw.randint(1, 11):02}{draw.randint(1, 9):02}", "founded_on": DAY - timedelta(draw.randrange(11_000)),
        "industry_code": f"{draw.randint(13, 43)}{draw.randint(10, 99)}", "industry_edition": "2011", "employees": staff,
        "revenue": revenue, "revenue@2011": round(revenue / draw.lognormvariate(0.08, 0.2), 2), "total_assets": assets,
        "average_employees": round(4 * staff * draw.uniform(0.94, 1.06)) / 4,
        "average_total_assets": round(assets * draw.uniform(0.95, 1.05), 2), "tax_industry": draw.choice(("industrial", "other")),
        "restricted_or_prohibited_industry": draw.random() < 0.01, "taxable_income": round(revenue * draw.gauss(0.03, 0.05), 2),
        "collection_method": draw.choice(("audited", "assessed")), "high_tech_certified": draw.random() < 0.01,
        "technology_based": draw.random() < 0.01, "vat_taxpayer_kind": draw.choice(("general", "small_scale")),
        "monthly_sales": round(revenue / 12 * draw.uniform(0.7, 1.3), 2),
        "conforms_to_industrial_policy": draw.random() < 0.99, "outdated_capacity_criterion": "none",
    }  # fmt: skip
    if named:
        body = f"99{row['division'][2:]}2{number:07}"
        organisation = f"TT{number:06}"
        organisation += organisation_check(organisation)
        credit = f"91{body[:6]}{organisation}"
        row["name"] = (
            "杭州"
            + draw.choice("华金海天恒宏")
            + draw.choice("达盛丰源泰")
            + draw.choice(("纺织", "机械"))
            + "有限公司"
        )
        row["registration_number"] = body + registration_check(body)
        row["organisation_code"] = organisation
        row["uscc"] = credit + uscc_check(credit)
    return row


if __name__ == "__main__":
    main()
