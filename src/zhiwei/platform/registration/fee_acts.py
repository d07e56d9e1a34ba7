"""Guards and effects of paying back a registration fee that was wrongly taken (17.7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiwei.engine.errors import InputError
from zhiwei.platform.answers import receipts
from zhiwei.platform.cases.acts import Context, effect, guard
from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.kit import clock, money
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.money import short
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.programmes.money.following import ends_when_paid
from zhiwei.platform.registration import refunds
from zhiwei.platform.registration.models import FeeTaken

ends_when_paid(refunds.TYPE, "approved")


def tidy(number: str) -> str:
    """A receipt's number without blanks, in capitals."""
    return "".join(number.split()).upper()


@guard("fee_too_much")
def _too_much(context: Context) -> Iterator[str | Fault]:
    """More was taken than was due by the law of that day; a receipt is claimed once."""
    said = context.content
    if not {"service", "number", "taken_on", "amount"} <= set(said):
        return  # the form itself says what is missing
    day, fen = date.fromisoformat(said["taken_on"]), money.parse(str(said["amount"]))
    if day > clock.today():
        yield Fault("taken_on", _("收费日期不能晚于今天"))
        return
    number = tidy(said["number"])
    others = FeeTaken.objects.exclude(case=context.case.pk)
    if others.filter(division=context.case.division, number=number, live=True).exists():
        said_once = _("票据 %(number)s 已经申请过退费，同一张票据只退一次")
        yield Fault("number", said_once % {"number": number})
    try:
        fee = refunds.due(context.case.subject, said["service"], day)
    except InputError as error:
        yield from (one.text(lang()) for one in error.defects)
        return
    if fee.payable is None:
        yield _("还不能确定那一天应缴多少，请先补充企业数据（从业人员、营业收入）")
    elif fen <= fee.payable:
        enough = _("那一天应缴 %(due)s 元，没有多收；%(text)s")
        yield Fault("amount", enough % {"due": short(fee.payable), "text": quoted(refunds.SENTENCE)})


@effect("fee_claim")
def _claim(context: Context) -> None:
    """Keep the receipt's words with the case, and its latest ones where the application was changed."""
    said = context.content
    words = {
        "service": said["service"], "number": tidy(said["number"]), "taken_on": date.fromisoformat(said["taken_on"]),
        "fen": money.parse(str(said["amount"])),
    }  # fmt: skip
    whose = {"enterprise": context.case.subject, "division": context.case.division}
    try:
        with transaction.atomic():
            FeeTaken.objects.update_or_create(
                case=context.case, defaults=words, create_defaults=words | whose
            )
    except IntegrityError:  # somebody else was quicker
        raise Refused([Fault("number", _("这张票据刚刚申请过退费"))]) from None


@effect("fee_confirm", binds=True)
def _confirm(context: Context) -> None:
    """The rulebook says what was due on that day; the difference is promised on the receipt, once."""
    taken = context.case.fee_taken
    fee = refunds.due(taken.enterprise, taken.service, taken.taken_on)
    if fee.payable is None or taken.fen <= fee.payable:
        raise Refused([_("按那一天的法律没有多收")])
    kept = receipts.keep(
        context.viewer,
        fee.answer,
        subject=taken.enterprise_id,
        division=taken.division,
        purpose=gettext_noop("退还登记费"),
    )
    taken.due, taken.refund, taken.receipt = fee.payable, taken.fen - fee.payable, kept.pk
    taken.save()
    context.case.receipt = kept
    refunds.promise(taken, str(context.case.revision))


@effect("fee_reject")
def _reject(context: Context) -> None:
    """The receipt may be claimed again."""
    taken = context.case.fee_taken
    taken.live = False
    taken.save(update_fields=["live"])


@guard("fee_paid_back")
def _paid_back(context: Context) -> Iterator[str]:
    """The bank has paid all of it."""
    taken = context.case.fee_taken
    if sum(one.paid for one in refunds.promised(taken)) != (taken.refund or 0):
        yield _("银行尚未付清")
