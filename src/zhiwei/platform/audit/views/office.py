"""The audit for auditors and the audit administrator: lists, one act, the check of the chains."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.requests import may, viewer_of
from zhiwei.platform.accounts.words import office
from zhiwei.platform.audit import checks, guards, log, queries, reads, tables, upwards, words
from zhiwei.platform.audit.forms import ActFilter, ReadFilter
from zhiwei.platform.audit.models import Head
from zhiwei.platform.audit.particulars import named, particulars
from zhiwei.platform.kit.tables import Table, export_response

auditor = may("audit.read")


@require_GET
@auditor
def acts(request: HttpRequest) -> HttpResponseBase:
    """The acts a viewer may see; those he may not have their numbers in the list."""
    form = ActFilter(request.GET)
    chosen = form.chosen()
    rows = queries.narrowed(queries.visible(viewer_of(request)), chosen)
    return _list(request, tables.acts(rows, whole=not chosen), form, "acts")


@require_GET
@auditor
def readings(request: HttpRequest) -> HttpResponseBase:
    """The readings of non-public data: all of them, or those by people of an auditor's divisions."""
    form = ReadFilter(request.GET)
    chosen = form.chosen()
    rows = queries.narrowed(queries.readings(viewer_of(request)), chosen)
    return _list(request, tables.readings(rows, whole=not chosen), form, "reads")


@require_GET
@auditor
def reading(request: HttpRequest, seq: int) -> HttpResponseBase:
    """One reading with everything it showed."""
    viewer = viewer_of(request)
    row = queries.readings(viewer).filter(seq=seq).first()
    if row is None:
        raise Http404
    reads.reveal(viewer, kind="audit", key=f"reading {seq}", fields=["detail"])
    table = tables.items(row)
    if file := export_response(table, request):
        return file
    context = {
        "row": row, "name": tables.name_in(row), "office": office(row.office), "acting_for": office(row.acting_for),
        "table": table,
    }  # fmt: skip
    return render(request, "audit/reading.html", context)


@require_GET
@auditor
def act(request: HttpRequest, seq: int) -> HttpResponse:
    """One act with its particulars and its place in the chain."""
    viewer = viewer_of(request)
    row = queries.visible(viewer).filter(seq=seq).first()
    if row is None:
        raise Http404
    reads.reveal(viewer, kind="audit", key=f"act {seq}", fields=["detail"])
    called = upwards.records_of(named(row))
    if row.kind == "audit":
        called[row.kind, row.key] = upwards.Record(words.own(row.key))
    context = {
        "row": row, "act": words.act(row.act), "kind": words.kind(row.kind), "record": called.get((row.kind, row.key)),
        "detail": list(particulars(row, called)), "name": tables.name_in(row), "office": office(row.office), "acting_for": office(row.acting_for),
    }  # fmt: skip
    context["place"] = name_of(row.division) if row.division else ""
    return render(request, "audit/act.html", context)


@require_POST
@may("audit.verify")
def verify(request: HttpRequest) -> HttpResponse:
    """Have the chains checked; the list shows how far that is, and the outcome."""
    checks.begin(viewer_of(request))
    return redirect("audit:acts")


def _list(request: HttpRequest, table: Table, form: Any, which: str) -> HttpResponseBase:
    viewer = viewer_of(request)
    if request.GET.get("export") and viewer.may("audit.export"):
        with transaction.atomic():
            said = {key: str(value) for key, value in form.chosen().items()}
            log.record(viewer, "audit.export", kind="audit", key=which, detail=said)
            file = export_response(table, request)
        if file is not None:
            return file
    reads.reveal(viewer, kind="audit", key=which, fields=["list"])
    sorts = [
        (
            label,
            f"{reverse('audit:acts')}?sort_of={name}",
            which == "acts" and request.GET.get("sort_of") == name,
        )
        for name, label in queries.SORTS.items()
    ]
    tabs = [
        (_("全部行为"), reverse("audit:acts"), which == "acts" and not request.GET.get("sort_of")), *sorts,
        (_("查阅记录"), reverse("audit:reads"), which == "reads"),
    ]  # fmt: skip
    last = checks.last()
    context = {
        "table": table,
        "filter": form,
        "tabs": tabs,
        "whole": not form.chosen(),
        "sees_all": queries.sees_all(viewer),
        "heads": Head.objects.order_by("chain"),
        "guarded": guards.standing(connection),
        "may_verify": viewer.may("audit.verify"),
        "check_lists": [(words.kind(one.kind), one) for one in upwards.check_lists(viewer)],
        "job": checks.running(viewer),
        "last": last,
        "checked": checks.count_of(last) if last is not None else 0,
    }
    return render(request, "audit/list.html", context)
