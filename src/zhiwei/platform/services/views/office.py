"""The county's page: schemes, orders to settle, what services cost and how they were rated."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.platform.accounts.viewer import may, official_only, viewer_of
from zhiwei.platform.audit.lists import read_or_taken
from zhiwei.platform.ledger.faults import Refused
from zhiwei.platform.services import queries, services, tables
from zhiwei.platform.services.forms import SchemeForm
from zhiwei.platform.services.models import Scheme
from zhiwei.platform.services.views import correcting


@official_only
def home(request: HttpRequest) -> HttpResponseBase:
    """Orders of the official's divisions, those to be settled first at hand, and the schemes."""
    viewer = viewer_of(request)
    rows = queries.orders_of_divisions(viewer)
    orders = tables.orders(rows, "cases:office-case")
    schemes = tables.schemes(Scheme.objects.filter(division__in=viewer.divisions))
    clawbacks = tables.clawbacks(queries.clawbacks_of_divisions(viewer))
    lists = {orders: lambda one: one.firm_id, clawbacks: lambda one: one.order.firm_id, schemes: None}
    if file := read_or_taken(viewer, request, lists, fields=["orders"], why=gettext_lazy("查看服务单")):
        return file
    context = {
        "orders": orders, "schemes": schemes, "clawbacks": clawbacks, "waiting": rows.filter(case__state="confirmed"),
        "corrections": correcting.offered(viewer), "may_file": viewer.may("services.scheme"),
    }  # fmt: skip
    return render(request, "services/office.html", context)


@may("services.scheme")
def scheme(request: HttpRequest) -> HttpResponseBase:
    """File a scheme."""
    viewer = viewer_of(request)
    form = SchemeForm(viewer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        shares = {level: given.pop(level) for level in ("province", "city", "county")}
        try:
            services.file_scheme(viewer, shares=shares, **given)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("方案已报备。"))
            return redirect("services:office")
    return render(request, "services/scheme.html", {"form": form}, status=422 if form.errors else 200)
