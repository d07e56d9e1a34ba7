"""Tables of venture capital."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.funds.answered import tag, told
from zhiwei.platform.funds.models import Investment, VentureFund
from zhiwei.platform.funds.ventures.look_through import Look, Placed, SubFund
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.ledger.models import Fund


def funds(rows: QuerySet[VentureFund]) -> Table:
    """The institutions."""
    columns = [
        Column("name", _("机构"), value=lambda f: f.subject.name, head=True, sort="subject__name",
               link=lambda f: reverse("funds:venture", args=[f.subject_id])),
        Column("division", _("地区"), value=lambda f: name_of(f.subject.division), sort="subject__division"),
        Column("fen", _("实缴规模（元）"), kind="money", sort=True),
        Column("established_on", _("设立日期"), kind="date", sort=True),
        Column("talent", _("主投高层次人才项目"), kind="flag", sort=True),
    ]  # fmt: skip
    return Table(
        columns, rows, name="funds", caption=_("创业投资机构"), empty=_("还没有登记的创业投资机构。")
    )


def _left(one: Investment, name: str) -> Any:
    transfer = getattr(one, "transfer", None)
    return getattr(transfer, name) if transfer else None


def investments(rows: QuerySet[Investment], *, caption: Any, name: str, closed: bool) -> Table:
    """Open investments, or those that were given up, with day and price of the exit."""
    columns = [
        Column("agreement", _("投资协议编号"), head=True, sort=True,
               link=lambda i: reverse("funds:investment", args=[i.subject_id])),
        Column("investor", _("机构"), value=lambda i: i.investor.subject.name, sort="investor__subject__name"),
        Column("firm", _("被投资企业"), value=lambda i: i.firm.name, sort="firm__name"),
        Column("fen", _("投资额（元）"), kind="money", sort=True),
        Column("on_day", _("投资日期"), kind="date", sort=True),
    ]  # fmt: skip
    if closed:
        columns += [
            Column(
                "left_on",
                _("退出日期"),
                kind="date",
                value=lambda i: _left(i, "on_day"),
                sort="transfer__on_day",
            ),
            Column("way", _("退出方式"), value=lambda i: i.transfer.get_way_display()),
            Column(
                "price",
                _("收回金额（元）"),
                kind="money",
                value=lambda i: _left(i, "fen"),
                sort="transfer__fen",
            ),
            Column("loss", _("损失（元）"), kind="money", value=lambda i: _left(i, "loss")),
        ]
    return Table(columns, rows, name=name, caption=caption, empty=_("没有记录。"))


def guides(rows: Sequence[Fund]) -> Table:
    """The guide funds."""
    columns = [
        Column("name", _("引导基金"), head=True, link=lambda f: reverse("funds:look", args=[f.pk])),
        Column("division", _("地区"), value=lambda f: name_of(f.division)),
        Column("budget_year", _("预算年度")),
    ]
    return Table(columns, rows, name="guides", caption=_("引导基金"), empty=_("还没有引导基金。"))


def sub_funds(found: Look) -> Table:
    """The sub-funds of a guide fund; what is placed and not placed adds up to the stake."""
    columns = [
        Column("name", _("子基金"), value=lambda s: s.subject.name, head=True),
        Column("stake", _("引导基金出资（元）"), kind="money"),
        Column("share", _("占实缴规模"), kind="rate"),
        Column(
            "placed", _("已投企业（元）"), kind="money", value=lambda s: sum(one.part for one in s.placed)
        ),
        Column("unplaced", _("未投（元）"), kind="money"),
    ]
    return Table(columns, found.sub_funds, name="subs", caption=_("子基金"), empty=_("还没有出资的子基金。"))


def firms(found: Look) -> Table:
    """The firms behind a guide fund with its part in each."""
    rows: list[tuple[SubFund, Placed]] = [(sub, one) for sub in found.sub_funds for one in sub.placed]
    columns = [
        Column("firm", _("企业"), value=lambda r: r[1].investment.firm.name, head=True),
        Column("sub", _("子基金"), value=lambda r: r[0].subject.name),
        Column("fen", _("子基金投资（元）"), kind="money", value=lambda r: r[1].investment.fen),
        Column("part", _("其中引导基金（元）"), kind="money", value=lambda r: r[1].part),
        Column(
            "small",
            _("小微企业"),
            kind="tag",
            value=lambda r: told(r[1].small),
            tags=lambda r: tag(r[1].small),
        ),
        Column(
            "early",
            _("初创期"),
            kind="tag",
            value=lambda r: told(r[1].early),
            tags=lambda r: tag(r[1].early),
        ),
    ]
    return Table(columns, rows, name="firms", caption=_("企业"), empty=_("还没有投资企业。"))
