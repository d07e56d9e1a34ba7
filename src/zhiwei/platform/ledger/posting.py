"""The only writer of entries: moves between accounts of one fund, all or none, under the fund's lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock, money
from zhiwei.platform.ledger.chart import MOVES, Kind, Place
from zhiwei.platform.ledger.faults import Fault, Refused, refuse
from zhiwei.platform.ledger.models import Account, Commitment, Entry, Fund, Line
from zhiwei.platform.ledger.past import changes, first_short


@dataclass(frozen=True, slots=True)
class Move:
    """One entry to be: an amount from place to place; what it is for comes from its commitment."""

    kind: Kind
    taken_from: Place
    given_to: Place
    fen: int
    key: str
    commitment: Commitment | None = None
    on: date | None = None
    reason: str = ""
    document: str = ""
    reverses: Entry | None = None


def locked(fund: Fund | UUID) -> Fund:
    """The fund, held until the end of the transaction; all that is booked on it waits."""
    key = fund.pk if isinstance(fund, Fund) else fund
    return Fund.objects.select_for_update().get(pk=key)


def booked(key: str) -> Entry | None:
    """The entry that a key has made already."""
    return Entry.objects.filter(key=key).first()


def post(viewer: Viewer, fund: Fund, moves: Sequence[Move]) -> list[Entry]:
    """Book moves of a locked fund, in order. Balances, commitments and entries change together.

    Raises Refused for a day to come and where an account would fall below zero, now or at the end of any day since the
    first of the moves; ValueError where a move is none of the chart's.
    """
    accounts = {Place(one.place): one for one in Account.objects.filter(fund=fund)}
    _check(fund, accounts, moves)
    entries = [_entry(viewer, fund, move) for move in moves]
    Entry.objects.bulk_create(entries)
    Line.objects.bulk_create(
        Line(
            entry=entry,
            taken_from=accounts[move.taken_from],
            given_to=accounts[move.given_to],
            fen=move.fen,
        )
        for entry, move in zip(entries, moves, strict=True)
    )
    for move in moves:
        accounts[move.taken_from].balance -= move.fen
        accounts[move.given_to].balance += move.fen
        if move.commitment is not None:
            move.commitment.move(move.taken_from, move.given_to, move.fen)
    touched = {place for move in moves for place in (move.taken_from, move.given_to)}
    Account.objects.bulk_update([accounts[place] for place in touched], ["balance"])
    _keep({move.commitment.pk: move.commitment for move in moves if move.commitment is not None})
    return entries


def _keep(promises: dict[UUID, Commitment]) -> None:
    """Save where the money of commitments stands; a run moves one at a time, for which the statement for many is slow."""
    columns = ["reserved", "committed", "ordered", "paid", "receivable", "returned", "state"]
    if len(promises) == 1:
        for key, one in promises.items():
            Commitment.objects.filter(pk=key).update(**{name: getattr(one, name) for name in columns})
    else:
        Commitment.objects.bulk_update(promises.values(), columns, batch_size=500)


def _check(fund: Fund, accounts: dict[Place, Account], moves: Sequence[Move]) -> None:
    today = clock.today()
    balances = Counter({place: account.balance for place, account in accounts.items()})
    for move in moves:
        if not _in_chart(move):
            raise ValueError(f"{move.kind}: no move from {move.taken_from} to {move.given_to}")
        if move.fen <= 0:
            raise refuse("amount", _("金额须大于零"))
        if move.on is not None and move.on > today:
            raise refuse("day", _("记账日 %(day)s 尚未到来") % {"day": move.on})
        balances[move.taken_from] -= move.fen
        balances[move.given_to] += move.fen
    short = [
        _short(fund, place, accounts[place].balance)
        for place in Place
        if place != Place.APPROPRIATED and balances[place] < 0
    ]
    if balances[Place.APPROPRIATED] > 0:
        short.append(Fault("balance", _("冲正超过已拨入的金额")))
    short = short or _short_before(fund, accounts, moves)
    if short:
        raise Refused(short)


def _short_before(fund: Fund, accounts: dict[Place, Account], moves: Sequence[Move]) -> list[Fault]:
    """Money that had not come yet on the day of a move, or was promised since: the balance of that day would be wrong."""
    today = clock.today()
    first, *others = sorted({move.on or today for move in moves})
    later = Entry.objects.filter(fund=fund, booked_on__gt=first).exists()
    if not others and not later:  # that day's end is now, and what stands now was looked at
        return []
    booked = changes(fund, after=first) if later else ()
    new = [(move.on or today, move.taken_from, move.given_to, move.fen) for move in moves]
    held = {place: account.balance for place, account in accounts.items()}
    return [_short_on(fund, place, day, held) for place, day, held in first_short(booked, new, held)]


def _short_on(fund: Fund, place: Place, day: date, held: int) -> Fault:
    text = _("“%(fund)s”的“%(place)s”在 %(day)s 只有 %(balance)s 元，不足以记在这一天；请核对记账日") % {
        "fund": fund.name, "place": place.label, "day": day, "balance": money.short(-held if place == Place.APPROPRIATED else max(held, 0)),
    }  # fmt: skip
    return Fault("balance", text, fund.purposes[0] if fund.purposes else "")


def _in_chart(move: Move) -> bool:
    if move.kind == Kind.REVERSE:
        return move.reverses is not None
    return (move.taken_from, move.given_to) in MOVES[move.kind]


def _short(fund: Fund, place: Place, balance: int) -> Fault:
    text = _("“%(fund)s”的“%(place)s”只有 %(balance)s 元，不足以办理") % {
        "fund": fund.name, "place": place.label, "balance": money.short(balance),
    }  # fmt: skip
    return Fault("balance", text, fund.purposes[0] if fund.purposes else "")


def _entry(viewer: Viewer, fund: Fund, move: Move) -> Entry:
    promise = move.commitment
    of = {} if promise is None else {
        "commitment": promise, "sentence": promise.sentence, "basis_kind": promise.basis_kind,
        "basis_key": promise.basis_key, "case": promise.case, "receipt": promise.receipt,
        "subject_id": promise.subject_id,
    }  # fmt: skip
    return Entry(
        key=move.key, fund=fund, kind=move.kind, booked_on=move.on or clock.today(), booked_at=clock.now(),
        reason=move.reason, document=move.document, reverses=move.reverses, made_by_id=viewer.user_id, **of,
    )  # fmt: skip
