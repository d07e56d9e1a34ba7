"""Tables of guarantee compensation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.decisions.matrix import Word
from zhiwei.platform.funds.answered import tag, told
from zhiwei.platform.funds.guarantees.business import Counted, Place
from zhiwei.platform.funds.guarantees.facts import ENTITY
from zhiwei.platform.funds.models import Scheme
from zhiwei.platform.funds.report import component
from zhiwei.platform.kit.language import listed
from zhiwei.platform.kit.tables import Column, Table

TAGS = {Word.FILED: "ok", Word.INHERITED: "ok", Word.PARTLY: "todo", Word.SILENT: "off"}


def places(rows: Sequence[Place]) -> Table:
    """Every county with its own rule and what was paid."""
    columns = [
        Column("place", _("县（市、区）"), value=lambda p: name_of(p.division), head=True),
        Column("word", _("地方补偿办法"), kind="tag", value=lambda p: str(p.word.label), tags=lambda p: TAGS.get(p.word, "no")),
        Column("document", _("文号")),
        Column("guarantees", _("已补偿担保（笔）"), kind="count", sort=True),
        Column("provincial", _("省级补偿（元）"), kind="money", sort=True),
        Column("local", _("地方补偿（元）"), kind="money", sort=True),
    ]  # fmt: skip
    return Table(columns, rows, name="places", caption=_("各县（市、区）担保风险补偿"), size=100)


def schemes(rows: QuerySet[Scheme]) -> Table:
    """The province's rules, the latest first."""
    columns = [
        Column("document", _("文号"), head=True),
        Column("from_day", _("施行日期"), kind="date"),
        Column("limit", _("单笔担保限额（元）"), kind="money"),
        Column("share", _("补偿比例"), kind="rate"),
        Column("cap", _("单笔补偿上限（元）"), kind="money"),
    ]
    return Table(
        columns, rows, name="schemes", caption=_("省级补偿办法"), empty=_("省里还没有报备补偿办法。")
    )


def business(rows: Sequence[Counted]) -> Table:
    """The guarantees of a year: whether each counts, and what it got."""
    columns = [
        Column("contract", _("合同编号"), value=lambda c: c.guarantee.contract, head=True,
               link=lambda c: reverse("subjects:guarantee", args=[c.guarantee.subject_id])),
        Column("guarantor", _("担保机构"), value=lambda c: c.guarantee.guarantor.name),
        Column("borrower", _("被担保企业"), value=lambda c: c.guarantee.borrower.name),
        Column("fen", _("担保金额（元）"), kind="money", value=lambda c: c.guarantee.fen, sort=True),
        Column("counts", _("计入省级补偿"), kind="tag", value=_counts, tags=lambda c: tag(c.counts)),
        Column("why", _("没有满足的条件"), value=lambda c: why(c.why)),
        Column("balance", _("计入的余额（元）"), kind="money", sort=True),
        Column("loss", _("损失（元）"), kind="money", value=lambda c: c.standing.loss, sort=True),
        Column("provincial", _("省级补偿（元）"), kind="money", sort=True),
        Column("local", _("地方补偿（元）"), kind="money", sort=True),
        Column("uncovered", _("未补偿（元）"), kind="money", sort=True),
    ]  # fmt: skip
    return Table(
        columns, rows, name="business", caption=_("年度担保业务"), empty=_("这一年没有登记的担保业务。")
    )


def _counts(one: Counted) -> str:
    return told(one.counts, _("计入"), _("不计入"))


def why(names: Iterable[str]) -> str:
    """The criterion or the missing facts in the reader's words."""
    return listed(
        component(name.rpartition(".")[2].partition("@")[0], "enterprise" if "." in name else ENTITY)
        for name in names
    )
