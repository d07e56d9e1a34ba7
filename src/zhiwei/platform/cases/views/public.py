"""What everybody may see: matters and how they go, public notices and how to object."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.viewer import viewer_of
from zhiwei.platform.cases import queries, services
from zhiwei.platform.cases.casetypes import get, registry
from zhiwei.platform.cases.diagram import draw, rows
from zhiwei.platform.cases.durations import durations
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.forms import NoticeFilter, ObjectionForm, ObjectionNumberForm
from zhiwei.platform.cases.models import Notice, Objection
from zhiwei.platform.cases.offices import office_of
from zhiwei.platform.cases.tables import notice_tag, notices_table
from zhiwei.platform.cases.views.own import kind_of
from zhiwei.platform.cases.words import actors
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables import export_response


def matters(request: HttpRequest) -> HttpResponseBase:
    """Every kind of case."""
    return render(request, "cases/matters.html", {"kinds": list(registry.all_types().values())})


def matter(request: HttpRequest, name: str) -> HttpResponseBase:
    """How one kind of case goes: who may begin it, what to bring, the steps, the clocks, how long it takes."""
    kind = kind_of(name)
    context = {
        "kind": kind,
        "diagram": draw(kind),
        "rows": rows(kind),
        "sentences": [one for one in map(sentence_of, kind.sentences) if one],
        "clocks": list(kind.clocks.values()),
        "escalates": {
            clock_.name: actors([clock_.escalate]) for clock_ in kind.clocks.values() if clock_.escalate
        },
        "documents": list(kind.documents.values()),
        "states": list(kind.states.values()),
        "durations": durations(kind.id),
    }
    return render(request, "cases/matter.html", context)


def notices(request: HttpRequest) -> HttpResponseBase:
    """The public notices."""
    narrow = NoticeFilter(request.GET)
    found, wanted = queries.public_notices(), narrow.chosen()
    if text := wanted.get("q"):
        found = found.filter(name__icontains=text)
    if wanted.get("type"):
        found = found.filter(type=wanted["type"])
    if code := wanted.get("division"):
        found = found.filter(division__in=sorted(covered_by(code)))
    table = notices_table(found)
    if file := export_response(table, request):
        return file
    return render(request, "cases/notices.html", {"table": table, "filters": narrow})


@never_cache
def objection(request: HttpRequest) -> HttpResponseBase:
    """What became of an objection, for whoever holds its number: never who made it, nor what he wrote."""
    form = ObjectionNumberForm(request.GET or None)
    found = queries.objection_of(form.cleaned_data["number"]) if form.is_bound and form.is_valid() else None
    if found is None and form.is_bound and form.is_valid():
        form.add_error("number", _("没有这个编号的异议，请核对后再查"))
    context: dict[str, object] = {"form": form, "objection": found}
    if found is not None:
        notice = found.notice
        context |= {
            "form": ObjectionNumberForm(),
            "kind": get(notice.type),
            "place": name_of(notice.division),
            "reached": office_of(notice.type, notice.division),
            "shown": notice.state != Notice.State.STOPPED,
            "tag": "todo" if found.state == Objection.State.OPEN else "ok",
        }
    return render(request, "cases/objection.html", context, status=404 if form.errors else 200)


def notice(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One notice: what was declared, what was verified, and the form for an objection while it runs."""
    found = get_object_or_404(queries.public_notices(), pk=key)
    running = found.state == Notice.State.RUNNING and clock.today() <= found.last_day
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.object_to(viewer_of(request), key, **form.cleaned_data)
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("异议已收到，请记下编号；办理机关也会按您留下的方式告知结果。"))
            return redirect(f"{reverse('cases:objection')}?number={made.number}")
    kind = get(found.type)
    context = {
        "reached": office_of(found.type, found.division),
        "notice": found, "kind": kind, "place": name_of(found.division), "running": running, "form": form,
        "tag": notice_tag(found), "figures": [(one[lang()], *_values(one)) for one in found.figures],
        "sentences": [one for one in map(sentence_of, kind.sentences) if one], "length": kind.notice,
    }  # fmt: skip
    return render(request, "cases/notice.html", context, status=422 if form.errors else 200)


def _values(figure: dict[str, str]) -> tuple[str, str]:
    """What was declared and what was verified, in the reader's language where the notice keeps both."""
    suffix = "_en" if lang() == "en" else ""
    return (
        figure.get(f"declared{suffix}", figure["declared"]),
        figure.get(f"verified{suffix}", figure["verified"]),
    )
