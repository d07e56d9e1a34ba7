"""The lists of the room's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.cases.tables import state_tag, state_words
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.registration.comparing import Change
from zhiwei.platform.registration.models import Contribution, Filing, Item, ItemList, PilotArea
from zhiwei.platform.registration.risks import Risk
from zhiwei.platform.registration.statistics import Row
from zhiwei.platform.registration.words import days_text


def subject_of(one: Filing) -> str:
    """Whom a filing is about."""
    if one.subject is not None:
        return one.subject.name.partition("：")[2] or one.subject.name
    return one.enterprise.name if one.enterprise is not None else ""


def _state(one: Filing) -> Any:
    return _("草稿") if one.case is None else state_words(one.case)


def _tag(one: Filing) -> str:
    return "todo" if one.case is None else state_tag(one.case)


def _late(one: Filing) -> str:
    due = one.case.due_on if one.case is not None else None
    return str(_("已超期")) if due is not None and due < clock.today() else ""


def filings(rows: QuerySet[Filing], address: str, *, office: bool) -> Table:
    """Filings; ``address`` names the page of one. Officials see the clock, and what is red."""
    columns = [
        Column("kind", _("登记事项"), head=True, value=lambda f: f.get_kind_display(), sort=True,
               link=lambda f: reverse(address, args=[f.pk])),
        Column("subject", _("企业"), value=subject_of, sort="subject__name"),
        Column("division", _("地区"), value=lambda f: name_of(f.division), sort=True),
        Column("submitted_on", _("提交日期"), kind="date", sort=True),
        Column("accepted_on", _("受理日期"), kind="date", sort=True),
        Column("due_on", _("办结期限"), kind="date", value=lambda f: f.case.due_on if f.case else None,
               sort="case__due_on"),
        Column("late", _("超期"), kind="tag", value=_late, tags=lambda _f: "no"),
        Column("decided_on", _("办结日期"), kind="date", sort=True),
        Column("state", _("状态"), kind="tag", value=_state, tags=_tag, sort="case__state"),
    ]  # fmt: skip
    if not office:
        columns = [one for one in columns if one.name != "late"]
    return Table(
        columns,
        rows,
        name="filings",
        caption=_("登记申请"),
        order="-submitted_on",
        empty=_("还没有登记申请。"),
    )


def statistics(rows: Iterable[Row]) -> Table:
    """What is published by county and month."""
    columns = [
        Column("division", _("地区"), head=True, value=lambda r: name_of(r.division), sort=True),
        Column("month", _("月份"), value=lambda r: f"{r.month:%Y-%m}", sort=True),
        Column("decided", _("办结件数"), kind="count", sort=True),
        Column("on_the_spot", _("当场办结"), kind="count", sort=True),
        Column("share", _("当场办结率"), kind="rate", sort=True),
        Column(
            "median_days", _("中位天数（受理到办结，不含补正）"), value=lambda r: days_text(r.median_days)
        ),
        Column("late", _("超期办结"), kind="count", sort=True),
    ]
    empty = _("这一年还没有办结的登记。")
    return Table(columns, rows, name="statistics", caption=_("登记办理情况"), empty=empty, size=100)


def schedule(rows: QuerySet[Contribution], today: date) -> Table:
    """The contributions of an enterprise: what is paid, what is due, what is late."""
    columns = [
        Column("contributor", _("出资人"), head=True, sort=True),
        Column("kind", _("出资方式"), value=lambda c: c.get_kind_display(), sort=True),
        Column("fen", _("出资额（元）"), kind="money", sort=True),
        Column("due_on", _("缴付期限"), kind="date", sort=True),
        Column("paid_on", _("缴付日期"), kind="date", sort=True),
        Column("proof", _("验资或评估报告")),
        Column("state", _("状态"), kind="tag", value=lambda c: _paid_words(c, today), tags=lambda c: _paid_tag(c, today)),
    ]  # fmt: skip
    return Table(
        columns, rows, name="schedule", caption=_("出资计划"), empty=_("没有登记出资。"), order="due_on"
    )


def _paid_words(one: Contribution, today: date) -> str:
    said: str | Promise = _("已缴付")
    if one.paid_on is None:
        said = _("逾期未缴") if one.due_on is not None and one.due_on < today else _("未到期")
    return str(said)


def _paid_tag(one: Contribution, today: date) -> str:
    if one.paid_on is not None:
        return "ok"
    return "no" if one.due_on is not None and one.due_on < today else "todo"


def risks(rows: Iterable[Risk]) -> Table:
    """Enterprises late with their contributions."""
    columns = [
        Column("enterprise", _("企业"), head=True, value=lambda r: r.enterprise.name, sort=True,
               link=lambda r: reverse("registration:office-firm", args=[r.enterprise.pk])),
        Column("division", _("地区"), value=lambda r: name_of(r.enterprise.division), sort=True),
        Column("instalments", _("逾期期数"), kind="count", sort=True),
        Column("fen", _("逾期金额（元）"), kind="money", sort=True),
        Column("since", _("应缴日期"), kind="date", sort=True),
        Column("days", _("逾期天数"), kind="count", sort=True),
        Column("deadline", _("法定缴足日"), kind="date", sort=True),
        Column("statutory", _("超过法定期限"), kind="flag", sort=True),
    ]  # fmt: skip
    empty = _("没有逾期未缴的出资。")
    return Table(columns, rows, name="risks", caption=_("出资风险清单"), order="since", empty=empty)


def lists(rows: QuerySet[ItemList], *, office: bool) -> Table:
    """Versions of lists of approval items."""
    address = "registration:office-list" if office else "registration:list"
    columns = [
        Column("document", _("文号"), head=True, link=lambda v: reverse(address, args=[v.pk]), sort=True),
        Column("division", _("地区"), value=lambda v: name_of(v.division), sort=True),
        Column("from_day", _("施行日期"), kind="date", sort=True),
        Column("items", _("事项数"), kind="count", value=lambda v: v.items.count()),
        Column("published_at", _("公布时间"), kind="moment", sort=True),
    ]
    empty = _("还没有公布审批事项清单。")
    return Table(columns, rows, name="lists", caption=_("审批事项清单"), order="-from_day", empty=empty)


def items(rows: QuerySet[Item]) -> Table:
    """The items of one version."""
    columns = [
        Column("code", _("事项编码"), sort=True),
        Column("title", _("事项"), head=True, sort=True),
        Column("authority", _("审批部门"), sort=True),
        Column("steps", _("环节数"), kind="count", sort=True),
        Column("statutory_days", _("法定时限"), kind="count", sort=True),
        Column("promised_days", _("承诺时限"), kind="count", sort=True),
        Column("unit", _("计日方式"), value=lambda i: i.get_unit_display()),
    ]
    return Table(
        columns,
        rows,
        name="items",
        caption=_("审批事项"),
        order="code",
        empty=_("清单里还没有事项。"),
        size=200,
    )


CHANGES: dict[str, tuple[str | Promise, str]] = {
    "removed": (_("已取消"), "ok"), "added": (_("新增"), "todo"), "changed": (_("有变化"), "info"),
    "same": (_("未变"), "off"),
}  # fmt: skip


def changes(rows: Iterable[Change]) -> Table:
    """Two versions item by item."""

    def of(side: str, name: str) -> Callable[[Change], Any]:
        return lambda one: getattr(getattr(one, side), name, None)

    columns = [
        Column("code", _("事项编码"), sort=True),
        Column("title", _("事项"), head=True, sort=True),
        Column("old_steps", _("原环节数"), kind="count", value=of("old", "steps")),
        Column("new_steps", _("现环节数"), kind="count", value=of("new", "steps")),
        Column("steps", _("减少的环节"), kind="count"),
        Column("old_days", _("原承诺天数"), kind="count", value=of("old", "promised_days")),
        Column("new_days", _("现承诺天数"), kind="count", value=of("new", "promised_days")),
        Column("days", _("缩短的天数"), kind="count"),
        Column("state", _("变化"), kind="tag", value=lambda one: str(CHANGES[one.state][0]),
               tags=lambda one: CHANGES[one.state][1]),
    ]  # fmt: skip
    return Table(columns, rows, name="changes", caption=_("两个版本的比较"), size=200)


def pilots(rows: QuerySet[PilotArea]) -> Table:
    """Pilot areas of sea-use rights."""
    columns = [
        Column("division", _("试点地区"), head=True, value=lambda p: name_of(p.division), sort=True),
        Column("document", _("文号"), sort=True),
        Column("from_day", _("起始日"), kind="date", sort=True),
        Column("to_day", _("终止日"), kind="date", sort=True),
    ]
    empty = _("还没有试点地区。")
    return Table(
        columns, rows, name="pilots", caption=_("海域使用权出资试点地区"), order="division", empty=empty
    )
