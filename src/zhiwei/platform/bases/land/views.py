"""Pages of land: the published reports, the office's land and requests, one source, and where somebody asks."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, logged_in, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.bases.land import law, queries, services, tables
from zhiwei.platform.bases.land.forms import AllocateForm, AskForm, SourceForm
from zhiwei.platform.bases.models import Allocation, LandRequest, LandSource
from zhiwei.platform.bases.services.common import Refused
from zhiwei.platform.bases.views.years import year_asked, year_tabs
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import accepted, done
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.subjects import queries as subjects


def public(request: HttpRequest) -> HttpResponseBase:
    """The reports of a year; of one place, what it decided: bases are named, firms are not."""
    years = queries.years()
    year = year_asked(request, years)
    table = tables.reports(queries.reports(year))
    if file := export_response(table, request):
        return file
    division = request.GET.get("division", "")
    decided = Allocation.objects.filter(
        source__division=division, source__year=year, struck_at=None
    ).select_related("source", "request__applicant")
    context = {
        "table": table, "tabs": year_tabs(years, year), "year": year, "sentence": sentence_of(law.SENTENCE),
        "place": name_of(division) if division else "",
        "decided": decided.prefetch_related("passed_over__request__applicant"),
    }  # fmt: skip
    return render(request, "bases/land/public.html", context)


@official_only
def office(request: HttpRequest) -> HttpResponseBase:
    """Land and requests of the official's divisions; general government enters land and publishes the report here."""
    viewer = viewer_of(request)
    sources = tables.sources(queries.sources(viewer))
    asked = queries.requests(viewer).filter(division__in=viewer.divisions)
    requests = tables.requests(asked)
    reads.reveal_all(
        viewer, kind="subject", keys=set(asked.values_list("applicant", flat=True)), fields=["name"],
        why=gettext_lazy("查看用地申请"),
    )  # fmt: skip
    for table in (sources, requests):
        if file := export_response(table, request):
            return file
    form = SourceForm(request.POST or None, viewer=viewer) if viewer.may(services.KEEP) else None
    if (
        request.method == "POST"
        and form is not None
        and accepted(request, form, lambda **given: services.enter_source(viewer, **given), _("已登记。"))
    ):
        return redirect("bases:land-office")
    years = queries.years()
    year = year_asked(request, years)
    context = {
        "sources": sources, "requests": requests, "form": form, "year": year, "tabs": year_tabs(years, year),
        "reports": [
            {"report": one, "place": name_of(one.division)}
            for one in queries.reports(year, viewer.divisions)
            if one.quota is not None
        ],
    }  # fmt: skip
    wrong = form is not None and form.errors
    return render(request, "bases/land/office.html", context, status=422 if wrong else 200)


