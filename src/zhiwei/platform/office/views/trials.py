"""The sandbox: other values tried on the registered enterprises."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.kit.jobs import progress_of
from zhiwei.platform.kit.tables import Column, Table, export_response
from zhiwei.platform.office import trial_page, trials
from zhiwei.platform.office.forms import TrialForm
from zhiwei.platform.office.scope import desk_of
from zhiwei.platform.office.survey_page import english, verdict_label
from zhiwei.platform.office.views.dashboard import FIRST_DAY


@may("office.whatif")
def listing(request: HttpRequest) -> HttpResponseBase:
    """The trials of the viewer's divisions, and the form for another."""
    viewer = viewer_of(request)
    day = _day(request.POST.get("as_of") or request.GET.get("as_of") or "")
    form = TrialForm(day, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = trials.begin(viewer, desk_of(viewer), data["title"], data["as_of"], form.changes())
        return redirect("office:trial", made.pk)
    columns = [
        Column("title", _("名称"), head=True, link=lambda t: f"/office/what-if/{t.pk}/"),
        Column("division", _("范围"), value=lambda t: name_of(t.division)),
        Column("as_of", _("适用日"), kind="date", sort=True),
        Column("made_at", _("计算时间"), kind="moment", sort=True),
        Column("done", _("状态"), kind="tag", value=lambda t: _("已算出") if t.result else _("计算中"),
               tags=lambda t: "ok" if t.result else "todo"),
    ]  # fmt: skip
    table = Table(columns, trials.visible(viewer), caption=_("已做的测算"), export=False, size=20)
    context = {"form": form, "table": table, "place": name_of(desk_of(viewer))}
    return render(request, "office/trials.html", context, status=422 if form.errors else 200)


@may("office.whatif")
def trial(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One trial: progress, then winners, losers, cost, distribution and notches."""
    found = get_object_or_404(trials.visible(viewer_of(request)).select_related("job"), pk=key)
    context = {
        "trial": found,
        "place": name_of(found.division),
        "job": progress_of(found.job) if found.job and not found.result else None,
        "changes": _changes(found.changes),
    }
    if not found.result:
        return render(request, "office/trial.html", context)
    if request.GET.get("export") == "json":
        text = json.dumps(found.result, ensure_ascii=False, indent=1)
        return HttpResponse(text, content_type="application/json; charset=utf-8")
    main = trial_page.main_line(found.result)
    tables = []
    if main:
        names = {"division": _("按地区"), "size_class": _("按规模"), "size_industry": _("按行业")}
        grouped = [g for g in main["groups"] if main["groups"][g]]
        tables = [trial_page.groups_table(main, g, names.get(g, g)) for g in grouped]
        for table in tables:
            if request.GET.get("table") == table.name and (file := export_response(table, request)):
                return file
        context |= {"map": trial_page.map_of(main), "sizes": trial_page.sizes_chart(main)}
    context |= {
        "lines": [_told(line) for line in trial_page.lines(found.result)],
        "tables": tables,
        "counted": found.result["input"],
        "notches": trial_page.notches(found.result),
        "notch_state": found.result["notches"]["state"],
    }
    return render(request, "office/trial.html", context)


def _told(line: dict[str, object]) -> dict[str, object]:
    moves = line["transitions"]
    assert isinstance(moves, list)
    told = []
    for move in moves:
        try:
            told.append((verdict_label(move["from"]), verdict_label(move["to"]), move["subjects"]))
        except KeyError:
            continue
    return line | {"moves": told}


def _changes(changes: dict[str, str]) -> list[tuple[str, str]]:
    known = current().data.parameters
    return [
        ((known[name].en if english() else known[name].zh) if name in known else name, value)
        for name, value in changes.items()
    ]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return FIRST_DAY
