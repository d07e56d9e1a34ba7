"""谁看过我: for a firm, who looked at its non-public data, by office and role, never by a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
from zhiwei.platform.kit import clock
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
    fields: tuple[str, ...]
    why: str
    cases: tuple[Record, ...] = ()


@dataclass(frozen=True)
class Looks:
    """The readings of one day by one office for one reason and about the same cases; ``times`` is how many."""

    day: date
    hours: str
    times: int
    office: str
    fields: tuple[str, ...]
    why: str
    cases: tuple[Record, ...]

    @classmethod
    def of(cls, each: Sequence[Look]) -> Looks:
        """Those readings, at least one, the latest first; ``hours`` are the time of day of the first and the last."""
        last, first = each[0], each[-1]
        ends = dict.fromkeys(f"{look.at.astimezone(clock.ZONE):%H:%M}" for look in (first, last))
        return cls(
            day=clock.day_of(last.at),
            hours="–".join(ends),
            times=len(each),
            office=last.office,
            fields=tuple(dict.fromkeys(name for look in each for name in look.fields)),
            why=last.why,
            cases=last.cases,
        )


@require_GET
@may("access.read")
def index(request: HttpRequest) -> HttpResponseBase:
    """The readings of the records about the viewer's organisations by others, the latest first.

    On the page those of a day by one office for one reason are one line, which says how many they are; a file has each.
    """
    viewer = viewer_of(request)
    records = owned.records(viewer)
    rows = queries.strangers_who_looked(viewer, records)
    found = list(rows[:MOST])
    mine = set(records)
    cases = upwards.records_of(one for one in mine if one[0] == CASE)
    named = {one.name: one for one in cases.values()}
    looks = [_look(row, mine, cases, named) for row in found]
    if file := export_response(Table(EACH, looks, caption=gettext_lazy("谁看过我")), request):
        return file
    table = Table(COLUMNS, grouped(looks), caption=gettext_lazy("谁看过我"))
    context = {"table": table, "count": rows.count() if len(found) == MOST else len(found), "most": MOST}
    return render(request, "audit/access.html", context)


def grouped(looks: Iterable[Look]) -> list[Looks]:
    """Readings put together by day, office, reason and case, in the order of the first of each."""
    found: dict[tuple[object, ...], list[Look]] = {}
    for look in looks:
        same = (clock.day_of(look.at), look.office, look.why, look.cases)
        found.setdefault(same, []).append(look)
    return [Looks.of(each) for each in found.values()]


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
        fields=tuple(fields),
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


CASES = Column(
    "cases",
    gettext_lazy("办件"),
    value=lambda row: listed(one.name for one in row.cases),
    link=lambda row: row.cases[0].own if len(row.cases) == 1 else None,
)
FIELDS = Column("fields", gettext_lazy("看了什么"), value=lambda row: listed(row.fields))
COLUMNS = [
    Column("day", gettext_lazy("日期"), "date", sort=True, head=True),
    Column("hours", gettext_lazy("首次和末次时间")),
    Column("times", gettext_lazy("次数"), "count", sort=True),
    Column("office", gettext_lazy("单位和角色"), sort=True),
    FIELDS,
    Column("why", gettext_lazy("事由")),
    CASES,
]
"""A line of the page: :class:`Looks`."""
EACH = [
    Column("at", gettext_lazy("时间"), "moment", sort=True, head=True),
    Column("office", gettext_lazy("单位和角色"), sort=True),
    FIELDS,
    Column("why", gettext_lazy("事由")),
    CASES,
]
"""A line of a file: :class:`Look`."""
