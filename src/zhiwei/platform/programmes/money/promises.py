"""What the ledger holds for a case: promised, paid, waiting; made firm, freed, asked back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_noop

from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Kind, Level
from zhiwei.platform.ledger.faults import Refused
from zhiwei.platform.ledger.models import ENDED, Commitment, Fund, Line
from zhiwei.platform.programmes.money import funds

_moving: ContextVar[str] = ContextVar("moving", default="")


def moves_itself(key: str) -> bool:
    """Whether a step of the case of this key is booking what comes back: it needs nobody to follow it."""
    return bool(key) and _moving.get() == key


@contextmanager
def _by_itself(case: Case) -> Iterator[None]:
    token = _moving.set(str(case.pk))
    try:
        yield
    finally:
        _moving.reset(token)


def every(case: Case) -> list[Commitment]:
    """The commitments of a case in the order they were made, those that ended too."""
    rows = Commitment.objects.filter(case=str(case.pk))
    return list(rows.select_related("fund").order_by("part", "made_at", "level"))


def standing(made: Iterable[Commitment]) -> list[Commitment]:
    """Those that still count."""
    return [one for one in made if one.state not in ENDED]


def promises(case: Case) -> list[Commitment]:
    """The commitments of a case that still count, in the order they were made."""
    return standing(every(case))


def paid_fen(held: Sequence[Commitment]) -> int:
    """What was paid and is not being asked back."""
    return sum(one.paid for one in held)


def promised_fen(held: Sequence[Commitment]) -> int:
    """What was paid, or is on its way."""
    return waiting_fen(held) + paid_fen(held)


def waiting_fen(held: Sequence[Commitment]) -> int:
    """What is promised and not paid yet."""
    return sum(one.unpaid for one in held)


def paid_in_full(held: Sequence[Commitment], due: int | None = None) -> bool:
    """Whether the bank has paid all that was promised, and (with ``due``, fen) that this is what is due."""
    if due is None:
        return bool(held) and not waiting_fen(held)
    return not waiting_fen(held) and paid_fen(held) == due


def release(case: Case, reason: str) -> None:
    """Free what is promised and not paid. Raises the ledger's Refused while a payment list holds it."""
    for one in promises(case):
        if one.unpaid:
            ledger.release(SYSTEM, one, key=f"{one.pk}:{case.revision}:release", reason=reason)


def take_back(viewer: Viewer, case: Case, fen: int, *, reason: str) -> int:
    """Ask back so much of what was paid, from the latest payment first; gives the fen that no payment bears."""
    left = fen
    for one in reversed(promises(case)):
        part = min(left, one.paid)
        if part > 0:
            ledger.take_back(viewer, one, part, reason=reason, key=f"{one.pk}:{case.revision}:claim")
            left -= part
    return left


def recoverable_fen(case: Case) -> int:
    """What was paid and may be asked back still: not what is being asked back, nor what was given up."""
    given_up = Line.objects.filter(entry__case=str(case.pk), entry__kind=Kind.WAIVE)
    return paid_fen(promises(case)) - int(given_up.aggregate(fen=Sum("fen", default=0))["fen"])


def claimed_fen(held: Sequence[Commitment]) -> int:
    """What was asked back and has not come."""
    return sum(one.receivable for one in held)


def receive_back(viewer: Viewer, case: Case, *, document: str) -> None:
    """Book that what was asked back came, in one transfer under the bank's number ``document``. Raises the ledger's Refused
    where that number stands in a fund for anything else."""
    with _by_itself(case):
        back = {f"{one.pk}:{case.revision}:receive": one for one in promises(case) if one.receivable}
        for key, one in back.items():
            ledger.receive_back(viewer, one, one.receivable, key=key, serial=document, together=back)


def firm_up(case: Case) -> int:
    """Make firm what is reserved for a case; gives the fen that stay reserved since no budget of today carries them.

    What was reserved in a budget that is over is freed there and reserved in one of today. Raises the ledger's Refused
    for anything but a missing budget.
    """
    left = 0
    for one in promises(case):
        if not one.reserved:
            continue
        if one.fund.from_day <= clock.today() <= one.fund.to_day:
            ledger.commit(SYSTEM, one, key=f"{one.pk}:{case.revision}:commit")
        elif not _carry(case, one):
            left += one.reserved
    return left


def unfunded_fen(case: Case) -> int:
    """What is reserved for a case and no budget of today carries, in fen; nothing is changed."""
    today = clock.today()
    return sum(
        one.reserved
        for one in promises(case)
        if one.reserved and not one.fund.from_day <= today <= one.fund.to_day and _bearer(case, one) is None
    )


def _bearer(case: Case, one: Commitment) -> Fund | None:
    """The budget of today that has enough for a reserve; None where there is none."""
    fund = _successor(case, one)
    return fund if fund is not None and funds.available(fund) >= one.reserved else None


def _carry(case: Case, one: Commitment) -> bool:
    """Move a reserve into a budget of today and make it firm; False where none can bear it, and nothing is changed."""
    fund = _successor(case, one)
    if fund is None:
        return False
    key, fen = f"{one.pk}:{case.revision}:carry", one.reserved
    reason = gettext_noop("原预算期间已过，改由本年度资金承担")
    try:
        with transaction.atomic():
            ledger.release(SYSTEM, one, key=f"{key}:release", reason=reason)
            if one.supplements_id:
                new = ledger.supplement(
                    SYSTEM, one, fen, reason=reason, key=key, receipt=one.receipt, fund=fund
                )
            else:
                basis = ledger.Basis(one.basis_kind, one.basis_key)
                new = ledger.reserve(
                    SYSTEM, fund, fen, basis=basis, sentence=one.sentence, subject=one.subject, case=one.case,
                    receipt=one.receipt, key=key, reason=reason,
                )  # fmt: skip
            ledger.commit(SYSTEM, new, key=f"{key}:commit")
    except Refused:
        return False
    return True


def _successor(case: Case, one: Commitment) -> Fund | None:
    """The budget of today that takes a promise over: the nearest, of the same level where there is one."""
    near = funds.nearest(case.division, one.sentence)
    if near is None or near.level == one.level:
        return near
    return funds.of_level(Level(one.level), case.division, one.sentence) or near
