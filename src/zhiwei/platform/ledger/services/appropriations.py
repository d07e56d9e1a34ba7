"""Money that enters a fund or leaves it for good, and entries reversed by new ones."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import money
from zhiwei.platform.ledger.chart import Kind, Place
from zhiwei.platform.ledger.faults import refuse
from zhiwei.platform.ledger.models import Account, Commitment, Entry, Fund
from zhiwei.platform.ledger.posting import Move, booked, locked, post
from zhiwei.platform.ledger.services.commitments import others
from zhiwei.platform.ledger.services.common import (
    must,
    must_be_open,
    must_say,
    record,
    same_key,
    standing_under,
    told,
)
from zhiwei.platform.ledger.upwards import claims_moved

MOST = 1_000 * money.YI
"""More than any fund of the province is given at once, fen: nothing above it is booked."""
LARGE = 100 * money.YI
"""From here on an appropriation is looked at again before it is booked, fen."""
TIMES = 10
"""So is one of more than so many times all that was put into its fund before."""


def both_units(fen: int) -> str:
    """``9,999,999,999 元（99.99999999 亿元）``: an amount so that a nought too many is seen."""
    return _("%(yuan)s 元（%(yi)s 亿元）") % {"yuan": money.short(fen), "yi": money.yi(fen)}


def unlikely(fund: Fund, fen: int) -> str:
    """Why an appropriation of an amount should be looked at again, in words; '' where nothing speaks for it."""
    before = -Account.objects.get(fund=fund, place=Place.APPROPRIATED).balance
    if before and fen > TIMES * before:
        return _("是此前全部拨款 %(before)s 元的 %(times)d 倍以上") % {
            "before": money.short(before),
            "times": TIMES,
        }
    return _("达到 %(large)s 亿元") % {"large": money.yi(LARGE)} if fen >= LARGE else ""


def appropriate(
    viewer: Viewer,
    fund: Fund,
    fen: int,
    *,
    document: str,
    key: str,
    on: date | None = None,
    again: bool = False,
) -> Entry:
    """Book money that a document gives to the fund; ``on`` is the day of receipt, today where it is not said.

    Raises Refused for more than ``MOST``, which is no appropriation but a slip of the hand, and for a document under which
    the fund was given money already, unless ``again`` says that it is one more appropriation.
    """
    if fen > MOST:
        raise refuse("amount", _("一笔拨款不能超过 %(most)s；所填为 %(fen)s，请核对") % {
            "most": both_units(MOST), "fen": both_units(fen),
        })  # fmt: skip
    return _of_the_fund(viewer, fund, "ledger.appropriate", Move(
        Kind.APPROPRIATE, Place.APPROPRIATED, Place.AVAILABLE, fen, key, on=on, document=document.strip(),
    ), again=again)  # fmt: skip


def restore(viewer: Viewer, fund: Fund, fen: int, *, document: str, key: str) -> Entry:
    """Make money that came back available again."""
    return _of_the_fund(viewer, fund, "ledger.restore", Move(
        Kind.RESTORE, Place.RETURNED, Place.AVAILABLE, fen, key, document=document.strip(),
    ))  # fmt: skip


def surrender(
    viewer: Viewer, fund: Fund, fen: int, *, document: str, key: str, returned: bool = False
) -> Entry:
    """Give unused money, or money that came back, to the treasury."""
    place = Place.RETURNED if returned else Place.AVAILABLE
    return _of_the_fund(viewer, fund, "ledger.surrender", Move(
        Kind.SURRENDER, place, Place.SURRENDERED, fen, key, document=document.strip(),
    ))  # fmt: skip


def _must_be_another(fund: Fund, document: str) -> None:
    """Refuse a document under which an appropriation of the fund, which is locked, stands already."""
    if found := standing_under(fund, Kind.APPROPRIATE, document):
        raise refuse("again", _("文号“%(document)s”于 %(day)s 已入账 %(fen)s 元。若确是又一笔，请勾选后再记。") % {
            "document": document, "day": found.booked_on, "fen": money.short(found.lines.get().fen),
        })  # fmt: skip


def _of_the_fund(viewer: Viewer, fund: Fund, act: str, move: Move, again: bool = False) -> Entry:
    with transaction.atomic():
        held = locked(fund)
        must(viewer, "ledger.open", held)
        if found := booked(move.key):
            line = found.lines.get()
            same = (found.fund_id, found.kind, line.fen) == (held.pk, move.kind, move.fen)
            same_key(move.key, same, told(found))
            return found
        same_key(move.key, True)
        must_be_open(held)
        must_say("document", move.document)
        if move.kind == Kind.APPROPRIATE and not again:
            _must_be_another(held, move.document)
        (entry,) = post(viewer, held, [move])
        detail = {"fen": move.fen, "document": move.document, "on": entry.booked_on}
        record(viewer, act, "ledger.open", held, kind="entry", key=str(entry.pk), **detail)
    return entry


def correct(
    viewer: Viewer, entry: Entry, right: int, *, reason: str, key: str, proposed_by: int | None = None
) -> Entry:
    """Put an appropriation right that was entered wrongly: it is reversed by an entry that names it, and the right amount,
    fen, booked anew under its document; 0 where there was none. Both count for today, past days stay as they were.

    Raises Refused where it is no appropriation or was reversed already, where the right amount is not below the one
    entered, and for more than is available.
    """
    with transaction.atomic():
        held, said, found = _reversing(viewer, entry, reason, key)
        if found is not None:
            return found
        must_be_correctable(held, entry, right)
        fen = entry.lines.get().fen
        moves = [
            Move(Kind.REVERSE, Place.AVAILABLE, Place.APPROPRIATED, fen, key, reason=said, reverses=entry)
        ]
        if right:  # first, so that no line of the statement falls below zero
            anew = Move(
                Kind.APPROPRIATE, Place.APPROPRIATED, Place.AVAILABLE, right, f"{key}:anew",
                reason=said, document=entry.document,
            )  # fmt: skip
            moves.insert(0, anew)
        made = post(viewer, held, moves)[-1]
        detail = {"reverses": str(entry.pk), "fen": fen, "right": right, "reason": said}
        if proposed_by is not None:
            detail["proposed_by"] = proposed_by
        record(viewer, "ledger.correct", "ledger.open", held, kind="entry", key=str(made.pk), **detail)
    return made


def must_be_correctable(fund: Fund, entry: Entry, right: int) -> None:
    """Refuse to put right what is no standing appropriation of an open fund, by more than is available."""
    must_be_open(fund)
    if entry.kind != Kind.APPROPRIATE:
        raise refuse("kind", _("只有拨款可以这样冲正"))
    _must_stand(entry)
    fen = entry.lines.get().fen
    if not 0 <= right < fen:
        text = _("正确的金额须小于已登记的 %(fen)s 元；少记的部分请另行拨款入账")
        raise refuse("amount", text % {"fen": money.short(fen)})
    there = Account.objects.get(fund=fund, place=Place.AVAILABLE).balance
    if fen - right > there:
        text = _("要冲回 %(fen)s 元，可用的只有 %(there)s 元；其余已预留、承诺或付出，请先释放或追回")
        raise refuse("amount", text % {"fen": money.short(fen - right), "there": money.short(there)})


def _reversing(viewer: Viewer, entry: Entry, reason: str, key: str) -> tuple[Fund, str, Entry | None]:
    """The fund, locked, the reason, and what the key has reversed already."""
    held = locked(entry.fund_id)
    must(viewer, "ledger.open", held)
    said, found = must_say("reason", reason), booked(key)
    same_key(key, found is None or found.reverses_id == entry.pk)
    return held, said, found


def _must_stand(entry: Entry) -> None:
    """Refuse what was reversed before."""
    if Entry.objects.filter(reverses=entry).exists():
        raise refuse("reversed", _("这笔分录已经冲正"))


REVERSIBLE = (Kind.APPROPRIATE, Kind.RESTORE, Kind.SURRENDER, Kind.RECEIVE)
"""Entries that a mistake may have made and that no act of its own undoes; the bank's are corrected by its next word."""


