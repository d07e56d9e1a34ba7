"""Bases as everybody sees them: the list, one base, and the programme of 14.3. No resident is named."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.bases import indicators, queries, tables
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.open_lists import Listing
from zhiwei.platform.kit.tables import export_response


def counts() -> dict[int, int]:
    """Residents of today by base."""
    today = clock.today()
    here = Q(residencies__struck_at=None, residencies__moved_in_on__lte=today) & (
        Q(residencies__moved_out_on=None) | Q(residencies__moved_out_on__gt=today)
    )
    rows = queries.public().order_by().annotate(here=Count("residencies", filter=here))
    return dict(rows.values_list("pk", "here"))


def listing(_query: QueryDict) -> Listing:
    """Every base with its residents of today."""
    return Listing(tables.bases(queries.public(), counts(), office=False))


def listed(request: HttpRequest) -> HttpResponseBase:
    """Every base."""
    table = listing(request.GET).table
    if file := export_response(table, request):
        return file
    return render(request, "bases/list.html", {"table": table, "sentence": sentence_of("14.1")})


def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One base: kind, area, how full, indicators, recognition."""
    base = get_object_or_404(queries.public(), subject=key)
    today = clock.today()
    context = {
        "base": base,
        "place": name_of(base.subject.division),
        "found": indicators.of(base, today),
        "occupancy": queries.occupancy(base, today),
        "standing": queries.standing_of(base),
        "today": today,
    }
    return render(request, "bases/public.html", context)


def programme(request: HttpRequest) -> HttpResponseBase:
    """The supported bases counted against the sentence's number, with the money of each level."""
    rows = queries.programme()
    table = tables.programme(rows)
    if file := export_response(table, request):
        return file
    supported = sum(one.supported for one in rows)
    context = {
        "table": table,
        "supported": supported,
        "recognised": len(rows),
        "target": queries.target(),
        "percent": min(100, supported * 100 // queries.target()),
        "without": sum(not one.local for one in rows),
        "sentence": sentence_of(queries.SUPPORT),
    }
    return render(request, "bases/programme.html", context)
