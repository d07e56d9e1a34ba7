"""The lists of the room's pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.tables import state_tag, state_words
from zhiwei.platform.instruments import indicators
from zhiwei.platform.instruments.case_acts.recognition import compliance
from zhiwei.platform.instruments.models import (
    Booking,
    Grade,
    Platform,
    Rate,
    Reason,
    Recognised,
    Resource,
    Review,
    Scheme,
)
from zhiwei.platform.kit.money import short
from zhiwei.platform.kit.tables import Column, Table

VERDICTS = {
    "complied": (_("免费或低价"), "ok"),
    "breached": (_("不合规：对小微企业不免费也不低价"), "no"),
    "undetermined": (_("价目表不全，不能判断"), "todo"),
}
"""What 19.4 says of a price list."""
GRADES = {Grade.EXCELLENT: "ok", Grade.GOOD: "ok", Grade.QUALIFIED: "info", Grade.FAILED: "no"}


def catalogue(rows: QuerySet[Resource], public: Collection[UUID]) -> Table:
    """What may be booked; ``public`` are the platforms free for small firms (19.3)."""
    columns = [
        Column(
            "title", _("资源"), head=True, sort=True,
            link=lambda r: reverse("instruments:resource", args=[r.pk]),
        ),
        Column("kind", _("类别"), value=lambda r: r.get_kind_display(), sort=True),
        Column(
            "platform", _("平台"), value=lambda r: r.platform.subject.name, sort="platform__subject__name",
            link=lambda r: reverse("instruments:platform", args=[r.platform_id]),
        ),
        Column(
            "division", _("所在地"), value=lambda r: name_of(r.platform.subject.division),
            sort="platform__subject__division",
        ),
        Column("tariff", _("收费标准（每次）"), kind="money", sort=True),
        Column("small", _("小微企业付"), kind="money", value=lambda r: small_price(r, public)),
        Column("used", _("已确认的使用"), kind="count", sort=True),
        Column("grade", _("平均评价（满分 5）"), value=lambda r: mean(r.grade), sort=True),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("科技资源目录"), order="title", empty=_("还没有符合条件的资源。"))


def small_price(one: Resource, public: Collection[UUID]) -> int:
    """What a small or micro firm owes for one use, fen."""
    if one.platform_id in public:
        return 0
    return int(one.tariff if one.small_price is None else one.small_price)


def mean(value: float | None) -> str:
    """A mean of grades with one decimal; '' where nobody graded."""
    return "" if value is None else f"{value:.1f}"


def points(value: Fraction | str) -> str:
    """A score with two decimals, half away from zero."""
    hundredths = int(Fraction(value) * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02}"


def resources(rows: QuerySet[Resource]) -> Table:
    """A platform's own resources, those not open included."""
    columns = [
        Column("title", _("名称"), head=True, sort=True,
               link=lambda r: reverse("instruments:keeper-resource", args=[r.pk])),
        Column("kind", _("类别"), value=lambda r: r.get_kind_display(), sort=True),
        Column("tariff", _("收费标准（每次）"), kind="money", sort=True),
        Column("small_price", _("对小微企业的价格（每次）"), kind="money", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda r: r.get_state_display(), sort=True,
               tags=lambda r: "ok" if r.state == Resource.State.LISTED else "off"),
    ]  # fmt: skip
    return Table(
        columns, rows, name="resources", caption=_("我的资源"), order="title", empty=_("还没有登记资源。")
    )


def bookings(rows: QuerySet[Booking], address: Callable[[Booking], str | None]) -> Table:
    """Bookings with their reasons for refusal; ``address`` gives the page of one."""
    columns = [
        Column("number", _("预约"), head=True, value=lambda b: b.case.number, link=address),
        Column("resource", _("资源"), value=lambda b: b.resource.title, sort="resource__title"),
        Column("platform", _("平台"), value=lambda b: b.platform.subject.name, sort="platform__subject__name"),
        Column("firm", _("企业"), value=lambda b: b.firm.name, sort="firm__name"),
        Column("slot", _("时段"), value=lambda b: str(b.slot or ""), sort="slot__starts_at"),
        Column("tariff", _("收费标准"), kind="money", screen=False),
        Column("price", _("应付"), kind="money", sort=True),
        Column("small", _("小微企业"), kind="flag"),
        Column("state", _("状态"), kind="tag", value=lambda b: state_words(b.case),
               tags=lambda b: state_tag(b.case), sort="case__state"),
        Column("reason", _("拒绝理由"), value=lambda b: b.get_reason_display() if b.reason else "", sort=True),
        Column("explanation", _("说明"), screen=False),
        Column("used_on", _("使用日期"), kind="date", sort=True),
        Column("minutes", _("时长（分钟）"), kind="count", sort=True),
        Column("grade", _("评价"), kind="count", sort=True),
        Column("made_at", _("预约时间"), kind="moment", sort=True, screen=False),
    ]  # fmt: skip
    return Table(columns, rows, name="bookings", caption=_("预约"), order="-made_at", empty=_("还没有预约。"))


