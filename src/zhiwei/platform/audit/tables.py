"""The lists of the audit: what was done, what was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.accounts.words import office
from zhiwei.platform.audit import upwards, words
from zhiwei.platform.audit.models import Act, Reading
from zhiwei.platform.audit.particulars import Called, named, told
from zhiwei.platform.audit.trail import Gap, Trail
from zhiwei.platform.kit.language import listed, semicolons
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.kit.tables import Column, Table

SHOWN = 3
"""Records that a line of the readings names; the reading's page and files name all."""
FIELDS_SHOWN = 12
"""Fields that a line of the readings names; a whole answer shows a hundred facts."""
PLACES = {"page", "api"}
"""Kinds of records whose key is an address and says itself what it is."""


def acts(rows: QuerySet[Act], *, whole: bool) -> Trail:
    """Acts, the latest first. ``whole``: nothing narrows them, so that every number has its line."""
    columns = [
        Column("seq", _("序号"), head=True, link=lambda row: _page("audit:act", row)),
        *_by(),
        Column("act", _("行为"), value=lambda row: words.act(row.act)),
        Column("kind", _("对象类型"), value=lambda row: words.kind(row.kind)),
        Column("record", _("对象"), value=lambda row: _record(row.kind, row.key, trail.called),
               link=lambda row: _address(row.kind, row.key, trail.called)),
        Column("division", _("行政区划"), value=lambda row: row.division and name_of(row.division)),
        Column("content", _("内容"), screen=False, value=lambda row: told(row, trail.called)),
        Column("key", _("对象编号"), screen=False),
        *_proof(),
    ]  # fmt: skip
    trail = Trail(columns, rows, whole=whole, named=named, caption=_("行为记录"), file=_("审计_行为记录"))
    return trail


def readings(rows: QuerySet[Reading], *, whole: bool) -> Trail:
    """Readings, the latest first."""
    columns = [
        Column("seq", _("序号"), head=True, link=lambda row: _page("audit:reading", row)),
        *_by(),
        Column("items", _("看了谁的、什么对象"), export=False, value=lambda row: _items(row, trail.called, SHOWN)),
        Column("all", _("看了谁的、什么对象"), screen=False, value=lambda row: _items(row, trail.called)),
        Column("fields", _("看了什么"), export=False, value=lambda row: fields_of(row, FIELDS_SHOWN)),
        Column("all_fields", _("看了什么"), screen=False, value=fields_of),
        Column("why", _("事由"), value=whys_of),
        *_proof(),
    ]  # fmt: skip
    trail = Trail(columns, rows, whole=whole, named=pairs, caption=_("查阅记录"), file=_("审计_查阅记录"))
    return trail


def items(row: Reading) -> Table:
    """What one reading showed, record by record."""
    called = upwards.records_of(pairs(row))
    columns = [
        Column("record", _("对象"), head=True, value=lambda one: _record(one["kind"], one["key"], called) or one["key"],
               link=lambda one: _address(one["kind"], one["key"], called)),
        Column("kind", _("对象类型"), value=lambda one: words.kind(one["kind"])),
        Column("fields", _("看了什么"), value=lambda one: listed(map(words.field, one["fields"]))),
        Column("why", _("事由"), value=lambda one: retold(one["why"])),
    ]  # fmt: skip
    file = gettext("审计_查阅记录%(seq)s") % {"seq": row.seq}
    return Table(columns, row.items, caption=_("看了谁的、什么对象"), file=file)


def name_in(row: Any) -> str:
    """Who it was; the installation itself in the reader's language."""
    return gettext("系统") if row.name == SYSTEM.name else str(row.name)


def fields_of(row: Any, most: int | None = None) -> str:
    """The fields that a reading showed, each once; ``most`` of them, with how many more there are."""
    every = list(dict.fromkeys(words.field(name) for item in row.items for name in item["fields"]))
    text = listed(every[:most])
    more = 0 if most is None else len(every) - most
    return gettext("%(text)s，另有 %(count)s 项") % {"text": text, "count": more} if more > 0 else text


def whys_of(row: Any) -> str:
    """The reasons of a reading."""
    return semicolons(sorted({retold(item["why"]) for item in row.items if item["why"]}))


def pairs(row: Any) -> Iterator[tuple[str, str]]:
    """Kind and key of what a reading showed."""
    return ((item["kind"], item["key"]) for item in row.items)


def _by() -> list[Column]:
    """When and by whom."""
    return [
        Column("at", gettext_lazy("时间"), "moment"),
        Column("name", gettext_lazy("姓名"), value=name_in),
        Column("office", gettext_lazy("单位和角色"), value=lambda row: office(row.office)),
        Column("acting_for", gettext_lazy("代理"), value=lambda row: office(row.acting_for)),
    ]


def _proof() -> list[Column]:
    """From where, and the place in the chain; in files only."""
    return [
        Column("origin", gettext_lazy("来源地址"), screen=False),
        Column("request", gettext_lazy("请求编号"), screen=False),
        Column("hash", gettext_lazy("哈希"), screen=False),
    ]


def _page(name: str, row: Any) -> str | None:
    return None if isinstance(row, Gap) else reverse(name, args=[row.seq])


def _record(kind: str, key: str, called: Called) -> str:
    if kind == "audit":
        return words.own(key)
    found = called.get((kind, key))
    return found.name if found is not None else key if kind in PLACES else ""


def _address(kind: str, key: str, called: Called) -> str:
    found = called.get((kind, key))
    return found.address if found is not None else ""


def _items(row: Any, called: Called, most: int | None = None) -> str:
    if isinstance(row, Gap):
        return row.act
    said = [_said(one["kind"], one["key"], called) for one in row.items[:most]]
    more = len(row.items) - len(said)
    text = semicolons(said)
    return gettext("%(text)s，另有 %(count)s 个") % {"text": text, "count": more} if more else text


def _said(kind: str, key: str, called: Called) -> str:
    """A record with its kind, which the audit's own say themselves."""
    record = _record(kind, key, called) or key
    return record if kind == "audit" else f"{words.kind(kind)} {record}"
