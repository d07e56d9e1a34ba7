"""The audit for auditors and the audit administrator: lists, one act, the check of the chains."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.requests import may, viewer_of
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.words import office
from zhiwei.platform.audit import checks, guards, log, queries, reads, upwards, words
from zhiwei.platform.audit.forms import ActFilter, ReadFilter
from zhiwei.platform.audit.models import Act, Head, Reading
from zhiwei.platform.audit.particulars import particulars
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.kit.tables import Column, Table, export_response

auditor = may("audit.read")


@require_GET
@auditor
def acts(request: HttpRequest) -> HttpResponseBase:
    """The acts a viewer may see."""
    form = ActFilter(request.GET)
    rows = queries.narrowed(queries.visible(viewer_of(request)), form.chosen())
    table = Table(ACTS, rows, caption=gettext_lazy("行为记录"), file=gettext_lazy("审计_行为记录"))
    return _list(request, table, form, "acts")


@require_GET
@auditor
def readings(request: HttpRequest) -> HttpResponseBase:
    """The readings of non-public data; for the audit administrator."""
    if not queries.sees_all(viewer_of(request)):
        raise Http404
    form = ReadFilter(request.GET)
    rows = queries.narrowed(queries.readings(viewer_of(request)), form.chosen())
    table = Table(READS, rows, caption=gettext_lazy("查阅记录"), file=gettext_lazy("审计_查阅记录"))
    return _list(request, table, form, "reads")


@require_GET
@auditor
def act(request: HttpRequest, seq: int) -> HttpResponse:
    """One act with its particulars and its place in the chain."""
    viewer = viewer_of(request)
    row = queries.visible(viewer).filter(seq=seq).first()
    if row is None:
        raise Http404
    reads.reveal(viewer, kind="audit", key=f"act {seq}", fields=["detail"])
    context = {
        "row": row, "act": words.act(row.act), "kind": words.kind(row.kind), "record": upwards.record_of(row.kind, row.key),
        "detail": list(particulars(row)), "name": _name(row), "office": office(row.office), "acting_for": office(row.acting_for),
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
    both = queries.sees_all(viewer)
    tabs = [(_("行为记录"), reverse("audit:acts"), which == "acts")]
    tabs += [(_("查阅记录"), reverse("audit:reads"), which == "reads")] if both else []
    context = {
        "table": table,
        "filter": form,
        "tabs": tabs if both else [],
        "heads": Head.objects.order_by("chain"),
        "guarded": guards.standing(connection),
        "may_verify": viewer.may("audit.verify"),
        "job": checks.running(viewer),
        "last": checks.last(),
    }
    return render(request, "audit/list.html", context)


def _items(row: Reading) -> str:
    told = [f"{words.kind(item['kind'])} {item['key']}" for item in row.items[:3]]
    more = len(row.items) - len(told)
    return "；".join(told) + (f" … +{more}" if more else "")


def _whys(row: Reading) -> str:
    return _("；").join(sorted({retold(item["why"]) for item in row.items if item["why"]}))


def _name(row: Act | Reading) -> str:
    """Who it was; the installation itself in the reader's language."""
    return _("系统") if row.name == SYSTEM.name else row.name


ACTS = [
    Column("seq", gettext_lazy("序号"), head=True, link=lambda row: reverse("audit:act", args=[row.seq])),
    Column("at", gettext_lazy("时间"), "moment"),
    Column("name", gettext_lazy("姓名"), value=_name),
    Column("office", gettext_lazy("单位和角色"), value=lambda row: office(row.office)),
    Column("acting_for", gettext_lazy("代理"), value=lambda row: office(row.acting_for)),
    Column("act", gettext_lazy("行为"), value=lambda row: words.act(row.act)),
    Column("kind", gettext_lazy("对象类型"), value=lambda row: words.kind(row.kind)),
    Column("key", gettext_lazy("对象"), screen=False),
    Column("division", gettext_lazy("行政区划"), value=lambda row: row.division and name_of(row.division)),
    Column("origin", gettext_lazy("来源地址"), screen=False),
    Column("content", gettext_lazy("内容"), screen=False),
    Column("request", gettext_lazy("请求编号"), screen=False),
    Column("hash", gettext_lazy("哈希"), screen=False),
]
READS = [
    Column("seq", gettext_lazy("序号"), head=True),
    Column("at", gettext_lazy("时间"), "moment"),
    Column("name", gettext_lazy("姓名"), value=_name),
    Column("office", gettext_lazy("单位和角色"), value=lambda row: office(row.office)),
    Column("items", gettext_lazy("对象"), value=_items),
    Column("why", gettext_lazy("事由"), value=_whys),
    Column("origin", gettext_lazy("来源地址"), screen=False),
    Column("content", gettext_lazy("内容"), screen=False),
    Column("hash", gettext_lazy("哈希"), screen=False),
]
