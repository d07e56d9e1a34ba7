"""What may be asked of the room: the catalogue, schemes, orders as each side may see them, and an agency's results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Avg, Count, Q, QuerySet

from zhiwei.platform.accounts.permissions import Scope, scopes
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.services import rules
from zhiwei.platform.services.models import Clawback, Offer, Order, Scheme
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.queries.visible import divisions_for

CONFIRMED = ("confirmed", "settled", "paid", "doubted", "claimed", "recovered")
"""States of a case whose service the firm has confirmed."""


def catalogue() -> QuerySet[Offer]:
    """Every service that may be ordered, with how often it was confirmed and its average grade; public."""
    confirmed = Q(orders__case__state__in=CONFIRMED) & (Q(orders__found=None) | Q(orders__found__gt=0))
    rows = Offer.objects.filter(state=Offer.State.LISTED, agency__state=Subject.State.ACTIVE)
    return rows.select_related("agency").annotate(
        confirmed=Count("orders", filter=confirmed), grade=Avg("orders__grade", filter=confirmed)
    )


def agencies_of(viewer: Viewer) -> QuerySet[Subject]:
    """The agencies for which the viewer may offer services."""
    able = [g.organisation_id for g in viewer.grants if Scope.OWN in scopes(g.role, "services.offer")]
    return Subject.objects.filter(entity="agency", organisation__in=able)


def firms_of(viewer: Viewer) -> QuerySet[Subject]:
    """The firms for which the viewer may order."""
    able = [g.organisation_id for g in viewer.grants if Scope.OWN in scopes(g.role, "cases.apply")]
    return Subject.objects.filter(
        entity="enterprise", organisation__in=able, state=Subject.State.ACTIVE
    ).order_by("name")


def orders_of_agencies(viewer: Viewer) -> QuerySet[Order]:
    """The orders to the viewer's agencies."""
    return _full(Order.objects.filter(agency__in=agencies_of(viewer)))


def orders_of_divisions(viewer: Viewer) -> QuerySet[Order]:
    """The orders of the firms of an official's divisions."""
    rows = Order.objects.all()
    if not viewer.is_system:
        rows = rows.filter(case__division__in=divisions_for(viewer, "cases.read"))
    return _full(rows)


def clawbacks_of_divisions(viewer: Viewer) -> QuerySet[Clawback]:
    """The clawbacks of an official's divisions, the latest first."""
    rows = Clawback.objects.filter(order__in=orders_of_divisions(viewer))
    return rows.select_related("order__case", "order__agency", "order__firm", "order__offer")


def clawback_of(order: Order) -> Clawback | None:
    """The clawback that is proposed or decided for an order."""
    return order.clawbacks.exclude(state=Clawback.State.DISMISSED).first()


def _full(rows: QuerySet[Order]) -> QuerySet[Order]:
    return rows.select_related("case", "offer", "agency", "firm", "scheme").order_by("-made_at")


def scheme_of(division: str, day: date) -> Scheme | None:
    """The scheme of a county on a day; the latest where two overlap."""
    rows = Scheme.objects.filter(division=division, from_day__lte=day)
    return rows.filter(Q(to_day=None) | Q(to_day__gte=day)).order_by("-from_day", "-made_at").first()


@dataclass(frozen=True, slots=True)
class Result:
    """What an agency did in a division in a year, and what the rule gives for it; fen, None where it is not known."""

    division: str
    orders: int
    value: int
    share: str
    verdict: str
    due: int | None
    settled: int
    grade: float | None


def results(agency: Subject, year: int) -> list[Result]:
    """Confirmed orders, their value and the subsidy by results (15.2) for each division the agency served in a year.

    A division in which nothing was confirmed is there with zero orders and a subsidy of zero.
    """
    first, last = datetime(year, 1, 1, tzinfo=clock.ZONE), datetime(year + 1, 1, 1, tzinfo=clock.ZONE)
    rows = Order.objects.filter(agency=agency, made_at__gte=first, made_at__lt=last).select_related("case")
    found: dict[str, list[Order]] = {}
    for one in rows:
        found.setdefault(one.case.division, []).append(one)
    day = min(clock.today(), date(year, 12, 31))
    return [_result(division, orders, day) for division, orders in sorted(found.items())]


def _result(division: str, orders: list[Order], day: date) -> Result:
    good = [one for one in orders if one.case.state in CONFIRMED and one.proved]
    value = sum(one.proved for one in good)
    due = rules.subsidy(division, len(good), value, day)
    grades = [one.grade for one in good if one.grade is not None]
    mean = sum(grades) / len(grades) if grades else None
    settled = sum(one.standing for one in good if one.subsidy is not None)
    return Result(division, len(good), value, due.share, due.verdict, due.fen, settled, mean)
