"""谁看过我: for a firm, who looked at its non-public data, by office and role, never by a person's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from zhiwei.platform.accounts.requests import may, viewer_of
from zhiwei.platform.accounts.words import office
from zhiwei.platform.audit import owned, queries, words
from zhiwei.platform.audit.models import Reading
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.kit.tables import Column, Table, export_response

MOST = 2_000
"""Readings shown; older ones are asked for at the audit administrator's."""


@dataclass(frozen=True)
class Look:
    """One reading as the firm sees it."""

    at: datetime
    office: str
    fields: str
    why: str


@require_GET
@may("access.read")
def index(request: HttpRequest) -> HttpResponseBase:
    """All readings of the records about the viewer's organisations by others, the latest first."""
    viewer = viewer_of(request)
    records = owned.records(viewer)
    found = queries.strangers_who_looked(viewer, records)[:MOST]
    mine = set(records)
    table = Table(COLUMNS, [_look(row, mine) for row in found], caption=gettext_lazy("谁看过我"))
    if file := export_response(table, request):
        return file
    return render(request, "audit/access.html", {"table": table})


def _look(row: Reading, mine: set[tuple[str, str]]) -> Look:
    shown = [item for item in row.items if (item["kind"], item["key"]) in mine]
    fields = dict.fromkeys(words.field(name) for item in shown for name in item["fields"])
    by = office(row.office) or _("系统")
    return Look(
        at=row.at,
        office=f"{by}（{_('代理')}）" if row.acting_for else by,
        fields="、".join(fields),
        why=_("；").join(sorted({retold(item["why"]) for item in shown if item["why"]})),
    )


COLUMNS = [
    Column("at", gettext_lazy("时间"), "moment", sort=True, head=True),
    Column("office", gettext_lazy("单位和角色"), sort=True),
    Column("fields", gettext_lazy("看了什么")),
    Column("why", gettext_lazy("事由")),
]
