"""The lists of the room's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.cases.tables import state_tag, state_words
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.training.models import Commission, Course, Enrolment, Place
from zhiwei.platform.training.report import County
from zhiwei.platform.training.words import enrolment_tag, enrolment_words


def calendar(rows: QuerySet[Course]) -> Table:
    """Courses that may be chosen."""
    columns = [
        Column("title", _("课程"), head=True, sort=True, link=lambda c: reverse("training:course", args=[c.pk])),
        Column("starts_on", _("开课日期"), kind="date", sort=True),
        Column("topic", _("领域"), value=lambda c: c.get_topic_display(), sort=True),
        Column("kind", _("类别"), value=lambda c: c.commission.get_kind_display(), sort="commission__kind"),
        Column("division", _("地区"), value=lambda c: name_of(c.division), sort=True),
        Column("place", _("地点")),
        Column("body", _("培训机构"), value=lambda c: c.commission.body.name, sort="commission__body__name"),
        Column("hours", _("学时"), kind="count", sort=True),
        Column("free", _("余额"), kind="count", sort=True),
    ]  # fmt: skip
    empty = _("还没有符合条件的课程。")
    return Table(columns, rows, caption=_("培训日历"), order="starts_on", empty=empty)


def grade(mean: float | None) -> str:
    """A mean of grades with one decimal; '' where nobody rated."""
    return "" if mean is None else f"{mean:.1f}"


def bodies(rows: QuerySet[Subject]) -> Table:
    """Qualified training bodies."""
    columns = [
        Column("name", _("培训机构"), head=True, sort=True, link=lambda b: reverse("training:body", args=[b.pk])),
        Column("division", _("地区"), value=lambda b: name_of(b.division), sort=True),
        Column("trained", _("有证明的人次"), kind="count", sort=True),
        Column("grade", _("平均评价（满分 5）"), value=lambda b: grade(b.grade), sort=True),
    ]  # fmt: skip
    return Table(
        columns, rows, caption=_("符合条件的培训机构"), order="name", empty=_("还没有受委托的培训机构。")
    )


def commissions(rows: QuerySet[Commission], link: Callable[[Commission], str] | None = None) -> Table:
    """Commissions with their documents."""
    columns = [
        Column("document", _("委托文号"), head=True, sort=True, link=link),
        Column("body", _("培训机构"), value=lambda c: c.body.name, sort="body__name"),
        Column("division", _("委托地区"), value=lambda c: name_of(c.division), sort=True),
        Column("kind", _("类别"), value=lambda c: c.get_kind_display(), sort=True),
        Column("conditions", _("符合的条件")),
        Column("fee", _("每人次费用"), kind="money", sort=True),
        Column("from_day", _("起始日"), kind="date", sort=True),
        Column("last_day", _("终止日"), kind="date", sort="to_day"),
    ]
    return Table(
        columns, rows, name="commissions", caption=_("委托"), order="-from_day", empty=_("还没有委托。")
    )


def courses(rows: QuerySet[Course], address: str, name: str = "courses") -> Table:
    """Courses with what was proved; ``address`` names the page of one."""
    columns = [
        Column("title", _("课程"), head=True, sort=True, link=lambda c: reverse(address, args=[c.pk])),
        Column("body", _("培训机构"), value=lambda c: c.commission.body.name, sort="commission__body__name"),
        Column("division", _("地区"), value=lambda c: name_of(c.division), sort=True),
        Column("kind", _("类别"), value=lambda c: c.commission.get_kind_display(), sort="commission__kind"),
        Column("starts_on", _("开课日期"), kind="date", sort=True),
        Column("ends_on", _("结束日期"), kind="date", sort=True),
        Column("document", _("委托文号"), value=lambda c: c.commission.document, screen=False),
        Column("topic", _("领域"), value=lambda c: c.get_topic_display(), screen=False),
        Column("text", _("内容"), screen=False),
        Column("teacher", _("授课人及其资格"), screen=False),
        Column("place", _("地点"), screen=False),
        Column("hours", _("学时"), kind="count", screen=False),
        Column("seats", _("名额"), kind="count", sort=True),
        Column("enrolled", _("报名"), kind="count", sort=True),
        Column("proved", _("有证明的人次"), kind="count", sort=True),
        Column("grade", _("平均评价（满分 5）"), value=lambda c: grade(c.grade), sort=True),
        Column("settled_fen", _("核定的费用"), kind="money", sort=True),
        Column("state", _("状态"), kind="tag", value=_course_state, tags=_course_tag),
    ]  # fmt: skip
    return Table(columns, rows, name=name, caption=_("课程"), order="-starts_on", empty=_("还没有课程。"))


def _course_state(one: Course) -> str:
    if one.state == Course.State.CANCELLED:
        return str(one.get_state_display())
    return str(_("费用已核定")) if one.settled_at else str(one.get_state_display())


def _course_tag(one: Course) -> str:
    return "off" if one.state == Course.State.CANCELLED else "ok" if one.settled_at else "info"


def sheet(rows: QuerySet[Enrolment]) -> Table:
    """A course's own list, for its trainer and for officials."""
    columns = [
        Column("number", _("编号"), head=True),
        Column("person", _("学员"), value=lambda e: str(e.person)),
        Column("firm", _("企业"), value=lambda e: e.firm.name, sort="firm__name"),
        Column("division", _("企业所在地区"), value=lambda e: name_of(e.division), sort=True),
        Column("made_at", _("报名时间"), kind="moment", sort=True),
        Column("present", _("到课"), value=lambda e: "" if e.present is None else _("是") if e.present else _("否")),
        Column("confirmed_at", _("本人确认时间"), kind="moment", sort=True),
        Column("state", _("状态"), kind="tag", value=enrolment_words, tags=enrolment_tag),
        Column("grade", _("评价"), kind="count", sort=True),
        Column("remark", _("评价说明")),
    ]  # fmt: skip
    return Table(
        columns, rows, name="sheet", caption=_("学员名单"), order="made_at", empty=_("还没有人报名。")
    )