def reverse(viewer: Viewer, entry: Entry, *, reason: str, key: str, proposed_by: int | None = None) -> Entry:
    """Undo an entry made by mistake with a new one that goes back its way; what stands in the books stays there.

    Raises Refused where the money has moved on, and for an entry that another act undoes (release, take back).
    """
    with transaction.atomic():
        held, said, found = _reversing(viewer, entry, reason, key)
        if found is not None:
            return found
        must_be_reversible(held, entry)
        line = entry.lines.select_related("taken_from", "given_to").get()
        promise = _promise_of(entry)
        move = Move(
            Kind.REVERSE, Place(line.given_to.place), Place(line.taken_from.place), line.fen, key,
            commitment=promise, reason=said, reverses=entry,
        )  # fmt: skip
        try:
            with transaction.atomic():
                (made,) = post(viewer, held, [move])
        except IntegrityError:  # another fund of the same level promised for the basis meanwhile
            _basis_must_be_free(promise)
            raise
        if promise is not None:
            claims_moved([promise])
        detail = {"reverses": str(entry.pk), "fen": line.fen, "reason": said}
        if proposed_by is not None:
            detail["proposed_by"] = proposed_by
        record(viewer, "ledger.reverse", "ledger.open", held, kind="entry", key=str(made.pk), **detail)
    return made


def must_be_reversible(fund: Fund, entry: Entry) -> None:
    """Refuse to reverse an entry of a fund, which is locked: of a closed fund anything but a receipt, one reversed before, one
    that another act undoes; and a receipt of money that was made available or surrendered since, or whose basis was promised
    anew."""
    if entry.kind != Kind.RECEIVE:
        must_be_open(fund)
    _must_stand(entry)
    if entry.kind not in REVERSIBLE:
        raise refuse("kind", _("“%(kind)s”不用冲正：请释放、追回或重新登记银行回单") % {
            "kind": entry.get_kind_display(),
        })  # fmt: skip
    if entry.kind != Kind.RECEIVE:
        return
    fen = entry.lines.get().fen
    there = Account.objects.get(fund=fund, place=Place.RETURNED).balance
    if fen > there:
        text = _("要冲正的退款是 %(fen)s 元，“已退回”里只有 %(there)s 元：其余已重新可用或上缴，不能冲正")
        raise refuse("balance", text % {"fen": money.short(fen), "there": money.short(there)})
    _basis_must_be_free(_promise_of(entry))


def _promise_of(entry: Entry) -> Commitment | None:
    """The commitment of an entry as it stands now; None where the entry is of the fund as a whole."""
    return Commitment.objects.get(pk=entry.commitment_id) if entry.commitment_id else None


def _basis_must_be_free(promise: Commitment | None) -> None:
    """Refuse to let a promise that was wholly returned hold its basis again where another does meanwhile."""
    other = others(promise).select_related("fund").first() if promise is not None else None
    if other is not None:
        text = _("钱退回以后，同一凭据已由“%(fund)s”另行承诺或支付；冲正后就会重复，不能冲正")
        raise refuse("basis_twice", text % {"fund": other.fund}, other.sentence)
