"""The size standard as a plain table and its wording as plain logic, independent of the code under test.

``data/size_thresholds.csv`` is a copy of its own, in persons and 万元.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import zhiwei
from zhiwei.engine.rulebook import Rulebook
from zhiwei.law.industries import EDITIONS, load_industries

DATA = Path(__file__).parent / "data"

MIIT, NBS_2011, NBS_2017 = "MIIT-2011-300", "NBS-2011-75", "NBS-2017-213"
SCHEMES = {
    MIIT: ("size_class", ("2011-06-18", "2012-06-30", "2026-11-23")),
    NBS_2011: ("statistical_size_class", ("2011-09-02", "2017-12-27")),
    NBS_2017: ("statistical_size_class", ("2017-12-28", "2026-11-23")),
}
"""Scheme to the variable that runs it and the days to try."""

FACT_OF = {"employees": "employees", "revenue": "revenue", "assets": "total_assets"}

CODE_OF = {
    "agriculture": "0111",
    "industry": "1713",
    "construction": "4811",
    "wholesale": "5131",
    "retail": "5211",
    "transport": "5411",
    "warehousing": "5990",
    "postal": "6010",
    "accommodation": "6110",
    "catering": "6210",
    "info_transmission": "6311",
    "software_it": "6599",
    "real_estate_dev": "7010",
    "property_mgmt": "7020",
    "leasing_business": "7111",
    "other": "7310",
}
"""A class of each row whose code means the same in both editions."""

Bounds = dict[str, tuple[int, int, int]]


@cache
def book() -> Rulebook:
    """Today's rulebook."""
    return zhiwei.rulebook()


@cache
def standard() -> dict[tuple[str, str], Bounds]:
    """(scheme, industry) to indicator to the lower bounds of small, medium, large, in persons and fen."""
    table: dict[tuple[str, str], Bounds] = {}
    with (DATA / "size_thresholds.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            scale = 1 if row["unit"] == "person" else 10_000 * 100
            small, medium, large = (int(row[f"{c}_min"]) * scale for c in ("small", "medium", "large"))
            table.setdefault((row["scheme"], row["industry"]), {})[row["indicator"]] = small, medium, large
    return table


@cache
def classes() -> tuple[tuple[str, str], ...]:
    """(edition, code) of every class of both editions of GB/T 4754."""
    return tuple(
        (edition, entry.code)
        for edition in EDITIONS
        for entry in load_industries().edition(edition).entries.values()
        if entry.level == "class"
    )


def worded(bounds: Bounds, values: dict[str, int]) -> str:
    """The class by the words of the standard.

    "X人以下或营业收入Y以下的为中小微型企业. 其中, X人及以上, 且营业收入Y及以上的为中型企业; … 且 … 为小型企业;
    X人以下或营业收入Y以下的为微型企业."
    """
    small = {i: b[0] for i, b in bounds.items()}
    medium = {i: b[1] for i, b in bounds.items()}
    upper = {i: b[2] for i, b in bounds.items()}
    if not any(values[i] < upper[i] for i in bounds):
        return "large"
    if all(values[i] >= medium[i] for i in bounds):
        return "medium"
    if all(values[i] >= small[i] for i in bounds):
        return "small"
    return "micro"


def around(bounds: tuple[int, int, int]) -> Iterator[int]:
    """Every bound and one unit to each side of it."""
    for bound in bounds:
        yield from (bound - 1, bound, bound + 1)


def yuan(fen: int) -> str:
    """Fen as files write them."""
    return f"{fen // 100}.{fen % 100:02d}"


def facts_of(industry: str, values: dict[str, int]) -> dict[str, object]:
    """The facts of a company in input form; values in persons and fen."""
    amounts = {FACT_OF[i]: v if i == "employees" else yuan(v) for i, v in values.items()}
    return {"industry_code": CODE_OF[industry], "industry_edition": "2017", **amounts}
