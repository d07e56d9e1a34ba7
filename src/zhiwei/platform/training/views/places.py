"""Funded places: what the public sees, the owner's application, the province's year and its waiting list."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.audit.lists import read_or_taken
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import accepted
from zhiwei.platform.training import queries, report, services, tables
from zhiwei.platform.training.forms import ApplyForm, YearFilter, YearForm
from zhiwei.platform.training.models import Place, Year


@never_cache
def public(request: HttpRequest, **forms: Any) -> HttpResponseBase:
    """The year's places, how many are taken and wait, the criteria; the form for an owner."""
    viewer = viewer_of(request)
    opened = queries.open_year(clock.today())
    year = opened or queries.latest_year()
    firms = queries.firms_of(viewer)
    context = {
        "year": year, "opened": opened, "owner": firms.exists(), "mine": queries.own_places(viewer).first(),
        "waiting": queries.waiting(year).count() if year else 0,
        "reached": report.funded_owners(year.year) if year else None,
        "form": forms.get("form") or ApplyForm(firms, initial={"key": uuid4().hex}),
    }  # fmt: skip
    return render(request, "training/places.html", context, status=422 if forms else 200)


@require_POST
@may("training.enrol")
def apply(request: HttpRequest) -> HttpResponseBase:
    """Apply for a place."""
    viewer = viewer_of(request)
    form = ApplyForm(queries.firms_of(viewer), request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = services.apply(viewer, given["firm"], key=f"training/{given['key']}", plan=given["plan"])
        except CaseRefused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已受理，编号 %(number)s。") % {"number": made.number})
            return redirect("cases:own-case", made.pk)
    return public(request, form=form)


@never_cache
@may("training.fund")
def office(request: HttpRequest) -> HttpResponseBase:
    """The province: announce a year, review applications, see the waiting list."""
    viewer = viewer_of(request)
    form = YearForm(request.POST or None)

    def act(**given: Any) -> object:
        return services.announce(viewer, **given)

    if request.method == "POST" and accepted(request, form, act, _("年度已公布，开始受理。")):
        return redirect("training:office-places")
    announced = list(Year.objects.values_list("year", flat=True))
    narrow = YearFilter(announced, request.GET, auto_id="of_%s")
    year = Year.objects.filter(pk=narrow.chosen().get("year") or 0).first() or queries.latest_year()
    rows = Place.objects.filter(year=year).select_related("case", "firm") if year else Place.objects.none()
    applications = tables.applications(rows)
    waiting = tables.waiting(queries.waiting(year) if year else ())
    whose = {applications: lambda one: one.firm_id, waiting: lambda one: one.firm_id}
    if file := read_or_taken(
        viewer, request, whose, fields=["training"], why=gettext_lazy("查看资助名额申请")
    ):
        return file
    context = {
        "form": form, "year": year, "filters": narrow, "applications": applications, "waiting": waiting,
        "reached": report.funded_owners(year.year) if year else None,
        "to_review": rows.filter(case__state__in=("applied", "reviewed")).count(),
    }  # fmt: skip
    return render(request, "training/office_places.html", context, status=422 if form.errors else 200)


@require_POST
@may("training.fund")
def fill(request: HttpRequest, year: int) -> HttpResponseBase:
    """Give free places to those who wait."""
    one = get_object_or_404(Year, pk=year)
    moved = services.fill(viewer_of(request), one)
    messages.success(request, _("递补了 %(n)d 人。") % {"n": moved})
    return redirect("training:office-places")
