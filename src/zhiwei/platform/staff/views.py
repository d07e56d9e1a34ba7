"""Pages: the share by county for everybody, by firm for officials, and a firm's own."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.viewer import Viewer, logged_in, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.audit.lists import Whose, read_or_taken
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit.refusals import accepted
from zhiwei.platform.kit.tables import Table, export_response
from zhiwei.platform.staff import queries, services, tables
from zhiwei.platform.staff.forms import ReportForm, YearFilter
from zhiwei.platform.staff.rules import SENTENCE
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

FIELDS = ["name", "facts"]
WHY = gettext_lazy("查看科技人员和高技能人才比重")
"""What is read of a firm, and why, as the audit keeps it."""


def places(request: HttpRequest) -> HttpResponseBase:
    """Every county, for everybody; no firm is named and none can be told from a figure."""
    narrow = YearFilter(request.GET)
    year = narrow.or_last()
    table = tables.of_places(queries.of_places(year), public=True)
    if file := export_response(table, request):
        return file
    context = {"table": table, "filters": narrow, "year": year, "sentence": sentence_of(SENTENCE)}
    return render(request, "staff/places.html", context)


@never_cache
@official_only
def office(request: HttpRequest) -> HttpResponseBase:
    """Counties and firms of the official's divisions."""
    viewer, narrow = viewer_of(request), YearFilter(request.GET)
    year = narrow.or_last()
    places = tables.of_places(queries.of_places(year, viewer.divisions), public=False)
    firms = tables.of_firms(queries.of_firms(viewer, year))
    lists: dict[Table, Whose | None] = {places: None, firms: lambda report: report.firm_id}
    if file := read_or_taken(viewer, request, lists, fields=FIELDS, why=WHY):
        return file
    context = {"places": places, "firms": firms, "filters": narrow, "year": year}
    return render(request, "staff/office.html", context)


@never_cache
@official_only
def office_firm(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One firm of the official's divisions, and what the statistics say of it."""
    viewer = viewer_of(request)
    found = _firm(viewer, key)
    if not viewer.covers(found.division):
        raise Http404
    return _page(request, viewer, found, office=True)


@never_cache
@logged_in
def own(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A firm's own years, and its report."""
    viewer = viewer_of(request)
    found = _firm(viewer, key)
    if found.organisation_id not in viewer.organisation_ids:
        raise Http404
    return _page(request, viewer, found, office=False)


def _firm(viewer: Viewer, key: UUID) -> Subject:
    found = subjects.visible_one(viewer, key)
    if found.entity != "enterprise":
        raise Http404
    return found


def _page(request: HttpRequest, viewer: Viewer, firm: Subject, *, office: bool) -> HttpResponseBase:
    table = tables.of_firm(queries.of_firm(firm))
    reads.reveal(viewer, kind="subject", key=str(firm.pk), fields=FIELDS, why=WHY)
    if file := export_response(table, request):
        return file
    form = ReportForm(request.POST or None)
    if request.method == "POST" and accepted(
        request, form, lambda **given: services.report(viewer, firm, **given), _("已登记。")
    ):
        return redirect(request.path)
    back = f"/office/subjects/{firm.pk}/" if office else f"/my/{firm.pk}/"
    context = {
        "firm": firm, "table": table, "form": form, "office": office, "back": back, "sentence": sentence_of(SENTENCE),
    }  # fmt: skip
    return render(request, "staff/firm.html", context, status=422 if form.errors else 200)
