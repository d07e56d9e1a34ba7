"""谁看过我: for a firm, who looked at its non-public data, by office and role, never by a person's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from zhiwei.platform.accounts.requests import may, viewer_of
from zhiwei.platform.accounts.roles import READERS
from zhiwei.platform.accounts.words import office, roles_in
from zhiwei.platform.audit import owned, queries, upwards, words
from zhiwei.platform.audit.models import Reading
from zhiwei.platform.audit.upwards import Record
from zhiwei.platform.kit.language import listed, semicolons
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
    cases: tuple[Record, ...] = ()


@require_GET
@may("access.read")
def index(request: HttpRequest) -> HttpResponseBase:
    """All readings of the records about the viewer's organisations by others, the latest first."""
    viewer = viewer_of(request)
    records = owned.records(viewer)
    found = list(queries.strangers_who_looked(viewer, records)[:MOST])
    mine = set(records)
    cases = upwards.records_of(one for one in mine if one[0] == CASE)
    named = {one.name: one for one in cases.values()}
    looks = [_look(row, mine, cases, named) for row in found]
    table = Table(COLUMNS, looks, caption=gettext_lazy("谁看过我"))
    if file := export_response(table, request):
        return file
    return render(request, "audit/access.html", {"table": table})


def _look(
    row: Reading,
    mine: set[tuple[str, str]],
    cases: Mapping[tuple[str, str], Record],
    named: Mapping[str, Record],
) -> Look:
    """One reading; ``cases`` are the firm's own by kind and key, ``named`` the same by number."""
    shown = [item for item in row.items if (item["kind"], item["key"]) in mine]
    fields = dict.fromkeys(words.field(name) for item in shown for name in item["fields"])
    by = office(row.office) or _("系统")
    stated = {item["why"] for item in shown} - {"", *named}
    looked_at = [
        cases.get((item["kind"], item["key"])) or named.get(item["why"])
        for item in shown
        if item["kind"] == CASE or item["why"] in named
    ]
    return Look(
        at=row.at,
        office=f"{by}（{_('代理')}）" if row.acting_for else by,
        fields=listed(fields),
        why=semicolons(sorted(map(_reason, stated)) or _plain(row, shown)),
        cases=tuple(dict.fromkeys(one for one in looked_at if one is not None)),
    )


CASE = "case"
NUMBER = re.compile(r"\d{8}-[0-9A-F]{6}")
"""A case as people call it."""
THROUGH_THE_INTERFACE = "API"


def _reason(kept: str) -> str:
    """A reason as it was kept; a case's bare number and the programs' interface in words."""
    if NUMBER.fullmatch(kept):
        return _("办理办件 %(number)s") % {"number": kept}
    return _("通过程序接口查看") if kept == THROUGH_THE_INTERFACE else retold(kept)


OBVIOUS = {
    "cases": gettext_lazy("办理或查看办件"),
    "enquiries": gettext_lazy("答复咨询与诉求"),
    "payments": gettext_lazy("办理付款"),
    "answer": gettext_lazy("查看判定"),
    "registration": gettext_lazy("办理登记"),
    "advice": gettext_lazy("办理专家咨询"),
    "facts": gettext_lazy("查看登记的信息"),
    "relations": gettext_lazy("查看登记的信息"),
    "size_class": gettext_lazy("查看主体名录"),
}
"""What a page is for that shows a field and asks for no reason; the first that fits."""


def _plain(row: Reading, shown: list[dict[str, Any]]) -> list[str]:
    """The reason that follows from who looked, or from what was looked at, where none was stated."""
    roles = roles_in(row.office)
    if roles and READERS.issuperset(roles):
        return [_("审计检查")]
    fields = {name for item in shown for name in item["fields"]}
    return [str(why) for name, why in OBVIOUS.items() if name in fields][:1]


COLUMNS = [
    Column("at", gettext_lazy("时间"), "moment", sort=True, head=True),
    Column("office", gettext_lazy("单位和角色"), sort=True),
    Column("fields", gettext_lazy("看了什么")),
    Column("why", gettext_lazy("事由")),
    Column(
        "cases",
        gettext_lazy("办件"),
        value=lambda look: listed(one.name for one in look.cases),
        link=lambda look: look.cases[0].own if len(look.cases) == 1 else None,
    ),
]
