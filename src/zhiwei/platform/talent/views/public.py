"""What everybody sees: the sentences, how to go about them, and counts by city. No person, no unit, no amount."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import viewer_of
from zhiwei.platform.cases import casetypes
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.talent import report, tables
from zhiwei.platform.talent.forms import YearFilter
from zhiwei.platform.talent.kinds import KINDS


def programme(request: HttpRequest) -> HttpResponseBase:
    """The five sentences with their matters, and the year's counts by city."""
    narrow, today = YearFilter(request.GET), clock.today()
    year = narrow.chosen().get("year") or today.year
    rows = report.lines(year, today, place=report.city)
    table = tables.report(rows, money=False, place=_("设区市"))
    if file := export_response(table, request):
        return file
    context = {
        "table": table, "filters": narrow, "year": year,
        "parts": [(kind, sentence_of(kind.measure), casetypes.get(kind.name)) for kind in KINDS],
        "known": not viewer_of(request).is_anonymous,
    }  # fmt: skip
    return render(request, "talent/programme.html", context)
