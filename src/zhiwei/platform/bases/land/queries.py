"""What may be asked of land: sources, requests, and the yearly report of a place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.http import Http404
from django.utils.translation import gettext_noop

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.models import Allocation, LandKind, LandRequest, LandSource, PassedOver
from zhiwei.platform.kit.phrases import add_phrase

SUMMARY = add_phrase(
    gettext_noop("新增指标 %(all)s 公顷，其中用于创业基地 %(some)s 公顷；越过申请 %(n)d 次，均有书面理由")
)
"""A report in a sentence."""
HECTARE = 10_000
"""Square metres."""


def hectares(square_metres: int) -> Fraction:
    """Square metres in hectares, exact."""
    return Fraction(square_metres, HECTARE)


def written(square_metres: int) -> str:
    """Square metres as hectares with what decimals there are: ``25000`` → ``2.5``."""
    whole, rest = divmod(square_metres, HECTARE)
    return f"{whole:,}.{rest:04}".rstrip("0").rstrip(".")


def quota(division: str, year: int) -> LandSource | None:
    """The new quota of a place and year."""
    return LandSource.objects.filter(
        kind=LandKind.QUOTA, division=division, year=year, struck_at=None
    ).first()


def sources(viewer: Viewer) -> QuerySet[LandSource]:
    """The land of the viewer's divisions."""
    rows = LandSource.objects.filter(struck_at=None)
    return rows if viewer.is_system else rows.filter(division__in=viewer.divisions)


def source(viewer: Viewer, key: UUID) -> LandSource:
    """One of them; raises Http404 alike where there is none and where it is another place's."""
    found = sources(viewer).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def requests(viewer: Viewer) -> QuerySet[LandRequest]:
    """The requests of the viewer's divisions and of his own organisations."""
    rows = LandRequest.objects.select_related("applicant")
    if viewer.is_system:
        return rows
    mine = Q(applicant__organisation__in=viewer.organisation_ids)
    return rows.filter(Q(division__in=viewer.divisions) | mine)


@dataclass(frozen=True, slots=True)
class Report:
    """The land of a place and year in square metres: new quota and what of it bases got; released land and what of it
    small firms in parks got; requests waiting and passed over. ``quota`` is None where none was entered."""

    division: str
    year: int
    quota: int | None
    for_bases: int
    released: int
    for_park_firms: int
    waiting: int
    passed_over: int
    document: str

    @property
    def share(self) -> Fraction | None:
        """Hectares for bases over the total new quota; None without a quota."""
        return Fraction(self.for_bases, self.quota) if self.quota else None

    def text(self) -> str:
        """In a sentence, in Chinese as it is kept."""
        return SUMMARY % {
            "all": written(self.quota or 0), "some": written(self.for_bases), "n": self.passed_over,
        }  # fmt: skip


def report(division: str, year: int) -> Report:
    """The report of a place and year, computed from the allocations that stand."""
    standing = Allocation.objects.filter(source__division=division, source__year=year, struck_at=None)
    found = quota(division, year)
    released = LandSource.objects.filter(kind=LandKind.RELEASED, division=division, year=year, struck_at=None)
    to_bases = standing.filter(source__kind=LandKind.QUOTA, request__applicant__base__isnull=False)
    to_firms = standing.filter(source__kind=LandKind.RELEASED, request__applicant__entity="enterprise")
    waiting = LandRequest.objects.filter(
        division=division, asked_on__year__lte=year, state=LandRequest.State.WAITING
    )
    return Report(
        division, year, found.area if found else None, _sum(to_bases), released.aggregate(n=Sum("area"))["n"] or 0,
        _sum(to_firms), waiting.count(), PassedOver.objects.filter(allocation__in=standing).count(),
        found.document if found else "",
    )  # fmt: skip


def _sum(rows: QuerySet[Allocation]) -> int:
    return rows.aggregate(n=Sum("area"))["n"] or 0


def reports(year: int, divisions: Collection[str] | None = None) -> list[Report]:
    """The reports of every place with land of a year, or of these places."""
    rows = LandSource.objects.filter(year=year, struck_at=None)
    if divisions is not None:
        rows = rows.filter(division__in=divisions)
    return [report(code, year) for code in sorted(set(rows.values_list("division", flat=True)))]


def years() -> list[int]:
    """The years with land, the latest first."""
    rows = LandSource.objects.filter(struck_at=None).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())