def platforms(
    rows: Sequence[Platform], counts: dict[UUID, indicators.Counts], public: Collection[UUID], address: str,
    grades: dict[UUID, Review],
) -> Table:  # fmt: skip
    """Platforms with what their records of a year hold, and the last grade that stands."""
    columns = [
        Column("name", _("平台"), head=True, value=lambda p: p.subject.name, sort=True,
               link=lambda p: reverse(address, args=[p.pk])),
        Column("division", _("所在地"), value=lambda p: name_of(p.subject.division), sort=True),
        Column("keeper", _("管理单位"), value=lambda p: p.keeper.name),
        Column("public", _("财政投入形成"), kind="flag", value=lambda p: p.pk in public, sort=True),
        Column("confirmed", _("已确认的使用"), kind="count", value=lambda p: counts[p.pk].confirmed, sort=True),
        Column("small", _("小微企业占比"), kind="rate", value=lambda p: counts[p.pk].small_share, sort=True),
        Column("hours", _("使用小时"), value=lambda p: points(counts[p.pk].hours)),
        Column("requests", _("预约申请"), kind="count", value=lambda p: counts[p.pk].requests, sort=True),
        Column("refused", _("拒绝"), kind="count", value=lambda p: counts[p.pk].refused, sort=True),
        Column("unanswered", _("未答复"), kind="count", value=lambda p: counts[p.pk].unanswered, sort=True),
        Column("grade", _("最近等次"), value=lambda p: _graded(grades.get(p.pk))),
    ]  # fmt: skip
    return Table(
        columns, rows, name="platforms", caption=_("科技创新服务平台"), order="name",
        empty=_("还没有登记平台。"),
    )  # fmt: skip


def _graded(review: Review | None) -> str:
    return "" if review is None else f"{review.year} {review.get_grade_display()}"


def reviews(rows: QuerySet[Review], address: str = "") -> Table:
    """Yearly reviews: inputs, score, grade, and what the grade allows next year."""
    columns = [
        Column("platform", _("平台"), head=True, value=lambda r: r.platform.subject.name,
               sort="platform__subject__name",
               link=(lambda r: reverse(address, args=[r.pk])) if address else None),
        Column("year", _("年度"), value=lambda r: str(r.year), sort=True),
        *(Column(name, label, kind="count", value=_input(name)) for name, label in INPUTS),
        Column("document", _("考核办法"), value=lambda r: r.scheme.document),
        Column("score", _("得分"), value=lambda r: points(r.score)),
        Column("grade", _("等次"), kind="tag", value=lambda r: r.get_grade_display(),
               tags=lambda r: GRADES[Grade(r.grade)], sort=True),
        Column("most", _("下年度经费上限"), kind="money", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda r: state_words(r.case),
               tags=lambda r: state_tag(r.case), sort="case__state"),
    ]  # fmt: skip
    return Table(
        columns, rows, name="reviews", caption=_("年度绩效考核"), order="-year", empty=_("还没有考核。")
    )


INPUTS = (
    ("confirmed", _("已确认的使用")), ("small", _("小微企业")), ("minutes", _("分钟")),
    ("requests", _("预约申请")), ("refused", _("拒绝")), ("unanswered", _("未答复")),
)  # fmt: skip


def _input(name: str) -> Callable[[Review], int]:
    return lambda review: int(review.inputs.get(name, 0))


