"""The yearly report of 15.1 by county: services that firms confirmed, what was settled for them, what each level paid.

Counts are of the orders of a year; what was paid is the ledger's, less what was asked back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import Commitment
from zhiwei.platform.services import money
from zhiwei.platform.services.models import Order
from zhiwei.platform.services.queries import CONFIRMED

FEW = 3
"""Fewer grades than these make no public mean: it would tell what one firm said."""


@dataclass
class Line:
    """One county in a year; fen."""

    division: str
    ordered: int = 0
    confirmed: int = 0
    value: int = 0
    """Invoices of the confirmed services."""
    subsidy: int = 0
    paid: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(Level, 0))
    firms: set[UUID] = field(default_factory=set)
    agencies: set[UUID] = field(default_factory=set)
    grades: list[int] = field(default_factory=list)

    @property
    def mean(self) -> float | None:
        """The mean grade; None where too few gave one."""
        return sum(self.grades) / len(self.grades) if len(self.grades) >= FEW else None


def lines(year: int) -> list[Line]:
    """Every county with an order in a year, by code."""
    first, after = (datetime(one, 1, 1, tzinfo=clock.ZONE) for one in (year, year + 1))
    rows = Order.objects.filter(made_at__gte=first, made_at__lt=after).values(
        "case_id", "case__division", "case__state", "firm_id", "agency_id", "invoiced", "subsidy", "grade"
    )
    found: dict[str, Line] = {}
    places: dict[str, Line] = {}
    for row in rows.iterator():
        line = found.setdefault(row["case__division"], Line(row["case__division"]))
        line.ordered += 1
        if row["case__state"] in CONFIRMED:
            places[str(row["case_id"])] = line
            _count(line, row)
    for key, paid in _paid(places).items():
        for level, fen in paid.items():
            places[key].paid[level] += fen
    return [found[code] for code in sorted(found)]


def _count(line: Line, row: Mapping[str, Any]) -> None:
    line.confirmed += 1
    line.value += row["invoiced"] or 0
    line.subsidy += row["subsidy"] or 0
    line.firms.add(row["firm_id"])
    line.agencies.add(row["agency_id"])
    if row["grade"] is not None:
        line.grades.append(row["grade"])


def _paid(cases: Iterable[str]) -> dict[str, dict[Level, int]]:
    """What the bank paid on the invoices of some cases, by level."""
    wanted, found = set(cases), defaultdict[str, dict[Level, int]](lambda: defaultdict(int))
    rows = Commitment.objects.filter(basis_kind=money.INVOICE, paid__gt=0).values_list(
        "case", "level", "paid"
    )
    for case, level, fen in rows.iterator():
        if case in wanted:
            found[case][Level(level)] += fen
    return found
