"""Tables of special funds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.cases.tables import state_words
from zhiwei.platform.funds.answered import tag, told
from zhiwei.platform.funds.special.counties import Colour, County
from zhiwei.platform.funds.special.growth import Year
from zhiwei.platform.funds.special.matching import Matched
from zhiwei.platform.funds.special.projects import Ranked
from zhiwei.platform.funds.special.upgrading import Paid
from zhiwei.platform.funds.special.upgrading import Year as Upgraded
from zhiwei.platform.funds.special.uses import Use
from zhiwei.platform.kit.language import listed
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.ledger.chart import Level

COLOURS = {Colour.NONE: "off", Colour.SET_UP: "info", Colour.ENLARGED: "ok"}


def matching(rows: Sequence[Matched]) -> Table:
    """26.1: each provincial fund beside the money of other levels and private money."""
    levels = [
        Column(level.value, level.label, kind="money", value=_of_level(level), sort=True)
        for level in (Level.CITY, Level.COUNTY, Level.PARK)
    ]
    columns = [
        Column("fund", _("专项资金"), value=lambda m: m.fund.name, head=True),
        Column("year", _("预算年度"), value=lambda m: m.fund.budget_year, sort=True),
        Column("projects", _("项目"), kind="count", sort=True),
        Column("provincial", _("省级资金（元）"), kind="money", sort=True),
        *levels,
        Column("ratio", _("每元省级资金带动地方资金"), kind="rate", sort=True),
        Column("private", _("社会投入（元）"), kind="money", sort=True),
        Column("leverage", _("每元财政资金带动社会投入"), kind="rate", sort=True),
    ]
    return Table(columns, rows, name="matching", caption=_("配套和带动"), empty=_("还没有省级专项资金。"))


def _of_level(level: Level) -> Callable[[Matched], int]:
    return lambda one: one.by_level[level]


def _of_use(use: Use) -> Callable[[Year], int]:
    return lambda one: one.uses[use]


def years(rows: Sequence[Year]) -> Table:
    """26.2: what the province put in by use, and both growths."""
    uses = [Column(use.value, use.label, kind="money", value=_of_use(use)) for use in Use]
    columns = [
        Column("year", _("年度"), value=lambda y: str(y.year), head=True),
        Column("fen", _("资金规模（元）"), kind="money"),
        *uses,
        Column("growth", _("资金增长"), kind="rate"),
        Column("revenue", _("财政收入（元）"), kind="money"),
        Column("document", _("财政收入出处")),
        Column("revenue_growth", _("财政收入增长"), kind="rate"),
        Column("keeps_up", _("随收入增长"), kind="tag", value=_kept, tags=lambda y: tag(y.keeps_up, "no", "off")),
    ]  # fmt: skip
    return Table(
        columns, rows, name="years", caption=_("省级中小企业专项资金"), empty=_("还没有资金和财政收入记录。")
    )


def _kept(one: Year) -> str:
    return told(one.keeps_up, unknown=_("还不能比较"))


def counties(rows: Sequence[County]) -> Table:
    """26.3: every county, what it set up, and by which documents."""
    columns = [
        Column("place", _("县（市、区）"), value=lambda c: name_of(c.division), head=True),
        Column("colour", _("设立情况"), kind="tag", value=lambda c: str(c.colour.label), tags=lambda c: COLOURS[c.colour]),
        Column("fen", _("当年资金（元）"), kind="money", sort=True),
        Column("before", _("上年资金（元）"), kind="money", sort=True),
        Column("documents", _("文号"), value=lambda c: listed(c.documents)),
    ]  # fmt: skip
    return Table(columns, rows, name="counties", caption=_("各县（市、区）中小企业发展专项资金"), size=100)


def upgraded(rows: Sequence[Upgraded]) -> Table:
    """26.4: the transfers by year."""
    columns = [
        Column("year", _("年度"), value=lambda y: str(y.year), head=True),
        Column("fen", _("已付（元）"), kind="money"),
        Column("small", _("付给小微企业（元）"), kind="money"),
        Column("unknown", _("规模不明（元）"), kind="money"),
        Column("share", _("小微企业比重"), kind="rate"),
        Column("payees", _("企业数"), kind="count"),
    ]
    return Table(
        columns, rows, name="upgrading", caption=_("工业转型升级一般转移支付"), empty=_("还没有付款。")
    )


def payments(rows: Sequence[Paid]) -> Table:
    """26.4: each payment with the size of its payee on the day."""
    columns = [
        Column("payee", _("企业"), value=lambda p: p.line.payee, head=True),
        Column("paid_on", _("付款日"), kind="date", value=lambda p: p.line.paid_on, sort=True),
        Column("fen", _("金额（元）"), kind="money", value=lambda p: p.line.fen, sort=True),
        Column("small", _("付款日为小微企业"), kind="tag", value=_small, tags=lambda p: tag(p.small)),
    ]  # fmt: skip
    return Table(columns, rows, name="payments", caption=_("逐笔付款"), empty=_("还没有付款。"))


def _small(one: Paid) -> str:
    return told(one.small)


def projects(rows: Sequence[Ranked]) -> Table:
    """26.5: applications, those that go first in front, with the reason."""
    columns = [
        Column("number", _("办件"), value=lambda r: r.case.number, head=True, link=lambda r: reverse("cases:office-case", args=[r.case.pk])),
        Column("firm", _("企业"), value=lambda r: r.case.subject.name),
        Column("title", _("项目名称"), value=lambda r: r.case.content.get("title", "")),
        Column("use", _("用途"), value=lambda r: Use(r.case.content["use"]).label if r.case.content.get("use") in Use.values else ""),
        Column("state", _("状态"), value=lambda r: state_words(r.case)),
        Column("first", _("优先"), kind="tag", value=_first, tags=lambda r: tag(r.first)),
        Column("opened_at", _("申请时间"), kind="date", value=lambda r: r.case.opened_at),
    ]  # fmt: skip
    return Table(
        columns,
        rows,
        name="projects",
        caption=_("待初审和待安排的项目"),
        empty=_("没有待初审、待安排的项目。"),
    )


def _first(one: Ranked) -> str:
    return told(
        one.first,
        _("优先：科技型小微企业的科技计划项目（26.5）"),
        _("按申请先后"),
        _("资料不全，不能判定优先"),
    )
