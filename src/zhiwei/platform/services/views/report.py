"""The yearly report, for everybody: counts and money by county, no firm."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.services import report, rules, tables
from zhiwei.platform.services.forms import YearFilter


def shown(request: HttpRequest) -> HttpResponseBase:
    """Services confirmed and subsidies of a year by county and level."""
    narrow = YearFilter(request.GET)
    year = narrow.chosen().get("year") or clock.today().year
    lines = report.lines(year)
    table = tables.report(lines)
    if file := export_response(table, request):
        return file
    context = {
        "table": table, "filters": narrow, "year": year, "sentence": sentence_of(rules.PURPOSE),
        "confirmed": sum(one.confirmed for one in lines), "subsidy": sum(one.subsidy for one in lines),
        "paid": sum(sum(one.paid.values()) for one in lines),
    }  # fmt: skip
    return render(request, "services/report.html", context)
