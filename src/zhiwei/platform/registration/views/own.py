"""The applicant's pages: his filings, beginning one, one filing, its steps."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.viewer import Viewer, logged_in, may, viewer_of
from zhiwei.platform.cases.views.steps import step_page
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.registration import queries, services, tables
from zhiwei.platform.registration.forms import BeginForm
from zhiwei.platform.registration.models import Filing
from zhiwei.platform.registration.refused import Refused
from zhiwei.platform.registration.views.shown import page_of


@never_cache
@may("cases.apply")
def home(request: HttpRequest) -> HttpResponseBase:
    """The viewer's filings, and the form that begins one."""
    viewer = viewer_of(request)
    table = tables.filings(queries.own(viewer), "registration:own", office=False)
    if file := export_response(table, request):
        return file
    firms = queries.firms_of(viewer)
    initial = {
        "key": uuid.uuid4().hex,
        "kind": request.GET.get("kind"),
        "enterprise": request.GET.get("firm"),
    }
    form = BeginForm(firms, queries.units_of(viewer), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.begin(
                viewer, given["kind"], key=f"own/{given['key']}"[:64], enterprise=given["enterprise"],
                division=given["division"] if given["enterprise"] is None else "",
                organisation=given["organisation"].pk if given["organisation"] is not None else None,
            )  # fmt: skip
        except Refused as refused:
            refused.show(form)
        else:
            return redirect("registration:own", made.pk)
    context = {"table": table, "form": form, "firms": firms}
    return render(request, "registration/own.html", context, status=422 if form.errors else 200)


def _one(viewer: Viewer, key: UUID) -> Filing:
    return get_object_or_404(queries.own(viewer), pk=key)


@never_cache
@logged_in
def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One filing: what it says, what is missing, what it costs, where it stands."""
    viewer = viewer_of(request)
    return render(request, "registration/filing.html", page_of(viewer, _one(viewer, key), office=False))


@logged_in
def step(request: HttpRequest, key: UUID, transition: str) -> HttpResponseBase:
    """The form of a step."""
    viewer = viewer_of(request)
    filing = _one(viewer, key)
    if filing.case is None:
        messages.error(request, _("请先提交申请。"))
        return redirect("registration:own", key)
    return step_page(request, viewer, filing.case, transition, reverse("registration:own", args=[key]))
