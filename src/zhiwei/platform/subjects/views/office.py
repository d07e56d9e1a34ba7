"""The officials' register: the list, one subject, what is recorded of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import Viewer, may, official_only, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.subjects import labels, queries, services, shown, tables
from zhiwei.platform.subjects.fact_forms import FactChoice, FactForm
from zhiwei.platform.subjects.forms import DayFilter, SubjectFilter, SubjectForm, WhyForm
from zhiwei.platform.subjects.models import Contact, Identifier, Subject
from zhiwei.platform.subjects.pages import links_of
from zhiwei.platform.subjects.services import Refused

LISTED = ("name", "size_class", "state")
"""What a list shows of each subject beyond the public one."""


@never_cache
@official_only
def listed(request: HttpRequest) -> HttpResponseBase:
    """The subjects of the official's divisions."""
    viewer = viewer_of(request)
    narrow = SubjectFilter(viewer, request.GET)
    rows = queries.narrowed(queries.visible(viewer), narrow.chosen()).defer("found_by")
    table = tables.office_subjects(rows)
    if file := export_response(table, request):
        keys = rows.values_list("pk", flat=True)
        reads.reveal_all(viewer, kind="subject", keys=keys, fields=LISTED, why=gettext_lazy("导出主体名单"))
        return file
    page = table.page(request.GET)
    reads.reveal_all(viewer, kind="subject", keys=[s.pk for s in page.object_list], fields=LISTED)
    context = {
        "table": table,
        "filters": narrow,
        "counted": queries.counted(rows),
        "may_create": viewer.may("subjects.create"),
        "may_import": viewer.may("facts.import"),
        "may_answer": viewer.may("enquiries.answer"),
    }
    return render(request, "subjects/office_list.html", context)


@may("subjects.create")
def new(request: HttpRequest) -> HttpResponseBase:
    """Register a subject."""
    viewer = viewer_of(request)
    form = SubjectForm(viewer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        numbers = {kind: given.pop(kind) for kind in Identifier.Kind.values}
        try:
            subject = services.create_subject(viewer, identifiers=numbers, **given)
        except Refused as refused:
            add_errors(form, refused)
        else:
            messages.success(request, _("已登记。"))
            return redirect("subjects:detail", subject.pk)
    status = 422 if form.is_bound else 200
    return render(request, "subjects/new.html", {"form": form}, status=status)


def add_errors(form: Any, refused: Refused) -> None:
    """What a service refused, beside the field it speaks of where the form has one."""
    for defect, text in zip(refused.defects, refused.texts(lang()), strict=True):
        where = defect.where.partition("@")[0]
        form.add_error(where if where in form.fields else None, text)


@never_cache
@official_only
def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One subject: facts by source and period, conflicts, numbers, names, relations, the past. The look is recorded."""
    viewer = viewer_of(request)
    subject = queries.visible_one(viewer, key)
    reads.reveal(viewer, kind="subject", key=str(subject.pk), fields=["facts", "identifiers", "relations"])
    shown_page = page_of(request, viewer, subject)
    reads.reveal_all(viewer, kind="subject", keys=shown_page["related"], fields=["relations"])
    if file := export_response(shown_page["facts"], request):
        return file
    context = shown_page | {
        "pages": links_of(subject, office=True),
        "why_form": WhyForm(),
        "may_state": viewer.may("facts.add", division=subject.division),
        "may_reveal": viewer.may("contacts.reveal", division=subject.division)
        and Contact.objects.filter(subject=subject).exists(),
    }
    return render(request, "subjects/detail.html", context)


def page_of(request: HttpRequest, viewer: Viewer, subject: Subject) -> dict[str, Any]:
    """What the pages of one subject show, for officials and for the firm."""
    narrow = DayFilter(request.GET or None)
    chosen = narrow.chosen()
    as_of: date = chosen.get("as_of") or clock.today()
    found = shown.lines(subject, as_of=as_of, known_on=chosen.get("known_on"))
    related = [r.other_id for r in subject.relations.all()]
    related += [r.subject_id for r in subject.relations_to_it.all()]
    visible = list(queries.visible(viewer).filter(pk__in=related).values_list("pk", flat=True))
    return {
        "subject": subject,
        "days": narrow,
        "as_of": as_of,
        "known_on": chosen.get("known_on"),
        "facts": tables.facts(found),
        "lines": [line for line in found if not _older(line.period, as_of)],
        "older": [line for line in found if _older(line.period, as_of)],
        "conflicts": sum(line.conflicting for line in found),
        "kind": labels.kind_of(subject),
        "industry": labels.industry(subject.industry, subject.industry_edition) if subject.industry else "",
        "size": labels.member("SizeClass", subject.size_class) if subject.size_class else "",
        "identifiers": subject.identifiers.all(),
        "names": subject.names.all(),
        "relations": shown.relations(subject, visible),
        "related": visible,
        "past": shown.past(subject),
    }


def _older(period: str, as_of: date) -> bool:
    """Whether a fact's period ended before the last full year; facts without period are never old."""
    return period[:4].isdecimal() and int(period[:4]) < as_of.year - 1


@never_cache
@require_POST
@official_only
def contact(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Show the contact data of one subject, for a stated reason; the look is recorded with it."""
    viewer = viewer_of(request)
    subject = queries.visible_one(viewer, key, "contacts.reveal")
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("查看联系方式须写明事由。"))
        return redirect("subjects:detail", key)
    why = form.cleaned_data["why"]
    reads.reveal(
        viewer, kind="subject", key=str(key), fields=["person", "phone", "id_number", "address"], why=why
    )
    found = Contact.objects.filter(subject=subject).first()
    return render(request, "subjects/contact.html", {"subject": subject, "contact": found, "why": why})


@may("facts.add")
def state(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Record what an agency says."""
    viewer = viewer_of(request)
    subject = queries.visible_one(viewer, key, "facts.add")
    return statement(request, viewer, subject, "subjects/state.html", "subjects:detail")


def statement(
    request: HttpRequest, viewer: Viewer, subject: Subject, page: str, done: str, *, own: bool = False
) -> HttpResponseBase:
    """The page of a statement: first which fact, then the boxes that fit it; recorded, it leads to ``done``."""
    sent = request.method == "POST"
    given = request.POST if sent else request.GET
    choice = FactChoice(subject, given if sent or "fact" in given else None, own=own)
    variable = choice.chosen()
    if variable is None:
        status = 422 if choice.is_bound else 200
        return render(request, page, {"choice": choice, "subject": subject}, status=status)
    word = given.get("q", "").strip()
    form = FactForm(viewer, subject, variable, given if sent else None, own=own, word=word)
    if sent and form.is_valid() and stated(request, viewer, subject, form):
        return redirect(done, subject.pk)
    return render(request, page, {"form": form, "subject": subject}, status=422 if sent else 200)


def stated(request: HttpRequest, viewer: Viewer, subject: Subject, form: FactForm) -> bool:
    """Whether the statement of a form was recorded; what was refused stands in the form."""
    given = form.cleaned_data
    try:
        services.add_fact(
            viewer,
            subject,
            form.variable.name,
            given["value"],
            source=given.get("source") or "self",
            period=given.get("period") or "",
            status=given["status"],
            legal_basis=given.get("legal_basis") or "",
            received_on=given.get("received_on"),
            holds_from=given.get("holds_from"),
            expires_on=given.get("expires_on"),
        )
    except Refused as refused:
        form.show(refused)
        return False
    messages.success(request, _("已记录。"))
    return True
