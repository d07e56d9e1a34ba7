"""Enquiries: the firm's side, the officials' side, and the counts by the four difficulties."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.audit.lists import Whose, read_or_taken
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.subjects import labels, queries, services
from zhiwei.platform.subjects.forms import AnswerForm, EnquiryFilter
from zhiwei.platform.subjects.models import Difficulty, Enquiry
from zhiwei.platform.subjects.queries.difficulties import Counted
from zhiwei.platform.subjects.services import Refused
from zhiwei.platform.subjects.tables import enquiries_to_answer
from zhiwei.platform.subjects.views.office import add_errors


@never_cache
@may("enquiries.answer")
def listed(request: HttpRequest) -> HttpResponseBase:
    """The enquiries of the official's divisions, and their counts by difficulty."""
    viewer = viewer_of(request)
    rows = queries.visible_enquiries(viewer)
    counts = _counts(queries.by_difficulty_and_division(rows))
    narrow = EnquiryFilter(request.GET)
    table = enquiries_to_answer(rows.filter(**narrow.chosen()), "subjects:enquiry")
    lists: dict[Table, Whose | None] = {counts: None, table: lambda one: one.pk}
    if file := read_or_taken(viewer, request, lists, fields=["title"], kind="enquiry"):
        return file
    context = {
        "table": table,
        "filters": narrow,
        "counts": counts,
        "totals": [
            (label, queries.by_difficulty(rows)[value], f"?difficulty={value}")
            for value, label in Difficulty.choices
        ],
    }
    return render(request, "subjects/enquiries.html", context)


def _counts(lines: list[Counted]) -> Table:
    columns = [Column("division", _("地区"), value=lambda c: name_of(c.division), head=True)]
    columns += [
        Column(value, label, kind="count", value=lambda c, value=value: c.by[value], sort=True)  # type: ignore[misc]
        for value, label in Difficulty.choices
    ]
    columns.append(Column("untagged", _("未归类"), kind="count", value=lambda c: c.by[""], sort=True))
    columns.append(Column("total", _("合计"), kind="count", sort=True))
    return Table(columns, lines, name="counts", caption=_("按四难和地区统计"), size=20)


@never_cache
@may("enquiries.answer")
def answer(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One enquiry and its answer."""
    viewer = viewer_of(request)
    enquiry = get_object_or_404(queries.visible_enquiries(viewer).select_related("subject"), pk=key)
    reads.reveal(viewer, kind="enquiry", key=str(key), fields=["text"])
    if enquiry.subject_id is not None:
        reads.reveal(viewer, kind="subject", key=str(enquiry.subject_id), fields=["enquiries"])
    initial = {"answer": enquiry.answer, "difficulty": enquiry.difficulty}
    form = AnswerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.answer(
                viewer, enquiry, given["answer"], difficulty=given["difficulty"], close=given["close"]
            )
        except Refused as refused:
            add_errors(form, refused)
        else:
            messages.success(request, _("已答复。"))
            return redirect("subjects:enquiries")
    visible = enquiry.subject is not None and queries.visible(viewer).filter(pk=enquiry.subject.pk).exists()
    context = {"enquiry": enquiry, "form": form, "place": name_of(enquiry.division), "visible": visible}
    context["fact"] = _fact(enquiry)
    return render(request, "subjects/enquiry.html", context, status=422 if form.is_bound else 200)


def _fact(enquiry: Enquiry) -> str:
    """The fact that a correction is about."""
    if not enquiry.fact or enquiry.subject is None:
        return ""
    return labels.stated(enquiry.subject.entity, enquiry.fact)
