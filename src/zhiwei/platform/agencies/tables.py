"""The lists of the room's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.agencies.intensity import Share
from zhiwei.platform.agencies.models import Body, Listing, Platform, State
from zhiwei.platform.agencies.report import Line
from zhiwei.platform.kit.tables import Column, Table

BODY_TAGS = {State.LINKED: "todo", State.SEPARATED: "info", State.CONVERTED: "ok"}


def _office(name: str, office: bool) -> Callable[[Platform | Body], str | None] | None:
    return (lambda one: reverse(name, args=[one.pk])) if office else None


def platform_state(one: Platform, day: date) -> tuple[str | Promise, str]:
    """Where a platform stands, and the colour of its label."""
    if not one.to_be_moved:
        return _("不须过渡"), "off"
    if one.closed_on is not None:
        return _("已完成过渡"), "ok"
    if one.plan_due is None:
        return _("没有方案"), "no"
    return (_("已超过计划日期"), "no") if one.plan_due < day else (_("按方案过渡"), "todo")


def platforms(rows: QuerySet[Platform], day: date, *, office: bool) -> Table:
    """Platforms with their plan and its end."""
    columns = [
        Column("name", _("平台"), head=True, value=lambda p: p.subject.name, sort="subject__name",
               link=_office("agencies:platform", office)),
        Column("division", _("地区"), value=lambda p: name_of(p.subject.division), sort="subject__division"),
        Column("nature", _("登记时的单位性质"), value=lambda p: p.get_nature_display(), sort=True),
        Column("department", _("主办部门"), sort=True),
        Column("set_up_on", _("建设（登记）日期"), kind="date", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda p: platform_state(p, day)[0],
               tags=lambda p: platform_state(p, day)[1]),
        Column("way", _("过渡方式"), value=lambda p: p.get_plan_way_display()),
        Column("plan_document", _("过渡方案")),
        Column("plan_due", _("计划完成日期"), kind="date", sort=True),
        Column("closed_on", _("完成日期"), kind="date", sort=True),
    ]  # fmt: skip
    return Table(
        columns,
        rows,
        name="platforms",
        caption=_("公共服务平台"),
        empty=_("没有这样的平台。"),
        order="plan_due",
    )


def bodies(rows: QuerySet[Body], *, office: bool) -> Table:
    """Bodies with the day of each state."""
    columns = [
        Column("name", _("机构"), head=True, value=lambda b: b.subject.name, sort="subject__name",
               link=_office("agencies:body", office)),
        Column("division", _("地区"), value=lambda b: name_of(b.subject.division), sort="subject__division"),
        Column("department", _("主管部门"), sort=True),
        Column("person", _("列入时的法人性质"), value=lambda b: b.get_person_display(), sort=True),
        Column("state", _("状态"), kind="tag", value=lambda b: b.get_state_display(), sort=True,
               tags=lambda b: BODY_TAGS[State(b.state)]),
        *(Column(state.value, label, kind="date", value=_since(state)) for state, label in _DAYS),
        Column("separate_by", _("计划分离日期"), kind="date", sort=True),
        Column("convert_by", _("计划转制日期"), kind="date", sort=True),
    ]  # fmt: skip
    rows = rows.prefetch_related("stages")
    return Table(columns, rows, name="bodies", caption=_("部门下属中介机构"), empty=_("没有这样的机构。"))


_DAYS = (
    (State.LINKED, _("隶属起")), (State.SEPARATED, _("分离日期")), (State.CONVERTED, _("转制日期")),
)  # fmt: skip


def _since(state: State) -> Callable[[Body], date | None]:
    return lambda body: next((one.on for one in body.stages.all() if one.state == state), None)


def listings(rows: QuerySet[Listing]) -> Table:
    """The register of agencies."""
    columns = [
        Column("name", _("机构"), head=True, value=lambda one: one.subject.name, sort="subject__name"),
        Column("division", _("地区"), value=lambda one: name_of(one.subject.division), sort="subject__division"),
        Column("kinds", _("服务类别"), value=lambda one: one.words),
        Column("admitted_on", _("入册日期"), kind="date", sort=True),
    ]  # fmt: skip
    return Table(columns, rows, name="listings", caption=_("机构名录"), empty=_("名录里还没有机构。"))


def report(rows: Iterable[Line]) -> Table:
    """The yearly report by division."""
    columns = [
        Column("division", _("地区"), head=True, value=lambda r: name_of(r.division), sort=True),
        Column("bodies", _("部门下属中介机构"), kind="count", sort=True),
        Column("linked", State.LINKED.label, kind="count", sort=True),
        Column("separated", State.SEPARATED.label, kind="count", sort=True),
        Column("converted", State.CONVERTED.label, kind="count", sort=True),
        Column("to_convert", _("其中待转制"), kind="count", sort=True),
        Column("separated_in_year", _("本年度分离"), kind="count", sort=True),
        Column("converted_in_year", _("本年度转制"), kind="count", sort=True),
        Column("platforms_open", _("未完成过渡的平台"), kind="count", sort=True),
        Column("platforms_moved", _("已完成过渡的平台"), kind="count", sort=True),
        Column("moved_in_year", _("本年度完成过渡"), kind="count", sort=True),
    ]
    return Table(columns, rows, name="report", caption=_("管办分离和平台过渡年度报告"), empty=_("没有登记。"))


def shares(rows: Iterable[Share]) -> Table:
    """Research intensity by county and year; a figure that too few firms stand behind is not in the list nor in a file."""
    columns = [
        Column("division", _("地区"), head=True, value=lambda s: name_of(s.division), sort=True),
        Column("year", _("年度"), value=lambda s: str(s.year), sort=True),
        Column("firms", _("企业数"), kind="count", value=lambda s: s.firms if s.shown else None, sort=True),
        Column("spending", _("研发费用"), kind="money", value=lambda s: s.spending if s.shown else None, sort=True),
        Column("revenue", _("营业收入"), kind="money", value=lambda s: s.revenue if s.shown else None, sort=True),
        Column("value", _("研发费用占营业收入的比重"), value=share_words, sort=True),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("研发费用占营业收入的比重"), empty=_("还没有登记研发费用。"))


def share_words(one: Share) -> str:
    """The share in percent, or why there is none."""
    from zhiwei.platform.kit.tables.columns import percent

    if not one.shown:
        return str(_("企业太少，不公布"))
    return str(_("无法计算")) if one.value is None else percent(one.value)
