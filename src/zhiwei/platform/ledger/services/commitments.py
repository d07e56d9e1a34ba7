"""Promises of a fund: reserved, committed, released, supplemented, split into instalments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import purposes, resting
from zhiwei.platform.ledger.chart import Kind, Place
from zhiwei.platform.ledger.faults import Fault, Refused, quoted, refuse
from zhiwei.platform.ledger.models import ENDED, Commitment, Fund, Tranche
from zhiwei.platform.ledger.posting import Move, booked, locked, post
from zhiwei.platform.ledger.services.common import must, must_be_open, must_say, record, same_key
from zhiwei.platform.ledger.upwards import basis_text, conditions
from zhiwei.platform.subjects.models import Subject


@dataclass(frozen=True, slots=True)
class Basis:
    """What a payment rests on, by kind and number: an invoice, a guarantee, a graduation, a contract, a tax year."""

    kind: str
    key: str


def reserve(
    viewer: Viewer, fund: Fund, fen: int, *, basis: Basis, sentence: str, subject: Subject | None,
    case: str = "", receipt: UUID | None = None, key: str, reason: str = "",
) -> Commitment:  # fmt: skip
    """Set money of a fund aside for one basis, with a reason where it takes the place of an earlier promise. The same key
    again gives the same commitment.

    Raises Refused with every fault: outside the purpose, outside the period, beyond the balance, or a basis for which
    this level has paid or promised already; PermissionDenied outside the viewer's divisions.
    """
    new = Commitment(
        key=key, sentence=sentence, basis_kind=basis.kind.strip(), basis_key=basis.key.strip(), subject=subject,
        case=case, receipt=receipt, fen=fen, made_by_id=viewer.user_id,
    )  # fmt: skip
    with transaction.atomic():
        return _reserve(viewer, locked(fund), new, reason.strip())


def supplement(
    viewer: Viewer, commitment: Commitment, fen: int, *, reason: str, key: str, receipt: UUID | None = None,
    fund: Fund | None = None,
) -> Commitment:  # fmt: skip
    """Promise more for the basis of a commitment, after corrected facts; from the same fund or a later year's.

    What is promised is a commitment of its own, reserved, which names the first.
    """
    with transaction.atomic():
        held = locked(fund or commitment.fund_id)
        said = must_say("reason", reason)
        first = Commitment.objects.get(pk=commitment.supplements_id or commitment.pk)
        if held.level != first.level or held.division != first.fund.division:
            raise refuse("level", _("补付须由同一地区同一级的资金承担"))
        if first.state in ENDED:
            raise refuse("state", _("原承诺已释放或退回，请重新预留"))
        parts = Commitment.objects.filter(supplements=first).values_list("part", flat=True)
        new = Commitment(
            key=key, sentence=first.sentence, basis_kind=first.basis_kind, basis_key=first.basis_key,
            subject_id=first.subject_id, case=first.case, receipt=receipt or first.receipt, fen=fen,
            part=max([1, *parts]) + 1, supplements=first, made_by_id=viewer.user_id,
        )  # fmt: skip
        return _reserve(viewer, held, new, said)


def _reserve(viewer: Viewer, fund: Fund, new: Commitment, reason: str = "") -> Commitment:
    must(viewer, "ledger.promise", fund)
    new.fund, new.level = fund, fund.level
    if found := Commitment.objects.filter(key=new.key).first():
        same_key(new.key, _what(found) == _what(new))
        return found
    same_key(new.key, True)
    must_be_open(fund)
    if wrong := _faults(fund, new):
        raise Refused(wrong)
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:  # another fund of the same level was quicker, or the same key by another fund
        raise Refused([_twice(new)]) from None
    move = Move(
        Kind.RESERVE, Place.AVAILABLE, Place.RESERVED, new.fen, f"{new.pk}:reserve", new, reason=reason
    )
    post(viewer, fund, [move])
    resting.keep(new)
    name = "ledger.supplement" if new.supplements_id else "ledger.reserve"
    detail = {"fen": new.fen, "sentence": new.sentence, "basis": [new.basis_kind, new.basis_key]}
    detail |= {"case": new.case, "reason": reason, "subject": str(new.subject_id or "")}
    record(viewer, name, "ledger.promise", fund, kind="commitment", key=str(new.pk), **detail)
    return new


def _what(one: Commitment) -> tuple[object, ...]:
    """What a key stands for; a part of a basis is counted here, so it does not belong to it."""
    basis = (one.basis_kind, one.basis_key, one.sentence)
    return (one.fund_id, one.fen, *basis, one.subject_id, one.supplements_id)


def _faults(fund: Fund, new: Commitment) -> list[Fault]:
    found = purposes.unknown([new.sentence]) or purposes.outside(fund.name, fund.purposes, new.sentence)
    if new.fen <= 0:
        found.append(Fault("amount", _("金额须大于零")))
    if not new.basis_kind or not new.basis_key:
        found.append(Fault("basis", _("请写明凭据的类型和编号")))
    found += conditions(fund, new)
    found += _period(fund)
    if others(new).exists():
        found.append(_twice(new))
    return found


def _period(fund: Fund) -> list[Fault]:
    today = clock.today()
    if fund.from_day <= today <= fund.to_day:
        return []
    text = _("“%(fund)s”只能在 %(first)s 至 %(last)s 之间承诺，今天是 %(today)s") % {
        "fund": fund.name, "first": fund.from_day, "last": fund.to_day, "today": today,
    }  # fmt: skip
    return [Fault("period", text, fund.purposes[0])]


def others(new: Commitment) -> QuerySet[Commitment]:
    """The commitments beside which one cannot stand: of its basis, sentence, level and part, and not ended."""
    same = Commitment.objects.filter(
        basis_kind=new.basis_kind, basis_key=new.basis_key, sentence=new.sentence, level=new.level
    )
    return same.filter(part=new.part).exclude(state__in=ENDED).exclude(pk=new.pk)


def _twice(new: Commitment) -> Fault:
    there = others(new).select_related("fund").first()
    fund = there.fund.with_place if there else new.fund.get_level_display()
    text = _("凭据 %(basis)s 已按%(sentence)s由“%(fund)s”承诺或支付，不能重复") % {
        "basis": basis_text(new.basis_kind, new.basis_key), "sentence": quoted(new.sentence), "fund": fund,
    }  # fmt: skip
    return Fault("basis_twice", text, new.sentence)


def commit(viewer: Viewer, commitment: Commitment, *, key: str, fen: int | None = None) -> Commitment:
    """Turn what is reserved into a firm promise; with ``fen`` only that much, and the rest is free again."""
    with transaction.atomic():
        fund, held = _held(viewer, commitment)
        if booked(key):
            return held
        same_key(key, True)
        must_be_open(fund)
        if wrong := _period(fund):
            raise Refused(wrong)
        if held.state != Commitment.State.RESERVED:
            raise refuse("state", _("只有已预留的资金可以承诺，这笔现为“%(state)s”") % {
                "state": held.get_state_display(),
            })  # fmt: skip
        firm = held.reserved if fen is None else fen
        if not 0 < firm <= held.reserved:
            raise refuse("amount", _("承诺的金额须大于零，且不超过预留"))
        rest = held.reserved - firm
        moves = [Move(Kind.COMMIT, Place.RESERVED, Place.COMMITTED, firm, key, held)]
        if rest:
            moves.append(Move(Kind.RELEASE, Place.RESERVED, Place.AVAILABLE, rest, f"{key}:rest", held))
        post(viewer, fund, moves)
        detail = {"fen": firm, "released": rest}
        record(viewer, "ledger.commit", "ledger.promise", fund, kind="commitment", key=str(held.pk), **detail)
    return held


def release(viewer: Viewer, commitment: Commitment, *, key: str, reason: str) -> Commitment:
    """Free what is reserved or committed and not being paid; the basis may then be used again if nothing was paid. What is
    freed in a closed fund, to which the bank sent it back, waits there for the treasury (:func:`close_fund`).

    Raises Refused while a payment list holds it.
    """
    with transaction.atomic():
        fund, held = _held(viewer, commitment)
        said = must_say("reason", reason)
        if booked(key) or booked(f"{key}:committed"):
            return held
        same_key(key, True)
        if held.ordered or held.payments.filter(state__in=("waiting", "ordered")).exists():
            raise refuse("ordered", _("这笔承诺已列入付款清单，先取消清单或等银行回单"))
        amounts = (
            (Place.RESERVED, held.reserved, key),
            (Place.COMMITTED, held.committed, f"{key}:committed"),
        )
        moves = [
            Move(Kind.RELEASE, place, Place.AVAILABLE, fen, name, held, reason=said)
            for place, fen, name in amounts
            if fen
        ]
        if not moves:
            raise refuse("state", _("这笔承诺没有可以释放的金额"))
        post(viewer, fund, moves)
        detail = {"fen": sum(m.fen for m in moves), "reason": said}
        record(
            viewer, "ledger.release", "ledger.promise", fund, kind="commitment", key=str(held.pk), **detail
        )
    return held


@dataclass(frozen=True, slots=True)
class Part:
    """An instalment: fen, the day from which it may be paid, and what has to have happened."""

    fen: int
    due_on: date
    condition: str = ""


def split(viewer: Viewer, commitment: Commitment, parts: Sequence[Part], *, key: str) -> list[Tranche]:
    """Lay down in which instalments a commitment is paid, before anything of it is. Their sum is its amount."""
    with transaction.atomic():
        fund, held = _held(viewer, commitment)
        made = list(held.tranches.all())
        wanted = [(part.fen, part.due_on, part.condition) for part in parts]
        if made:
            same_key(key, [(t.fen, t.due_on, t.condition) for t in made] == wanted)
            return made
        same_key(key, True)
        must_be_open(fund)
        left = held.reserved + held.committed
        if held.state not in (Commitment.State.RESERVED, Commitment.State.COMMITTED) or held.paid:
            raise refuse("state", _("已经付款的承诺不能再分期"))
        if any(part.fen <= 0 for part in parts) or sum(part.fen for part in parts) != left:
            raise refuse("amount", _("各期金额之和须等于承诺的金额，每期大于零"))
        made = Tranche.objects.bulk_create(
            Tranche(commitment=held, number=n, fen=p.fen, due_on=p.due_on, condition=p.condition)
            for n, p in enumerate(parts, 1)
        )
        detail = {"parts": [[p.fen, p.due_on.isoformat()] for p in parts]}
        record(viewer, "ledger.split", "ledger.promise", fund, kind="commitment", key=str(held.pk), **detail)
    return made


def _held(viewer: Viewer, commitment: Commitment) -> tuple[Fund, Commitment]:
    """The fund of a commitment, locked, and the commitment as it stands now."""
    fund = locked(commitment.fund_id)
    must(viewer, "ledger.promise", fund)
    return fund, Commitment.objects.get(pk=commitment.pk)
