"""Many cases by workbook: choose, download the template, hand in, look at the rows, carry out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import logged_in, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.cases import tables
from zhiwei.platform.cases.bulk import layout
from zhiwei.platform.cases.bulk.choices import Choice, choice, choices, explained, opens
from zhiwei.platform.cases.bulk.reading import MOST, of_step
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.forms import ALLOWED
from zhiwei.platform.cases.models import Bulk
from zhiwei.platform.cases.services import bulk as services
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.refusals import done
from zhiwei.platform.kit.tables import export_response, workbook_response


class BulkForm(forms.Form):
    """The workbook, and the documents that every row hands in."""

    file = forms.FileField(label=gettext_lazy("填好的工作簿（xlsx 或 csv）"))

    def __init__(self, one: Choice, *args: Any) -> None:
        super().__init__(*args)
        for name in one.rule.documents:
            words = one.kind.documents[name].words
            self.fields[name] = forms.FileField(
                label=str(words), help_text=_("同一份材料随每一行提交；可上传 pdf、图片或 xlsx")
            )


def _own(request: HttpRequest) -> Any:
    return Bulk.objects.filter(made_by=viewer_of(request).user_id or 0).select_related("file")


@never_cache
@logged_in
def listed(request: HttpRequest) -> HttpResponseBase:
    """What may be done by workbook, and what the viewer has handed in."""
    viewer = viewer_of(request)
    table = tables.bulks(_own(request))
    if file := export_response(table, request):
        return file
    context = {"choices": choices(viewer), "table": table, "most": MOST}
    return render(request, "cases/bulk_list.html", context)


@never_cache
@logged_in
def hand_in(request: HttpRequest, what: str) -> HttpResponseBase:
    """The template and the form for one kind of work."""
    viewer = viewer_of(request)
    one = _choice(request, what)
    form = BulkForm(one, *((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            given = {n: uploads.check(form.cleaned_data[n], allowed=ALLOWED) for n in one.rule.documents}
            made = services.hand_in_bulk(viewer, one, form.cleaned_data["file"], given)
        except Refused as refused:
            refused.show(form)
        except uploads.Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("cases:bulk", made.pk)
    context = {
        "one": one, "form": form, "most": MOST, "column": explained(one), "headings": layout.headings(one),
        "waiting": 0 if opens(one) else of_step(viewer, one).count(),
    }  # fmt: skip
    return render(request, "cases/bulk_form.html", context, status=422 if form.errors else 200)


@never_cache
@logged_in
def template(request: HttpRequest, what: str) -> HttpResponseBase:
    """The workbook to fill in."""
    viewer, one = viewer_of(request), _choice(request, what)
    waiting = [] if opens(one) else list(of_step(viewer, one)[:MOST])
    keys = [str(case.subject_id) for case in waiting]
    reads.reveal_all(viewer, kind="subject", keys=keys, fields=["cases"])
    return workbook_response(layout.template(one, waiting), f"{one.kind.title}_{one.rule.words}.xlsx")


@never_cache
@logged_in
def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One file with its rows."""
    bulk = get_object_or_404(_own(request), pk=key)
    table = tables.bulk_rows(bulk)
    if file := export_response(table, request):
        return file
    context = {"told": any(row.get("told") for row in bulk.rows), "bulk": bulk, "table": table, "title": tables.bulk_words(bulk), "faulty": sum(bool(r["defects"]) for r in bulk.rows)}  # fmt: skip
    return render(request, "cases/bulk.html", context)


@require_POST
@logged_in
def carry_out(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Do it."""
    get_object_or_404(_own(request), pk=key)
    viewer = viewer_of(request)
    return done(request, lambda: services.carry_out(viewer, key), _("全部办理完毕。"), "cases:bulk", key)


@require_POST
@logged_in
def cancel(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Put it aside."""
    get_object_or_404(_own(request), pk=key)
    services.cancel_bulk(viewer_of(request), key)
    messages.success(request, _("文件已取消，什么都没有办。"))
    return redirect("cases:bulks")


@never_cache
@logged_in
def marked(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file with its defects marked."""
    bulk = get_object_or_404(_own(request), pk=key)
    return workbook_response(layout.marked(bulk), _("标出错误的文件.xlsx"))


def _choice(request: HttpRequest, what: str) -> Choice:
    found = choice(viewer_of(request), what)
    if found is None:
        raise Http404
    return found
