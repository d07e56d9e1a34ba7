"""The lists of the room's pages. Officials' lists and their files show no name, only its first character."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.cases.tables import state_tag, state_words
from zhiwei.platform.kit.language import aside
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.talent.kinds import Kind
from zhiwei.platform.talent.models import Researcher, SplitMember
from zhiwei.platform.talent.report import Line


def _number(address: str) -> Column:
    return Column(
        "number", _("办件"), head=True, value=lambda r: r.case.number, link=lambda r: reverse(address, args=[r.pk])
    )  # fmt: skip


def _state() -> Column:
    return Column(
        "state", _("状态"), kind="tag", value=lambda r: state_words(r.case), tags=lambda r: state_tag(r.case),
        sort="case__state",
    )  # fmt: skip


def _person(full: bool) -> Column:
    def name(row: Any) -> str:
        person = row.researcher
        return aside(person.name if full else person.masked, person.number)

    return Column("researcher", _("科技人员"), value=name)


def _place() -> Column:
    return Column(
        "division", _("地区"), value=lambda r: name_of(r.subject.division), sort="subject__division"
    )


def _columns(kind: str, full: bool) -> list[Column]:
    unit = Column("unit", _("单位"), value=lambda r: r.unit.name, sort="unit__name")
    firm = Column("firm", _("企业"), value=lambda r: r.firm.name, sort="firm__name")
    match kind:
        case "secondment":
            return [
                _person(full), unit, firm,
                Column("work", _("工作"), value=lambda r: r.get_work_display()),
                Column("starts_on", _("起始日"), kind="date", sort=True),
                Column("kept_until", _("保留到期日"), kind="date", sort=True),
                Column("ended_on", _("结束日期"), kind="date", sort=True),
            ]  # fmt: skip
        case "spare_time":
            return [_person(full), unit, firm, Column("year", _("年度"), sort=True),
                    Column("recorded_on", _("登记日期"), kind="date", sort=True)]  # fmt: skip
        case "technology_share":
            return [
                firm,
                Column("asset", _("无形资产")),
                Column("asset_value", _("评估价值"), kind="money", sort=True),
                Column("share_value", _("折算金额"), kind="money", sort=True),
                Column("capital", _("注册资本"), kind="money", sort=True),
                Column("votes", _("同意的表决权"), kind="rate", value=lambda r: Fraction(r.votes_for, r.votes_all)),
                Column("highest", _("最高可折算"), kind="money", sort=True),
                Column("accepted_on", _("登记日期"), kind="date", sort=True),
            ]  # fmt: skip
        case "income_split":
            return [
                unit,
                Column("achievement", _("成果")),
                Column("received_on", _("到账日期"), kind="date", sort=True),
                Column("proceeds", _("收益"), kind="money", sort=True),
                Column("ratio", _("团队比例"), kind="rate", value=lambda r: Fraction(r.ratio)),
                Column("team", _("团队所得"), kind="money", sort=True),
                Column("unit_part", _("单位留存"), kind="money", sort=True),
                Column("frozen_on", _("定案日期"), kind="date", sort=True),
            ]  # fmt: skip
    return [
        _person(full), unit,
        Column("company", _("股权所在企业"), value=lambda r: r.company.name, sort="company__name"),
        Column("obtained_on", _("取得日期"), kind="date", sort=True),
        Column("value", _("取得时的价值"), kind="money", sort=True),
        Column("held_on", _("最近确认仍持有"), kind="date", sort=True),
        Column("event", _("终止事由"), value=lambda r: r.get_event_display()),
        Column("event_on", _("发生日期"), kind="date", sort=True),
        Column("taken_up_on", _("接续日期"), kind="date", sort=True),
        Column("assessed", _("核定税额"), kind="money", sort=True),
    ]  # fmt: skip


def records(kind: Kind, rows: QuerySet[Any], address: str, *, full: bool) -> Table:
    """Records of a kind; ``full`` shows whole names, to those who take part."""
    columns = [_number(address), *_columns(kind.name, full), *([] if full else [_place()]), _state()]
    return Table(
        columns, rows, name=kind.name.replace("_", "-"), caption=kind.label, order="-made_at", empty=_("还没有记录。")
    )  # fmt: skip


def staff(rows: QuerySet[Researcher]) -> Table:
    """A unit's researchers, for its own clerk."""
    columns = [
        Column("number", _("工号"), sort=True, head=True, link=lambda r: reverse("talent:researcher", args=[r.pk])),
        Column("name", _("姓名"), sort=True),
        Column("unit", _("单位"), value=lambda r: r.unit.name),
        Column("title", _("现有专业技术资格"), sort=True),
        Column("high_level", _("高层次人才"), kind="flag", sort=True),
        Column("high_level_basis", _("依据")),
        Column("left_on", _("离开日期"), kind="date", sort=True),
    ]  # fmt: skip
    return Table(
        columns, rows, name="staff", caption=_("科技人员"), order="number", empty=_("还没有登记科技人员。")
    )


def members(rows: Sequence[SplitMember], *, full: bool) -> Table:
    """Who shares in a split: agreed or not, amount, payment."""

    def name(one: SplitMember) -> str:
        return aside(one.researcher.name if full else one.researcher.masked, one.researcher.number)

    columns = [
        Column("researcher", _("科技人员"), value=name, head=True),
        Column("share", _("份额"), kind="rate", value=lambda m: m.fraction),
        Column("agreed", _("本人同意"), kind="flag", value=lambda m: m.agreed_at is not None),
        Column("amount", _("应得金额"), kind="money"),
        Column("paid_on", _("发放日期"), kind="date"),
        Column("paid_voucher", _("发放凭证号")),
    ]
    return Table(columns, rows, name="members", caption=_("分配对象"), size=200)


def _count(name: str) -> Callable[[Line], int]:
    return lambda line: line.counts[name]


def report(rows: Sequence[Line], *, money: bool, place: Any) -> Table:
    """Counts by place; sums only for officials."""
    columns = [
        Column("division", place, head=True, value=lambda r: name_of(r.division)),
        Column("filed", _("本年备案离岗"), kind="count", value=_count("filed")),
        Column("running", _("年末在企业"), kind="count", value=_count("running")),
        Column("declared", _("在职创业声明"), kind="count", value=_count("declared")),
        Column("shares", _("技术股份折算"), kind="count", value=_count("shares")),
        Column("splits", _("收益分配定案"), kind="count", value=_count("splits")),
        Column("deferred", _("新增递延"), kind="count", value=_count("deferred")),
        Column("taken_up", _("递延接续"), kind="count", value=_count("taken_up")),
    ]
    if money:
        columns += [
            Column("capital", _("折算股份金额"), kind="money", value=_count("capital")),
            Column("team", _("团队所得金额"), kind="money", value=_count("team")),
        ]
    return Table(
        columns, rows, name="report", caption=_("人才激励统计"), size=120, empty=_("这一年还没有记录。")
    )
