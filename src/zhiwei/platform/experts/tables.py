"""The lists of the room's pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django.db.models import Case, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.cases.casetypes.model import OPEN
from zhiwei.platform.cases.models import Step
from zhiwei.platform.cases.tables import state_tag, state_words
from zhiwei.platform.experts.models import Booking, Channel, Expert, Question, Session
from zhiwei.platform.experts.report import Line, words_of
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import listed
from zhiwei.platform.kit.tables import Column, Table

ASKED_ON = "again"
"""The step of a question by which its firm asks on after an answer that did not help."""
BOOKING_TAGS = {
    Booking.State.BOOKED: "todo", Booking.State.HELD: "ok", Booking.State.MISSED: "no", Booking.State.CANCELLED: "off",
}  # fmt: skip


def experts(rows: QuerySet[Expert]) -> Table:
    """The register, for officials."""
    columns = [
        Column("name", _("专家"), head=True, value=lambda e: str(e.user), sort="user__display_name",
               link=lambda e: reverse("experts:expert", args=[e.pk])),
        Column("background", _("来自"), value=lambda e: e.get_background_display(), sort=True),
        Column("division", _("服务地区"), value=lambda e: name_of(e.division), sort=True),
        Column("fields", _("领域"), value=fields_of),
        Column("since", _("加入日期"), kind="date", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda e: e.get_state_display(), sort=True,
               tags=lambda e: "ok" if e.state == Expert.State.ACTIVE else "off"),
    ]  # fmt: skip
    return Table(columns, rows, name="experts", caption=_("专家名册"), empty=_("名册里还没有专家。"))


def fields_of(expert: Expert) -> str:
    """An expert's fields in words."""
    return listed(expert.expertise.all())


def sessions(rows: QuerySet[Session], *, office: bool = False) -> Table:
    """Sessions with the places left; the public list names no expert."""
    columns = [
        Column("topic", _("主题"), head=True, sort=True,
               link=lambda s: reverse("experts:session", args=[s.pk])),
        Column("channel", _("方式"), value=lambda s: s.get_channel_display(), sort=True),
        Column("field", _("领域"), value=lambda s: s.get_field_display(), sort=True),
        Column("division", _("地区"), value=lambda s: name_of(s.division), sort=True),
        Column("day", _("日期"), kind="date", sort=("day", "begins")),
        Column("hours", _("时间"), value=lambda s: f"{s.begins:%H:%M}–{s.ends:%H:%M}"),
        Column("left", _("剩余名额"), kind="count", value=lambda s: s.places - s.taken),
    ]  # fmt: skip
    if office:
        columns += [
            Column("expert", _("专家"), value=lambda s: str(s.expert), sort="expert__user__display_name"),
            Column("place", _("地点或网上会场"), screen=False),
            Column("begins", _("开始"), value=lambda s: f"{s.begins:%H:%M}", screen=False),
            Column("ends", _("结束"), value=lambda s: f"{s.ends:%H:%M}", screen=False),
            Column("seats", _("名额"), kind="count", screen=False,
                   value=lambda s: s.places if s.channel == Channel.SPECIAL else None),
            Column("minutes", _("每位时长（分钟）"), kind="count", screen=False, value=_minutes),
            Column("taken", _("已预约"), kind="count", sort=True),
            Column("state", _("状态"), kind="tag", value=lambda s: s.get_state_display(), sort=True,
                   tags=lambda s: "ok" if s.state == Session.State.OPEN else "off"),
        ]  # fmt: skip
    order = "-day" if office else "day"
    return Table(
        columns, rows, name="sessions", caption=_("咨询场次"), order=order, empty=_("还没有可以预约的场次。")
    )


def _minutes(session: Session) -> int | None:
    """How long each slot of a session of :func:`zhiwei.platform.experts.queries.counted` is; None where there are seats."""
    if session.channel == Channel.SPECIAL:
        return None
    ends: time = session.first_ends  # type: ignore[attr-defined]
    return (ends.hour - session.begins.hour) * 60 + ends.minute - session.begins.minute


