"""The lists of the room's pages."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.kit.tables.columns import percent
from zhiwei.platform.staff.models import Report
from zhiwei.platform.staff.queries import FEWEST, OfFirm, OfPlace, of
from zhiwei.platform.staff.rules import Share
from zhiwei.platform.subjects import labels


def told(found: Share) -> str:
    """A share in words: what is missing is named, and never shown as zero."""
    if found.value is not None:
        return percent(found.value)
    if found.missing:
        return _now("缺：%(names)s") % {
            "names": _now("、").join(labels.fact("recognition", one) for one in found.missing)
        }
    return _now("没有职工，不适用")


_NUMBERS = (
    ("technology", _("科技人员")), ("skilled", _("科技人员以外的高技能人才")), ("total", _("职工总数")),
)  # fmt: skip


def _staff() -> list[Column]:
    return [
        *(Column(name, label, kind="count", value=attrgetter(f"staff.{name}")) for name, label in _NUMBERS),
        Column("share", _("比重"), value=lambda o: told(o.share)),
    ]


def of_firm(rows: Iterable[OfFirm]) -> Table:
    """A firm's years."""
    columns = [
        Column("year", _("年度"), head=True, value=lambda o: str(o.year)), *_staff(), Column("source", _("来源")),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("科技人员和高技能人才"), empty=_("还没有登记人员情况。"))


def of_firms(rows: QuerySet[Report]) -> Table:
    """Firms of a year, for officials; shares are computed of the rows that are shown."""
    columns = [
        Column("firm", _("企业"), head=True, value=lambda r: r.firm.name,
               link=lambda r: reverse("staff:office-firm", args=[r.firm_id])),
        Column("division", _("地区"), value=lambda r: name_of(r.firm.division)),
        *(Column(name, label, kind="count") for name, label in _NUMBERS),
        Column("share", _("比重"), value=lambda r: told(of(r).share)),
        Column("source", _("来源"), value=lambda r: r.get_source_display()),
    ]  # fmt: skip
    return Table(columns, rows, name="firms", caption=_("各企业的比重"), empty=_("本年度还没有企业登记。"))


def of_places(rows: Iterable[OfPlace], *, public: bool) -> Table:
    """Counties of a year; the public sees no figure behind which fewer than three firms stand."""
    columns = [
        Column("division", _("地区"), head=True, value=lambda p: name_of(p.division)),
        Column("complete", _("数据齐全的企业"), kind="count", sort=True),
        Column("incomplete", _("数据不全的企业"), kind="count", sort=True),
        Column("silent", _("没有数据的企业"), kind="count", sort=True),
        Column("share", _("比重"), value=_published if public else lambda p: told(p.share)),
    ]  # fmt: skip
    if not public:
        columns[4:4] = _staff()[:3]
    return Table(
        columns,
        rows,
        name="places",
        caption=_("各县（市、区）的比重"),
        order="division",
        empty=_("还没有企业。"),
    )


def _published(one: OfPlace) -> Any:
    if 0 < one.complete < FEWEST:
        return _now("不足 %(n)d 户，不公布") % {"n": FEWEST}
    return told(one.share)
