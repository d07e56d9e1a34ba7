"""The officials' side of the wheel: what their divisions owe this year, and entering what was done."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import level_of
from zhiwei.platform.accounts.viewer import official_only, viewer_of
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.refusals import done
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.wheel import pages, queries, services
from zhiwei.platform.wheel.forms import EntryForm, RevokeForm, WheelFilter
from zhiwei.platform.wheel.models import Entry, Kind
from zhiwei.platform.wheel.states import Spoke
from zhiwei.platform.wheel.views.public import context_of, found


@official_only
def work(request: HttpRequest) -> HttpResponseBase:
    """The duties of the official's divisions in a year, this one at first, below all that is overdue of any year."""
    viewer = viewer_of(request)
    places = sorted(code for code in viewer.divisions if level_of(code) < 3)
    narrow = WheelFilter(request.GET, places=places)
    wanted = narrow.chosen()
    year = wanted.get("year") or clock.today().year
    rows = queries.own(viewer, year)
    if wanted.get("state"):
        rows = [one for one in rows if one.state == wanted["state"]]
    if wanted.get("city"):
        rows = [one for one in rows if one.division == wanted["city"]]
    table = pages.spokes(rows, _address)
    own = queries.tasks_of(viewer.divisions)
    tasks = pages.tasks(own, _address)
    overdue = pages.left_open(queries.own_left_open(viewer), _address)
    for each in (table, tasks, overdue):
        if file := export_response(each, request):
            return file
    context = {
        "filters": narrow, "year": year, "table": table, "open": sum(not s.state.closed for s in rows),
        "tasks": tasks if own else None, "late": overdue if overdue.rows else None, "late_count": len(overdue.rows),
    }  # fmt: skip
    return render(request, "wheel/work.html", context)


def _address(one: Spoke) -> str:
    return reverse("wheel:office-duty", args=[one.duty.id, one.year, one.division])


@official_only
def detail(request: HttpRequest, name: str, year: int, division: str) -> HttpResponseBase:
    """One duty of a division covered, with the form to enter what was done."""
    viewer = viewer_of(request)
    known, spoke = found(name, year, division)
    if not viewer.covers(division):
        raise Http404
    form = EntryForm(
        request.POST or None, request.FILES or None, initial={"day": clock.today()}, once=known.once
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            proof = uploads.keep(given["proof"], viewer.user_id) if given.get("proof") else None
            services.enter(viewer, known, year, division, Kind(given["kind"]), given, proof)
        except services.Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已登记并公开。"))
            return redirect("wheel:office-duty", name, year, division)
    context = context_of(known, spoke) | {
        "form": form,
        "may_enter": queries.may_enter(viewer, division),
        "revoke_form": RevokeForm(),
    }
    return render(request, "wheel/office_duty.html", context, status=422 if form.errors else 200)


@require_POST
@official_only
def revoke(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take back an entry made by mistake."""
    viewer = viewer_of(request)
    entry = get_object_or_404(Entry, pk=key)
    if not viewer.covers(entry.division):
        raise Http404
    return done(
        request, lambda: services.revoke(viewer, key, request.POST.get("reason", "")), _("已撤销。"),
        "wheel:office-duty", entry.duty, entry.year, entry.division,
    )  # fmt: skip
