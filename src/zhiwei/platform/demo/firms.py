"""Twenty thousand made-up firms, cooperatives and individual businesses of 2012, with what agencies say of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any
from zlib import crc32

from django.db import transaction

from zhiwei.engine.errors import InputError
from zhiwei.engine.rulebook import Rulebook
from zhiwei.platform.demo.writing import insert
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import FactRecord, Identifier, Name, Subject
from zhiwei.platform.subjects.services.building import Particulars
from zhiwei.platform.subjects.sources import sources
from zhiwei.population.synth import Frames, Province

DAY = date(2012, 12, 31)
"""The day the firms stand for: the first year of the Opinions is over."""
RECEIVED = date(2013, 5, 31)
"""When the agencies handed in the year's figures."""
SEED = 47
SPACE = uuid.UUID("7c0a4c4e-47c0-4b12-9a2c-20120424abcd")
REGISTERED = {"legal_form", "division", "founded_on", "industry_code", "industry_edition", "name"}
"""Facts that the register's own columns hold."""
BASIS = {
    "tax": "企业所得税年度汇算清缴申报",
    "statistics": "统计调查制度",
    "science": "科技企业认定名单",
    "economy": "产业主管部门认定",
}
VAT = "增值税纳税申报"
"""What the tax office knows a month's figures from; the settlement of income tax is of a year."""
FACTS = (
    "subject_id", "name", "period", "holds_from", "value", "status", "source", "legal_basis", "received_on",
    "known_from", "recorded_at",
)  # fmt: skip


def key_of(kind: str, number: int | str) -> uuid.UUID:
    """The public identifier of the demonstration's thing with a number; the same on every machine."""
    return uuid.uuid5(SPACE, f"{kind}/{number}")


def absent(firm: int, column: bytes) -> bool:
    """Whether no agency said this of a firm (see :func:`drawn`): three cells in a hundred, the same ones always."""
    return crc32(column, firm) % 100 < 3


def drawn(number: int) -> int:
    """Where the chances of a firm's cells begin: the checksum of its number, which each column continues."""
    return crc32(f"{number}/".encode())


@cache
def source_of(fact: str) -> str:
    """The agency that goes first for a fact, which is the one that stated it here."""
    return sources().precedence(fact).order[0]


class Firms:
    """The firms row by row, from the generator of synthetic provinces."""

    def __init__(self, book: Rulebook, count: int) -> None:
        self.book, self.count = book, count
        province = Province(book, DAY, "2011", kinds=("enterprise", "cooperative", "individual"))
        self.frames = Frames(book, province, SEED)
        self.law = book.law(DAY)
        variables = book.entities["enterprise"].facts
        self.periods = {name: variable.period for name, variable in variables.items()}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every firm as columns named by fact."""
        left, block = self.count, 0
        while left > 0:
            frame = self.frames.block(block)
            yield from frame.head(left).iter_rows(named=True)
            left -= frame.height
            block += 1

    def write(self) -> list[dict[str, Any]]:
        """Put all of them into the register; gives the rows, each with ``key`` and ``size``."""
        rows = list(self.rows())
        self.put(rows)
        return rows

    def put(self, rows: list[dict[str, Any]]) -> None:
        """Put some rows into the register, all or none, and give each its ``key`` and ``size``."""
        subjects: list[tuple[Any, ...]] = []
        names, numbers = [], []
        now = clock.now()
        columns: dict[str, Any] = {}
        for row in rows:
            row["key"], row["size"] = key_of("firm", row["id"]), self.size(row)
            columns = Particulars(
                entity="enterprise",
                name=row["name"],
                division=row["division"],
                legal_form=row["legal_form"],
                industry=row["industry_code"] or "",
                industry_edition=row["industry_edition"] or "",
                founded_on=row["founded_on"],
                received_on=min(row["founded_on"], RECEIVED) if row["founded_on"] else RECEIVED,
            ).columns()
            columns |= {"id": row["key"], "size_class": row["size"], "size_on": DAY}
            columns |= {"state": Subject.State.ACTIVE, "recorded_at": now}
            subjects.append(tuple(columns.values()))
            names.append((row["key"], columns["name"], row["founded_on"], now))
            for kind in ("registration_number", "organisation_code"):
                if row[kind]:
                    numbers.append((row["key"], kind, row[kind], "registration", row["founded_on"], now))
            if row["uscc"]:
                numbers.append((row["key"], "uscc", row["uscc"], "registration", date(2015, 10, 1), now))
        with transaction.atomic():
            insert(Subject, list(columns), subjects)
            insert(Name, ("subject_id", "text", "from_day", "recorded_at"), names)
            insert(Identifier, ("subject_id", "kind", "number", "source", "from_day", "recorded_at"), numbers)
            insert(FactRecord, FACTS, (fact for row in rows for fact in self.facts(row, now)))

    def facts(self, row: dict[str, Any], now: Any) -> Iterator[tuple[Any, ...]]:
        """What agencies stated of a firm for the year of :data:`DAY`, empty cells left out."""
        key, firm = row["key"], drawn(row["id"])
        for column, value in row.items():
            if value is None or column in REGISTERED:
                continue
            name, _, period = column.partition("@")
            if name in self.periods and not absent(firm, column.encode()):
                yield stated(key, name, value, self.periods[name], period, DAY, RECEIVED, now)

    def size(self, row: dict[str, Any]) -> str:
        """The size class by the rulebook; empty where facts are missing."""
        names = ("legal_form", "industry_code", "industry_edition", "employees", "revenue", "total_assets")
        firm = drawn(row["id"])
        given = {n: _plain(row[n]) for n in names if n in REGISTERED or not absent(firm, n.encode())}
        try:
            found = self.book.calc_case(self.book.case(given, DAY), self.law, ("size_class",))["size_class"]
        except InputError:
            return ""
        return str(found.value) if found.status == "known" else ""


def stated(
    key: uuid.UUID, name: str, value: Any, kind: str | None, period: str, day: date, received: date, now: Any,
    source: str = "",
) -> tuple[Any, ...]:  # fmt: skip
    """One statement as the columns :data:`FACTS`; a fact with periods counts for the one that holds ``day``."""
    period, holds, source, basis = _shared(name, kind, period, day, source)
    return (key, name, period, holds, _plain(value), "known", source, basis, received, received, now)


@lru_cache(10_000)
def _shared(
    name: str, kind: str | None, period: str, day: date, source: str
) -> tuple[str, date | None, str, str]:
    """Period, first day, source and legal basis, which many statements share."""
    source = source or source_of(name)
    if kind and not period:
        period = {"year": f"{day:%Y}", "month": f"{day:%Y-%m}", "day": f"{day}"}.get(
            kind, f"{day.year}Q{(day.month + 2) // 3}"
        )
    basis = VAT if (source, kind) == ("tax", "month") else BASIS.get(source, "")
    return period, None if kind else date(day.year, 1, 1), source, basis


def _plain(value: Any) -> Any:
    """A cell in file form: yuan and days as text, numbers that are whole as whole numbers."""
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else str(value)
    return str(value)
