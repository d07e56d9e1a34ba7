"""Lists of clusters and their firms."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.bases.models import Cluster, Member
from zhiwei.platform.kit.tables import Column, Table


def clusters(rows: QuerySet[Cluster], *, office: bool) -> Table:
    """Clusters with boundary, industry, operator and the number of their firms."""
    columns = [
        Column("name", _("名称"), head=True, sort=True,
               link=(lambda c: reverse("bases:cluster", args=[c.pk])) if office else None),
        Column("kind", _("类型"), value=lambda c: c.get_kind_display(), sort=True),
        Column("division", _("地区"), value=lambda c: name_of(c.division), sort=True),
        Column("industry", _("主导产业"), sort=True),
        Column("boundary", _("四至范围")),
        Column("area", _("面积（公顷）"), kind="count", sort=True),
        Column("operator", _("运营单位"), value=lambda c: c.operator.name),
        Column("firms", _("成员企业"), kind="count", sort=True),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("特色基地、产业集群和园区"), empty=_("还没有登记的集群或园区。"))


def members(rows: QuerySet[Member]) -> Table:
    """The firms of a cluster, for export."""
    columns = [
        Column("firm", _("企业"), value=lambda m: m.firm.name, head=True, sort="firm__name"),
        Column("joined_on", _("加入日期"), kind="date", sort=True),
        Column("left_on", _("退出日期"), kind="date", sort=True),
    ]
    return Table(columns, rows, caption=_("成员企业"), empty=_("还没有成员企业。"))


def entries(rows: QuerySet[Member]) -> Table:
    """Every entry of a firm, mistakes included, under 退出和更正; the page draws them with their forms."""
    columns = [
        Column("firm", _("企业"), value=lambda m: m.firm.name, head=True),
        Column("joined_on", _("加入日期"), kind="date"),
        Column("left_on", _("退出日期"), kind="date"),
        Column("struck_at", _("作废时间"), kind="moment"),
        Column("struck_why", _("作废理由")),
    ]
    return Table(columns, rows, name="entries", caption=_("成员企业的退出和更正"))
