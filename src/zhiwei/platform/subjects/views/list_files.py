"""A list from a file: download the template, hand in, look at the rows, enter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import logged_in, viewer_of
from zhiwei.platform.audit.lists import read_or_taken
from zhiwei.platform.kit import uploads
from zhiwei.platform.kit.refusals import Refused, done
from zhiwei.platform.kit.tables import export_response, workbook_response
from zhiwei.platform.subjects import list_tables as tables
from zhiwei.platform.subjects.list_files import ListFile, Result, layout, list_file
from zhiwei.platform.subjects.models import ListUpload
from zhiwei.platform.subjects.services import list_uploads as services


class ListFileForm(forms.Form):
    """The workbook."""

    file = forms.FileField(label=gettext_lazy("填好的表"), help_text=gettext_lazy("xlsx 或 csv"))


@never_cache
@logged_in
def hand_in(request: HttpRequest, name: str, key: str) -> HttpResponseBase:
    """The template, the form for a file, and the files that the viewer has handed in for this list."""
    viewer, kind = viewer_of(request), _kind(name)
    target = kind.target(viewer, key)
    form = ListFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.hand_in_list(viewer, kind, key, form.cleaned_data["file"])
        except (Refused, uploads.Refused) as refused:
            _show(form, refused)
        else:
            return redirect("subjects:list-upload", made.pk)
    table = tables.uploads(_own(request).filter(kind=name, target=key))
    if file := export_response(table, request):
        return file
    fields = kind.fields(viewer, target)
    context = {
        "kind": kind, "key": key, "whose": kind.whose(target), "page": kind.page(viewer, target), "form": form, "most": kind.most,
        "headings": [kind.heading(each, field) for each, field in fields.items()], "table": table,
    }  # fmt: skip
    return render(request, "subjects/list_file.html", context, status=422 if form.errors else 200)


@never_cache
@logged_in
def template(request: HttpRequest, name: str, key: str) -> HttpResponseBase:
    """The workbook to fill in."""
    viewer, kind = viewer_of(request), _kind(name)
    content = layout.template(kind, viewer, kind.target(viewer, key))
    return workbook_response(content, _("%(title)s模板.xlsx") % {"title": kind.title})


@never_cache
@logged_in
def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One file: what goes in, what changes, what is refused and why."""
    viewer, upload = viewer_of(request), get_object_or_404(_own(request), pk=key)
    kind = _kind(upload.kind)
    target = kind.target(viewer, upload.target)
    table = tables.rows(upload, kind, kind.fields(viewer, target))
    if file := read_or_taken(
        viewer, request, {table: lambda row: tuple(row["subjects"])}, fields=("name",), why=kind.title
    ):
        return file
    context = {
        "upload": upload, "kind": kind, "whose": kind.whose(target), "page": kind.page(viewer, target), "table": table,
        "counts": {str(one): upload.count(one) for one in Result},
        "doubts": sum(bool(row.get("doubt")) for row in upload.rows),
    }  # fmt: skip
    return render(request, "subjects/list_upload.html", context)


@require_POST
@logged_in
def enter(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Enter it."""
    get_object_or_404(_own(request), pk=key)
    viewer = viewer_of(request)
    return done(request, lambda: services.enter_list(viewer, key), _("已登记。"), "subjects:list-upload", key)


@require_POST
@logged_in
def cancel(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Put it aside."""
    upload = get_object_or_404(_own(request), pk=key)
    return done(
        request, lambda: services.cancel_list(viewer_of(request), key), _("文件已取消，什么都没有登记。"),
        "subjects:list-file", upload.kind, upload.target,
    )  # fmt: skip


@never_cache
@logged_in
def marked(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file with its defects marked."""
    upload = get_object_or_404(_own(request), pk=key)
    return workbook_response(layout.marked(upload), _("标出错误的文件.xlsx"))


def _own(request: HttpRequest) -> Any:
    return ListUpload.objects.filter(made_by=viewer_of(request).user_id or 0).select_related("file")


def _kind(name: str) -> ListFile:
    found = list_file(name)
    if found is None:
        raise Http404
    return found


def _show(form: ListFileForm, refused: Refused | uploads.Refused) -> None:
    if isinstance(refused, Refused):
        refused.show(form)
    else:
        form.add_error("file", str(refused))