def waiting(rows: Iterable[Place]) -> Table:
    """The waiting list in its order."""
    columns = [
        Column("position", _("候补顺序"), kind="count", value=lambda p: p.position),
        Column("number", _("办件"), head=True, value=lambda p: p.case.number,
               link=lambda p: reverse("cases:office-case", args=[p.pk])),
        Column("firm", _("企业"), value=lambda p: p.firm.name),
        Column("division", _("地区"), value=lambda p: name_of(p.firm.division)),
        Column("applied_at", _("申请时间"), kind="moment"),
    ]  # fmt: skip
    numbered = list(rows)
    for number, one in enumerate(numbered, 1):
        one.position = number  # type: ignore[attr-defined]
    return Table(columns, numbered, name="waiting", caption=_("候补名单"), empty=_("没有人候补。"))


def applications(rows: QuerySet[Place]) -> Table:
    """All applications of a year."""
    columns = [
        Column("number", _("办件"), head=True, value=lambda p: p.case.number,
               link=lambda p: reverse("cases:office-case", args=[p.pk])),
        Column("firm", _("企业"), value=lambda p: p.firm.name, sort="firm__name"),
        Column("division", _("地区"), value=lambda p: name_of(p.firm.division), sort="firm__division"),
        Column("applied_at", _("申请时间"), kind="moment", sort=True),
        Column("placed_at", _("取得名额时间"), kind="moment", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda p: state_words(p.case), tags=lambda p: state_tag(p.case),
               sort="case__state"),
    ]  # fmt: skip
    return Table(
        columns,
        rows,
        name="applications",
        caption=_("资助名额申请"),
        order="applied_at",
        empty=_("还没有申请。"),
    )


def counties(rows: Iterable[County], target: int, funded: bool = True) -> Table:
    """What is counted by county, with each one's part of the year's target for the province."""
    columns = [
        Column("division", _("县（市、区）"), head=True, value=lambda c: name_of(c.division), sort=True),
        Column("attendances", _("有证明的人次"), kind="count", sort=True),
        Column("share", _("占全省目标"), kind="rate", value=_part(target), sort=True),
        Column("persons", _("参训经营者"), kind="count", sort=True),
        Column("firms", _("参训企业"), kind="count", sort=True),
        Column("courses", _("课程"), kind="count", sort=True),
        Column("funded", _("资助名额"), kind="count", sort=True),
        Column("waiting", _("候补"), kind="count", sort=True),
        Column("trained", _("已完成资助培训"), kind="count", sort=True),
    ]
    return Table(
        columns, rows, name="counties", caption=_("各县（市、区）培训人次"), order="-attendances", size=100
    )


def _part(target: int) -> Any:
    return lambda county: Fraction(county.attendances, target)
