"""The share by firm, county and year; what is missing is counted as missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, QuerySet

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


def standing(reports: Iterable[Report]) -> dict[tuple[UUID, int], Report]:
    """Of each firm and year the report that counts: the statistics' before the firm's own, then the latest."""
    found: dict[tuple[UUID, int], Report] = {}
    order = {Report.Source.STATISTICS: 0, Report.Source.SELF: 1}
    for one in sorted(reports, key=lambda r: (order[Report.Source(r.source)], -r.made_at.timestamp(), -r.pk)):
        found.setdefault((one.firm_id, one.year), one)
    return found


def _of(one: Report) -> OfFirm:
    staff = Staff(one.technology, one.skilled, one.total)
    try:
        found = share(staff, one.year)
    except InputError:
        found = Share(None, ("all_staff",))
    return OfFirm(one.firm, one.year, staff, str(one.get_source_display()), found)


def of_firm(firm: Subject) -> list[OfFirm]:
    """A firm's years, the latest first."""
    held = standing(Report.objects.filter(firm=firm).select_related("firm"))
    return [_of(held[key]) for key in sorted(held, key=lambda one: -one[1])]


def of_firms(viewer: Viewer, year: int) -> list[OfFirm]:
    """The firms of an official's divisions that reported for a year, by place and name."""
    rows = Report.objects.filter(year=year, firm__in=_firms(viewer)).select_related("firm")
    return sorted(
        (_of(one) for one in standing(rows).values()), key=lambda one: (one.firm.division, one.firm.name)
    )


def _firms(viewer: Viewer) -> QuerySet[Subject]:
    return subjects.visible(viewer).filter(entity="enterprise", state=Subject.State.ACTIVE)


def of_places(year: int, divisions: Iterable[str] | None = None) -> list[OfPlace]:
    """Every county with firms, or those named: sums over the firms with a share, by the one rule."""
    firms = Subject.objects.filter(entity="enterprise", state=Subject.State.ACTIVE)
    if divisions is not None:
        firms = firms.filter(division__in=sorted(divisions))
    registered = dict(firms.order_by().values_list("division").annotate(n=Count("pk")))
    rows = Report.objects.filter(year=year, firm__in=firms).select_related("firm")
    by_place: dict[str, list[OfFirm]] = {}
    for one in standing(rows).values():
        by_place.setdefault(one.firm.division, []).append(_of(one))
    return [_place(code, by_place.get(code, []), number, year) for code, number in sorted(registered.items())]


def _place(division: str, reported: list[OfFirm], registered: int, year: int) -> OfPlace:
    whole = [one.staff for one in reported if one.share.value is not None]
    silent = registered - len(reported)
    if not whole:
        nobody = Staff(None, None, None)
        return OfPlace(division, 0, len(reported), silent, nobody, share(nobody, year))
    total = Staff(
        *(sum(getattr(one, name) or 0 for one in whole) for name in ("technology", "skilled", "total"))
    )
    return OfPlace(division, len(whole), len(reported) - len(whole), silent, total, share(total, year))
