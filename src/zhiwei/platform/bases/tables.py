"""Lists of the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.bases.models import Base, Graduation, Residency, Standing
from zhiwei.platform.bases.queries import Supported, occupancy
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.tables import Column, Table


def bases(rows: QuerySet[Base], residents: Mapping[int, int], *, office: bool) -> Table:
    """Bases with how full they are; ``residents`` counts by base."""
    today = clock.today()

    def address(one: Base) -> str:
        return reverse("bases:office" if office else "bases:public", args=[one.subject_id])

    columns = [
        Column(
            "name", _("基地"), value=lambda b: b.subject.name, link=address, head=True, sort="subject__name"
        ),
        Column("kind", _("类型"), value=lambda b: b.get_kind_display(), sort=True),
        Column("investor", _("投资主体"), value=lambda b: b.get_investor_display(), sort=True),
        Column("division", _("地区"), value=lambda b: name_of(b.subject.division), sort="subject__division"),
        Column("area", _("可出租面积（平方米）"), kind="count", sort=True),
        Column("occupancy", _("使用率"), kind="rate", value=lambda b: occupancy(b, today)),
        Column("residents", _("入驻企业"), kind="count", value=lambda b: residents.get(b.pk, 0)),
        Column("recognised_on", _("认定日期"), kind="date", sort=True),
    ]
    return Table(columns, rows, caption=_("创业基地"), empty=_("还没有登记的创业基地。"))


def standings(rows: Sequence[Standing]) -> Table:
    """The ranking of a round with the inputs it rests on."""
    columns = [
        Column("place", _("名次"), kind="count", sort=True),
        Column("base", _("基地"), value=lambda s: s.base.subject.name, head=True, link=lambda s: f"/office/cases/{s.case}/"),
        Column("division", _("地区"), value=lambda s: name_of(s.base.subject.division)),
        Column("residents", _("入驻企业"), kind="count", sort=True),
        Column("technology", _("科技型和高技术服务型"), kind="count", sort=True),
        Column("unsettled", _("资料不全"), kind="count", sort=True),
        Column("share", _("比重"), kind="rate", sort=True),
        Column("raised", _("成功培育"), kind="count", sort=True),
        Column("leads", _("两项均高于平均"), kind="flag", sort=True),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("排名"), size=200)


def programme(rows: Sequence[Supported]) -> Table:
    """Recognised bases with the money of each level."""
    columns = [
        Column("base", _("示范基地"), value=lambda s: s.base.subject.name, head=True,
               link=lambda s: reverse("bases:public", args=[s.base.subject_id])),
        Column("division", _("地区"), value=lambda s: name_of(s.base.subject.division), sort=True),
        Column("recognised_on", _("认定日期"), kind="date", value=lambda s: s.base.recognised_on, sort=True),
        Column("province", _("省级资金"), kind="money", sort=True),
        Column("local", _("地方资金"), kind="money", sort=True),
        Column("ratio", _("地方与省级之比"), kind="rate", sort=True),
        Column("state", _("地方配套"), kind="tag", value=_matched, tags=lambda s: "ok" if s.local else "todo"),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("创业示范基地"), empty=_("还没有认定创业示范基地。"), size=120)


def _matched(one: Supported) -> Any:
    return str(_("已配套")) if one.local else str(_("没有地方资金"))


def residents(rows: QuerySet[Residency]) -> Table:
    """The register of who moved in and out, struck entries with their reason, to be taken away."""
    columns = [
        Column("firm", _("企业"), value=lambda r: r.firm.name, head=True),
        Column("moved_in_on", _("入驻"), kind="date"),
        Column("moved_out_on", _("迁出"), kind="date"),
        Column("area", _("面积（平方米）"), kind="count"),
        Column("struck_at", _("作废时间"), kind="moment"),
        Column("struck_why", _("理由")),
    ]
    return Table(columns, rows, name="residents", caption=_("入驻名录"))


def graduates(rows: QuerySet[Graduation]) -> Table:
    """The register of graduations, struck entries with their reason, to be taken away."""
    columns = [
        Column("firm", _("企业"), value=lambda g: g.firm.name, head=True),
        Column("graduated_on", _("毕业日期"), kind="date"),
        Column("document", _("毕业证明")),
        Column("struck_at", _("作废时间"), kind="moment"),
        Column("struck_why", _("理由")),
    ]
    return Table(columns, rows, name="graduates", caption=_("毕业名录"))
