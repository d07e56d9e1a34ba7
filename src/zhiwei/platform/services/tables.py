"""The lists of the room's pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.cases.tables import state_tag, state_words
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.services.models import Clawback, Offer, Order, Scheme
from zhiwei.platform.services.money import owing
from zhiwei.platform.services.queries import Result
from zhiwei.platform.services.report import Line
from zhiwei.platform.services.services.correcting import Outcome


def catalogue(rows: QuerySet[Offer]) -> Table:
    """Services that may be ordered."""
    columns = [
        Column(
            "title", _("服务"), head=True, sort=True, link=lambda o: reverse("services:offer", args=[o.pk])
        ),
        Column("category", _("类别"), value=lambda o: o.get_category_display(), sort=True),
        Column("agency", _("机构"), value=lambda o: o.agency.name, sort="agency__name"),
        Column(
            "division", _("机构所在地"), value=lambda o: name_of(o.agency.division), sort="agency__division"
        ),
        Column("price", _("价格"), kind="money", sort=True),
        Column("confirmed", _("已确认的服务"), kind="count", sort=True),
        Column("grade", _("平均评价（满分 5）"), value=lambda o: grade(o.grade), sort=True),
    ]
    empty = _("还没有符合条件的服务。")
    return Table(columns, rows, caption=_("创业服务目录"), order="category", empty=empty)


def grade(mean: float | None) -> str:
    """A mean of grades with one decimal; '' where nobody rated."""
    return "" if mean is None else f"{mean:.1f}"


def offers(rows: QuerySet[Offer]) -> Table:
    """An agency's own services, those taken off included."""
    columns = [
        Column("title", _("服务"), head=True, sort=True, link=lambda o: reverse("services:edit", args=[o.pk])),
        Column("category", _("类别"), value=lambda o: o.get_category_display(), sort=True),
        Column("price", _("价格"), kind="money", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda o: o.get_state_display(),
               tags=lambda o: "ok" if o.state == Offer.State.LISTED else "off", sort=True),
    ]  # fmt: skip
    return Table(
        columns, rows, name="offers", caption=_("我的服务"), order="title", empty=_("还没有上架服务。")
    )


OWN = "services:agency-order"
"""The page of an order that an agency's own list leads to; the agency needs no column with its own name."""


def orders(rows: QuerySet[Order], address: str) -> Table:
    """Orders; ``address`` names the page of one, which tells invoice, grade and the levels' parts: on the page of the list
    they would not fit beside each other, in a file they stand all."""
    columns = [
        Column("number", _("服务单"), head=True, value=lambda o: o.case.number,
               link=lambda o: reverse(address, args=[o.pk])),
        Column("offer", _("服务"), value=lambda o: o.offer.title, sort="offer__title"),
        Column("firm", _("企业"), value=lambda o: o.firm.name, sort="firm__name"),
        Column("agency", _("机构"), value=lambda o: o.agency.name, sort="agency__name", screen=address != OWN),
        Column("division", _("地区"), value=lambda o: name_of(o.case.division), sort="case__division"),
        Column("price", _("价格"), kind="money", sort=True),
        Column("invoice", _("发票号码"), screen=False),
        Column("invoiced", _("发票金额"), kind="money", sort=True),
        Column("grade", _("评价"), kind="count", sort=True, screen=False),
        Column("subsidy", _("核定的补贴"), kind="money", sort=True),
        *(Column(level.value, _part(level), kind="money", value=_level(level), screen=False) for level in _LEVELS),
        Column("state", _("状态"), kind="tag", value=lambda o: state_words(o.case), tags=lambda o: state_tag(o.case),
               sort="case__state"),
        Column("made_at", _("下单时间"), kind="moment", sort=True),
    ]  # fmt: skip
    return Table(
        columns, rows, name="orders", caption=_("服务单"), order="-made_at", empty=_("还没有服务单。")
    )


_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)


def _part(level: Level) -> Any:
    return {Level.PROVINCE: _("省级承担"), Level.CITY: _("市级承担"), Level.COUNTY: _("县级承担")}[level]


def _level(level: Level) -> Any:
    return lambda order: order.parts.get(level.value)


def results(rows: Iterable[Result], number: int = 1) -> Table:
    """An agency's results of a year and what the rule gives for them, with every input; ``number`` tells agencies apart."""
    columns = [
        Column("division", _("地区"), head=True, value=lambda r: name_of(r.division)),
        Column("orders", _("经确认的服务单数"), kind="count"),
        Column("value", _("经确认的服务金额"), kind="money"),
        Column("share", _("补贴比例")),
        Column("due", _("按公式应得"), kind="money"),
        Column("settled", _("已核定"), kind="money"),
        Column("grade", _("平均评价（满分 5）"), value=lambda r: grade(r.grade)),
    ]
    name = "results" if number == 1 else f"results{number}"
    return Table(columns, rows, name=name, caption=_("实绩与补贴"), empty=_("本年度还没有服务单。"))


