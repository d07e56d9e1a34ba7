"""What everybody sees: the register of agencies, the open list of platforms, the yearly report, research intensity."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import viewer_of
from zhiwei.platform.agencies import intensity, queries, tables
from zhiwei.platform.agencies import report as counting
from zhiwei.platform.agencies.forms import ListingFilter, YearFilter
from zhiwei.platform.agencies.models import Ground
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import charts, clock
from zhiwei.platform.kit.open_lists import Listing
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.kit.tables.columns import percent

MOST_LINES = 4
"""Counties drawn in the chart: the reader's own, then those with the most firms."""


def listing(query: QueryDict) -> Listing:
    """The register of agencies, narrowed."""
    narrow = ListingFilter(query)
    chosen, rows = narrow.chosen(), queries.listed()
    if text := chosen.get("q"):
        rows = rows.filter(subject__name__icontains=text)
    if kind := chosen.get("kind"):
        rows = rows.filter(pk__in=[one.pk for one in rows if kind in one.kinds])
    return Listing(tables.listings(rows), narrow)


def home(request: HttpRequest) -> HttpResponseBase:
    """The register of agencies, how to join it, and all grounds on which one is refused (15.4)."""
    viewer, found = viewer_of(request), listing(request.GET)
    table, narrow = found.table, found.filters
    if file := export_response(table, request):
        return file
    context = {
        "table": table, "filters": narrow, "sentence": sentence_of("15.4"), "grounds": Ground.labels,
        "open": queries.open_list().count(), "may_join": viewer.is_anonymous or viewer.may("cases.apply"),
    }  # fmt: skip
    return render(request, "agencies/home.html", context)


def open_platforms(_query: QueryDict) -> Listing:
    """Platforms of institution nature that have not moved yet."""
    return Listing(tables.platforms(queries.open_list(), clock.today(), office=False))


def platforms(request: HttpRequest) -> HttpResponseBase:
    """Platforms of institution nature that have not moved yet, and those that have (15.3)."""
    today = clock.today()
    rows = queries.open_list()
    table = open_platforms(request.GET).table
    if file := export_response(table, request):
        return file
    moved = queries.platforms().exclude(closed_on=None)
    context = {
        "table": table, "sentence": sentence_of("15.3"), "open": rows.count(), "moved": moved.count(),
        "late": queries.late_platforms(queries.platforms(), today).count(),
    }  # fmt: skip
    return render(request, "agencies/platforms.html", context)


def separation(request: HttpRequest) -> HttpResponseBase:
    """The yearly report (15.5) and the bodies with their states."""
    narrow = YearFilter(request.GET)
    year = narrow.chosen().get("year") or clock.today().year
    lines = counting.lines(queries.bodies(), queries.platforms(), year)
    report, bodies = tables.report(lines), tables.bodies(queries.bodies(), office=False)
    for table in (report, bodies):
        if file := export_response(table, request):
            return file
    context = {
        "report": report, "bodies": bodies, "filters": narrow, "year": year, "total": counting.total(lines),
        "sentence": sentence_of("15.5"),
    }  # fmt: skip
    return render(request, "agencies/separation.html", context)


def research(request: HttpRequest) -> HttpResponseBase:
    """Research spending as a share of revenue by county and year (6.1), with the trend of the largest counties."""
    years = intensity.years()
    by_year = {year: intensity.of_year(year) for year in years}
    table = tables.shares([one for year in reversed(years) for one in by_year[year]])
    if file := export_response(table, request):
        return file
    context = {
        "table": table, "sentence": sentence_of("6.1"), "chart": _trend(by_year, {grant.division for grant in viewer_of(request).grants}), "least": intensity.LEAST,
    }  # fmt: skip
    return render(request, "agencies/research.html", context)


def _trend(by_year: dict[int, list[intensity.Share]], own: Collection[str]) -> object:
    """Lines of a reader's own places and of the counties that most firms stand behind; None where less than two
    years can be compared."""
    counts: dict[str, int] = {}
    values: dict[tuple[str, int], Fraction] = {}
    for year, shares in by_year.items():
        for one in shares:
            if one.value is not None:
                counts[one.division] = counts.get(one.division, 0) + one.firms
                values[one.division, year] = one.value
    largest = sorted(counts, key=lambda code: (code not in own, -counts[code], code))[:MOST_LINES]
    if not largest or len(by_year) < 2:
        return None
    series = {name_of(code): [values.get((code, year)) for year in by_year] for code in largest}
    return charts.lines(
        [str(year) for year in by_year],
        series,
        title=str(tables.shares([]).caption),
        shown=percent,
    )
