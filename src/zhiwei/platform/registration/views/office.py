"""The registration authority's pages: the queue with its clocks, one filing, the counter, the risk list, pilot areas."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.viewer import Viewer, may, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.audit.lists import read_or_taken
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.casetypes import get
from zhiwei.platform.cases.faults import Refused as CaseRefused
from zhiwei.platform.cases.permissions import may_act
from zhiwei.platform.cases.views.steps import step_page
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.refusals import accepted, revision_of
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.registration import defects, notices, queries, services, statistics, tables
from zhiwei.platform.registration import risks as risk_list
from zhiwei.platform.registration.forms import CounterForm, PilotForm, QueueFilter, ReturnForm
from zhiwei.platform.registration.models import Filing, PilotArea
from zhiwei.platform.registration.refused import Refused
from zhiwei.platform.registration.views.shown import page_of
from zhiwei.platform.subjects.queries import divisions_for


@never_cache
@official_only
def home(request: HttpRequest) -> HttpResponseBase:
    """The queue of the official's divisions: what waits, until when, what is red."""
    viewer, today = viewer_of(request), clock.today()
    narrow = QueueFilter(request.GET)
    chosen, rows = narrow.chosen(), queries.of_divisions(viewer)
    match chosen.get("show"):
        case "ended":
            rows = rows.exclude(outcome="")
        case "late":
            rows = rows.filter(outcome="", case__due_on__lt=today)
        case _:
            rows = rows.filter(outcome="")
    if text := chosen.get("q"):
        rows = rows.filter(subject__name__icontains=text)
    if kind := chosen.get("kind"):
        rows = rows.filter(kind=kind)
    table = tables.filings(rows, "registration:office-filing", office=True)
    whose = {table: lambda one: one.subject_id}
    if file := read_or_taken(
        viewer, request, whose, fields=["registration"], why=gettext_lazy("查看登记申请")
    ):
        return file
    here = divisions_for(viewer, "cases.read")
    context = {
        "table": table, "filters": narrow, "total": statistics.total(today, divisions=here),
        "may_keep": viewer.may("registration.keep"), "may_file": viewer.may("cases.counter"),
    }  # fmt: skip
    return render(request, "registration/office.html", context)


def _one(viewer: Viewer, key: UUID) -> Filing:
    return get_object_or_404(queries.of_divisions(viewer), pk=key)


@never_cache
@official_only
def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One filing with everything that stands against it and what the law says of it."""
    viewer = viewer_of(request)
    return render(request, "registration/filing.html", page_of(viewer, _one(viewer, key), office=True))


@official_only
def step(request: HttpRequest, key: UUID, transition: str) -> HttpResponseBase:
    """The form of a step; a return begins with what the registers show."""
    viewer = viewer_of(request)
    filing = _one(viewer, key)
    if filing.case is None:
        raise Http404
    back = reverse("registration:office-filing", args=[key])
    rule = get(filing.case.type).transitions.get(transition)
    if rule is None or not may_act(viewer, filing.case, rule):
        raise Http404
    if rule.returns and notices.of(filing) is not None:
        messages.error(request, _("已经一次性告知过需补正的问题，不能再次退回；请作出决定"))
        return redirect(back)
    if not rule.returns:
        licence = ("licence",) if filing.entries.filter(anew=True).exists() else ()
        return step_page(request, viewer, filing.case, transition, back, licence)
    form = ReturnForm(request.POST or None, initial={"defects": "\n".join(defects.of(filing, clock.today()))})
    if request.method == "POST" and form.is_valid():
        try:
            cases.act(
                viewer, filing.case.pk, transition, revision=revision_of(request),
                defects=form.cleaned_data["defects"].splitlines(),
            )  # fmt: skip
        except CaseRefused as refused:
            refused.show(form)
        else:
            return redirect(back)
    context = {"filing": filing, "case": filing.case, "rule": rule, "form": form, "back": back}
    return render(request, "registration/return.html", context, status=422 if form.errors else 200)


@may("cases.counter")
def new(request: HttpRequest) -> HttpResponseBase:
    """A filing taken down at the counter."""
    viewer = viewer_of(request)
    form = CounterForm(request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.begin(
                viewer, given["kind"], key=f"counter/{given['key']}"[:64], enterprise=given["enterprise"],
                division=given["division"] if given["enterprise"] is None else "",
            )  # fmt: skip
        except Refused as refused:
            refused.show(form)
        else:
            return redirect("registration:office-filing", made.pk)
    return render(request, "registration/counter.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@official_only
def risks(request: HttpRequest) -> HttpResponseBase:
    """Who is late with its capital; every look is recorded with the enterprises it showed."""
    viewer = viewer_of(request)
    rows = risk_list.overdue(viewer, clock.today())
    table = tables.risks(rows)
    keys = [str(one.enterprise.pk) for one in rows]
    reads.reveal_all(
        viewer, kind="subject", keys=keys, fields=["registration"], why=gettext_lazy("查看出资风险清单")
    )
    if file := export_response(table, request):
        return file
    return render(request, "registration/risks.html", {"table": table, "rows": rows})


@may("registration.keep")
def pilots(request: HttpRequest) -> HttpResponseBase:
    """File a pilot area of sea-use rights."""
    viewer = viewer_of(request)
    form = PilotForm(viewer, request.POST or None)

    def act(**given: object) -> None:
        services.file_pilot(viewer, **given)  # type: ignore[arg-type]

    if request.method == "POST" and accepted(request, form, act, _("试点地区已登记。")):
        return redirect("registration:office-pilots")
    context = {"form": form, "table": tables.pilots(PilotArea.objects.all()), "office": True}
    return render(request, "registration/pilots.html", context, status=422 if form.errors else 200)
