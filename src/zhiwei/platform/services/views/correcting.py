"""Many vouchers of one agency at once: choose agency and days, look at the orders, say the reason once, read the outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.viewer import Viewer, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.cases.bulk.choices import Choice, choice
from zhiwei.platform.kit import clock
from zhiwei.platform.services import queries, rules, services, tables
from zhiwei.platform.services.forms import CorrectingFilter, CorrectingForm
from zhiwei.platform.services.models import Order
from zhiwei.platform.services.services.correcting import STEPS
from zhiwei.platform.subjects.models import Subject

MOST = 200
"""Orders of one act; what is left is listed again afterwards."""


@never_cache
@official_only
def many(request: HttpRequest, step: str) -> HttpResponseBase:
    """The orders of an agency and some days in which the step can be taken, and the step in all that were chosen."""
    viewer = viewer_of(request)
    one = choice(viewer, f"{rules.TYPE}:{step}") if step in STEPS else None
    if one is None:
        raise Http404
    able = queries.orders_of_divisions(viewer).filter(case__state__in=one.rule.sources)
    narrow = CorrectingFilter(_agencies(viewer), request.GET)
    chosen = narrow.chosen()
    agency = chosen.get("agency")
    rows = _of(able, chosen)
    orders = list(rows[:MOST]) if agency is not None else []
    form = CorrectingForm(one, orders, *([request.POST] if request.method == "POST" else []))
    outcome = None
    if request.method == "POST" and agency is not None and form.is_valid():
        found = services.correct(viewer, agency, step, form.chosen(), form.content())
        outcome = tables.outcomes(found)
        orders = [each.order for each in found]
    keys = [str(order.firm_id) for order in orders]
    reads.reveal_all(viewer, kind="subject", keys=keys, fields=["orders"], why=gettext_lazy("查看服务单"))
    context = {
        "one": one, "filters": narrow, "agency": agency, "form": form, "tabs": _tabs(viewer, step, request),
        "count": len(orders), "left": max(0, rows.count() - MOST) if agency is not None else 0,
        "subsidy": sum(order.subsidy or 0 for order in orders), "outcome": outcome,
        "done": sum(not each.why for each in found) if outcome is not None else 0,
    }  # fmt: skip
    wrong = request.method == "POST" and outcome is None
    return render(request, "services/correcting.html", context, status=422 if wrong else 200)


def _agencies(viewer: Viewer) -> QuerySet[Subject]:
    """The agencies that ever served a firm of the official's divisions with a voucher."""
    served = queries.orders_of_divisions(viewer).order_by().values("agency")
    return Subject.objects.filter(pk__in=served).order_by("name")


def _of(rows: QuerySet[Order], chosen: dict[str, Any]) -> QuerySet[Order]:
    """The orders of an agency that were made in the days, the oldest first."""
    if agency := chosen.get("agency"):
        rows = rows.filter(agency=agency)
    if day := chosen.get("from_day"):
        rows = rows.filter(made_at__gte=clock.start_of(day))
    if day := chosen.get("to_day"):
        rows = rows.filter(made_at__lt=clock.start_of(day + timedelta(days=1)))
    return rows.order_by("made_at", "pk")


def offered(viewer: Viewer) -> list[Choice]:
    """The steps that the viewer can take in many orders."""
    found = (choice(viewer, f"{rules.TYPE}:{step}") for step in STEPS)
    return [one for one in found if one is not None]


def _tabs(viewer: Viewer, step: str, request: HttpRequest) -> list[tuple[str, str, bool]]:
    query = request.GET.urlencode()
    return [
        (
            str(one.rule.words),
            f"{reverse('services:correct', args=[one.rule.id])}{'?' if query else ''}{query}",
            one.rule.id == step,
        )
        for one in offered(viewer)
    ]
