"""What everybody sees: the calendar, a course, the bodies, the counts by county, the check of a certificate."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import viewer_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.charts import bars
from zhiwei.platform.kit.open_lists import Listing
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.training import certificates, queries, tables
from zhiwei.platform.training import report as counted
from zhiwei.platform.training.forms import CalendarFilter, EnrolForm, YearFilter
from zhiwei.platform.training.models import Course, Enrolment, Kind
from zhiwei.platform.training.words import enrolment_tag, enrolment_words

SHOWN = 12
"""Counties in the chart; all are in the table."""


def courses(query: QueryDict) -> Listing:
    """The courses that may be chosen, narrowed."""
    rows = queries.calendar(clock.today())
    months = [f"{one:%Y-%m}" for one in rows.dates("starts_on", "month")]
    narrow = CalendarFilter(months, query)
    chosen = narrow.chosen()
    if text := chosen.get("q"):
        rows = rows.filter(Q(title__icontains=text) | Q(commission__body__name__icontains=text))
    if division := chosen.get("division"):
        rows = rows.filter(division=division)
    if topic := chosen.get("topic"):
        rows = rows.filter(topic=topic)
    if kind := chosen.get("kind"):
        rows = rows.filter(commission__kind=kind)
    if month := chosen.get("month"):
        year, _dash, number = month.partition("-")
        rows = rows.filter(starts_on__year=int(year), starts_on__month=int(number))
    if chosen.get("free"):
        rows = rows.filter(taken__lt=F("seats"))
    return Listing(tables.calendar(rows), narrow)


def calendar(request: HttpRequest) -> HttpResponseBase:
    """The courses that may be chosen."""
    found = courses(request.GET)
    table, narrow = found.table, found.filters
    if file := export_response(table, request):
        return file
    year_now = clock.today().year
    context = {
        "table": table, "filters": narrow, "year": year_now, "short": counted.short_training(year_now),
        "open_year": queries.open_year(clock.today()),
    }  # fmt: skip
    return render(request, "training/calendar.html", context)


@never_cache
def course(request: HttpRequest, key: UUID, **forms: Any) -> HttpResponseBase:
    """One course: what it is, who holds it under which document, and the button by which an owner chooses it."""
    one = get_object_or_404(Course.objects.select_related("commission__body"), pk=key)
    viewer = viewer_of(request)
    firms = queries.firms_of(viewer)
    mine = queries.own_enrolments(viewer).filter(course=one, withdrawn_at=None).first()
    context = {
        "course": one, "commission": one.commission, "place": name_of(one.division), "owner": firms.exists(), "mine": mine,
        "mine_words": enrolment_words(mine) if mine else "", "mine_tag": enrolment_tag(mine) if mine else "",
        "choosable": queries.calendar(clock.today()).filter(pk=key).exists(), "funded": one.commission.kind == Kind.ABILITY,
        "form": forms.get("form") or EnrolForm(firms), "from_place": name_of(one.commission.division),
    }  # fmt: skip
    return render(request, "training/course.html", context, status=422 if forms else 200)


def trainers(_query: QueryDict) -> Listing:
    """The qualified bodies of today."""
    return Listing(tables.bodies(queries.bodies(clock.today())))


def bodies(request: HttpRequest) -> HttpResponseBase:
    """The qualified bodies, from which owners choose."""
    table = trainers(request.GET).table
    if file := export_response(table, request):
        return file
    return render(request, "training/bodies.html", {"table": table})


def body(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One body: the documents it is commissioned by, its courses to come."""
    one = get_object_or_404(Subject, pk=key, entity="training")
    commissions = tables.commissions(one.commissions.select_related("body"))
    courses = tables.calendar(queries.calendar(clock.today()).filter(commission__body=one))
    for table in (commissions, courses):
        if file := export_response(table, request):
            return file
    qualified = queries.bodies(clock.today()).filter(pk=key).first()
    context = {
        "body": one, "place": name_of(one.division), "commissions": commissions, "courses": courses, "qualified": qualified,
        "grade": tables.grade(getattr(qualified, "grade", None)),
    }  # fmt: skip
    return render(request, "training/body.html", context)


def report(request: HttpRequest) -> HttpResponseBase:
    """Person-times by county against the year's target; counts only."""
    today = clock.today()
    narrow = YearFilter(counted.years(today.year), request.GET)
    year = narrow.chosen().get("year") or today.year
    table, context = shown(year, None)
    if file := export_response(table, request):
        return file
    return render(request, "training/report.html", context | {"filters": narrow})


def shown(year: int, within: frozenset[str] | None) -> tuple[Any, dict[str, Any]]:
    """The table by county and what stands around it; ``within`` limits the counties, never the province's sum."""
    short, funded = counted.short_training(year), counted.funded_owners(year)
    rows = counted.counties(year, within)
    table = tables.counties(rows, short.target)
    first = sorted(
        (one for one in rows if one.attendances), key=lambda one: (-one.attendances, one.division)
    )[:SHOWN]
    context = {
        "table": table, "year": year, "short": short, "funded": funded, "announced": counted.year_of(year),
        "own": sum(one.attendances for one in rows), "missing": max(short.target - short.counted, 0),
        "chart": bars([(name_of(one.division), one.attendances) for one in first], title=_("有证明的培训人次"), unit=_("人次")),
        "topics": bars(counted.topics(year), title=_("按课程领域"), unit=_("人次")),
        "by_year": bars(_by_year(year), title=_("按年度"), unit=_("人次")),
    }  # fmt: skip
    return table, context


def _by_year(year: int) -> list[tuple[str, int]]:
    rows = Enrolment.objects.filter(
        counts=True, course__commission__kind=Kind.SHORT, course__ends_on__year__lte=year
    )
    counts = dict(rows.values_list("course__ends_on__year").annotate(n=Count("pk")).order_by())
    return [(str(one), counts.get(one, 0)) for one in range(max(counted.FIRST, year - 4), year + 1)]


def certificate(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Whether a certificate is one of ours: the course, never the person."""
    rows = Enrolment.objects.filter(counts=True).select_related("course__commission__body")
    one = rows.filter(pk=key).first()
    context = {"found": one, "pairs": certificates.about(one) if one else []}
    return render(request, "training/certificate.html", context, status=200 if one else 404)