def bookings(rows: QuerySet[Booking], *, own: bool = False) -> Table:
    """Bookings; ``own`` for the firm, whose name then leads nowhere."""
    columns = [
        Column("session", _("场次"), head=True, value=lambda b: b.session.topic, sort="session__topic",
               link=lambda b: reverse("experts:booking", args=[b.pk])),
        Column("channel", _("方式"), value=lambda b: b.session.get_channel_display(), sort="session__channel"),
        Column("firm", _("企业"), value=lambda b: b.firm.name, sort="firm__name"),
        Column("division", _("企业所在地"), value=lambda b: name_of(b.division), sort=True, screen=not own),
        Column("day", _("日期"), kind="date", value=lambda b: b.session.day, sort="session__day"),
        Column("slot", _("时间"), value=lambda b: str(b.slot)),
        Column("difficulty", _("四难"), value=lambda b: b.get_difficulty_display(), sort=True),
        Column("state", _("状态"), kind="tag", value=lambda b: b.get_state_display(), sort=True,
               tags=lambda b: BOOKING_TAGS[b.state]),
        Column("grade", _("评价"), kind="count", sort=True),
    ]  # fmt: skip
    return Table(
        columns, rows, name="bookings", caption=_("专家咨询预约"), order="-day", empty=_("还没有预约。")
    )


def questions(rows: QuerySet[Question], address: str, *, order: str = "-asked_at") -> Table:
    """Questions, each with the days it has waited for its answer; ``address`` names the page of one's case."""
    asked = Step.objects.filter(case=OuterRef("case"), transition__in=(OPEN, ASKED_ON)).order_by("-number")
    rows = rows.annotate(
        waits_since=Coalesce(Subquery(asked.values("at")[:1]), "asked_at"),
        over=Case(When(case__ended_at=None, then=0), default=1),
    )
    columns = [
        Column("title", _("问题"), head=True, sort=True, link=lambda q: reverse(address, args=[q.pk])),
        Column("field", _("领域"), value=lambda q: q.get_field_display(), sort=True),
        Column("difficulty", _("四难"), value=lambda q: q.get_difficulty_display(), sort=True),
        Column("firm", _("企业"), value=lambda q: q.firm.name, sort="firm__name"),
        Column("division", _("地区"), value=lambda q: name_of(q.division), sort=True),
        Column("asked_at", _("提出时间"), kind="date", sort=True),
        Column("due_on", _("办理期限"), kind="date", value=lambda q: q.case.due_on, sort="case__due_on"),
        Column("state", _("状态"), kind="tag", value=lambda q: state_words(q.case), sort="case__state",
               tags=lambda q: state_tag(q.case)),
        Column("waited", _("已等（天）"), kind="count", value=days_waited, sort=("-over", "-waits_since")),
        Column("answered_at", _("解答时间"), kind="date", sort=True),
    ]  # fmt: skip
    return Table(
        columns, rows, name="questions", caption=_("网上咨询"), order=order, empty=_("没有这样的问题。")
    )


def days_waited(question: Question) -> int | None:
    """The days since a question of :func:`questions` was asked, or asked on; None once its case is over."""
    since: datetime = question.waits_since  # type: ignore[attr-defined]
    return None if question.case.ended else clock.days_since(since)


def answers(rows: QuerySet[Question]) -> Table:
    """Published answers in their public words."""
    columns = [
        Column("public_title", _("问题"), head=True, sort=True,
               link=lambda q: reverse("experts:answer", args=[q.pk])),
        Column("field", _("领域"), value=lambda q: q.get_field_display(), sort=True),
        Column("difficulty", _("四难"), value=lambda q: q.get_difficulty_display(), sort=True),
        Column("published_at", _("公开时间"), kind="date", sort=True),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("公开的解答"), order="-published_at", empty=_("还没有公开的解答。"))


def report(rows: Iterable[Line]) -> Table:
    """Counts by month, county and field."""
    columns = [
        Column("month", _("月份"), head=True, sort=True),
        Column("division", _("地区"), value=lambda r: name_of(r.division), sort=True),
        Column("field", _("领域"), value=lambda r: words_of(r.field), sort=True),
        Column("asked", _("网上提问"), kind="count", sort=True),
        Column("answered", _("已解答"), kind="count", sort=True),
        Column("went_up", _("逾期上报"), kind="count", sort=True),
        Column("open", _("在办"), kind="count", sort=True),
        Column("median_days", _("解答天数中位数"), kind="count", sort=True),
        Column("held", _("专场、门诊、网上咨询（户次）"), kind="count", sort=True),
        Column("grade", _("平均评价（满分 5）"), value=lambda r: "" if r.grade is None else f"{r.grade:.1f}"),
    ]
    return Table(columns, rows, name="report", caption=_("专家咨询统计"), empty=_("本年度还没有咨询。"))
