"""The share by firm, county and year; what is missing is counted as missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.staff.models import Report
from zhiwei.platform.staff.rules import Share, Staff, share
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

FEWEST = 3
"""Firms that a published figure needs at least, so that no single firm can be told from it; the platform's own rule."""


@dataclass(frozen=True, slots=True)
class OfFirm:
    """What counts for a firm and year, and its share."""

    firm: Subject
    year: int
    staff: Staff
    source: str
    share: Share


@dataclass(frozen=True, slots=True)
class OfPlace:
    """A place's firms of a year: with a share, reported but incomplete, and not reported; the sums of those with a share."""

    division: str
    complete: int
    incomplete: int
    silent: int
    staff: Staff
    share: Share

    @property
    def published(self) -> Fraction | None:
        """The share, where enough firms stand behind it."""
        return self.share.value if self.complete >= FEWEST else None


@dataclass(frozen=True, slots=True)
class _Alike:
    """Reports of a place that the rule treats alike: which numbers are there, and how they stand to each other."""

    division: str
    reports: int
    staff: Staff
    """The sums, a missing number none of them stated counted as missing."""
    example: int


def counted(**narrow: Any) -> QuerySet[Report]:
    """Of each firm and year the report that counts: the statistics' before the firm's own, then the latest."""
    others = Report.objects.filter(firm=OuterRef("firm"), year=OuterRef("year"))
    first = Q(source=Report.Source.STATISTICS) & ~Q(source=OuterRef("source"))
    later = Q(made_at__gt=OuterRef("made_at")) | Q(made_at=OuterRef("made_at"), pk__gt=OuterRef("pk"))
    better = others.filter(first | Q(source=OuterRef("source")) & later)
    return Report.objects.filter(~Exists(better), **narrow)


def of(one: Report) -> OfFirm:
    """A report with its share."""
    staff = Staff(one.technology, one.skilled, one.total)
    return OfFirm(one.firm, one.year, staff, str(one.get_source_display()), _share(staff, one.year))


def _share(staff: Staff, year: int) -> Share:
    """The share; none where the numbers contradict each other."""
    try:
        return share(staff, year)
    except InputError:
        return Share(None, ("all_staff",))


def of_firm(firm: Subject) -> list[OfFirm]:
    """A firm's years, the latest first."""
    return [of(one) for one in counted(firm=firm).select_related("firm").order_by("-year")]


def of_firms(viewer: Viewer, year: int) -> QuerySet[Report]:
    """What counts for the firms of an official's divisions that reported for a year, by place and name; see :func:`of`."""
    rows = counted(year=year, firm__in=_firms(viewer)).select_related("firm")
    return rows.order_by("firm__division", "firm__name", "pk")


def _firms(viewer: Viewer) -> QuerySet[Subject]:
    return subjects.visible(viewer).filter(entity="enterprise", state=Subject.State.ACTIVE)


def of_places(year: int, divisions: Iterable[str] | None = None) -> list[OfPlace]:
    """Every county with firms, or those named: sums over the firms with a share, by the one rule."""
    firms = Subject.objects.filter(entity="enterprise", state=Subject.State.ACTIVE)
    if divisions is not None:
        firms = firms.filter(division__in=sorted(divisions))
    registered = dict(firms.order_by().values_list("division").annotate(n=Count("pk")))
    by_place: dict[str, list[_Alike]] = {}
    groups = _alike(counted(year=year, firm__in=firms))
    whole = _with_a_share(groups, year)
    for one in groups:
        by_place.setdefault(one.division, []).append(one)
    return [
        _place(code, by_place.get(code, []), whole, number, year)
        for code, number in sorted(registered.items())
    ]


NUMBERS = ("technology", "skilled", "total")


def _alike(rows: QuerySet[Report]) -> list[_Alike]:
    """The reports summed by the database, those apart of which the rule could say something else.

    Whether there is a share hangs on which numbers are missing, on whether there is any staff, and on whether the parts are
    less than the whole, all of it (a missing part is then none) or beyond it: the rulebook is asked about one report of
    each kind.
    """
    parts = [Coalesce(F(name), 0) for name in NUMBERS[:2]]
    kinds = {f"no_{name}": _whether(**{f"{name}__isnull": True}) for name in NUMBERS}
    kinds["nobody"] = _whether(total=0)
    kinds["beyond"] = _whether(total__lt=parts[0] + parts[1])
    kinds["whole"] = _whether(total=parts[0] + parts[1])
    grouped = rows.order_by().annotate(**kinds).values("firm__division", *kinds)
    sums = {f"sum_{name}": Sum(name) for name in NUMBERS}
    found = grouped.annotate(reports=Count("pk"), example=Min("pk"), **sums).order_by(
        "firm__division", "example"
    )
    return [
        _Alike(
            one["firm__division"], one["reports"], Staff(*(one[f"sum_{name}"] for name in NUMBERS)), one["example"]
        )
        for one in found
    ]  # fmt: skip


def _whether(**condition: Any) -> Case:
    return Case(When(**condition, then=Value(1)), default=Value(0))


def _with_a_share(groups: list[_Alike], year: int) -> set[int]:
    """The examples to which the rule gives a share."""
    examples = Report.objects.in_bulk([one.example for one in groups])
    return {
        key
        for key, one in examples.items()
        if _share(Staff(one.technology, one.skilled, one.total), year).value is not None
    }


def _place(division: str, groups: list[_Alike], whole: set[int], registered: int, year: int) -> OfPlace:
    reported = sum(one.reports for one in groups)
    complete = [one for one in groups if one.example in whole]
    number = sum(one.reports for one in complete)
    silent = registered - reported
    if not complete:
        nobody = Staff(None, None, None)
        return OfPlace(division, 0, reported, silent, nobody, share(nobody, year))
    total = Staff(*(sum(getattr(one.staff, name) or 0 for one in complete) for name in NUMBERS))
    return OfPlace(division, number, reported - number, silent, total, share(total, year))
