"""Lists of land."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.bases.land.queries import Report, written
from zhiwei.platform.bases.models import LandRequest, LandSource
from zhiwei.platform.kit.tables import Column, Table


def reports(rows: Sequence[Report]) -> Table:
    """The yearly reports of places: hectares for bases over the total new quota."""
    columns = [
        Column("division", _("地区"), value=lambda r: name_of(r.division), head=True, sort=True,
               link=lambda r: f"{reverse('bases:land')}?year={r.year}&division={r.division}"),
        Column("quota", _("新增指标（公顷）"), value=lambda r: None if r.quota is None else written(r.quota)),
        Column("for_bases", _("用于创业基地（公顷）"), value=lambda r: written(r.for_bases)),
        Column("share", _("创业基地占比"), kind="rate", sort=True),
        Column("released", _("盘活用地（公顷）"), value=lambda r: written(r.released)),
        Column("for_park_firms", _("其中用于企业申请（公顷）"), value=lambda r: written(r.for_park_firms)),
        Column("waiting", _("等待的申请"), kind="count", sort=True),
        Column("passed_over", _("越过并写明理由"), kind="count", sort=True),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("用地安排年度报告"), empty=_("这一年还没有登记用地。"), size=120)


def sources(rows: QuerySet[LandSource]) -> Table:
    """Land with what is left of it."""
    columns = [
        Column(
            "name", _("用地"), value=str, head=True, link=lambda s: reverse("bases:land-source", args=[s.pk])
        ),
        Column("kind", _("类型"), value=lambda s: s.get_kind_display(), sort=True),
        Column("division", _("地区"), value=lambda s: name_of(s.division), sort=True),
        Column("year", _("年度"), value=lambda s: str(s.year), sort=True),
        Column("area", _("面积（公顷）"), value=lambda s: written(s.area), sort=True),
        Column("left", _("未安排（公顷）"), value=lambda s: written(s.left)),
        Column("document", _("文号")),
    ]
    return Table(columns, rows, caption=_("建设用地"), empty=_("还没有登记用地。"), name="sources")


def requests(rows: QuerySet[LandRequest]) -> Table:
    """Who asks."""
    columns = [
        Column("applicant", _("申请人"), value=lambda r: r.applicant.name, head=True, sort="applicant__name"),
        Column("division", _("地区"), value=lambda r: name_of(r.division), sort=True),
        Column("area", _("申请面积（公顷）"), value=lambda r: written(r.area), sort=True),
        Column("purpose", _("用途")),
        Column("asked_on", _("申请日期"), kind="date", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda r: r.get_state_display(), sort=True,
               tags=lambda r: {"waiting": "todo", "given": "ok", "withdrawn": "off"}[r.state]),
    ]  # fmt: skip
    return Table(
        columns, rows, caption=_("用地申请"), empty=_("还没有用地申请。"), order="-asked_on", name="requests"
    )
