"""Runs: the list, a report, why somebody got nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhiwei.engine.errors import InputError
from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.roles import LEVELS
from zhiwei.platform.accounts.viewer import Viewer, may, official_only, viewer_of
from zhiwei.platform.answers import queries as answers
from zhiwei.platform.audit import reads
from zhiwei.platform.audit.lists import Whose, read_or_taken
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds import forms, queries, report, services
from zhiwei.platform.funds.forms import FirmsFilter, RunForm, WhyForm
from zhiwei.platform.funds.models import Finding, Run
from zhiwei.platform.funds.programmes import PROGRAMMES, key_of, last_year_end
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.jobs import progress_of
from zhiwei.platform.kit.language import lang, listed, semicolons
from zhiwei.platform.kit.tables import Table, export_response
from zhiwei.platform.programmes.money.funds import nearest
from zhiwei.platform.programmes.standard.weighing import fund_lines
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

MOST = 10
"""Firms whose answer is shown at once."""


def desk_of(viewer: Viewer) -> str:
    """The highest division in which the viewer may begin a run; '' for none."""
    divisions = load_divisions()
    held = {g.division for g in viewer.grants if g.role in LEVELS and g.division in divisions}
    return min(held, key=lambda code: (divisions[code].level, code), default="")


@may("funds.read")
@official_only
def runs(request: HttpRequest) -> HttpResponseBase:
    """The runs of the official's divisions, and a form to begin one."""
    viewer = viewer_of(request)
    table = report.listed(queries.runs(viewer).select_related("job"))
    if file := export_response(table, request):
        return file
    form = RunForm(initial={"as_of": last_year_end(PROGRAMMES[0], clock.today())})
    context = {
        "table": table,
        "form": form,
        "place": name_of(desk_of(viewer)),
        "may_run": viewer.may("funds.run"),
        "waiting": _waiting(viewer),
    }
    return render(request, "funds/runs.html", context)


def _waiting(viewer: Viewer) -> list[tuple[Run, str]]:
    """The runs that wait for the viewer to release them, each with its place."""
    return [(one, name_of(one.division)) for one in queries.to_release(viewer)]


@require_POST
@may("funds.run")
def begin(request: HttpRequest) -> HttpResponseBase:
    """Have a run made by the worker; one that is under way is shown instead."""
    viewer, form = viewer_of(request), RunForm(request.POST)
    place = desk_of(viewer)
    if not form.is_valid() or not place:
        table = report.listed(queries.runs(viewer).select_related("job"))
        context = {
            "table": table,
            "form": form,
            "place": name_of(place),
            "may_run": True,
            "waiting": _waiting(viewer),
        }
        return render(request, "funds/runs.html", context, status=422)
    given = form.cleaned_data
    latest = queries.runs(viewer).filter(type=given["type"], division=place, as_of=given["as_of"]).first()
    under_way = latest is not None and latest.result is None and (
        latest.waits or (latest.job is not None and not latest.job.over)
    )  # fmt: skip
    if latest is None or not under_way:
        latest = services.begin(viewer, given["type"], place, given["as_of"])
    return redirect("funds:run", latest.pk)


