"""Payment lists: made by one person, approved by another, answered by the bank line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.chart import Kind, Place
from zhiwei.platform.ledger.faults import Fault, Refused, refuse
from zhiwei.platform.ledger.models import (
    BankAccount,
    Commitment,
    Entry,
    Fund,
    PaymentLine,
    PaymentList,
    Tranche,
)
from zhiwei.platform.ledger.posting import Move, locked, post
from zhiwei.platform.ledger.services.common import must, must_be_open, must_say, record, same_key
from zhiwei.platform.ledger.upwards import basis_text

Line = PaymentLine.State


def make_payment_list(
    viewer: Viewer, fund: Fund, commitments: Iterable[Commitment], *, key: str
) -> PaymentList:
    """A list of what is committed and due, each payment to the account its subject confirmed.

    Nothing is booked yet. Raises Refused with a fault for every commitment that cannot be paid now.
    """
    wanted = sorted({one.pk for one in commitments})
    with transaction.atomic():
        held = locked(fund)
        must(viewer, "payments.make", held)
        if found := PaymentList.objects.filter(key=key).first():
            same = sorted(found.lines.values_list("commitment_id", flat=True)) == wanted
            same_key(key, found.fund_id == held.pk and same)
            return found
        same_key(key, True)
        must_be_open(held)
        lines = _lines(held, wanted)
        made = PaymentList.objects.create(key=key, fund=held, made_by_id=viewer.user_id)
        for line in lines:
            line.list = made
        PaymentLine.objects.bulk_create(lines)
        _record(viewer, "payments.make", made, lines)
    return made


def _lines(fund: Fund, keys: Sequence[UUID]) -> list[PaymentLine]:
    """The payments of commitments, in the order of their keys; all faults at once."""
    rows = (
        Commitment.objects.filter(pk__in=keys)
        .select_related("subject")
        .order_by("made_at", "subject__name", "pk")
    )
    rows = rows.prefetch_related("tranches", "payments")
    accounts = {
        one.subject_id: one
        for one in BankAccount.objects.filter(
            subject__commitments__in=keys, state=BankAccount.State.CONFIRMED
        ).distinct()
    }
    wrong, lines = [], []
    for number, one in enumerate(rows, 1):
        account = accounts.get(one.subject_id) if one.subject_id else None
        tranche = next_tranche(one)
        fen = tranche.fen if tranche else one.committed
        found = _faults(fund, one, account, tranche, fen)
        wrong += found
        if not found and account is not None:
            lines.append(PaymentLine(
                number=number, commitment=one, tranche=tranche, account=account, payee=account.holder, fen=fen
            ))  # fmt: skip
    if not rows:
        wrong.append(Fault("empty", _("付款清单不能为空")))
    if wrong:
        raise Refused(wrong)
    return lines


def next_tranche(one: Commitment) -> Tranche | None:
    """The first instalment that is neither paid nor being paid; None where there is none."""
    busy = {p.tranche_id for p in one.payments.all() if p.state in (Line.WAITING, Line.ORDERED, Line.PAID)}
    return next((t for t in one.tranches.all() if t.pk not in busy), None)


def _faults(
    fund: Fund, one: Commitment, account: BankAccount | None, tranche: Tranche | None, fen: int
) -> list[Fault]:
    name = one.subject.name if one.subject else basis_text(one.basis_kind, one.basis_key)
    found = []
    if one.fund_id != fund.pk:
        found.append(("fund", _("不属于这项资金")))
    if fen <= 0 or one.committed < fen:
        found.append(("committed", _("没有足够的已承诺金额")))
    elif tranche is not None and tranche.due_on > clock.today():
        found.append(("due", _("第 %(n)d 期 %(day)s 到期") % {"n": tranche.number, "day": tranche.due_on}))
    if account is None:
        found.append(("account", _("没有经企业确认的收款账户")))
    if any(p.state in (Line.WAITING, Line.ORDERED) for p in one.payments.all()):
        found.append(("listed", _("已在另一份付款清单中")))
    return [Fault(code, _("%(name)s：%(text)s") % {"name": name, "text": text}) for code, text in found]


def approve_list(viewer: Viewer, wanted: PaymentList, *, revision: int) -> PaymentList:
    """Check a list as another person than its maker and order its payments; the bank's file may then be written.

    Raises Refused where the maker checks himself, the list was changed or an account is no longer the confirmed one.
    """
    with transaction.atomic():
        fund, held = held_list(viewer, wanted, "payments.approve")
        if viewer.user_id is not None and held.checked_by_id == viewer.user_id:
            return held
        if viewer.user_id is None or viewer.user_id == held.made_by_id:
            raise refuse("same_person", _("制单人不能复核自己的付款清单，请由另一位经办人复核"))
        _in_state(held, PaymentList.State.DRAFT)
        if held.revision != revision:
            raise refuse("revision", _("这份清单刚被他人修改，请刷新后再办"))
        must_be_open(fund)
        lines = list(held.lines.select_related("commitment", "account"))
        moved = [one for one in lines if one.account.state != BankAccount.State.CONFIRMED]
        if moved:
            text = _("%(name)s：收款账户已变更，请取消清单后重新编制")
            raise Refused(Fault("account", text % {"name": one.payee}) for one in moved)
        post(viewer, fund, [_move(one, Kind.ORDER, Place.COMMITTED, Place.ORDERED, "order") for one in lines])
        _set(lines, Line.ORDERED)
        held.state, held.checked_by_id, held.checked_at = (
            PaymentList.State.APPROVED, viewer.user_id, clock.now(),
        )  # fmt: skip
        save_list(held)
        _record(viewer, "payments.approve", held, lines)
    return held


def cancel_list(viewer: Viewer, wanted: PaymentList, *, reason: str, revision: int) -> PaymentList:
    """Give up a list that was not approved; its commitments may be listed again."""
    with transaction.atomic():
        _fund, held = held_list(viewer, wanted, "payments.make")
        said = must_say("reason", reason)
        if held.state == PaymentList.State.CANCELLED:
            return held
        _in_state(held, PaymentList.State.DRAFT)
        if held.revision != revision:
            raise refuse("revision", _("这份清单刚被他人修改，请刷新后再办"))
        lines = list(held.lines.all())
        _set(lines, Line.DROPPED)
        held.state, held.cancel_reason = PaymentList.State.CANCELLED, said
        save_list(held)
        _record(viewer, "payments.cancel", held, lines, reason=said)
    return held


@dataclass(frozen=True, slots=True)
class Paid:
    """What the bank says of a payment it made."""

    line: UUID
    paid_on: date
    bank_reference: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """What the bank says of a payment it did not make, or that came back to it."""

    line: UUID
    reason: str
    on: date | None = None


def confirm_paid(viewer: Viewer, wanted: PaymentList, lines: Iterable[Paid]) -> PaymentList:
    """Book payments the bank made, on its days. Said twice in the same words they are booked once."""
    return answer(viewer, wanted, list(lines), [])


def fail_paid(viewer: Viewer, wanted: PaymentList, lines: Iterable[Failed]) -> PaymentList:
    """Book that payments failed or came back: the money is committed again and may be listed anew."""
    return answer(viewer, wanted, [], list(lines))


def answer(
    viewer: Viewer, wanted: PaymentList, paid: Sequence[Paid], failed: Sequence[Failed]
) -> PaymentList:
    """The bank's word on some lines of an approved list, all or none. Raises Refused with every fault."""
    with transaction.atomic():
        fund, held = held_list(viewer, wanted, "payments.bank")
        _in_state(held, PaymentList.State.APPROVED, PaymentList.State.DONE)
        lines = {one.pk: one for one in held.lines.select_related("commitment")}
        if wrong := [*_wrong(held, lines, paid, failed)]:
            raise Refused(wrong)
        moves, changed = [], []
        for good in paid:
            line = lines[good.line]
            if line.state == Line.ORDERED:
                moves.append(_move(line, Kind.PAY, Place.ORDERED, Place.PAID, "pay", on=good.paid_on))
                line.state, line.paid_on, line.bank_reference = Line.PAID, good.paid_on, good.bank_reference
                changed.append(line)
        for bad in failed:
            line = lines[bad.line]
            if line.state in (Line.ORDERED, Line.PAID):
                at = Place.ORDERED if line.state == Line.ORDERED else Place.PAID
                key = "" if at == Place.ORDERED else key_of(line, "fail")
                moves.append(
                    _move(line, Kind.FAIL, at, Place.COMMITTED, "fail", on=bad.on, reason=bad.reason, key=key)
                )
                line.state, line.failure = Line.FAILED, bad.reason
                changed.append(line)
        if not moves:
            return held
        post(viewer, fund, moves)
        PaymentLine.objects.bulk_update(
            changed, ["state", "paid_on", "bank_reference", "failure"], batch_size=500
        )
        if not any(one.state == Line.ORDERED for one in lines.values()):
            held.state = PaymentList.State.DONE
        save_list(held)
        counts = {"paid": len(paid), "failed": len(failed)}
        _record(viewer, "payments.answer", held, changed, by="payments.bank", **counts)
    return held


