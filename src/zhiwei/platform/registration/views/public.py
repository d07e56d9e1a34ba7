"""What everybody may see: how fast filings are decided, and where sea-use rights may be contributed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.viewer import viewer_of
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.registration import law, statistics, tables
from zhiwei.platform.registration.forms import StatisticsFilter
from zhiwei.platform.registration.models import PilotArea
from zhiwei.platform.registration.words import days_text


def home(request: HttpRequest) -> HttpResponseBase:
    """Filings by county and month: median days, share on the spot, late ones; no enterprise is named."""
    viewer, narrow = viewer_of(request), StatisticsFilter(request.GET)
    chosen, today = narrow.chosen(), clock.today()
    year = chosen.get("year")
    division = chosen.get("division")
    places = covered_by(division) if division else None
    table = tables.statistics(statistics.by_county_and_month(year, places))
    if file := export_response(table, request):
        return file
    total = statistics.total(today, year, places)
    context = {
        "table": table, "filters": narrow, "total": total, "median": days_text(total.median_days), "year": year,
        "place": name_of(division) if division else "", "length": law.decision_length(today),
        "sentence": sentence_of("17.4"), "may_file": viewer.is_anonymous or viewer.may("cases.apply"),
    }  # fmt: skip
    return render(request, "registration/public.html", context)


def pilots(request: HttpRequest) -> HttpResponseBase:
    """Pilot areas of sea-use rights, with the documents that say so."""
    table = tables.pilots(PilotArea.objects.all())
    if file := export_response(table, request):
        return file
    return render(request, "registration/pilots.html", {"table": table, "sentence": sentence_of("17.3")})