def score_parts(review: Review) -> Table:
    """How a score came about: each indicator, its value, its weight, its points."""
    found = indicators.parts(review.scheme, indicators.Counts.of(review.inputs))
    columns = [
        Column("label", _("指标"), head=True),
        Column("value", _("数值"), kind="rate"),
        Column("weight", _("分值"), kind="count"),
        Column("points", _("得分"), value=lambda p: points(p.points)),
    ]
    return Table(columns, found, name="score", caption=_("得分怎样算出"), export=False)


def refusals(rows: Iterable[tuple[str, int]]) -> Table:
    """How often each reason was given."""
    found = [{"reason": str(Reason(code).label), "n": n} for code, n in rows]
    columns = [Column("reason", _("拒绝理由"), head=True), Column("n", _("次数"), kind="count")]
    return Table(columns, found, name="refusals", caption=_("拒绝理由"), empty=_("没有拒绝过预约。"))


def recognitions(rows: QuerySet[Case]) -> Table:
    """Applications and renewals with what 19.4 says of the price list."""
    columns = [
        Column("number", _("编号"), head=True, link=lambda c: reverse("cases:office-case", args=[c.pk])),
        Column("platform", _("平台"), value=lambda c: c.subject.name, sort="subject__name"),
        Column("kind", _("认定"), value=lambda c: str(Recognised(c.content["kind"]).label)),
        Column("renewal", _("申报或复审"),
               value=lambda c: _now("复审") if c.data.get("renewal") else _now("首次申报")),
        Column("low_cost", _("对小微企业的价格"), kind="tag", value=lambda c: _verdict(c)[0],
               tags=lambda c: _verdict(c)[1]),
        Column("state", _("状态"), kind="tag", value=state_words, tags=state_tag, sort=True),
        Column("opened_at", _("提交时间"), kind="date", sort=True),
    ]  # fmt: skip
    return Table(
        columns, rows, name="recognitions", caption=_("示范平台申报和复审"), order="-opened_at",
        empty=_("还没有申报。"),
    )  # fmt: skip


def _verdict(case: Case) -> tuple[Any, str]:
    return VERDICTS.get(compliance(case), (_("不适用"), "off"))


WEIGHTS = ("small_weight", "hours_weight", "accepted_weight", "rating_weight")
STEPS = ("excellent_from", "good_from", "qualified_from")
MOST = ("excellent_most", "good_most", "qualified_most")


def schemes(rows: QuerySet[Scheme]) -> Table:
    """Schemes as filed; on the page the figures of one kind stand together, in a file each has a column."""
    columns = [
        *_filed(),
        Column("weights", _("分值：小微占比 / 时长 / 接受率 / 评价"), value=_joined(WEIGHTS), export=False),
        Column("steps", _("最低得分：优秀 / 良好 / 合格"), value=_joined(STEPS), export=False),
        Column("most", _("下年度经费上限（元）：优秀 / 良好 / 合格"), value=_amounts, export=False),
        *(
            Column(name, _label(Scheme, name), kind="count", screen=False)
            for name in (*WEIGHTS, "hours", *STEPS)
        ),
        *(Column(name, _label(Scheme, name), kind="money", screen=False) for name in MOST),
    ]
    return Table(
        columns, rows, name="schemes", caption=_("考核办法"), order="division", empty=_("还没有报备办法。")
    )


def _joined(names: Sequence[str]) -> Callable[[Scheme], str]:
    return lambda scheme: " / ".join(str(getattr(scheme, name)) for name in names)


def _amounts(scheme: Scheme) -> str:
    return " / ".join(short(getattr(scheme, name)) for name in MOST)


def rates(rows: QuerySet[Rate]) -> Table:
    """Rates as filed."""
    columns = [
        *_filed(),
        *(
            Column(name, _label(Rate, name), kind="money", sort=True)
            for name in ("per_use", "per_hour", "yearly_most")
        ),
    ]
    return Table(
        columns, rows, name="rates", caption=_("实绩补助标准"), order="division", empty=_("还没有报备标准。")
    )


def _filed() -> list[Column]:
    return [
        Column("division", _("地区"), head=True, value=lambda s: name_of(s.division), sort=True),
        Column("document", _("文号"), sort=True),
        Column("first_year", _("起始年度"), value=lambda s: str(s.first_year), sort=True),
        Column("last_year", _("终止年度"), value=lambda s: str(s.last_year or "")),
    ]


def _label(kind: Any, name: str) -> Any:
    return kind._meta.get_field(name).verbose_name
