"""The public catalogue, and ordering from it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import logged_in, may, viewer_of
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.services import money, queries, rules, services, tables
from zhiwei.platform.services.forms import CatalogueFilter, OrderForm
from zhiwei.platform.services.models import Offer
from zhiwei.platform.subjects.models import Subject

YUAN = 100
"""The price, in fen, that the share of a place is asked for; the share is the same for any."""


@never_cache
def listed(request: HttpRequest) -> HttpResponseBase:
    """Every service, for everybody; a firm's people also see what it pays itself and what is left of its year."""
    narrow = CatalogueFilter(request.GET)
    chosen, rows = narrow.chosen(), queries.catalogue()
    if text := chosen.get("q"):
        rows = rows.filter(Q(title__icontains=text) | Q(agency__name__icontains=text))
    if category := chosen.get("category"):
        rows = rows.filter(category=category)
    table = tables.catalogue(rows)
    if file := export_response(table, request):
        return file
    today = clock.today()
    firms = [
        (firm, rules.subsidy(firm.division, 1, YUAN, today).share, left(firm))
        for firm in queries.firms_of(viewer_of(request))
    ]
    return render(request, "services/catalogue.html", {"table": table, "filters": narrow, "firms": firms})


@never_cache
def detail(request: HttpRequest, key: uuid.UUID, **forms: Any) -> HttpResponseBase:
    """One service: what it costs, what the subsidy is where the reader's firms are, and the button that orders it."""
    offer = get_object_or_404(queries.catalogue(), pk=key)
    viewer = viewer_of(request)
    firms = list(queries.firms_of(viewer))
    context = {
        "offer": offer, "visitor": viewer.is_anonymous, "grade": tables.grade(getattr(offer, "grade", None)), "place": name_of(offer.agency.division),
        "firms": [(firm, *parts(firm, offer)) for firm in firms],
        "form": forms.get("form") or OrderForm(queries.firms_of(viewer), initial={"key": uuid.uuid4().hex}),
    }  # fmt: skip
    return render(request, "services/offer.html", context, status=422 if forms else 200)


@logged_in
def enter(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Where the log-in leads a visitor who wants to order: back to the service."""
    return redirect("services:offer", key)


def parts(firm: Subject, offer: Offer) -> tuple[int | None, int | None, int | None]:
    """The subsidy of a service for a firm, what the firm pays itself, and what is left of its yearly amount, fen; None where
    nobody decided, and for its own part where too little is left."""
    due, rest = rules.subsidy(firm.division, 1, offer.price, clock.today()).fen, left(firm)
    own = None if due is None or rest is None or due > rest else offer.price - due
    return due, own, rest


def left(firm: Subject) -> int | None:
    """What is left of a firm's yearly amount, fen; None where its place filed no scheme."""
    today = clock.today()
    scheme = queries.scheme_of(firm.division, today)
    return None if scheme is None else max(scheme.yearly_fen - money.drawn(firm, today.year), 0)


@require_POST
@may("cases.apply")
def order(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Order it: the voucher is reserved at once."""
    viewer = viewer_of(request)
    offer = get_object_or_404(queries.catalogue(), pk=key)
    form = OrderForm(queries.firms_of(viewer), request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = services.order(viewer, given["firm"], offer, key=f"voucher/{given['key']}")
        except Refused as refused:
            for fault in refused.faults:
                form.add_error(None, str(fault))
        else:
            messages.success(request, _("已预约，补贴已预留。"))
            return redirect("cases:own-case", made.pk)
    return detail(request, key, form=form)
