"""The lists of the room's pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.models import User
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import listed, semicolons, titled
from zhiwei.platform.kit.phrases import retold
from zhiwei.platform.kit.tables import Column, Prepared, Table
from zhiwei.platform.ledger.beside import Bases, Beside
from zhiwei.platform.ledger.chart import Place
from zhiwei.platform.ledger.models import (
    BankAccount,
    Commitment,
    Entry,
    Fund,
    PaymentLine,
    PaymentList,
    ReplyRow,
)
from zhiwei.platform.ledger.purposes import in_words
from zhiwei.platform.ledger.queries.balances import Row

PROMISE_TAGS = {
    "reserved": "info", "committed": "todo", "ordered": "todo", "paid": "ok", "claimed": "no", "returned": "off",
    "released": "off",
}  # fmt: skip
LIST_TAGS = {"draft": "todo", "approved": "info", "done": "ok", "cancelled": "off"}
LINE_TAGS = {"waiting": "todo", "ordered": "info", "paid": "ok", "failed": "no", "dropped": "off"}
ACCOUNT_TAGS = {"proposed": "todo", "confirmed": "ok", "ended": "off"}


def purposes_text(fund: Fund) -> str:
    """``13.3、21.2 设计示范基地地方配套资金``."""
    return listed(map(in_words, fund.purposes))


def _fund_columns(link: Any) -> list[Column]:
    return [
        Column("name", _("资金"), value=str, head=True, sort=True, link=link, export=False),
        Column("fund_name", _("资金"), value=lambda f: f.name, screen=False),
        Column("level", _("级次"), value=lambda f: f.get_level_display(), sort=True, varied=True),
        Column("division", _("地区"), value=lambda f: name_of(f.division), sort=True, varied=True),
        Column("budget_year", _("预算年度"), value=lambda f: str(f.budget_year), sort=True, screen=False),
        Column("purposes", _("用途（句）"), value=purposes_text),
    ]


def funds(rows: QuerySet[Fund]) -> Table:
    """Funds as officials see them; the sums of those in use, over and closed apart."""
    columns = [
        *_fund_columns(lambda f: reverse("ledger:fund", args=[f.pk])),
        *_money_columns(),
        Column("to_day", _("承诺截止"), kind="date", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda f: f.standing, tags=lambda f: f.standing_tag),
    ]
    return Table(
        columns,
        rows,
        caption=_("专项资金"),
        order="-budget_year",
        empty=_("没有这样的资金。"),
        total=True,
        part=lambda f: f.standing,
    )


def _money_columns() -> list[Column]:
    """The first amount is the sum of the others."""
    return [
        Column("appropriated", _("拨款"), kind="money", sort=True),
        Column("paid", _("已付"), kind="money", sort=True),
        Column("promised", _("已承诺"), kind="money", sort=True),
        Column("reserved", _("预留"), kind="money", sort=True),
        Column("out_again", _("追回和上缴"), kind="money", sort=True),
        Column("available", _("余额"), kind="money", sort=True),
    ]


def public_funds(rows: QuerySet[Fund]) -> Table:
    """Funds as everybody sees them: figures, no names."""
    columns = [
        *_fund_columns(None),
        *_money_columns(),
        Column("payees", _("受益主体数"), kind="count", sort=True),
    ]
    return Table(
        columns,
        rows,
        caption=_("专项资金公开"),
        order="-budget_year",
        empty=_("还没有设立资金。"),
        total=True,
    )


def statement(rows: Iterable[Row]) -> Table:
    """The lines of a fund in some days, with what was available after each."""
    basis = Bases(lambda r: (r.entry.basis_kind, r.entry.basis_key))
    columns = [
        Column("day", _("记账日"), kind="date", value=lambda r: r.entry.booked_on),
        Column("kind", _("类型"), value=lambda r: r.entry.get_kind_display(), head=True),
        Column("way", _("转出 → 转入"), value=_way, export=False),
        Column("from", _("转出"), value=lambda r: r.taken_from.label, screen=False),
        Column("to", _("转入"), value=lambda r: r.given_to.label, screen=False),
        Column("fen", _("金额"), kind="money", value=lambda r: r.fen),
        Column("available", _("可用余额"), kind="money", value=lambda r: r.available),
        Column("subject", _("主体"), value=lambda r: r.entry.subject.name if r.entry.subject else ""),
        Column("sentence", _("句"), value=lambda r: in_words(r.entry.sentence)),
        Column(
            "basis",
            _("凭据"),
            value=basis,
            link=lambda r: (
                reverse("ledger:commitment", args=[r.entry.commitment_id]) if r.entry.commitment_id else None
            ),
        ),
        Column("why", _("文号或事由"), value=_why),
        Column("booked", _("登记人和时间"), value=_booked, export=False),
        Column("booked_at", _("登记时间"), kind="moment", value=lambda r: r.entry.booked_at, screen=False),
        Column("proposed_by", _("提出人"), value=lambda r: str(r.proposed_by or ""), screen=False),
        Column("made_by", _("经办人"), value=_made_by, screen=False),
    ]
    return Prepared(
        columns,
        rows,
        prepare=basis.prepare,
        caption=_("明细账"),
        empty=_("这段时间没有分录。"),
        file=_("明细账"),
    )


def _way(row: Row) -> str:
    """Both places in one column of the page, which leaves room for long amounts."""
    return f"{row.taken_from.label} → {row.given_to.label}"


def _made_by(row: Row) -> str:
    return by_whom(row.entry, None)


def by_whom(entry: Entry, proposed_by: User | None) -> str:
    """Who booked an entry; of one that was booked by proposal who proposed it and who checked it."""
    made_by = str(entry.made_by or _("系统"))
    if proposed_by is None:
        return made_by
    return gettext("提出 %(maker)s · 复核 %(checker)s") % {"maker": proposed_by, "checker": made_by}


def _booked(row: Row) -> str:
    """By whom and when, in one column of the page."""
    return (
        f"{by_whom(row.entry, row.proposed_by)} {row.entry.booked_at.astimezone(clock.ZONE):%Y-%m-%d %H:%M}"
    )


def _why(row: Row) -> str:
    """The document or the reason; of a reversal also which entry it reverses."""
    said = row.entry.document or retold(row.entry.reason)
    if row.entry.reverses is None:
        return said
    of = row.entry.reverses
    what = f"{of.booked_on} {of.get_kind_display()} {of.document}".strip()
    return gettext("冲正 %(what)s：%(said)s") % {"what": what, "said": said}


def commitments(rows: QuerySet[Commitment], *, office: bool) -> Table:
    """Promises and what became of each."""
    address = "ledger:commitment" if office else "ledger:own-commitment"
    beside = Beside()
    columns = [
        Column("subject", _("收款主体"), head=True, sort="subject__name",
               value=lambda c: c.subject.name if c.subject else "—",
               link=lambda c: reverse(address, args=[c.pk])),
        Column("fund", _("资金"), value=lambda c: str(c.fund), sort="fund__name"),
        Column("sentence", _("句"), sort=True, value=lambda c: in_words(c.sentence),
               link=lambda c: f"/law/{c.sentence.partition('/')[0]}/"),
        Column("basis", _("凭据"), value=beside.basis),
        Column("fen", _("金额"), kind="money", sort=True),
        Column("paid", _("已付"), kind="money", sort=True),
        Column("receivable", _("待退回"), kind="money", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda c: c.get_state_display(),
               tags=lambda c: PROMISE_TAGS[c.state], sort=True),
        Column("made_at", _("预留时间"), kind="moment", sort=True),
        *([
            Column("waiting", _("未付天数"), kind="count", value=lambda c: c.waiting_days, sort="made_at"),
            Column("fund_over", _("资金期间"), kind="tag", value=lambda c: c.fund.standing,
                   tags=lambda c: c.fund.standing_tag),
        ] if office else []),
        Column("released", _("释放的事由"), value=beside.released, screen=False),
        *([
            Column("case", _("办件编号"), value=beside.case, screen=False),
            Column("receipt", _("回执核验码"), value=beside.receipt, screen=False),
            Column("lists", _("付款清单"), value=beside.lists, screen=False),
            Column("unchecked", _("尚待核对的依据"), value=beside.unchecked, screen=False),
        ] if office else []),
    ]  # fmt: skip
    return Prepared(
        columns,
        rows,
        prepare=beside.prepare,
        caption=_("资金承诺"),
        order="-made_at",
        empty=_("没有资金承诺。"),
    )


def unchecked(rows: QuerySet[Commitment]) -> Table:
    """Promises and payments that rest on values of the law still to be checked: which, from where, how much, to whom."""
    beside = Beside()
    columns = [
        Column("subject", _("收款主体"), head=True, sort="subject__name",
               value=lambda c: c.subject.name if c.subject else "—",
               link=lambda c: reverse("ledger:commitment", args=[c.pk])),
        Column("values", _("待核的数值和所用的值"), value=beside.values),
        Column("documents", _("据称出自"), value=beside.documents),
        Column("fen", _("金额"), kind="money", sort=True),
        Column("paid", _("已付"), kind="money", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda c: c.get_state_display(),
               tags=lambda c: PROMISE_TAGS[c.state], sort=True),
        Column("case", _("办件编号"), value=beside.case, link=beside.case_page),
        Column("division", _("地区"), value=lambda c: name_of(c.fund.division), sort="fund__division", varied=True),
        Column("fund", _("资金"), value=lambda c: str(c.fund), screen=False),
        Column("sentence", _("句"), value=lambda c: in_words(c.sentence), screen=False),
        Column("basis", _("凭据"), value=beside.basis, screen=False),
        Column("receipt", _("回执核验码"), value=beside.receipt, screen=False),
        Column("lists", _("付款清单"), value=beside.lists, screen=False),
        Column("made_at", _("预留时间"), kind="moment", sort=True, screen=False),
    ]  # fmt: skip
    return Prepared(
        columns, rows, prepare=beside.prepare, caption=_("依据待核数值的付款和承诺"), order="-made_at",
        empty=_("没有依据待核数值的付款和承诺。"),
    )  # fmt: skip


def payment_lists(rows: QuerySet[PaymentList]) -> Table:
    """Payment lists, the latest first."""
    columns = [
        Column("number", _("编号"), head=True, link=lambda p: reverse("ledger:list", args=[p.pk])),
        Column("fund", _("资金"), value=lambda p: str(p.fund), sort="fund__name"),
        Column("payments", _("笔数"), kind="count", sort=True),
        Column("total", _("金额"), kind="money", sort=True),
        Column("state", _("状态"), kind="tag", value=lambda p: p.get_state_display(),
               tags=lambda p: LIST_TAGS[p.state], sort=True),
        Column("made_by", _("制单人"), value=lambda p: str(p.made_by or _("系统"))),
        Column("checked_by", _("复核人"), value=lambda p: str(p.checked_by or "")),
        Column("made_at", _("制单时间"), kind="moment", sort=True),
    ]  # fmt: skip
    return Table(columns, rows, caption=_("付款清单"), order="-made_at", empty=_("还没有付款清单。"))


def payments(rows: QuerySet[PaymentLine]) -> Table:
    """The payments of a list; account numbers stay masked."""
    basis = Bases(lambda p: (p.commitment.basis_kind, p.commitment.basis_key))
    columns = [
        Column("number", _("序号"), kind="count", sort=True),
        Column("reference", _("付款编号"), screen=False),
        Column("payee", _("收款人"), head=True, sort=True,
               link=lambda p: reverse("ledger:commitment", args=[p.commitment_id])),
        Column("account", _("收款账户"), value=lambda p: p.account.masked),
        Column("fen", _("金额"), kind="money", sort=True),
        Column("basis", _("凭据"), value=basis),
        Column("state", _("状态"), kind="tag", value=lambda p: p.get_state_display(),
               tags=lambda p: LINE_TAGS[p.state], sort=True),
        Column("paid_on", _("付款日"), kind="date", sort=True),
        Column("bank_reference", _("银行流水号")),
        Column("failure", _("失败原因")),
    ]  # fmt: skip
    return Prepared(columns, rows, prepare=basis.prepare, caption=_("付款明细"), order="number")


def reply_rows(rows: QuerySet[ReplyRow]) -> Table:
    """What a reply says, row by row."""
    columns = [
        Column("number", _("行"), kind="count", sort=True),
        Column("payee", _("收款人"), head=True, value=lambda r: r.line.payee if r.line else "—"),
        Column("fen", _("金额"), kind="money", value=lambda r: r.line.fen if r.line else None),
        Column("result", _("结果"), value=_result),
        Column("paid_on", _("处理日期"), kind="date"),
        Column("bank_reference", _("银行流水号")),
        Column("failure", _("失败原因")),
        Column("defects", _("问题"), value=lambda r: semicolons(titled(*one) for one in r.defects)),
    ]
    return Table(columns, rows, name="reply", caption=_("银行回单"), order="number", export=False)


def _result(row: ReplyRow) -> Any:
    return {True: _("成功"), False: _("失败"), None: "—"}[row.paid]


def accounts(rows: QuerySet[BankAccount]) -> Table:
    """Bank accounts, masked."""
    columns = [
        Column("holder", _("户名"), head=True, sort=True),
        Column("masked", _("账户")),
        Column("state", _("状态"), kind="tag", value=lambda a: a.get_state_display(),
               tags=lambda a: ACCOUNT_TAGS[a.state], sort=True),
        Column("given_at", _("登记时间"), kind="moment", sort=True),
    ]  # fmt: skip
    return Table(columns, rows, name="accounts", caption=_("收款账户"), order="-given_at", export=False)


def balances(found: dict[Place, int]) -> list[tuple[str, int]]:
    """Label and fen of each place, what came in without its sign."""
    return [(str(p.label), -fen if p == Place.APPROPRIATED else fen) for p, fen in found.items()]
