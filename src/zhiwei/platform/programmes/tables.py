"""Lists of programmes, of records, of what was counted and of what was paid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.kit import money
from zhiwei.platform.kit.language import listed
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.programmes import queries
from zhiwei.platform.programmes.files.model import RECORD, STRUCK, Programme, Register, RegisterField
from zhiwei.platform.programmes.models import Record
from zhiwei.platform.programmes.registers.counting import Place
from zhiwei.platform.programmes.registers.values import in_words

KINDS = {"money": "money", "count": "count", "date": "date"}
"""Kinds of fields that columns show in a way of their own; the others are texts."""


def records(programme: Programme, register: Register, rows: QuerySet[Record]) -> Table:
    """A register: each field a column, with owner, place and state."""
    titles = _titles(programme, register)
    columns = [
        Column("title", str(register.fields[register.title].words), head=True, sort=True, link=lambda r: reverse("programmes:record", args=[r.pk])),
        *([Column("owner", _("登记主体"), value=lambda r: r.owner.name, sort="owner__name")] if register.owner else []),
        *(_column(register, one, titles) for one in register.fields.values() if one.name != register.title),
        Column("day", _("日期"), kind="date", sort=True, screen=not register.day, export=not register.day),
        Column("division", _("地区"), value=lambda r: name_of(r.division), sort=True),
        Column("state", _("状态"), kind="tag", value=lambda r: str(register.states[r.state].words), tags=lambda r: tag(register, r), sort=True),
        Column("entered_at", _("登记时间"), kind="moment", screen=False),
    ]  # fmt: skip
    return Table(
        columns, rows.prefetch_related("links__subject"), caption=str(register.words), order="-day" if not register.day else f"-{register.day}",
        empty=_("还没有登记。"),
    )  # fmt: skip


def programmes(rows: Sequence[Programme]) -> Table:
    """Programmes with their sentences and places, cases and money; no applicant is named."""
    cases = {one.id: queries.numbers(one) for one in rows}
    columns = [
        Column("title", _("项目"), value=lambda p: str(p.title), head=True, link=lambda p: reverse("programmes:detail", args=[p.id])),
        Column("sentences", _("句"), value=lambda p: listed(p.sentences)),
        Column("places", _("地区"), value=lambda p: listed(name_of(code) for code in p.divisions) or str(_("全省"))),
        Column("open", _("在办"), kind="count", value=lambda p: cases[p.id].open),
        Column("ended", _("办结"), kind="count", value=lambda p: cases[p.id].ended),
        Column("paid", _("已付"), kind="money", value=lambda p: queries.paid_fen(p) if p.money else None),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("地方扶持项目"), empty=_("还没有设立项目。"))


def _titles(programme: Programme, register: Register) -> dict[str, str]:
    """What the records that this register links to are called."""
    names = {one.target for one in register.links(RECORD)}
    rows = Record.objects.filter(programme=programme.id, register__in=names)
    return {str(pk): title for pk, title in rows.values_list("pk", "title")} if names else {}


def _column(register: Register, one: RegisterField, titles: dict[str, str]) -> Column:
    kind = KINDS.get(one.kind, "text")
    sort: Any = "day" if one.name == register.day else False
    return Column(one.name, str(one.words), kind=kind, value=_value(register, one, titles), sort=sort)


def _value(register: Register, one: RegisterField, titles: dict[str, str]) -> Callable[[Record], Any]:
    def value(record: Record) -> Any:
        raw = record.values.get(one.name)
        if raw in (None, ""):
            return None
        match one.kind:
            case "money":
                return money.parse(str(raw))
            case "count":
                return int(raw)
            case "date":
                return date.fromisoformat(str(raw))
        return in_words(register, one.name, record, names_of(record) | titles)

    return value


def names_of(record: Record) -> dict[str, str]:
    """The subjects that a record names, by their identifiers."""
    return {str(link.subject_id): link.subject.name for link in record.links.all()}


def tag(register: Register, record: Record) -> str:
    """The colour of a record's state: to do while it is new and may be moved, gone, else done."""
    if not record.live:
        return "no" if record.state == STRUCK else "off"
    waits = any(record.state in move.sources for move in register.moves.values())
    return "todo" if waits else "ok"


def places(programme: Programme, rows: Sequence[Place]) -> Table:
    """What was counted, by county."""
    columns = [
        Column("division", _("地区"), head=True, value=lambda p: name_of(p.division), sort=True),
        *(
            Column(
                count.id, str(count.words), kind=_kind(programme, count.id), sort=True,
                value=_number(n),
            )
            for n, count in enumerate(programme.counts.values())
        ),
    ]  # fmt: skip
    return Table(columns, rows, name="places", caption=_("按地区计数"), empty=_("还没有登记。"))


def _number(n: int) -> Callable[[Place], int]:
    return lambda place: place.numbers[n]


def _kind(programme: Programme, count: str) -> str:
    one = programme.counts[count]
    fields = programme.registers[one.register].fields
    return "money" if one.sum and fields[one.sum].kind == "money" else "count"


def states(rows: Sequence[Any]) -> Table:
    """Cases by kind and state."""
    columns = [
        Column("title", _("事项"), head=True),
        Column("state", _("状态")),
        Column("number", _("件数"), kind="count", link=lambda r: r.address),
    ]
    return Table(columns, rows, name="states", caption=_("办件"), size=100, empty=_("还没有办件。"))


def paid(rows: Sequence[Any]) -> Table:
    """What each level promised and paid."""
    columns = [
        Column("level", _("级次"), head=True),
        Column("reserved", _("预留"), kind="money"),
        Column("committed", _("已承诺"), kind="money"),
        Column("ordered", _("付款中"), kind="money"),
        Column("paid", _("已付"), kind="money"),
    ]
    return Table(columns, rows, name="money", caption=_("资金"), empty=_("还没有预留或支付。"))


__all__ = ["names_of", "paid", "places", "records", "states", "tag"]
