"""What everybody may see: matters and how they go, public notices and how to object."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.viewer import logged_in, viewer_of
from zhiwei.platform.cases import queries, services
from zhiwei.platform.cases.beginning import begins
from zhiwei.platform.cases.casetypes import CaseType, get, registry
from zhiwei.platform.cases.diagram import draw, rows
from zhiwei.platform.cases.durations import durations
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.filters import NoticeFilter
from zhiwei.platform.cases.forms import ObjectionContactForm, ObjectionForm, ObjectionNumberForm
from zhiwei.platform.cases.models import Notice, Objection, Origin
from zhiwei.platform.cases.offices import office_of
from zhiwei.platform.cases.tables import notice_tag, notices_table
from zhiwei.platform.cases.titles import named
from zhiwei.platform.cases.views.own import kind_of
from zhiwei.platform.cases.words import actors
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.subjects import entities


def matters(request: HttpRequest) -> HttpResponseBase:
    """Every kind of case: those one applies for, then those that begin without an application."""
    kinds = list(registry.all_types().values())
    asked = [one for one in kinds if Origin.APPLICANT in one.start.ways]
    context = {
        "asked": asked, "others": [one for one in kinds if one not in asked],
        "visitor": viewer_of(request).is_anonymous, "official": viewer_of(request).is_official,
    }  # fmt: skip
    return render(request, "cases/matters.html", context)


@never_cache
@logged_in
def apply(request: HttpRequest, name: str) -> HttpResponseBase:
    """Where the log-in leads somebody who wants to apply: to the form, or to the choice for which of his subjects."""
    kind = kind_of(name)
    if Origin.APPLICANT not in kind.start.ways:
        raise Http404
    found = begins(viewer_of(request), [kind])
    if len(found) == 1:
        return redirect(found[0].address)
    context = {"kind": kind, "begins": found, "who": _who(kind), "counter": actors(kind.start.counter)}
    return render(request, "cases/apply.html", context)


def _who(kind: CaseType) -> str:
    """The kind of subject that a matter is about."""
    return str(entities.kinds()[kind.entity].label(lang()))


def matter(request: HttpRequest, name: str) -> HttpResponseBase:
    """How one kind of case goes: who may begin it, what to bring, the steps, the clocks, how long it takes."""
    kind, viewer = kind_of(name), viewer_of(request)
    able = begins(viewer, [kind])
    near = next((one.subject.division for one in able if one.subject), "")
    context = {
        "kind": kind,
        "begins": able,
        "applied_for": Origin.APPLICANT in kind.start.ways,
        "visitor": viewer.is_anonymous,
        "official": viewer.is_official,
        "who": _who(kind),
        "counter": actors(kind.start.counter),
        "reached": office_of(kind.id, near) if near else None,
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
    """What became of an objection, for whoever holds its number; what was written, and by whom, only for its maker: he is
    logged in as the one who made it, or writes the contact he left."""
    form, proof = ObjectionNumberForm(request.GET or None), ObjectionContactForm(request.POST or None)
    found = queries.objection_of(form.cleaned_data["number"]) if form.is_bound and form.is_valid() else None
    if found is None and form.is_bound and form.is_valid():
        form.add_error("number", _("没有这个编号的异议，请核对后再查"))
    context: dict[str, object] = {"form": form, "objection": found}
    if found is not None:
        notice = found.notice
        own = found.made_by_id is not None and found.made_by_id == viewer_of(request).user_id
        if request.method == "POST" and proof.is_valid() and not own:
            own = proof.cleaned_data["contact"].strip() == found.contact
            if not own:
                proof.add_error("contact", _("和提交时留下的联系方式不一样"))
        context |= {
            "own": own,
            "proof": proof,
            "title": named(notice.case),
            "form": ObjectionNumberForm(),
            "kind": get(notice.type),
            "place": name_of(notice.division),
            "reached": office_of(notice.type, notice.division),
            "shown": notice.state != Notice.State.STOPPED,
            "tag": "todo" if found.state == Objection.State.OPEN else "ok",
        }
    status = 404 if form.errors else 422 if proof.errors else 200
    return render(request, "cases/objection.html", context, status=status)


def notice(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One notice: what was declared, what was verified, and the form for an objection while it runs."""
    found = get_object_or_404(queries.public_notices(), pk=key)
    running = found.state == Notice.State.RUNNING and clock.today() <= found.last_day
    form = ObjectionForm(request.POST or None, initial=_known(request))
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
        "title": named(found.case), "formula": [one[lang()] for one in found.formula],
        "reached": office_of(found.type, found.division),
        "notice": found, "kind": kind, "place": name_of(found.division), "running": running, "form": form,
        "tag": notice_tag(found), "figures": [(one[lang()], *_values(one)) for one in found.figures],
        "sentences": [one for one in map(sentence_of, kind.sentences) if one], "length": kind.notice,
    }  # fmt: skip
    response = render(request, "cases/notice.html", context, status=422 if form.errors else 200)
    if not viewer_of(request).is_anonymous:
        add_never_cache_headers(response)  # the form holds his name and contact
    return response


def _known(request: HttpRequest) -> dict[str, str]:
    """Name and contact of somebody who is logged in for a firm, so that he need not write them again."""
    viewer = viewer_of(request)
    firms = [
        grant.organisation for grant in viewer.grants if grant.organisation_id in viewer.organisation_ids
    ]
    if not firms:
        return {}
    user = User.objects.get(pk=viewer.user_id or 0)
    return {"person": f"{firms[0]} {user.display_name}".strip()[:100], "contact": user.phone or user.email}


def _values(figure: dict[str, str]) -> tuple[str, str]:
    """What was declared and what was verified, in the reader's language where the notice keeps both."""
    suffix = "_en" if lang() == "en" else ""
    return (
        figure.get(f"declared{suffix}", figure["declared"]),
        figure.get(f"verified{suffix}", figure["verified"]),
    )
