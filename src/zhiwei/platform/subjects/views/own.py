"""The firm's own pages: what is known of it, corrections, declarations, enquiries."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.viewer import logged_in, may, viewer_of
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.subjects import labels, queries, services
from zhiwei.platform.subjects.forms import CorrectionForm, EnquiryForm
from zhiwei.platform.subjects.models import Enquiry, Subject
from zhiwei.platform.subjects.pages import desks_of, errands_of, links_of, voices
from zhiwei.platform.subjects.services import Refused
from zhiwei.platform.subjects.tables import enquiries
from zhiwei.platform.subjects.views.office import add_errors, page_of, statement


@never_cache
@logged_in
def home(request: HttpRequest) -> HttpResponseBase:
    """The one subject the viewer logs in for, or a choice of them and of his desks."""
    viewer = viewer_of(request)
    own, desks = list(queries.own_subjects(viewer).order_by("name", "entity", "pk")), desks_of(viewer)
    if len(own) == 1 and not desks:
        return redirect("subjects:own", own[0].pk)
    firms: dict[tuple[str, UUID | None], list[Subject]] = {}
    for one in own:
        firms.setdefault((one.name, one.organisation_id), []).append(one)
    cards = [_card(viewer, name, subjects) for (name, _organisation), subjects in firms.items()]
    return render(request, "subjects/own_list.html", {"cards": cards, "desks": desks})


def _card(viewer: Viewer, name: str, subjects: list[Subject]) -> dict[str, Any]:
    """A firm once, with the one or several things it is in the register, the enterprise first, and what waits on them."""
    ordered = sorted(subjects, key=lambda one: one.entity != "enterprise")
    return {
        "name": name,
        "subjects": [(one, labels.kind_of(one), name_of(one.division)) for one in ordered],
        "errands": [errand for one in ordered for errand in errands_of(viewer, one)],
    }


def _own(request: HttpRequest, key: UUID) -> Subject:
    return get_object_or_404(queries.own_subjects(viewer_of(request)), pk=key)


@never_cache
@logged_in
def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """What the register knows of the firm, where it comes from, and what may be done about it."""
    subject, viewer = _own(request, key), viewer_of(request)
    page = page_of(request, viewer, subject)
    if file := export_response(page["facts"], request):
        return file
    context = page | {
        "pages": links_of(subject, office=False),
        "folded": not page["days"].chosen(),  # whoever picks a day came for the facts
        "errands": errands_of(viewer, subject),
        "may_declare": viewer.may("facts.declare", organisation_id=subject.organisation_id),
        "may_ask": viewer.may("enquiries.ask", organisation_id=subject.organisation_id),
    }
    return render(request, "subjects/own.html", context)


@may("facts.declare")
def declare(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Declare a fact oneself; agencies' statements go before it, the difference is shown."""
    viewer, subject = viewer_of(request), _own(request, key)
    return statement(request, viewer, subject, "subjects/declare.html", "subjects:own", own=True)


@may("enquiries.ask")
def correct(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Say that a recorded fact is wrong; it goes to the officials of the division."""
    viewer, subject = viewer_of(request), _own(request, key)
    form = CorrectionForm(request.POST or None, initial={"fact": request.GET.get("fact", "")})
    label = form.data.get("fact", "") if form.is_bound else request.GET.get("fact", "")
    if labels.variable(subject.entity, label.partition("@")[0]) is None:
        messages.error(request, _("请在事实列表中选择要更正的一项。"))
        return redirect("subjects:own", key)
    title = labels.stated(subject.entity, label)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        services.ask(
            viewer,
            subject=subject,
            kind=Enquiry.Kind.CORRECTION,
            title=(_("更正：%(fact)s") % {"fact": title})[:100],
            text=given["text"],
            fact=label,
            proposed=given["proposed"],
        )
        messages.success(request, _("更正申请已提交。"))
        return redirect("subjects:own-enquiries")
    context = {"form": form, "subject": subject, "fact": title}
    return render(request, "subjects/correct.html", context, status=422 if form.is_bound else 200)


@never_cache
@logged_in
def asked(request: HttpRequest) -> HttpResponseBase:
    """What the viewer and his firms asked, and what they said in other rooms; where one begins each."""
    viewer = viewer_of(request)
    table = enquiries(queries.own_enquiries(viewer), "subjects:own-enquiry")
    said = [(one, one.said(viewer)) for one in voices()]
    for one in (table, *(other for _voice, other in said)):
        if file := export_response(one, request):
            return file
    able = [
        one
        for one in queries.own_subjects(viewer).order_by("name")
        if viewer.may("enquiries.ask", organisation_id=one.organisation_id)
    ]
    return render(request, "subjects/own_enquiries.html", {"table": table, "said": said, "subjects": able})


@never_cache
@logged_in
def enquiry(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One enquiry and the answer to it."""
    found = get_object_or_404(queries.own_enquiries(viewer_of(request)), pk=key)
    return render(request, "subjects/own_enquiry.html", {"enquiry": found, "place": name_of(found.division)})


@may("enquiries.ask")
def ask(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Ask, need, complain."""
    viewer, subject = viewer_of(request), _own(request, key)
    form = EnquiryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask(viewer, subject=subject, **form.cleaned_data)
        except Refused as refused:
            add_errors(form, refused)
        else:
            messages.success(request, _("已提交，由所在地经办人答复。"))
            return redirect("subjects:own-enquiries")
    context = {"form": form, "subject": subject, "place": name_of(subject.division)}
    return render(request, "subjects/ask.html", context, status=422 if form.is_bound else 200)
