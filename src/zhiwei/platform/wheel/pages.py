"""Tables of the wheel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.wheel.models import Kind
from zhiwei.platform.wheel.queries import Year
from zhiwei.platform.wheel.states import LABELS, TAGS, Spoke, State


def _document(one: Spoke) -> str:
    entry = one.last(Kind.PUBLISHED, Kind.DONE, Kind.NOT_APPLICABLE)
    return (entry.document or retold(entry.summary)) if entry else ""


def tasks(rows: Sequence[Spoke], address: Callable[[Spoke], str]) -> Table:
    """What is demanded once, with its lead body and the document that closed it."""
    columns = [
        Column("task", _("任务"), value=lambda s: s.duty.label(lang()), link=address, head=True),
        Column("sentence", _("句"), value=lambda s: s.duty.sentence, link=lambda s: f"/law/{s.duty.sentence}/"),
        Column("lead", _("牵头单位"), value=lambda s: s.duty.lead[lang()]),
        Column("due", _("期限"), kind="date"),
        Column("planned", _("计划日期"), kind="date"),
        Column("document", _("文号"), value=lambda s: getattr(s.last(Kind.DONE), "document", "")),
        Column("state", _("状态"), kind="tag", value=lambda s: str(s.words), tags=lambda s: s.state.tag),
    ]  # fmt: skip
    return Table(columns, rows, name="tasks", caption=_("专项任务"), empty=_("没有专项任务。"), size=60)


def spokes(rows: Sequence[Spoke], address: Callable[[Spoke], str]) -> Table:
    """Duties of a year by place."""

    def day(kind: Kind) -> Callable[[Spoke], Any]:
        def found(one: Spoke) -> Any:
            entry = one.last(kind)
            return entry.day if entry else None

        return found

    columns = [
        Column("duty", _("年度事项"), value=lambda s: s.duty.label(lang()), link=address, head=True),
        Column("sentence", _("句"), value=lambda s: s.duty.sentence, link=lambda s: f"/law/{s.duty.sentence}/"),
        Column("division", _("地区"), value=lambda s: name_of(s.division), sort=True),
        Column("due", _("期限"), kind="date", sort=True),
        Column("planned", _("计划日期"), kind="date", sort=True),
        Column("done", _("完成日期"), kind="date", value=day(Kind.DONE), sort=True),
        Column("published", _("公布日期"), kind="date", value=day(Kind.PUBLISHED), sort=True),
        Column("document", _("依据"), value=_document),
        Column("state", _("状态"), kind="tag", value=lambda s: str(s.state.label), tags=lambda s: s.state.tag, sort=True),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("年度事项"), empty=_("没有符合条件的年度事项。"), size=60)


def left_open(rows: Sequence[Spoke], address: Callable[[Spoke], str]) -> Table:
    """What is overdue, of all years, with the days since it was due."""
    columns = [
        Column("duty", _("年度事项"), value=lambda s: s.duty.label(lang()), link=address, head=True),
        Column("year", _("年度"), value=lambda s: str(s.year), sort=True),
        Column("sentence", _("句"), value=lambda s: s.duty.sentence, link=lambda s: f"/law/{s.duty.sentence}/"),
        Column("division", _("地区"), value=lambda s: name_of(s.division), sort=True),
        Column("due", _("期限"), kind="date", sort=True),
        Column("planned", _("计划日期"), kind="date", sort=True),
        Column("late", _("逾期"), kind="tag", value=_late, tags=lambda s: "no"),
    ]  # fmt: skip
    return Table(columns, rows, name="late", caption=_("逾期未办结"), file=_("逾期的年度事项"), size=20)


def _late(one: Spoke) -> str:
    return gettext("已逾期 %(n)s 天") % {"n": (clock.today() - one.due).days} if one.due else ""


def totals(rows: Sequence[Year], address: Callable[[Year], str]) -> Table:
    """How many duties of each year are in which state."""

    def count(state: State) -> Callable[[Year], int]:
        return lambda year: year.counts[state]

    columns = [
        Column("year", _("年度"), value=lambda y: str(y.year), link=address, head=True, sort=True),
        Column("total", _("应办"), kind="count", sort=True),
        *(Column(state.value, LABELS[state], kind="count", value=count(state), sort=True) for state in TAGS),
        Column("unclosed", _("未办结"), kind="count", value=lambda y: y.open, sort=True),
    ]
    return Table(columns, rows, name="years", caption=_("各年度事项"), size=30)
