"""The officials' pages: experts, sessions and questions of their divisions, what nobody answered, the counts."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, may, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.experts import queries, services, tables
from zhiwei.platform.experts import report as counting
from zhiwei.platform.experts.forms import PointForm, QuestionFilter, YearFilter
from zhiwei.platform.experts.models import Question
from zhiwei.platform.experts.services.publishing import may_publish
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import Column, Table, export_response
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Difficulty
from zhiwei.platform.subjects.queries.difficulties import Counted


def _seen(viewer: Viewer, rows: Iterable[object]) -> None:
    keys = sorted({str(one.firm_id) for one in rows})  # type: ignore[attr-defined]
    reads.reveal_all(viewer, kind="subject", keys=keys, fields=["advice"])


@never_cache
@may("cases.read")
@official_only
def home(request: HttpRequest) -> HttpResponseBase:
    """Experts, sessions, bookings and questions of the official's divisions."""
    viewer = viewer_of(request)
    narrow = QuestionFilter(request.GET)
    asked = queries.questions_of(viewer).filter(**narrow.chosen())
    experts = tables.experts(queries.experts_of(viewer))
    sessions = tables.sessions(queries.sessions_of(viewer), office=True)
    bookings = tables.bookings(queries.bookings_of(viewer))
    questions = tables.questions(asked, "experts:question", order="-waited")
    for table, rows in (
        (experts, ()),
        (sessions, ()),
        (bookings, queries.bookings_of(viewer)),
        (questions, asked),
    ):
        if file := export_response(table, request):
            _seen(viewer, rows)
            return file
    _seen(viewer, questions.page(request.GET).object_list)
    _seen(viewer, bookings.page(request.GET).object_list)
    everything = queries.questions_of(viewer)
    context = {
        "experts": experts, "sessions": sessions, "bookings": bookings, "questions": questions, "filters": narrow,
        "may_keep": viewer.may("experts.keep"), "unanswered": queries.unanswered(everything).count(),
        "to_publish": [one for one in queries.to_publish(everything) if may_publish(viewer, one)],
        "difficulties": [
            (label, subjects.by_difficulty(everything)[value], f"?difficulty={value}")
            for value, label in Difficulty.choices
        ],
    }  # fmt: skip
    return render(request, "experts/office.html", context)


@never_cache
@may("cases.read")
@official_only
def unanswered(request: HttpRequest) -> HttpResponseBase:
    """What nobody answered in time, the oldest first."""
    viewer = viewer_of(request)
    rows = queries.unanswered(queries.questions_of(viewer))
    table = tables.questions(rows, "experts:question", order="-waited")
    if file := export_response(table, request):
        _seen(viewer, rows)
        return file
    _seen(viewer, table.page(request.GET).object_list)
    return render(request, "experts/unanswered.html", {"table": table, "count": rows.count()})


@may("cases.read")
@official_only
def report(request: HttpRequest) -> HttpResponseBase:
    """Counts of a year by month, county and field, and by county and difficulty; no firm is named."""
    viewer = viewer_of(request)
    narrow = YearFilter(request.GET)
    chosen = narrow.chosen()
    year = chosen.get("year") or clock.today().year
    lines = counting.lines(queries.questions_of(viewer), queries.bookings_of(viewer), year)
    if chosen.get("field"):
        lines = [one for one in lines if one.field == chosen["field"]]
    table = tables.report(lines)
    first, last = queries.day_begins(year), queries.day_begins(year + 1)
    asked = queries.questions_of(viewer).filter(asked_at__gte=first, asked_at__lt=last)
    by_place = _by_place(subjects.by_difficulty_and_division(asked))
    for one in (table, by_place):
        if file := export_response(one, request):
            return file
    context = {"table": table, "by_place": by_place, "filters": narrow, "year": year}
    return render(request, "experts/report.html", context)


def _by_place(rows: list[Counted]) -> Table:
    columns = [Column("division", _("地区"), value=lambda c: name_of(c.division), head=True)]
    columns += [
        Column(value, label, kind="count", value=lambda c, value=value: c.by[value], sort=True)  # type: ignore[misc]
        for value, label in Difficulty.choices
    ]
    columns.append(Column("untagged", _("未归类"), kind="count", value=lambda c: c.by[""], sort=True))
    return Table(columns, rows, name="places", caption=_("按四难和地区统计"), empty=_("本年度还没有提问。"))


@never_cache
@may("cases.read")
@official_only
def question(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One question beside its case: name an expert for it, publish the answer."""
    viewer = viewer_of(request)
    rows = queries.questions_of(viewer).select_related("firm", "case", "expert__user")
    found: Question = get_object_or_404(rows, pk=key)
    reads.reveal(viewer, kind="subject", key=str(found.firm_id), fields=["advice"])
    may_point = not found.case.ended and viewer.may("experts.keep", division=found.division)
    form = PointForm(found, request.POST or None) if may_point else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            services.point(viewer, found, form.cleaned_data["expert"])
        except services.Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已指定，专家在自己的工作页看到这个问题。"))
            return redirect("experts:question", key)
    context = {
        "question": found, "place": name_of(found.division), "form": form,
        "experts": found.case.participants.filter(role="expert").select_related("user"),
        "may_publish": found.agrees and found.answered_at is not None and may_publish(viewer, found),
    }  # fmt: skip
    failed = form is not None and bool(form.errors)
    return render(request, "experts/question.html", context, status=422 if failed else 200)
