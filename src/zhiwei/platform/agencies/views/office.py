"""The officials' pages: registers of their divisions, what is overdue, the yearly report."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, may, official_only, viewer_of
from zhiwei.platform.agencies import queries, services, tables
from zhiwei.platform.agencies import report as counting
from zhiwei.platform.agencies.forms import BodyForm, PlanForm, PlatformForm, YearFilter
from zhiwei.platform.agencies.models import State
from zhiwei.platform.agencies.services.common import KEEP
from zhiwei.platform.audit import reads
from zhiwei.platform.cases import queries as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import Refused
from zhiwei.platform.kit.tables import export_response


@may("cases.read")
@official_only
def home(request: HttpRequest) -> HttpResponseBase:
    """Platforms, bodies and listed agencies of the official's divisions, what is overdue first."""
    viewer, today = viewer_of(request), clock.today()
    here = queries.places(viewer)
    platforms = queries.platforms().filter(subject__division__in=here)
    bodies = queries.bodies().filter(subject__division__in=here)
    late = request.GET.get("list") == "late"
    shown = (
        tables.platforms(queries.late_platforms(platforms, today) if late else platforms, today, office=True),
        tables.bodies(queries.late_bodies(bodies, today) if late else bodies, office=True),
        tables.listings(queries.listed().filter(subject__division__in=here)),
    )
    for table in shown:
        if file := export_response(table, request):
            return file
    overdue = queries.late_platforms(platforms, today).count() + queries.late_bodies(bodies, today).count()
    context = {
        "platforms": shown[0], "bodies": shown[1], "listings": shown[2], "may_keep": viewer.may(KEEP), "late": late,
        "unregistered": queries.unregistered(viewer),
        "tabs": [(_("全部"), "?list=all", not late, None), (_("逾期和没有方案的"), "?list=late", late, overdue)],
    }  # fmt: skip
    return render(request, "agencies/office.html", context)


@may("cases.read")
@official_only
def report(request: HttpRequest) -> HttpResponseBase:
    """The yearly report of the official's divisions."""
    viewer = viewer_of(request)
    narrow = YearFilter(request.GET)
    year, here = narrow.chosen().get("year") or clock.today().year, queries.places(viewer)
    lines = counting.lines(
        queries.bodies().filter(subject__division__in=here),
        queries.platforms().filter(subject__division__in=here),
        year,
    )
    table = tables.report(lines)
    if file := export_response(table, request):
        return file
    context = {"table": table, "filters": narrow, "year": year, "total": counting.total(lines)}
    return render(request, "agencies/report.html", context)


@may(KEEP)
def new_platform(request: HttpRequest) -> HttpResponseBase:
    """Register a platform; a new one of institution nature is refused with the sentence."""
    viewer = viewer_of(request)
    known = queries.unregistered(viewer).filter(pk=request.GET["of"]).first() if _uuid(request) else None
    initial = {"name": known.name, "division": known.division} if known else {}
    form = PlatformForm(viewer, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.register_platform(viewer, **form.cleaned_data)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已登记。"))
            return redirect("agencies:platform", made.key)
    context = {"form": form, "sentence": sentence_of("15.3"), "title": _("登记公共服务平台")}
    return render(request, "agencies/form.html", context, status=422 if form.errors else 200)


def _uuid(request: HttpRequest) -> bool:
    try:
        UUID(request.GET.get("of", ""))
    except ValueError:
        return False
    return True


@may("cases.read")
@official_only
def platform(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One platform: what it is, its plan, its cases, and the plan filed at the counter."""
    viewer = viewer_of(request)
    rows = queries.platforms().filter(subject__division__in=queries.places(viewer))
    found = get_object_or_404(rows, pk=key)
    context = {
        "platform": found, "place": name_of(found.subject.division),
        "state": tables.platform_state(found, clock.today()), "cases": _cases(viewer, key), "may_keep": _keeps(request, found),
        "sentence": sentence_of("15.3"),
    }  # fmt: skip
    return render(request, "agencies/platform.html", context)


def _cases(viewer: Viewer, key: UUID) -> list[Case]:
    """The cases of a subject that the viewer may see; that they are there is not public, so the look is written down."""
    found = list(cases.visible(viewer).filter(subject=key).order_by("-opened_at"))
    if found:
        reads.reveal(viewer, kind="subject", key=str(key), fields=["cases"])
    return found


def _keeps(request: HttpRequest, one: object) -> bool:
    return viewer_of(request).may(KEEP, division=one.subject.division)  # type: ignore[attr-defined]


@may(KEEP)
def new_body(request: HttpRequest) -> HttpResponseBase:
    """Take a body of a department into the list."""
    viewer = viewer_of(request)
    form = BodyForm(viewer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.list_body(viewer, **form.cleaned_data)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已列入清单。"))
            return redirect("agencies:body", made.pk)
    context = {"form": form, "sentence": sentence_of("15.5"), "title": _("列入部门下属中介机构")}
    return render(request, "agencies/form.html", context, status=422 if form.errors else 200)


@may("cases.read")
@official_only
def body(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One body: its stages with days and documents, the plan, its cases."""
    viewer = viewer_of(request)
    rows = queries.bodies().filter(subject__division__in=queries.places(viewer))
    found = get_object_or_404(rows, pk=key)
    keeps = _keeps(request, found)
    form = PlanForm.of(found, request.POST or None) if keeps and not found.done else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            try:
                services.plan(viewer, found, **form.cleaned_data)
            except Refused as refused:
                refused.show(form)
            else:
                messages.success(request, _("工作方案已登记。"))
                return redirect("agencies:body", key)
    context = {
        "body": found, "place": name_of(found.subject.division), "stages": found.stages.select_related("case"),
        "tag": tables.BODY_TAGS[State(found.state)], "cases": _cases(viewer, key), "form": form, "may_keep": keeps,
        "next": {"linked": "agency_separation", "separated": "agency_conversion"}.get(found.state, ""),
        "sentence": sentence_of("15.5"),
    }  # fmt: skip
    failed = form is not None and bool(form.errors)
    return render(request, "agencies/body.html", context, status=422 if failed else 200)
