"""An agency's pages: its services, the orders to it, and what its results bring."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import logged_in, may, viewer_of
from zhiwei.platform.audit.lists import Whose, read_or_taken
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.cases.views.shown import doers, page_of
from zhiwei.platform.cases.views.steps import step_page
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import Table
from zhiwei.platform.ledger.faults import Refused
from zhiwei.platform.services import money, queries, services, tables
from zhiwei.platform.services.forms import OfferForm, YearFilter
from zhiwei.platform.services.models import Offer, Order
from zhiwei.platform.services.services.joining import join_as


@never_cache
@logged_in
def home(request: HttpRequest) -> HttpResponseBase:
    """Services, orders and results of a year."""
    viewer = viewer_of(request)
    agencies = queries.agencies_of(viewer)
    narrow = YearFilter(request.GET)
    year = narrow.chosen().get("year") or clock.today().year
    orders = tables.orders(queries.orders_of_agencies(viewer), "services:agency-order")
    offers = tables.offers(Offer.objects.filter(agency__in=agencies))
    results = [
        (one, tables.results(queries.results(one, year), number)) for number, one in enumerate(agencies, 1)
    ]
    lists: dict[Table, Whose | None] = {orders: lambda one: one.firm_id, offers: None}
    lists |= {table: None for _agency, table in results}
    if file := read_or_taken(viewer, request, lists, fields=["orders"], why=gettext_lazy("查看服务单")):
        return file
    context = {"orders": orders, "offers": offers, "results": results, "year": year, "filters": narrow}
    return render(request, "services/agency.html", context)


@may("services.offer")
def new(request: HttpRequest) -> HttpResponseBase:
    """A new service."""
    return _edit(request, None)


@may("services.offer")
def edit(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A service, changed; what was ordered keeps its price."""
    return _edit(request, _offer(request, key))


def _offer(request: HttpRequest, key: UUID) -> Offer:
    return get_object_or_404(Offer, pk=key, agency__in=queries.agencies_of(viewer_of(request)))


def _edit(request: HttpRequest, one: Offer | None) -> HttpResponseBase:
    viewer = viewer_of(request)
    names = ("category", "title", "price", "text", "telephone")
    initial: dict[str, Any] = (
        {} if one is None else {n: getattr(one, n) for n in names} | {"agency": one.agency_id}
    )
    form = OfferForm(queries.agencies_of(viewer), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            services.offer(viewer, given.pop("agency"), **given, one=one)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("服务已上架。"))
            return redirect("services:home")
    context = {"form": form, "offer": one}
    return render(request, "services/offer_form.html", context, status=422 if form.errors else 200)


@require_POST
@may("services.offer")
def withdraw(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take a service off."""
    services.withdraw(viewer_of(request), _offer(request, key))
    messages.success(request, _("服务已下架，已有的服务单不受影响。"))
    return redirect("services:home")


def _order(request: HttpRequest, key: UUID) -> Order:
    viewer = viewer_of(request)
    one = get_object_or_404(queries.orders_of_agencies(viewer), pk=key)
    join_as(viewer, one)
    return one


@never_cache
@logged_in
def order(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One order as the agency sees it: where it stands, the formula of its subsidy with every input, what to do."""
    viewer = viewer_of(request)
    one = _order(request, key)
    context = page_of(viewer, one.case) | settlement_of(one)
    context["steps"] = doers(cases.may_do(viewer, one.case))
    return render(request, "services/order.html", context)


def settlement_of(one: Order) -> dict[str, Any]:
    """The formula of the subsidy and its inputs."""
    parts = [(promise.fund, promise.fen, promise.get_state_display()) for promise in money.promises(one)]
    wrong = queries.clawback_of(one)
    decided = wrong is not None and wrong.state == wrong.State.DECIDED
    back = money.came_back(one) if decided else None
    waived = wrong.fen - (back or 0) - money.owing(one) if wrong is not None and decided else 0
    return {"order": one, "parts": parts, "clawback": wrong, "back": back, "waived": waived}


@logged_in
def step(request: HttpRequest, key: UUID, transition: str) -> HttpResponseBase:
    """The form of a step."""
    one = _order(request, key)
    back = reverse("services:agency-order", args=[key])
    return step_page(request, viewer_of(request), one.case, transition, back)