@official_only
def source(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One source: what was given out of it, and the form to give."""
    viewer = viewer_of(request)
    found = queries.source(viewer, key)
    may = viewer.may(services.KEEP, division=found.division)
    waiting = _waiting(found) if may else []
    form = _form(request, found, waiting) if may else None
    if (
        request.method == "POST"
        and form is not None
        and form.is_valid()
        and _allocated(request, viewer, found, form)
    ):
        return redirect(request.path)
    allocations = found.allocations.select_related("request__applicant").prefetch_related(
        "passed_over__request__applicant"
    )
    reads.reveal_all(
        viewer,
        kind="subject",
        keys=_named(allocations, waiting),
        fields=["name"],
        why=gettext_lazy("查看用地申请"),
    )
    context = {
        "source": found, "place": name_of(found.division), "form": form, "allocations": allocations, "may": may,
        "left": queries.written(found.left), "area": queries.written(found.area), "sentence": sentence_of(law.SENTENCE),
    }  # fmt: skip
    wrong = form is not None and form.errors
    return render(request, "bases/land/source.html", context, status=422 if wrong else 200)


def _waiting(found: LandSource) -> list[LandRequest]:
    """Who waits for land in the place of a source."""
    rows = LandRequest.objects.filter(division=found.division, state=LandRequest.State.WAITING)
    return list(rows.select_related("applicant"))


def _named(allocations: Iterable[Allocation], waiting: Iterable[LandRequest]) -> list[str]:
    """Whom the page of a source names: who waits, who was served, who was passed over."""
    served = [one.request for one in allocations if one.request is not None]
    passed = [each.request for one in allocations for each in one.passed_over.all()]
    return sorted({str(one.applicant_id) for one in (*waiting, *served, *passed)})


def _form(request: HttpRequest, found: LandSource, waiting: list[LandRequest]) -> AllocateForm:
    first = law.passed_over(found, None, clock.today())
    return AllocateForm(request.POST or None, waiting=waiting, first=first)


def _allocated(request: HttpRequest, viewer: Viewer, found: LandSource, form: AllocateForm) -> bool:
    given = form.cleaned_data
    served = LandRequest.objects.filter(pk=given["request"]).first() if given["request"] else None
    try:
        services.allocate(
            viewer, found, area=given["area"], on=given["on"], document=given["document"], request=served,
            receiver=given["receiver"], reasons=form.reasons(),
        )  # fmt: skip
    except Refused as refused:
        refused.show(form)
        return False
    messages.success(request, _("已登记。"))
    return True


@require_POST
@official_only
def strike(request: HttpRequest, which: UUID) -> HttpResponseBase:
    """An allocation was a mistake."""
    viewer = viewer_of(request)
    entry = get_object_or_404(Allocation.objects.select_related("source", "request"), pk=which)
    queries.source(viewer, entry.source_id)
    return done(
        request, lambda: services.strike_allocation(viewer, entry, request.POST.get("why", "")), _("已作废。"),
        "bases:land-source", entry.source_id,
    )  # fmt: skip


@require_POST
@official_only
def publish(request: HttpRequest, division: str, year: int) -> HttpResponseBase:
    """Publish the report of a place and year."""
    address = request.build_absolute_uri(f"{reverse('bases:land')}?year={year}&division={division}")
    return done(
        request, lambda: services.publish(viewer_of(request), division, year, address), _("报告已公布。"),
        "bases:land-office",
    )  # fmt: skip


@never_cache
@logged_in
def own(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Where a firm or a base asks for land, and what became of it."""
    viewer = viewer_of(request)
    applicant = subjects.visible_one(viewer, key)
    may = viewer.may(services.ASK, division=applicant.division, organisation_id=applicant.organisation_id)
    asked = applicant.land_requests.order_by("-asked_at").prefetch_related(
        "passed_over__allocation", "allocations__source"
    )
    waiting = any(one.state == LandRequest.State.WAITING for one in asked)
    form = AskForm(request.POST or None) if may and not waiting else None
    if (
        request.method == "POST"
        and form is not None
        and accepted(request, form, lambda **given: services.ask(viewer, applicant, **given), _("已申请。"))
    ):
        return redirect(request.path)
    reads.reveal(
        viewer, kind="subject", key=str(applicant.pk), fields=["land"], why=gettext_lazy("查看用地申请")
    )
    context = {
        "applicant": applicant, "asked": asked, "form": form, "may": may, "sentence": sentence_of(law.SENTENCE),
        "back": f"/office/subjects/{applicant.pk}/" if viewer.covers(applicant.division) else f"/my/{applicant.pk}/",
    }  # fmt: skip
    wrong = form is not None and form.errors
    return render(request, "bases/land/own.html", context, status=422 if wrong else 200)


@require_POST
@logged_in
def withdraw(request: HttpRequest, which: UUID) -> HttpResponseBase:
    """The applicant no longer wants it."""
    viewer = viewer_of(request)
    entry = get_object_or_404(queries.requests(viewer), pk=which)
    return done(
        request, lambda: services.withdraw(viewer, entry), _("已撤回。"), "bases:own-land", entry.applicant_id
    )
