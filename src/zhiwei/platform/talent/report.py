"""Counts by place and year, computed from the records; what is published names no person and no unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.talent.models import EquityAward, Secondment, SpareTime, Split, TechnologyShare

COUNTED = ("filed", "running", "declared", "shares", "splits", "deferred", "taken_up")
SUMMED = ("team", "capital")


@dataclass(slots=True)
class Line:
    """One place in one year; ``running`` counts those at firms on the last day. Sums in fen, for officials only.

    ``declared``: declarations confirmed; ``shares``: conversions accepted; ``splits``: plans fixed; ``deferred`` and
    ``taken_up``: deferrals recorded and ended in the year.
    """

    division: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((*COUNTED, *SUMMED), 0))

    @property
    def empty(self) -> bool:
        """Nothing at all."""
        return not any(self.counts.values())


def lines(
    year: int,
    today: date,
    divisions: Iterable[str] | None = None,
    place: Callable[[str], str] = lambda code: code,
) -> list[Line]:
    """A line for each place with anything in a year, within some divisions; ``place`` maps a county to its line."""
    first, last = date(year, 1, 1), min(date(year, 12, 31), max(today, date(year, 1, 1)))
    found: dict[str, Line] = {}

    def add(name: str, rows: QuerySet[Any], amount: str = "") -> None:
        if divisions is not None:
            rows = rows.filter(subject__division__in=sorted(divisions))
        counted: dict[str, int] = defaultdict(int)
        for code, value in rows.order_by().values_list("subject__division", amount or "pk"):
            counted[place(code)] += int(value or 0) if amount else 1
        for code, value in counted.items():
            found.setdefault(code, Line(code)).counts[name] += value

    year_of = {"gte": first, "lte": date(year, 12, 31)}

    def within(name: str) -> dict[str, date]:
        return {f"{name}__{how}": day for how, day in year_of.items()}

    seconded = Secondment.objects.filter(filed_on__isnull=False)
    add("filed", seconded.filter(**within("filed_on")))
    at_firms = seconded.filter(starts_on__lte=last, filed_on__lte=last, kept_until__gte=last)
    add("running", at_firms.exclude(ended_on__lt=last))
    add("declared", SpareTime.objects.filter(recorded_on__isnull=False, year=year))
    accepted = TechnologyShare.objects.filter(**within("accepted_on"))
    add("shares", accepted)
    add("capital", accepted, "share_value")
    fixed = Split.objects.filter(**within("frozen_on"))
    add("splits", fixed)
    add("team", fixed, "team")
    add("deferred", EquityAward.objects.filter(**within("deferred_on")))
    add("taken_up", EquityAward.objects.filter(**within("taken_up_on")))
    return [found[code] for code in sorted(found) if not found[code].empty]


def city(code: str) -> str:
    """The city of a county; the code itself above counties."""
    divisions = load_divisions()
    line = [code, *divisions.ancestors(code)]
    return next((one for one in line if divisions[one].level == 2), code)


def deferred_fen(divisions: Iterable[str]) -> int:
    """The value of all awards whose tax is deferred now, fen."""
    rows = EquityAward.objects.filter(
        live=True, deferred_on__isnull=False, taken_up_on=None, subject__division__in=sorted(divisions)
    )
    return int(rows.aggregate(sum=Sum("value"))["sum"] or 0)
