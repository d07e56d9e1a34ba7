"""Lists of rewards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _n
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.bases.models import TaxPayment
from zhiwei.platform.bases.rewards.queries import Graduated, Rated, Total
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.policy.vocabulary_programme import GraduationDenominator

READINGS = tuple(GraduationDenominator)


def state(case: Case | None) -> str:
    """Where a case stands, in words; a dash for none."""
    if case is None:
        return _n("没有立案")
    return str(casetypes.get(case.type).states[case.state].words)


def page(case: Case | None) -> str | None:
    """The officials' page of a case."""
    return reverse("cases:office-case", args=[case.pk]) if case else None


def amount(case: Case | None) -> Any:
    """The amount of a case's last verdict, fen."""
    return case.data.get("amount") if case else None


def counts(one: Graduated) -> str:
    """Whether a graduation counts, in words."""
    if one.judged.counts is None:
        return _n("资料不全")
    return _n("计入") if one.judged.counts else _n("不计入")


def graduations(rows: Sequence[Graduated]) -> Table:
    """Graduations with whether they count as of a technology-based small firm."""
    tags = {True: "ok", False: "off", None: "todo"}
    columns = [
        Column("firm", _("毕业企业"), value=lambda g: g.graduation.firm.name, head=True),
        Column("base", _("孵化器"), value=lambda g: g.graduation.base.subject.name, sort=True),
        Column("day", _("毕业日期"), kind="date", value=lambda g: g.graduation.graduated_on, sort=True),
        Column("counts", _("科技型小微企业"), kind="tag", value=counts, tags=lambda g: tags[g.judged.counts]),
        Column("state", _("奖励"), value=lambda g: state(g.case), link=lambda g: page(g.case)),
        Column("amount", _("金额"), kind="money", value=lambda g: amount(g.case), sort=True),
    ]
    return Table(
        columns,
        rows,
        caption=_("毕业奖励"),
        empty=_("这一年没有孵化器的毕业登记。"),
        name="graduations",
        size=200,
    )


def rated(rows: Sequence[Rated]) -> Table:
    """Incubators' years, with the graduation rate in every reading."""
    rates = [one.year.rates() for one in rows]
    by_base = {one.year.base.pk: rate for one, rate in zip(rows, rates, strict=True)}

    def rate(reading: GraduationDenominator) -> Callable[[Rated], Fraction | None]:
        return lambda row: by_base[row.year.base.pk][reading]

    readings = [
        Column(f"rate{n}", one.en if lang() == "en" else one.zh, kind="rate", value=rate(one))
        for n, one in enumerate(READINGS, start=1)
    ]
    columns = [
        Column("base", _("孵化器"), value=lambda r: r.year.base.subject.name, head=True, sort=True,
               link=lambda r: reverse("bases:office", args=[r.year.base.subject_id])),
        Column("division", _("地区"), value=lambda r: name_of(r.year.base.subject.division)),
        Column("residents", _("年初在孵"), kind="count", value=lambda r: r.year.residents),
        Column("end", _("年末在孵"), kind="count", value=lambda r: r.year.residents_at_year_end),
        Column("graduates", _("当年毕业"), kind="count", value=lambda r: r.year.graduates),
        *readings,
        Column("tax", _("计入的税收贡献"), kind="money", value=lambda r: r.year.tax),
        Column("state", _("奖励"), value=lambda r: state(r.case), link=lambda r: page(r.case)),
        Column("amount", _("金额"), kind="money", value=lambda r: amount(r.case)),
    ]  # fmt: skip
    return Table(
        columns, rows, caption=_("年孵化毕业率"), empty=_("没有登记的孵化器。"), name="years", size=200
    )


def totals(rows: Sequence[Total]) -> Table:
    """Years in numbers; no firm and no incubator is named."""
    columns = [
        Column("year", _("年度"), value=lambda t: str(t.year), head=True),
        Column("graduates", _("孵化器毕业企业"), kind="count"),
        Column("rewarded", _("已付奖励的毕业企业"), kind="count"),
        Column("per_graduate", _("毕业奖励"), kind="money"),
        Column("by_tax", _("毕业率奖励"), kind="money"),
    ]
    return Table(columns, rows, caption=_("孵化器奖励"), empty=_("还没有孵化器的毕业登记。"))


def payments(rows: QuerySet[TaxPayment]) -> Table:
    """Tax payments as the tax office stated them."""
    columns = [
        Column("firm", _("企业"), value=lambda p: p.firm.name, head=True, sort="firm__name"),
        Column("paid_on", _("缴款日期"), kind="date", sort=True),
        Column("fen", _("缴纳税款"), kind="money", sort=True),
        Column("number", _("完税凭证号"), sort=True),
        Column("struck", _("作废理由"), value=lambda p: p.struck_why),
    ]
    return Table(columns, rows, caption=_("缴税记录"), empty=_("还没有缴税记录。"))
