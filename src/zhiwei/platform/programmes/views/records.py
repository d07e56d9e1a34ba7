"""Registers: the list, a new record, one record with its history, and what may be done to it; for firms and offices alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer, may, viewer_of
from zhiwei.platform.audit import reads
from zhiwei.platform.kit.refusals import revision_of
from zhiwei.platform.kit.tables import export_response
from zhiwei.platform.programmes import tables
from zhiwei.platform.programmes.files import Programme, Register, get
from zhiwei.platform.programmes.files.model import STRUCK
from zhiwei.platform.programmes.forms import NoteForm, RecordFilter, RecordForm
from zhiwei.platform.programmes.models import Record
from zhiwei.platform.programmes.registers import keeping, rights
from zhiwei.platform.programmes.registers.faults import Refused
from zhiwei.platform.programmes.registers.values import in_words
from zhiwei.platform.programmes.views.public import programme_of, register_of
from zhiwei.platform.subjects.models import Subject

FIELDS = ["records"]
"""What a read of the register shows of a subject."""


def _reveal(viewer: Viewer, rows: Iterable[Record]) -> None:
    """Write down whose records are shown."""
    keys = {one.owner_id for one in rows} | {link.subject_id for one in rows for link in one.links.all()}
    reads.reveal_all(viewer, kind="subject", keys=sorted(map(str, keys - {None})), fields=FIELDS)


def _may_enter(viewer: Viewer, whole: Programme, kept: Register) -> bool:
    if kept.owner:
        return rights.owners(viewer, whole, kept).exists()
    return rights.may_keep(viewer, whole, kept, None, rights.place_of(viewer))


@never_cache
@may("programmes.read")
def listed(request: HttpRequest, name: str, register: str) -> HttpResponseBase:
    """A register as far as the viewer sees it."""
    viewer, whole = viewer_of(request), programme_of(name)
    kept = register_of(whole, register)
    narrow = RecordFilter(kept, request.GET)
    chosen = narrow.chosen()
    rows = rights.visible(viewer, whole.id, kept.id)
    if text := chosen.get("q"):
        rows = rows.filter(title__icontains=text)
    if state := chosen.get("state"):
        rows = rows.filter(state=state)
    if year := chosen.get("year"):
        rows = rows.filter(day__year=year)
    table = tables.records(whole, kept, rows)
    if file := export_response(table, request):
        _reveal(viewer, rows.prefetch_related("links"))
        return file
    _reveal(viewer, table.page(request.GET).object_list)
    context = {
        "programme": whole, "register": kept, "table": table, "filters": narrow, "back": _back(viewer, whole),
        "may_enter": _may_enter(viewer, whole, kept), "list_key": f"{whole.id}:{kept.id}",
    }  # fmt: skip
    return render(request, "programmes/records.html", context)


def _back(viewer: Viewer, whole: Programme) -> str:
    """The programme's page as the viewer knows it."""
    return f"/office/projects/{whole.id}/" if viewer.is_official else f"/projects/{whole.id}/"


@never_cache
@may("programmes.keep")
def new(request: HttpRequest, name: str, register: str) -> HttpResponseBase:
    """Enter a record."""
    viewer, whole = viewer_of(request), programme_of(name)
    kept = register_of(whole, register)
    if not _may_enter(viewer, whole, kept):
        raise PermissionDenied
    form = RecordForm(viewer, whole, kept, None, *([request.POST] if request.method == "POST" else []))
    if form.is_bound and form.is_valid():
        owner: Subject | None = form.cleaned_data.get("owner")
        try:
            made = keeping.enter(
                viewer, whole.id, kept.id, form.values(), owner=owner, division=rights.place_of(viewer)
            )
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已登记。"))
            return redirect("programmes:record", made.pk)
    return _form(request, whole, kept, form, None)


