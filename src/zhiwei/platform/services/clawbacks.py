"""Guards and effects of a voucher whose settlement was wrong: taken back before payment, clawed back after it.

What is due after all is the rule's answer for the value that was found, on the day and by the law of the settlement.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.answers import receipts
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.cases.acts import Context, effect, guard
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.money import short
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.programmes.money.promises import paid_in_full
from zhiwei.platform.services import money, rules
from zhiwei.platform.services.models import Clawback, Order
from zhiwei.platform.services.queries import clawback_of


def due_after_all(order: Order, found: int, finding: str = "") -> rules.Subsidy:
    """The subsidy of a value that was found, fen, by the law of the day on which the order was settled.

    ``finding`` is the paper of the inspection that the value comes from.
    """
    settled = Receipt.objects.get(pk=str(order.receipt))
    return rules.subsidy(
        order.case.division, 1 if found else 0, found, settled.as_of, source=finding, since=clock.today()
    )


@guard("voucher_unpaid")
def _unpaid(context: Context) -> Iterator[str]:
    """Something of the subsidy came back from the bank and is to be paid anew."""
    order = context.case.order
    if paid_in_full(money.promises(order), order.subsidy or 0):
        yield _("补贴已经付清")


@guard("voucher_nothing_paid")
def _nothing_paid(context: Context) -> Iterator[str]:
    """No level has paid, or has it on a list."""
    held = money.promises(context.case.order)
    if any(one.paid for one in held):
        yield _("已有一级付款；待各级付清以后，用“已付补贴有误，提出追回”办理")
    elif any(one.ordered or one.payments.filter(state__in=("waiting", "ordered")).exists() for one in held):
        yield _("这笔补贴已列入付款清单；先取消清单或等银行回单")


@effect("voucher_unsettle")
def _unsettle(context: Context) -> None:
    """Free the money and forget the settlement; its receipt stays with its step."""
    order = context.case.order
    money.release(order, str(context.content["reason"]))
    order.subsidy, order.share, order.parts, order.receipt = None, "", {}, None
    order.save()


@guard("voucher_wrong")
def _wrong(context: Context) -> Iterator[str]:
    """Less is due than was paid, and nothing was clawed back before."""
    order = context.case.order
    if clawback_of(order) is not None:
        yield _("这笔补贴已经办理过追回，不能再次追回")
        return
    found = money.fen_of(context.content.get("found"))
    if found is None:
        return
    if not 0 <= found <= (order.invoiced or 0):
        yield _("查实的金额须在 0 和发票金额 %(fen)s 元之间") % {"fen": short(order.invoiced or 0)}
        return
    due = due_after_all(order, found).fen
    if due is None:
        yield _("当地还没有决定%(text)s的补贴比例") % {"text": quoted(rules.MEASURE)}
    elif due >= (order.subsidy or 0):
        yield _("按查实的金额应得补贴 %(due)s 元，不少于已付的 %(paid)s 元，没有可追回的") % {
            "due": short(due), "paid": short(order.subsidy or 0),
        }  # fmt: skip


@effect("voucher_doubt")
def _doubt(context: Context) -> None:
    """Keep the proposal with the receipt of what is due after all."""
    order, found = context.case.order, money.fen_of(context.content.get("found")) or 0
    due = due_after_all(order, found, str(context.content["finding"]))
    fen = (order.subsidy or 0) - (due.fen or 0)
    kept = receipts.keep(
        context.viewer, due.answer, subject=order.agency_id, purpose=str(context.transition.words.zh),
        division=context.case.division,
    )  # fmt: skip
    parts = {level.value: part for level, part in money.to_come_back(order, fen).items()}
    try:
        with transaction.atomic():
            Clawback.objects.create(
                order=order, found=found, due=due.fen or 0, fen=fen, parts=parts, receipt=kept.pk,
                finding=context.content["finding"], reason=context.content["reason"], proposed_at=context.now,
            )  # fmt: skip
    except IntegrityError:
        raise Refused([_("这笔补贴已经办理过追回，不能再次追回")]) from None


@guard("voucher_claimable")
def _claimable(context: Context) -> Iterator[str]:
    """Every level still holds as paid what is to come back, and the day lies ahead."""
    order = context.case.order
    proposed = clawback_of(order)
    paid: dict[str, int] = {}
    for one in money.promises(order):
        paid[one.fund.level] = paid.get(one.fund.level, 0) + one.paid
    for level, fen in proposed.parts.items() if proposed else ():
        if paid.get(level, 0) < fen:
            yield _("%(level)s已付的不足应退的 %(fen)s 元：银行退汇的须先重新付清，或已在资金账中追回") % {
                "level": Level(level).label, "fen": short(fen),
            }  # fmt: skip
    if (day := context.content.get("return_by")) and date.fromisoformat(day) <= clock.today():
        yield _("退款期限须在今天以后")


@effect("voucher_claim", binds=True)
def _claim(context: Context) -> None:
    """The rule asks each level's part back; the audit names who decided. Everything in the transaction of the step."""
    order = context.case.order
    decided = clawback_of(order)
    assert decided is not None  # proposed by the step before
    decided.state, decided.decided_at = Clawback.State.DECIDED, context.now
    decided.decision, decided.return_by = (
        context.content["decision"],
        date.fromisoformat(context.content["return_by"]),
    )
    decided.save()
    left = dict(decided.parts)
    for one in money.promises(order):
        part = min(left.get(one.fund.level, 0), one.paid)
        if part:
            ledger.take_back(
                SYSTEM, one, part, reason=f"{decided.decision} {decided.reason}"[:400], key=_key(decided.pk, one.pk)
            )  # fmt: skip
            left[one.fund.level] -= part
    if any(left.values()):
        raise Refused([_("各级已付的不足应退的金额")])
    order.found, order.clawed = decided.found, decided.fen
    order.save()


def _key(clawback: UUID, commitment: UUID) -> str:
    """One claim of one clawback on one commitment, whatever is tried again."""
    return f"clawback:{clawback}:{commitment}"


@effect("voucher_dismiss")
def _dismiss(context: Context) -> None:
    """The proposal ends; everything stays paid."""
    held = clawback_of(context.case.order)
    assert held is not None
    held.state, held.decided_at = Clawback.State.DISMISSED, context.now
    held.save()


@guard("voucher_recovered")
def _recovered(context: Context) -> Iterator[str]:
    """Nothing is owed any more: it came back, or a level gave its claim up."""
    if left := money.owing(context.case.order):
        yield _("还有 %(fen)s 元没有退回") % {"fen": short(left)}


@guard("voucher_owing")
def _owing(context: Context) -> Iterator[str]:
    """Something is owed again."""
    if not money.owing(context.case.order):
        yield _("没有待退回的金额")
