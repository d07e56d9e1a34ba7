"""A firm's pages: booking a resource, and what it booked."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import logged_in, may, viewer_of
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.views.shown import doers, page_of
from zhiwei.platform.instruments import queries, services, tables
from zhiwei.platform.instruments.forms import BookingForm
from zhiwei.platform.instruments.views.public import resource as resource_page
from zhiwei.platform.kit.tables import export_response


@require_POST
@may("cases.apply")
def book(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Book it: the slot is held at once."""
    viewer = viewer_of(request)
    resource = get_object_or_404(queries.catalogue(), pk=key)
    form = BookingForm(resource, queries.firms_of(viewer), resource.slots.all(), request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = services.book(
                viewer, given["firm"], resource, slot=given.get("slot"), purpose=given["purpose"],
                key=f"instrument/{given['key']}",
            )  # fmt: skip
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已预约，平台会在三个工作日内答复。"))
            return redirect("instruments:booking", made.pk)
    return resource_page(request, key, form=form)


@never_cache
@logged_in
def bookings(request: HttpRequest) -> HttpResponseBase:
    """What the viewer's firms booked."""
    viewer = viewer_of(request)
    table = tables.bookings(
        queries.bookings_of_firms(viewer), lambda one: reverse("instruments:booking", args=[one.pk])
    )
    if file := export_response(table, request):
        return file
    return render(request, "instruments/bookings.html", {"table": table})


@never_cache
@logged_in
def booking(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One booking as the firm sees it: its price and why, where it stands, what to do."""
    viewer = viewer_of(request)
    one = get_object_or_404(queries.bookings_of_firms(viewer), pk=key)
    steps = [
        (*pair, reverse("cases:own-step", args=[key, pair[0].id]))
        for pair in doers(cases.may_do(viewer, one.case))
    ]
    context = page_of(viewer, one.case) | {"booking": one, "steps": steps, "own": True}
    return render(request, "instruments/booking.html", context)
