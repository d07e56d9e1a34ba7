"""For everybody: what may be booked, and what each platform did with it."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.viewer import viewer_of
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.instruments import indicators, queries, rules, tables
from zhiwei.platform.instruments.forms import BookingForm, CatalogueFilter, YearFilter
from zhiwei.platform.instruments.models import Platform, Review
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.open_lists import Listing
from zhiwei.platform.kit.tables import export_response

SOON = 60
"""Slots offered at once."""


def listing(query: QueryDict) -> Listing:
    """Every open resource, narrowed."""
    narrow = CatalogueFilter(query)
    chosen, rows, public = narrow.chosen(), queries.catalogue(), queries.of_public_money(clock.today())
    if text := chosen.get("q"):
        rows = rows.filter(
            Q(title__icontains=text) | Q(text__icontains=text) | Q(platform__subject__name__icontains=text)
        )
    if kind := chosen.get("kind"):
        rows = rows.filter(kind=kind)
    if city := chosen.get("city"):
        rows = rows.filter(platform__subject__division__in=covered_by(city))
    if chosen.get("free"):
        rows = rows.filter(Q(platform__in=public) | Q(small_price=0) | Q(tariff=0))
    return Listing(tables.catalogue(rows, public), narrow)


def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Every open resource, with what a small firm owes."""
    found = listing(request.GET)
    table, narrow = found.table, found.filters
    if file := export_response(table, request):
        return file
    context = {"table": table, "filters": narrow, "sentence": sentence_of(rules.FREE)}
    return render(request, "instruments/catalogue.html", context)


@never_cache
def resource(request: HttpRequest, key: UUID, **forms: Any) -> HttpResponseBase:
    """One resource: its price for the reader's firms, its free slots, and the form that books it."""
    found = get_object_or_404(queries.catalogue(), pk=key)
    viewer, today = viewer_of(request), clock.today()
    firms = queries.firms_of(viewer).exclude(organisation=found.platform.subject.organisation_id)
    slots = queries.free_slots(found)
    form = forms.get("form") or BookingForm(found, firms, slots, initial={"key": uuid.uuid4().hex})
    context = {
        "resource": found, "place": name_of(found.platform.subject.division), "grade": tables.mean(getattr(found, "grade", None)),
        "public": rules.public_money(found.platform, today), "firms": [(one, rules.price(one, found, today)) for one in firms],
        "slots": slots[:SOON], "form": form,
    }  # fmt: skip
    return render(request, "instruments/resource.html", context, status=422 if forms else 200)


def platforms(request: HttpRequest) -> HttpResponseBase:
    """Every platform with its records of a year; no firm is named."""
    narrow = YearFilter(request.GET)
    year = narrow.chosen().get("year") or clock.today().year
    rows = list(queries.platforms())
    counts, public, grades = facts_of(rows, year)
    table = tables.platforms(rows, counts, public, "instruments:platform", grades)
    if file := export_response(table, request):
        return file
    total = {
        "platforms": len(rows), "resources": queries.catalogue().count(),
        "confirmed": sum(one.confirmed for one in counts.values()), "small": sum(one.small for one in counts.values()),
    }  # fmt: skip
    context = {"table": table, "filters": narrow, "year": year, "total": total}
    return render(request, "instruments/platforms.html", context)


def facts_of(
    rows: list[Platform], year: int
) -> tuple[dict[UUID, indicators.Counts], set[UUID], dict[UUID, Review]]:
    """Counts of a year, who was formed with public money, and the last grade that stands, by platform."""
    grades: dict[UUID, Review] = {}
    for one in queries.reviews(rows):
        if queries.final(one):
            grades.setdefault(one.platform_id, one)
    counts = {one.pk: indicators.counts(one, year) for one in rows}
    return counts, queries.of_public_money(clock.today()), grades


def platform(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One platform: what it opens, what it did in a year, why it refused, and how it was graded."""
    found = get_object_or_404(queries.platforms(), pk=key)
    narrow = YearFilter(request.GET)
    year, today = narrow.chosen().get("year") or clock.today().year, clock.today()
    public = queries.of_public_money(today)
    listed = tables.catalogue(queries.catalogue().filter(platform=found), public)
    if file := export_response(listed, request):
        return file
    context = about(found, year) | {
        "listed": listed, "filters": narrow, "year": year,
        "reviews": [(one, tables.score_parts(one)) for one in queries.shown_reviews(found)],
    }  # fmt: skip
    return render(request, "instruments/platform.html", context)


def about(found: Platform, year: int) -> dict[str, Any]:
    """What every page of a platform shows."""
    today = clock.today()
    recognised = queries.is_recognised(found, today)
    answer = rules.low_cost(found, today, recognised=recognised) if recognised else None
    verdict = rules.verdict_of(answer, rules.LOW_COST) if answer else ""
    return {
        "platform": found, "place": name_of(found.subject.division), "public": rules.public_money(found, today),
        "counts": indicators.counts(found, year), "refusals": tables.refusals(indicators.reasons(found, year)),
        "recognitions": queries.recognitions(found, today), "low_cost": tables.VERDICTS.get(verdict),
    }  # fmt: skip
