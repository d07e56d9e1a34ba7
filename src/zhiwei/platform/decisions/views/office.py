"""The officials' work on filings: the list, the form, one filing with what may be done to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer, may, official_only, viewer_of
from zhiwei.platform.decisions import lists, permissions, queries, scans, services, standing
from zhiwei.platform.decisions.checking import faults, overlapping
from zhiwei.platform.decisions.effects import previews
from zhiwei.platform.decisions.forms import (
    DropForm,
    EndForm,
    FilingForm,
    OfficeFilter,
    ReturnForm,
    WithdrawForm,
)
from zhiwei.platform.decisions.models import Ending, Filing, State
from zhiwei.platform.decisions.services import Refused
from zhiwei.platform.decisions.terms import open_sentences, sentence_of, terms_of
from zhiwei.platform.kit.tables import export_response


@official_only
def work(request: HttpRequest) -> HttpResponseBase:
    """Filings of the official's divisions, those to be checked first at hand."""
    viewer = viewer_of(request)
    own = queries.own(viewer).select_related("made_by", "checked_by")
    narrow = OfficeFilter(request.GET)
    table = lists.office_table(lists.narrowed(own, narrow.chosen()))
    if file := export_response(table, request):
        return file
    context = {
        "table": table,
        "filters": narrow,
        "waiting": queries.to_check(viewer),
        "endings": queries.endings_to_check(viewer),
        "may_file": viewer.may("decisions.draft"),
    }
    return render(request, "decisions/office_list.html", context)


@may("decisions.draft")
def choose(request: HttpRequest) -> HttpResponseBase:
    """Which sentence the document carries out."""
    rows = [(sentence_of(number), terms_of(number)) for number in open_sentences()]
    return render(request, "decisions/choose.html", {"rows": rows})


@may("decisions.draft")
def new(request: HttpRequest, sentence: str) -> HttpResponseBase:
    """A new filing about a sentence."""
    if sentence not in open_sentences():
        return redirect("decisions:office-new")
    return _edit(request, sentence, None)


@may("decisions.draft")
def edit(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A draft or a returned filing, changed."""
    filing = get_object_or_404(queries.own(viewer_of(request)), pk=key, state__in=services.EDITABLE)
    return _edit(request, filing.sentence, filing)


def _edit(request: HttpRequest, sentence: str, filing: Filing | None) -> HttpResponseBase:
    viewer = viewer_of(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FilingForm(viewer, sentence, filing, *sent)
    if sent and form.is_valid():
        try:
            saved = _save(request, form, filing)
        except Refused as refused:
            for fault in refused.faults:
                form.add_error(None, fault.text)
        else:
            return redirect("decisions:office-detail", saved.pk)
    context = {"form": form, "filing": filing, "sentence": sentence_of(sentence), "number": sentence}
    return render(request, "decisions/form.html", context, status=422 if sent else 200)


def _save(request: HttpRequest, form: FilingForm, filing: Filing | None) -> Filing:
    viewer, content = viewer_of(request), form.content()
    if form.cleaned_data.get("scan"):
        content["scan"] = scans.keep(viewer, form.cleaned_data["scan"])
    if filing is None:
        saved = services.draft(viewer, content)
    else:
        saved = services.revise(viewer, filing.pk, content, revision=int(request.POST.get("revision", 0)))
    if request.POST.get("then") == "submit":
        saved = services.submit(viewer, saved.pk, revision=saved.revision)
        messages.success(request, _("已提交，等待另一位经办人复核。"))
    else:
        messages.success(request, _("草稿已保存。"))
    return saved


@official_only
def detail(request: HttpRequest, key: UUID, **forms: Form) -> HttpResponseBase:
    """One filing: what it says, what is wrong with it, who did what, and what may be done now; ``forms`` are those sent that
    were refused."""
    viewer = viewer_of(request)
    filing = get_object_or_404(queries.own(viewer).select_related("made_by", "checked_by"), pk=key)
    waiting = filing.state in (*services.EDITABLE, State.SUBMITTED)
    ending = _waiting(viewer, filing)
    offered = {
        "return_form": permissions.may_check(viewer, filing),
        "withdraw_form": permissions.may_close(viewer, filing),
        "end_form": permissions.may_propose_end(viewer, filing),
        "drop_form": ending is not None and ending["may_drop"],
    }
    context = lists.page_of(filing) | {
        "too_late": [text for name, form in forms.items() if not offered[name] for text in _wrong(form)],
        "faults": faults(filing) if waiting else [],
        "overlapping": overlapping(filing) if waiting else [],
        "may_edit": filing.state in services.EDITABLE and permissions.may_file(viewer, filing.division),
        "may_check": offered["return_form"],
        "own": filing.state == State.SUBMITTED and filing.made_by_id == viewer.user_id,
        "may_close": offered["withdraw_form"],
        "may_propose_end": offered["end_form"],
        "ending": ending,
        "endings": filing.endings.exclude(state=Ending.State.WAITING).select_related("made_by", "decided_by"),
        "may_preview": waiting,
        "begins": standing.begins(filing),
        "preview": previews.latest(filing),
        "past": filing.history.select_related("history_user").order_by("-history_date"),
        "return_form": forms.get("return_form") or ReturnForm(),
        "withdraw_form": forms.get("withdraw_form") or WithdrawForm(),
        "end_form": forms.get("end_form") or EndForm(),
        "drop_form": forms.get("drop_form") or DropForm(),
    }
    return render(request, "decisions/office_detail.html", context, status=422 if forms else 200)


def _wrong(form: Form) -> list[str]:
    return [str(text) for texts in form.errors.values() for text in texts]


def _waiting(viewer: Viewer, filing: Filing) -> dict[str, Any] | None:
    """The proposal that a decision in effect ends, with what the viewer may do about it; None where none waits."""
    one = filing.endings.filter(state=Ending.State.WAITING).select_related("made_by", "filing").first()
    if one is None:
        return None
    return {
        "one": one, "own": one.made_by_id == viewer.user_id, "may_agree": permissions.may_agree(viewer, one),
        "may_drop": permissions.may_drop(viewer, one),
    }  # fmt: skip


@official_only
def scan(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The scan of a filing of the official's divisions."""
    found = queries.own(viewer_of(request)).filter(scan__isnull=False)
    return scans.response(get_object_or_404(found, pk=key))
