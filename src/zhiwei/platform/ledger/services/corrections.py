"""A payment marked as failed although the bank made it: set back by another person, and never paid a second time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger.chart import Kind, Place
from zhiwei.platform.ledger.faults import Fault, Refused, refuse
from zhiwei.platform.ledger.models import Entry, PaymentLine, PaymentList
from zhiwei.platform.ledger.posting import Move, post
from zhiwei.platform.ledger.services.common import must_say, record
from zhiwei.platform.ledger.services.payments import held_list, key_of, save_list

Line = PaymentLine.State


def set_back(
    viewer: Viewer, wanted: PaymentList, line: PaymentLine, *, paid_on: date, bank_reference: str, reason: str
) -> PaymentList:
    """Book that a payment marked as failed was made on a day under the bank's reference; said twice it is booked once.

    The failure is reversed and the payment booked today: what stands in the books of past days stays as it was. Raises
    Refused where the maker of the list corrects himself, and where the money is on another list or was paid anew.
    """
    with transaction.atomic():
        fund, held = held_list(viewer, wanted, "payments.approve")
        found = held.lines.select_related("commitment").get(pk=line.pk)
        reference = bank_reference.strip()
        if found.state == Line.PAID and (found.paid_on, found.bank_reference) == (paid_on, reference):
            return held
        said = must_say("reason", reason)
        if viewer.user_id in (None, held.made_by_id):
            raise refuse("same_person", _("制单人登记的银行结果，须由另一位经办人更正"))
        if wrong := list(_wrong(held, found, paid_on, reference)):
            raise Refused(wrong)
        failed = _failure(found)
        taken = Place(failed.lines.select_related("taken_from").get().taken_from.place)
        moves = [
            Move(
                Kind.REVERSE, Place.COMMITTED, taken, found.fen, key_of(found, "set_back"), found.commitment,
                reason=said, reverses=failed,
            )
        ]  # fmt: skip
        if taken == Place.ORDERED:
            pay = Move(
                Kind.PAY, Place.ORDERED, Place.PAID, found.fen, f"{found.pk}:pay", found.commitment,
                reason=said, document=reference,
            )  # fmt: skip
            moves.append(pay)
        post(viewer, fund, moves)
        found.state, found.paid_on, found.bank_reference, found.failure = Line.PAID, paid_on, reference, ""
        found.save()
        save_list(held)
        record(
            viewer, "payments.set_back", "payments.approve", fund, kind="payment_list", key=str(held.pk),
            number=held.number, line=str(found.pk), fen=found.fen, paid_on=paid_on.isoformat(),
            bank_reference=reference, reason=said,
        )  # fmt: skip
    return held


def _wrong(held: PaymentList, line: PaymentLine, paid_on: date, reference: str) -> Iterator[Fault]:
    if line.state != Line.FAILED:
        yield Fault("line", _("只有标为失败的付款可以更正"))
        return
    if not reference:
        yield Fault("bank_reference", _("请填写银行流水号"))
    first = clock.day_of(held.checked_at) if held.checked_at else paid_on
    if not first <= paid_on <= clock.today():
        yield Fault("paid_on", _("付款日须在 %(first)s 与今天之间") % {"first": first})
    others = line.commitment.payments.exclude(pk=line.pk)
    if others.filter(state__in=(Line.WAITING, Line.ORDERED)).exists():
        yield Fault("line", _("这笔款已列入另一份付款清单；先取消那份清单，或等银行回单"))
    elif (
        others.filter(state=Line.PAID, tranche=line.tranche).exists() or line.commitment.committed < line.fen
    ):
        yield Fault("line", _("这笔款已另行付出或释放，更正就会付两次（待付 %(fen)s 元）") % {
            "fen": money.short(line.commitment.committed),
        })  # fmt: skip


def _failure(line: PaymentLine) -> Entry:
    """The booking of the payment's failure that was not set back yet."""
    rows = Entry.objects.filter(commitment=line.commitment, kind=Kind.FAIL, key__startswith=f"{line.pk}:fail")
    found: Entry = rows.get(reversed_by=None)
    return found
