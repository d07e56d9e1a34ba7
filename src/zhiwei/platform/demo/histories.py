"""Some hundred firms with rich files: every year to the present, from several agencies, some of which disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from zlib import crc32

from zhiwei.platform.demo.firms import FACTS, stated
from zhiwei.platform.demo.writing import insert
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import FactRecord

RICH = 400
FIRST, LAST = 2013, 2026
YEARLY = ("revenue", "taxable_income", "average_total_assets", "total_assets")
HEADS = ("employees", "average_employees")
KINDS: dict[str, str | None] = {
    "revenue": "year", "taxable_income": "year", "average_total_assets": "year", "average_employees": "year",
}  # fmt: skip
CENT = Decimal("0.01")


def rich(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The firms whose files are rich: limited companies, spread over the province by their numbers."""
    companies = [r for r in rows if r["legal_form"] in ("limited_company", "one_person_company")]
    return sorted(companies, key=lambda r: crc32(f"rich/{r['id']}".encode()))[:RICH]


def write(rows: Iterable[dict[str, Any]]) -> int:
    """State the later years of these firms; gives the number of statements."""
    now = clock.now()
    return insert(FactRecord, FACTS, (fact for row in rows for fact in _later(row, now)))


def _later(row: dict[str, Any], now: Any) -> Iterator[tuple[Any, ...]]:
    values = {name: row[name] for name in (*YEARLY, *HEADS) if row[name] is not None}
    for year in range(FIRST, LAST + 1):
        for name, value in values.items():
            values[name] = _grown(value, row["id"], name, year)
            day, received = date(year, 12, 31), date(year + 1, 5, 31)
            source = ""
            if year == LAST:  # not over yet: what the firm itself expects
                day, received, source = date(year, 6, 30), date(year, 7, 10), "self"
            yield stated(row["key"], name, values[name], KINDS.get(name), "", day, received, now, source)
            if name == "revenue" and year < LAST and crc32(f"{row['id']}/{year}".encode()) % 7 == 0:
                tax = (values[name] * Decimal("0.97")).quantize(CENT)  # the tax return says less
                yield stated(row["key"], name, tax, "year", "", day, received, now, "tax")
    if row["monthly_sales"] is not None and "revenue" in values:
        for month in range(1, 11):  # a twelfth of what the firm expects of the year, more or less
            sales = _grown(values["revenue"] / 12, row["id"], "monthly_sales", month)
            day = date(LAST, month, 28)
            yield stated(row["key"], "monthly_sales", sales, "month", "", day, date(LAST, month + 1, 15), now)


def _grown(value: Any, number: int, name: str, step: int) -> Any:
    """The next figure: between a fifth less and a third more, the same on every machine."""
    change = crc32(f"{number}/{name}/{step}".encode()) % 54 - 20
    if isinstance(value, Decimal):
        return (value * (100 + change) / 100).quantize(CENT)
    return max(1, round(value * (100 + change) / 100))
