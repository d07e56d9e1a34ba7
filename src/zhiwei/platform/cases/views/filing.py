"""The form that opens a case; for an applicant and at the counter."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import permissions, services
from zhiwei.platform.cases.casetypes import CaseType
from zhiwei.platform.cases.casetypes.model import OPEN
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.forms import AgainForm, AtTheCounterForm, StepForm
from zhiwei.platform.cases.models import Case, Origin
from zhiwei.platform.cases.views.steps import as_taken, for_whom, kept
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.subjects.models import Subject

_signer = Signer(salt="zhiwei.cases.filing")


def filing_page(
    request: HttpRequest,
    viewer: Viewer,
    kind: CaseType,
    subject: Subject,
    origin: str,
    address: Callable[[Case], str],
) -> HttpResponseBase:
    """The page; the key of the new case is in the form, so that a double click opens one case only."""
    if kind.entity != subject.entity or not permissions.may_open(viewer, kind, subject, origin):
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form, alike = StepForm(kind, kind.start, frozenset(), *sent), False
    form.initial = {name: request.GET[name] for name in form.fields if name in request.GET}  # what led here
    key = _key(request, kind, subject)
    counter = AtTheCounterForm(request.POST or None) if origin == Origin.COUNTER else None
    again = AgainForm(request.POST or None)
    complete = form.is_valid() and (counter is None or counter.is_valid())
    if sent and complete and again.is_valid():
        before = Case.objects.filter(key=key).first()
        try:
            made = services.open_case(
                viewer,
                kind.id,
                subject,
                key=key,
                origin=origin,
                content=form.content(),
                documents=kept(viewer, form),
                counter=for_whom(counter),
                again=again.cleaned_data["again"],
            )
        except Refused as refused:
            form.add_faults(refused.faults)
            alike = any(fault.field == "again" for fault in refused.faults)
        else:
            if before is not None and not as_taken(before.steps.get(transition=OPEN), form):
                words = _(
                    "这张表已经提交过，编号 %(number)s；这次改动的内容没有保存。要改，请在办件里修改或撤回后重新申请。"
                )
                messages.warning(request, words % {"number": made.number})
            else:
                messages.success(request, _("已受理，编号 %(number)s。") % {"number": made.number})
            return redirect(address(made))
    context = {
        "kind": kind, "rule": kind.start, "subject": subject, "form": form, "origin": origin, "counter": counter, "key": _signer.sign(key),
        "again": again if alike or again.data.get("again") else None,
        "sentences": [one for one in map(sentence_of, kind.sentences) if one],
    }  # fmt: skip
    return render(request, "cases/filing.html", context, status=422 if sent else 200)


def _key(request: HttpRequest, kind: CaseType, subject: Subject) -> str:
    try:
        key = str(_signer.unsign(request.POST.get("key", "")))
    except BadSignature:
        key = ""
    start = f"{kind.id}/{subject.pk}/"
    return key if key.startswith(start) else f"{start}{uuid4().hex}"
