"""Imports: upload, what is wrong, the marked workbook, preview, commit."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zhiwei.platform.accounts.viewer import may, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.audit.lists import read_or_taken
from zhiwei.platform.kit import jobs, uploads
from zhiwei.platform.kit.language import lang, semicolons
from zhiwei.platform.kit.tables import export_response, workbook_response
from zhiwei.platform.subjects import labels, queries
from zhiwei.platform.subjects.forms import CorrectionFileForm, ImportFilter, ImportForm
from zhiwei.platform.subjects.models import ImportBatch, ImportRow
from zhiwei.platform.subjects.services import Refused
from zhiwei.platform.subjects.services.imports import uploading
from zhiwei.platform.subjects.services.imports.marking import marked
from zhiwei.platform.subjects.services.imports.template import template
from zhiwei.platform.subjects.services.imports.uploading import Given
from zhiwei.platform.subjects.tables import batch_rows, batches
from zhiwei.platform.subjects.views.office import add_errors

State = ImportBatch.State


@never_cache
@may("facts.import")
def listed(request: HttpRequest) -> HttpResponseBase:
    """The imports into the official's divisions."""
    rows = queries.visible_batches(viewer_of(request)).select_related("file")
    narrow = ImportFilter(request.GET)
    if state := narrow.chosen().get("state"):
        rows = rows.filter(state=state)
    table = batches(rows)
    if file := export_response(table, request):
        return file
    return render(request, "subjects/imports.html", {"table": table, "filters": narrow})


@may("facts.import")
def new(request: HttpRequest) -> HttpResponseBase:
    """Hand in a file."""
    viewer = viewer_of(request)
    form = ImportForm(viewer, *((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("file")
        try:
            batch = uploading.upload(viewer, file, Given(**given))
        except uploads.Refused as refused:
            form.add_error("file", str(refused))
        except Refused as refused:
            add_errors(form, refused)
        else:
            return redirect("subjects:import", batch.pk)
    return render(request, "subjects/import_new.html", {"form": form}, status=422 if form.is_bound else 200)


@may("facts.import")
def blank(request: HttpRequest, entity: str) -> HttpResponseBase:
    """An empty workbook with the headings of a kind of subject."""
    return workbook_response(template(entity), _("导入模板_%(kind)s.xlsx") % {"kind": labels.entity(entity)})


@never_cache
@may("facts.import")
def detail(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One file: how far it is, what is wrong, row by row what committing it would do."""
    viewer = viewer_of(request)
    batch = get_object_or_404(queries.visible_batches(viewer).select_related("file", "job"), pk=key)
    rows = batch.rows.select_related("subject")
    wanted = request.GET.get("match", "")
    if wanted in ImportRow.Match.values:
        rows = rows.filter(match=wanted)
    table = batch_rows(rows, batch)
    if file := read_or_taken(
        viewer,
        request,
        {table: lambda row: row.subject_id},
        fields=["facts"],
        why=gettext_lazy("导入部门数据"),
    ):
        return file
    tabs = [(_("全部"), "?", not wanted, batch.counts.get("rows", 0))]
    tabs += [
        (str(label), f"?match={value}", wanted == value, batch.counts[value])
        for value, label in ImportRow.Match.choices
        if batch.counts.get(value)
    ]
    key_of = "zh" if lang() == "zh" else "en"
    context = {
        "batch": batch,
        "source": labels.source(batch.source),
        "job": jobs.progress_of(batch.job) if batch.job else None,
        "busy": batch.job is not None and not batch.job.over,
        "table": table,
        "tabs": tabs,
        "columns": [
            (d["column"], d["heading"], d[key_of], d[f"remedy_{key_of}"], d["severity"])
            for d in batch.columns
        ],
        "correction": CorrectionFileForm(),
        "unmatched": batch.counts.get("unmatched", 0),
        "taken": sum(batch.counts.get(one, 0) for one in (ImportRow.Match.NEW, ImportRow.Match.CHANGED)),
        "unchanged": batch.counts.get(ImportRow.Match.UNCHANGED, 0),
    }
    return render(request, "subjects/import.html", context)


@may("facts.import")
def marked_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The workbook with its faults marked."""
    viewer = viewer_of(request)
    batch = get_object_or_404(queries.visible_batches(viewer).select_related("file"), pk=key)
    reads.reveal(viewer, kind="import", key=str(key), fields=["file"])
    name = batch.file.name.rpartition(".")[0]
    return workbook_response(marked(batch, uploads.path_of(batch.file)), f"{name}_{_('标出错误')}.xlsx")


@may("facts.import")
def original(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """The file as it was handed in."""
    viewer = viewer_of(request)
    batch = get_object_or_404(queries.visible_batches(viewer).select_related("file"), pk=key)
    reads.reveal(viewer, kind="import", key=str(key), fields=["file"])
    return uploads.response(batch.file)


@require_POST
@may("facts.import")
def correct(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Hand in the corrected version, with the same particulars."""
    viewer = viewer_of(request)
    batch = get_object_or_404(queries.visible_batches(viewer), pk=key, state=State.FAULTY)
    form = CorrectionFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("请选择更正后的文件。"))
        return redirect("subjects:import", key)
    given = Given(
        batch.source, batch.division, batch.received_on, batch.entity, batch.sheet, batch.legal_basis,
        batch.expires_on, batch.create_missing,
    )  # fmt: skip
    try:
        new_batch = uploading.upload(viewer, form.cleaned_data["file"], given, corrects=batch)
    except uploads.Refused as refused:
        messages.error(request, str(refused))
        return redirect("subjects:import", key)
    except Refused as refused:
        messages.error(request, semicolons(refused.texts(lang())))
        return redirect("subjects:import", key)
    return redirect("subjects:import", new_batch.pk)


@require_POST
@may("facts.import")
def commit(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Take the file over."""
    viewer = viewer_of(request)
    batch = get_object_or_404(queries.visible_batches(viewer), pk=key)
    try:
        uploading.ask_to_commit(viewer, batch)
    except Refused as refused:
        messages.error(request, semicolons(refused.texts(lang())))
    return redirect("subjects:import", key)


@require_POST
@may("facts.import")
def again(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Read a file that is not taken over anew, against the register as it is now."""
    viewer = viewer_of(request)
    batch = get_object_or_404(queries.visible_batches(viewer), pk=key)
    try:
        uploading.read_again(viewer, batch)
    except Refused as refused:
        messages.error(request, semicolons(refused.texts(lang())))
    return redirect("subjects:import", key)


@require_POST
@may("facts.import")
def cancel(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Put the file aside."""
    viewer = viewer_of(request)
    batch = get_object_or_404(queries.visible_batches(viewer), pk=key)
    uploading.cancel(viewer, batch)
    return redirect("subjects:imports")