def _wrong(
    held: PaymentList, lines: Mapping[UUID, PaymentLine], paid: Sequence[Paid], failed: Sequence[Failed]
) -> Iterable[Fault]:
    said: list[Paid | Failed] = [*paid, *failed]
    named = [one.line for one in said]
    if len(set(named)) != len(named):
        yield Fault("twice", _("同一笔付款出现两次"))
    for key in named:
        if key not in lines:
            yield Fault("line", _("清单 %(number)s 中没有这笔付款") % {"number": held.number})
    for one in said:
        if one.line in lines:
            yield from faults_of(held, lines[one.line], one)


def faults_of(held: PaymentList, line: PaymentLine, said: Paid | Failed) -> Iterable[Fault]:
    """What is wrong with the bank's word on one payment of a list."""
    return _wrong_paid(held, line, said) if isinstance(said, Paid) else _wrong_failed(held, line, said)


def _wrong_paid(held: PaymentList, line: PaymentLine, said: Paid) -> Iterable[Fault]:
    before = (line.paid_on, line.bank_reference)
    if line.state == Line.PAID and before != (said.paid_on, said.bank_reference):
        yield _about(line, "again", _("已按银行流水号 %(ref)s 入账") % {"ref": line.bank_reference or "—"})
    elif line.state in (Line.FAILED, Line.DROPPED):
        yield _about(line, "state", _("已登记为“%(state)s”") % {"state": line.get_state_display()})
    yield from _wrong_day(held, line, said.paid_on)


