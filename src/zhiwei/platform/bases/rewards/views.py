"""Pages of rewards: numbers for everybody, the office's lists, and the tax office's payments."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import may, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.bases.rewards import law, payments, queries, services, tables
from zhiwei.platform.bases.rewards.forms import PaymentForm
from zhiwei.platform.bases.views.years import year_asked, year_tabs
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.kit.tables import export_response


def _sentences() -> list[object]:
    return [sentence_of(law.PER_GRADUATE), sentence_of(law.BY_TAX)]


def public(request: HttpRequest) -> HttpResponseBase:
    """What was rewarded, year by year."""
    table = tables.totals(queries.totals())
    if file := export_response(table, request):
        return file
    return render(request, "bases/rewards/public.html", {"table": table, "sentences": _sentences()})


@official_only
def office(request: HttpRequest) -> HttpResponseBase:
    """Graduations and incubators' years of the official's divisions."""
    viewer = viewer_of(request)
    years = queries.years()
    year = year_asked(request, years)
    found = queries.graduations(year, viewer.divisions)
    graduations, rated = tables.graduations(found), tables.rated(queries.rated(year, viewer.divisions))
    reads.reveal_all(
        viewer, kind="subject", keys={one.graduation.firm_id for one in found}, fields=["name"],
        why=_("查看毕业奖励"),
    )  # fmt: skip
    for table in (graduations, rated):
        if file := export_response(table, request):
            return file
    context = {
        "graduations": graduations, "rated": rated, "year": year, "tabs": year_tabs(years, year), "sentences": _sentences(),
        "may_open": viewer.may("bases.land"), "may_tax": viewer.may("bases.tax"),
    }  # fmt: skip
    return render(request, "bases/rewards/office.html", context)


@require_POST
@may("bases.land")
def open_due(request: HttpRequest) -> HttpResponseBase:
    """Open what a later decision or later facts made due in a year."""
    viewer, said = viewer_of(request), request.POST.get("year", "")
    year = int(said) if said.isdecimal() and len(said) == 4 else 0
    found = queries.incubators(viewer.divisions)
    return done(
        request,
        lambda: services.open_due(viewer, found, year),
        now("已按现行决定和名录核对。"),
        "bases:rewards-office",
    )


@may("bases.tax")
def taxes(request: HttpRequest) -> HttpResponseBase:
    """The tax office's payments of firms of its divisions."""
    viewer = viewer_of(request)
    rows = queries.payments(viewer.divisions)
    reads.reveal_all(
        viewer, kind="subject", keys=set(rows.order_by().values_list("firm", flat=True)), fields=["payments"],
        why=_("查看缴税记录"),
    )  # fmt: skip
    table = tables.payments(rows)
    if file := export_response(table, request):
        return file
    form = PaymentForm(request.POST or None)
    if request.method == "POST" and accepted(
        request, form, lambda firm, **given: payments.enter_payment(viewer, firm, **given), now("已登记。")
    ):
        return redirect("bases:taxes")
    places = {one.division for one in viewer.grants if viewer.may("bases.tax", division=one.division)}
    context = {
        "table": table, "form": form, "places": [(code, name_of(code)) for code in sorted(places)],
        "rows": rows.filter(struck_at=None)[:20], "sentences": _sentences(),
    }  # fmt: skip
    return render(request, "bases/rewards/taxes.html", context, status=422 if form.errors else 200)


@require_POST
@may("bases.tax")
def strike(request: HttpRequest, which: UUID) -> HttpResponseBase:
    """A payment was entered by mistake."""
    viewer = viewer_of(request)
    entry = get_object_or_404(queries.payments(viewer.divisions), pk=which)
    return done(
        request, lambda: payments.strike_payment(viewer, entry, request.POST.get("why", "")), now("已作废。"),
        "bases:taxes",
    )  # fmt: skip
