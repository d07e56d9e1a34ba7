"""A keeper's pages: platforms, what they open, slots, bookings to answer and uses to record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import logged_in, may, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.cases.views.shown import doers, page_of
from zhiwei.platform.cases.views.steps import step_page
from zhiwei.platform.instruments import queries, rules, services, tables
from zhiwei.platform.instruments.forms import ResourceForm, SlotsForm, YearFilter
from zhiwei.platform.instruments.models import Booking, Platform, Resource, Slot
from zhiwei.platform.instruments.services.booking import join
from zhiwei.platform.instruments.views.public import about
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.kit.tables import export_response


@never_cache
@logged_in
def home(request: HttpRequest) -> HttpResponseBase:
    """The viewer's platforms with what waits; straight to the only one."""
    rows = list(queries.kept_by(viewer_of(request)))
    if len(rows) == 1:
        return redirect("instruments:keeper-platform", rows[0].pk)
    return render(request, "instruments/keeper_home.html", {"rows": rows})


@never_cache
@logged_in
def platform(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One platform: bookings, resources, the year's records, reviews, and what may be applied for."""
    viewer = viewer_of(request)
    found = queries.kept_one(viewer, key)
    narrow = YearFilter(request.GET)
    year = narrow.chosen().get("year") or clock.today().year
    rows = queries.bookings_of([found])
    bookings = tables.bookings(rows, lambda one: reverse("instruments:keeper-booking", args=[one.pk]))
    resources = tables.resources(Resource.objects.filter(platform=found))
    reviews = tables.reviews(queries.reviews([found]), "cases:own-case")
    reveal(viewer, rows)
    for table in (bookings, resources, reviews):
        if file := export_response(table, request):
            return file
    context = about(found, year) | {
        "bookings": bookings, "resources": resources, "reviews": reviews, "year": year, "filters": narrow,
        "waiting": rows.filter(case__state="requested").order_by("made_at"),
    }  # fmt: skip
    return render(request, "instruments/keeper.html", context)


def reveal(viewer: Any, rows: Any) -> None:
    """Write down that the names of the firms were shown."""
    reads.reveal_all(
        viewer, kind="subject", keys=sorted({str(one) for one in rows.values_list("firm", flat=True)}), fields=["name"],
        why=gettext_lazy("查看科技资源预约"),
    )  # fmt: skip


@may("instruments.keep")
def new(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Open a resource."""
    return _edit(request, queries.kept_one(viewer_of(request), key), None)


@never_cache
@may("instruments.keep")
def resource(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A resource: its particulars, its slots, and more of them."""
    found = _resource(request, key)
    if request.method == "POST" and request.POST.get("act") == "slots":
        viewer = viewer_of(request)
        form = SlotsForm(request.POST)
        if accepted(
            request, form, lambda **given: services.add_slots(viewer, found, **given), _("时段已开放。")
        ):
            return redirect("instruments:keeper-resource", key)
        return _edit(request, found.platform, found, slots=form)
    return _edit(request, found.platform, found)


def _resource(request: HttpRequest, key: UUID) -> Resource:
    rows = Resource.objects.select_related("platform__subject")
    return get_object_or_404(rows, pk=key, platform__in=queries.kept_by(viewer_of(request)))


def _edit(
    request: HttpRequest, platform: Platform, one: Resource | None, slots: SlotsForm | None = None
) -> HttpResponseBase:
    viewer, public = viewer_of(request), rules.public_money(platform, clock.today()) is True
    names = ("kind", "title", "tariff", "small_price", "text")
    initial = {name: getattr(one, name) for name in names} if one else {}
    sent = request.POST if request.method == "POST" and slots is None else None
    form = ResourceForm(public, sent, initial=initial)
    if sent is not None and accepted(
        request, form, lambda **given: services.offer(viewer, platform, **given, one=one), _("资源已开放。")
    ):
        return redirect("instruments:keeper-platform", platform.pk)
    wrong = form.errors or (slots is not None and slots.errors)
    context = {
        "platform": platform, "resource": one, "form": form, "public": public, "slots_form": slots or SlotsForm(),
        "slots": one.slots.filter(closed_at=None, ends_at__gte=clock.now())[:200] if one else [],
        "held": set(Booking.objects.filter(resource=one, live=True).values_list("slot", flat=True)) if one else set(),
    }  # fmt: skip
    return render(request, "instruments/keeper_resource.html", context, status=422 if wrong else 200)


@require_POST
@may("instruments.keep")
def withdraw(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take no more bookings."""
    one, viewer = _resource(request, key), viewer_of(request)
    said = _("资源已暂停开放，已有的预约不受影响。")
    return done(
        request, lambda: services.withdraw(viewer, one), said, "instruments:keeper-platform", one.platform_id
    )


@require_POST
@may("instruments.keep")
def close(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take a slot back."""
    viewer = viewer_of(request)
    rows = Slot.objects.select_related("resource__platform__subject")
    one = get_object_or_404(rows, pk=key, resource__platform__in=queries.kept_by(viewer))
    return done(
        request, lambda: services.close_slot(viewer, one), _("时段已取消。"), "instruments:keeper-resource", one.resource_id
    )  # fmt: skip


def _booking(request: HttpRequest, key: UUID) -> Booking:
    viewer = viewer_of(request)
    one = get_object_or_404(queries.bookings_of(queries.kept_by(viewer)), pk=key)
    join(viewer, one)
    return one


@never_cache
@logged_in
def booking(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One booking as the platform sees it: how its price came about, where it stands, what to do."""
    viewer, one = viewer_of(request), _booking(request, key)
    reads.reveal(
        viewer, kind="subject", key=str(one.firm_id), fields=["name"], why=gettext_lazy("查看科技资源预约")
    )
    steps = [
        (*pair, reverse("instruments:keeper-step", args=[key, pair[0].id]))
        for pair in doers(cases.may_do(viewer, one.case))
    ]
    context = page_of(viewer, one.case) | {"booking": one, "steps": steps, "own": False}
    return render(request, "instruments/booking.html", context)


@logged_in
def step(request: HttpRequest, key: UUID, transition: str) -> HttpResponseBase:
    """The form of a step."""
    one = _booking(request, key)
    back = reverse("instruments:keeper-booking", args=[key])
    return step_page(request, viewer_of(request), one.case, transition, back)