def _wrong_failed(held: PaymentList, line: PaymentLine, said: Failed) -> Iterable[Fault]:
    if not said.reason.strip():
        yield _about(line, "reason", _("请写明失败原因"))
    if line.state == Line.PAID and line.commitment.paid < line.fen:
        yield _about(line, "claimed", _("这笔款正在追回，不能登记为退汇"))
    if said.on is not None and line.state in (Line.ORDERED, Line.PAID):
        yield from _wrong_day(held, line, said.on)


def _wrong_day(held: PaymentList, line: PaymentLine, day: date) -> Iterable[Fault]:
    """A day before the money stood where it is taken from would make a past balance wrong."""
    if line.state == Line.PAID:
        first = line.commitment.entries.latest("booked_on").booked_on
    else:
        first = clock.day_of(held.checked_at) if held.checked_at else day
    if not first <= day <= clock.today():
        yield _about(line, "day", _("处理日期须在 %(first)s 与今天之间") % {"first": first})


def _about(line: PaymentLine, code: str, text: str) -> Fault:
    said = _("第 %(n)d 笔（%(name)s）：%(text)s") % {"n": line.number, "name": line.payee, "text": text}
    return Fault(code, said)


def held_list(viewer: Viewer, wanted: PaymentList, act: str) -> tuple[Fund, PaymentList]:
    """A list as it is now with its fund, which is locked. Raises PermissionDenied for who may not act on it."""
    fund = locked(wanted.fund_id)
    must(viewer, act, fund)
    return fund, PaymentList.objects.get(pk=wanted.pk)


def _in_state(held: PaymentList, *states: str) -> None:
    if held.state not in states:
        now = held.get_state_display()
        raise refuse("state", _("付款清单现为“%(state)s”，不能再办理此事项") % {"state": now})


def _move(
    line: PaymentLine, kind: Kind, taken: Place, given: Place, step: str, *,
    on: date | None = None, reason: str = "", key: str = "",
) -> Move:  # fmt: skip
    return Move(kind, taken, given, line.fen, key or f"{line.pk}:{step}", line.commitment, on, reason)


def key_of(line: PaymentLine, step: str) -> str:
    """The key of a step of a payment that may be taken more than once: what was set back may fail again.

    Under the fund's lock: the state of the line, not the key, says whether the step is still to be done.
    """
    key = f"{line.pk}:{step}"
    before = Entry.objects.filter(key__startswith=key).count()
    return f"{key}:{before}" if before else key


def _set(lines: Sequence[PaymentLine], state: str) -> None:
    for one in lines:
        one.state = state
    PaymentLine.objects.bulk_update(lines, ["state"], batch_size=500)


def save_list(held: PaymentList) -> None:
    """Keep a changed list under its next revision."""
    held.revision += 1
    held.save()


def _record(
    viewer: Viewer, act: str, held: PaymentList, lines: Sequence[PaymentLine], *, by: str = "", **more: object
) -> None:
    detail = {"number": held.number, "lines": len(lines), "fen": sum(one.fen for one in lines), **more}
    permission = by or ("payments.make" if act == "payments.cancel" else "")
    record(viewer, act, permission, held.fund, kind="payment_list", key=str(held.pk), **detail)


__all__ = [
    "Failed", "Paid", "answer", "approve_list", "cancel_list", "confirm_paid", "fail_paid",
    "make_payment_list", "next_tranche",
]  # fmt: skip