def _form(
    request: HttpRequest, whole: Programme, kept: Register, form: RecordForm, record: Record | None
) -> HttpResponseBase:
    context = {"programme": whole, "register": kept, "form": form, "record": record}
    return render(request, "programmes/record_form.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, key: UUID) -> tuple[Viewer, Record, Programme, Register]:
    viewer = viewer_of(request)
    record = rights.visible_one(viewer, key)
    try:
        whole = get(record.programme)
        return viewer, record, whole, whole.registers[record.register]
    except KeyError:  # a programme whose file is no more
        raise Http404 from None


@never_cache
@may("programmes.read")
def one(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """One record: its fields, its state, what may be done, and what it was before."""
    viewer, record, whole, kept = _found(request, key)
    _reveal(viewer, [record])
    return render(request, "programmes/record.html", _page(viewer, record, whole, kept))


def _page(viewer: Viewer, record: Record, whole: Programme, kept: Register) -> dict[str, Any]:
    keeps = rights.may_keep(viewer, whole, kept, record.owner, record.division)
    return {
        "programme": whole,
        "register": kept,
        "record": record,
        "place": name_of(record.division),
        "state": kept.states[record.state],
        "tag": tables.tag(kept, record),
        "fields": [(str(one.words), _shown(kept, one.name, record)) for one in kept.fields.values()],
        "moves": [
            rule
            for rule in kept.moves.values()
            if record.state in rule.sources and rights.may_move(viewer, record, rule)
        ],
        "may_revise": keeps and record.state == kept.first,
        "may_strike": keeps and record.state != STRUCK,
        "note_form": NoteForm(needed=False),
        "strike_form": NoteForm(),
        "history": _history(kept, record),
    }


def _shown(kept: Register, name: str, record: Record) -> str:
    linked = Record.objects.filter(pk=record.values[name]).first() if kept.fields[name].kind == "record" and record.values.get(name) else None  # fmt: skip
    names = tables.names_of(record) | ({str(linked.pk): linked.title} if linked else {})
    return in_words(kept, name, record, names)


def _history(kept: Register, record: Record) -> list[dict[str, Any]]:
    """Each version, the latest first: when, in which state, which fields had changed, and why."""
    versions = list(record.history.order_by("-history_date", "-history_id"))
    found = []
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        old = before.values if before is not None else {}
        changed = [str(one.words) for one in kept.fields.values() if version.values.get(one.name) != old.get(one.name)]  # fmt: skip
        state = kept.states.get(version.state)
        found.append({
            "at": version.history_date, "state": str(state.words) if state else version.state, "note": version.note,
            "changed": changed if before is not None else [],
        })  # fmt: skip
    return found


@never_cache
@may("programmes.keep")
def revise(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Correct a record."""
    viewer, record, whole, kept = _found(request, key)
    form = RecordForm(viewer, whole, kept, record, *([request.POST] if request.method == "POST" else []))
    if form.is_bound and form.is_valid():
        try:
            keeping.revise(viewer, key, form.values(), revision=revision_of(request))
        except Refused as refused:
            refused.show(form)
        else:
            messages.success(request, _("已更正。"))
            return redirect("programmes:record", key)
    return _form(request, whole, kept, form, record)


@never_cache
@may("programmes.keep")
def move(request: HttpRequest, key: UUID, step: str) -> HttpResponseBase:
    """Take a record on."""
    viewer, record, _whole, _kept = _found(request, key)
    if request.method == "POST":
        try:
            keeping.move(viewer, key, step, revision=revision_of(request), note=request.POST.get("note", ""))
        except Refused as refused:
            refused.tell(request)
        else:
            messages.success(request, _("已办理。"))
    return redirect("programmes:record", record.pk)


@never_cache
@may("programmes.keep")
def strike(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Strike a record."""
    viewer, record, _whole, _kept = _found(request, key)
    if request.method == "POST":
        try:
            keeping.strike(viewer, key, revision=revision_of(request), note=request.POST.get("note", ""))
        except Refused as refused:
            refused.tell(request)
        else:
            messages.success(request, _("已作废，原记录仍可查看。"))
    return redirect("programmes:record", record.pk)
