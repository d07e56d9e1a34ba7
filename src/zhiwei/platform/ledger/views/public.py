"""What everybody may see: each fund with its purpose and figures, nobody's name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.ledger import queries, tables
from zhiwei.platform.ledger.filters import FundFilter


def summary(request: HttpRequest) -> HttpResponseBase:
    """All funds, filtered, as a page or a file."""
    narrow = FundFilter(request.GET)
    table = tables.public_funds(narrow.narrowed(queries.public_funds()))
    if file := export_response(table, request):
        return file
    return render(request, "ledger/public.html", {"table": table, "filters": narrow})
