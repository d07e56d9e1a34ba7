"""Lists of guarantees and loans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.kit.tables import Column, Table
from zhiwei.platform.subjects.models import Guarantee, GuaranteeEvent, Loan
from zhiwei.platform.subjects.queries.records import Standing


def guarantees(rows: QuerySet[Guarantee], stands: Mapping[int, Standing], *, office: bool) -> Table:
    """Guarantees with where each stands today."""

    def at(name: str) -> Callable[[Guarantee], Any]:
        return lambda one: getattr(stands[one.pk], name)

    def address(one: Guarantee) -> str:
        return reverse("subjects:guarantee" if office else "subjects:own-guarantee", args=[one.subject_id])

    columns = [
        Column("contract", _("合同编号"), link=address, head=True, sort=True),
        Column("guarantor", _("担保机构"), value=lambda g: g.guarantor.name, sort="guarantor__name"),
        Column("borrower", _("被担保企业"), value=lambda g: g.borrower.name, sort="borrower__name"),
        Column("division", _("地区"), value=lambda g: name_of(g.subject.division), sort="subject__division"),
        Column("fen", _("担保金额（元）"), kind="money", sort=True),
        Column("balance", _("担保余额（元）"), kind="money", value=at("balance")),
        Column("loss", _("未追回的代偿（元）"), kind="money", value=at("loss")),
        Column("from_day", _("起"), kind="date", sort=True),
        Column("to_day", _("止"), kind="date", sort=True),
        *_struck(),
    ]
    return Table(columns, rows, caption=_("担保业务"), empty=_("还没有登记的担保业务。"), order="-from_day")


def _struck() -> list[Column]:
    """Whether an entry counts, and why not."""
    return [
        Column("state", _("状态"), kind="tag", value=lambda one: str(_("已作废") if one.struck_at else _("有效")),
               tags=lambda one: "off" if one.struck_at else "ok"),
        Column("struck_why", _("作废理由")),
    ]  # fmt: skip


def events(rows: QuerySet[GuaranteeEvent]) -> Table:
    """What became of a guarantee, struck entries too."""
    columns = [
        Column("on_day", _("日期"), kind="date", head=True),
        Column("kind", _("事项"), value=lambda e: e.get_kind_display()),
        Column("fen", _("金额（元）"), kind="money"),
        Column("document", _("凭证号")),
        *_struck(),
    ]
    return Table(columns, rows, name="events", caption=_("担保变动"), empty=_("还没有还款、代偿或追回。"))


def loans(rows: QuerySet[Loan], *, office: bool) -> Table:
    """Loans, struck ones with their reason."""

    def address(one: Loan) -> str:
        return reverse("subjects:loan" if office else "subjects:own-loan", args=[one.subject_id])

    columns = [
        Column("contract", _("合同编号"), link=address, head=True, sort=True),
        Column("lender", _("贷款机构"), value=lambda one: one.lender.name, sort="lender__name"),
        Column("borrower", _("借款企业"), value=lambda one: one.borrower.name, sort="borrower__name"),
        Column(
            "division", _("地区"), value=lambda one: name_of(one.subject.division), sort="subject__division"
        ),
        Column("fen", _("贷款金额（元）"), kind="money", sort=True),
        Column("from_day", _("起"), kind="date", sort=True),
        Column("to_day", _("止"), kind="date", sort=True),
        *_struck(),
    ]
    return Table(columns, rows, caption=_("贷款"), empty=_("还没有登记的贷款。"), order="-from_day")