@require_POST
@may("funds.run")
def release(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A second official lets a counted run open and publish its cases."""
    viewer = viewer_of(request)
    found = get_object_or_404(queries.runs(viewer), pk=key)
    try:
        services.release(viewer, found)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("funds:run", key)


@may("funds.read")
def run(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The report of one run; while it goes on, how far it is. Whose case did not go on, and why, is recorded as read."""
    viewer = viewer_of(request)
    found = get_object_or_404(queries.runs(viewer).select_related("job"), pk=key)
    whole = queries.whole(viewer, found)
    own = found.result if whole else None if found.result is None else report.counted(found, queries.findings(viewer, found))  # fmt: skip
    lists: dict[Table, Whose | None] = {report.verdicts(found, own): None, report.reasons(found, own): None}
    if whole:
        lists |= {report.steps(found): None, report.places(found): None}
        lists[report.stuck(found)] = lambda row: row["subject"]
    fields = ["answer", "cases"]
    if found.result is not None and (file := read_or_taken(viewer, request, lists, fields=fields)):
        return file
    form = WhyForm(request.GET or None)
    context = {
        "run": found, "result": own, "whole": whole, "desk": name_of(desk_of(viewer)) or _("您的辖区"), "kind": casetypes.get(found.type), "place": name_of(found.division), "tables": list(lists),
        "summed": report.summed(found) if whole or found.waits else "",
        "plan": _plan(viewer, found) if found.waits else None,
        "job": progress_of(found.job) if found.job and found.result is None and not found.waits else None, "form": form,
        "rows": None, "most": 0,
    }  # fmt: skip
    if form.is_bound and form.is_valid():
        rows, more = _why(viewer, found, form.cleaned_data["q"])
        context |= {"rows": rows, "most": MOST if more else 0}
    return render(request, "funds/run.html", context)


def _plan(viewer: Viewer, found: Run) -> dict[str, Any]:
    """What the second official sees before he releases a run: how many, how much, from which fund, what is left then."""
    counted, kind = found.plan or {}, casetypes.get(found.type)
    fund = nearest(found.division, kind.measure)
    return {
        "open": counted["steps"].get("open", 0), "fen": counted["opened_fen"], "changes": report.moved(counted["steps"]),
        "lines": list(fund_lines(fund, counted["opened_fen"])), "days": str(kind.notice.length) if kind.notice else "",
        "may": viewer.may("funds.run", division=found.division), "own": viewer.user_id == found.made_by_id,
    }  # fmt: skip


@may("funds.read")
@official_only
def firms(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Everybody whom a run looked at within the official's divisions: who got what, who did not and why. Recorded."""
    viewer = viewer_of(request)
    found = get_object_or_404(queries.runs(viewer).exclude(result=None), pk=key)
    divisions = load_divisions()
    own = covered_by(found.division) & viewer.divisions
    narrow = FirmsFilter(request.GET, places=[code for code in own if not divisions[code].abolished])
    rows = narrowed(queries.findings(viewer, found), narrow.chosen())
    table = report.firms(found, rows)
    if file := export_response(table, request):
        keys = rows.order_by().values_list("subject", flat=True)
        reads.reveal_all(viewer, kind="subject", keys=map(str, keys), fields=["answer", "cases"])
        return file
    shown = [str(one.subject_id) for one in table.page(request.GET).object_list]
    reads.reveal_all(viewer, kind="subject", keys=shown, fields=["answer", "cases"])
    context = {
        "run": found, "kind": casetypes.get(found.type), "place": name_of(found.division), "table": table,
        "filters": narrow,
    }  # fmt: skip
    return render(request, "funds/run_firms.html", context)


def narrowed(rows: QuerySet[Finding], chosen: Mapping[str, Any]) -> QuerySet[Finding]:
    """The findings that a filter leaves."""
    if text := chosen.get("q"):
        rows = rows.filter(Q(subject__name__icontains=text) | Q(subject__found_by__icontains=text))
    if code := chosen.get("division"):
        rows = rows.filter(division__in=sorted(covered_by(code)))
    due = Q(verdict=services.ENTITLED, fen__gt=0)
    match chosen.get("got"):
        case forms.GOT:
            return rows.filter(due)
        case forms.NOT:
            return rows.exclude(due)
        case forms.STUCK:
            return rows.filter(due).exclude(said="")
    return rows


def _why(viewer: Viewer, found: Run, text: str) -> tuple[list[dict[str, object]], bool]:
    """What the law says today of the firms of a name, and their case, if any; with whether there are more of them."""
    kind = casetypes.get(found.type)
    own = subjects.visible(viewer).filter(entity=kind.entity)
    named = list(subjects.by_text(own, text)[: MOST + 1])
    named, more = named[:MOST], len(named) > MOST
    reads.reveal_all(viewer, kind="subject", keys=[str(one.pk) for one in named], fields=["answer"])
    return [_row(found, kind, one) for one in named], more


def _row(found: Run, kind: casetypes.CaseType, subject: Subject) -> dict[str, object]:
    case = Case.objects.filter(key=key_of(found.type, subject.pk, found.as_of)).first()
    row: dict[str, object] = {
        "name": subject.name,
        "case": reverse("cases:office-case", args=[case.pk]) if case else "",
        "answer": f"/subjects/{subject.pk}/answer/?as_of={found.as_of}",
    }
    try:
        answer = answers.for_subject(subject, as_of=found.as_of, measures=[kind.measure])
    except InputError as error:
        return row | {"verdict": "", "why": semicolons(one.text(lang()) for one in error.defects)}
    told = answer.explanation["measures"][0]
    labels = listed(one[lang()] for one in told["missing_labels"])
    deciding = ""
    if told["deciding"]:
        named = report.component(told["deciding"], kind.entity)
        deciding = report.against(named, unmet=told["verdict"] in report.UNMET)
    return row | {"verdict": told[f"verdict_{lang()}"], "why": deciding or labels, "missing": labels}