def clawbacks(rows: QuerySet[Clawback]) -> Table:
    """What was found wrong after payment, and what has to come back of it."""
    columns = [
        Column("number", _("服务单"), head=True, value=lambda c: c.order.case.number,
               link=lambda c: reverse("cases:office-case", args=[c.order_id])),
        Column("agency", _("机构"), value=lambda c: c.order.agency.name, sort="order__agency__name"),
        Column("firm", _("企业"), value=lambda c: c.order.firm.name, screen=False),
        Column("found", _("查实的服务金额"), kind="money", sort=True),
        Column("due", _("应得的补贴"), kind="money", sort=True, screen=False),
        Column("fen", _("应退"), kind="money", sort=True),
        Column("owing", _("未退回"), kind="money", value=lambda c: owing(c.order) if c.decision else None),
        Column("decision", _("追回决定文号")),
        Column("return_by", _("退款期限"), kind="date", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda c: c.get_state_display(), sort=True,
               tags=lambda c: "todo" if c.state == Clawback.State.PROPOSED else "off"),
        Column("proposed_at", _("提出时间"), kind="moment", sort=True, screen=False),
    ]  # fmt: skip
    return Table(
        columns,
        rows,
        name="clawbacks",
        caption=_("追回的补贴"),
        order="-proposed_at",
        empty=_("没有追回的补贴。"),
    )


def outcomes(rows: Iterable[Outcome]) -> Table:
    """What became of each order of an act on many, what was refused first."""
    columns = [
        Column("number", _("服务单"), head=True, value=lambda r: r.order.case.number,
               link=lambda r: reverse("cases:office-case", args=[r.order.pk])),
        Column("firm", _("企业"), value=lambda r: r.order.firm.name),
        Column("subsidy", _("核定的补贴"), kind="money", value=lambda r: r.order.subsidy),
        Column("result", _("结果"), kind="tag", value=lambda r: _("没有办成") if r.why else _("已办理"),
               tags=lambda r: "no" if r.why else "ok"),
        Column("why", _("原因"), value=lambda r: r.why),
    ]  # fmt: skip
    listed = sorted(rows, key=lambda r: not r.why)
    return Table(columns, listed, name="outcomes", caption=_("办理结果"), size=len(listed) or 1, export=False)


def report(rows: Iterable[Line]) -> Table:
    """The yearly report by county."""
    columns = [
        Column("division", _("地区"), head=True, value=lambda r: name_of(r.division)),
        Column("ordered", _("预约的服务"), kind="count"),
        Column("confirmed", _("经企业确认的服务"), kind="count"),
        Column("firms", _("企业数"), kind="count", value=lambda r: len(r.firms)),
        Column("agencies", _("机构数"), kind="count", value=lambda r: len(r.agencies)),
        Column("value", _("经确认的服务金额"), kind="money"),
        Column("subsidy", _("核定的补贴"), kind="money"),
        *(Column(level.value, _paid(level), kind="money", value=_paid_by(level)) for level in _LEVELS),
        Column("grade", _("平均评价（满分 5）"), value=lambda r: grade(r.mean)),
    ]  # fmt: skip
    return Table(
        columns, list(rows), name="report", caption=_("各地服务和补贴"), empty=_("本年度还没有服务单。")
    )


def _paid_by(level: Level) -> Any:
    return lambda line: line.paid[level]


def _paid(level: Level) -> Any:
    return {Level.PROVINCE: _("省级已付"), Level.CITY: _("市级已付"), Level.COUNTY: _("县级已付")}[level]


def schemes(rows: QuerySet[Scheme]) -> Table:
    """Schemes as filed."""
    columns = [
        Column("division", _("地区"), head=True, value=lambda s: name_of(s.division), sort=True),
        Column("document", _("文号"), sort=True),
        *(Column(level.value, _part(level), value=_share(level)) for level in _LEVELS),
        Column("yearly_fen", _("每户每年上限"), kind="money", sort=True),
        Column("from_day", _("起始日"), kind="date", sort=True),
        Column("to_day", _("终止日"), kind="date", sort=True),
    ]
    return Table(
        columns, rows, name="schemes", caption=_("服务券方案"), order="division", empty=_("还没有报备方案。")
    )


def _share(level: Level) -> Any:
    return lambda scheme: scheme.shares.get(level.value, "0")
