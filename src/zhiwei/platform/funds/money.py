"""The money of a case in the ledger: which fund pays, what is promised, what was paid."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import purposes
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.faults import Refused
from zhiwei.platform.ledger.models import ENDED, Commitment, Fund


def fund_for(case: Case, sentence: str) -> Fund | None:
    """The open fund that pays for a sentence where the case lies: the county's own before the city's, the latest year's first."""
    divisions = load_divisions()
    if case.division not in divisions:
        return None
    near = [case.division, *divisions.ancestors(case.division)]
    today = clock.today()
    rows = Fund.objects.filter(
        division__in=near, state=Fund.State.OPEN, from_day__lte=today, to_day__gte=today
    )
    able = [one for one in rows if purposes.allows(one.purposes, sentence)]
    return min(able, key=lambda one: (near.index(one.division), -one.budget_year, str(one.pk)), default=None)


def promises(case: Case) -> list[Commitment]:
    """The commitments of a case that still count, in the order they were made."""
    rows = Commitment.objects.filter(case=str(case.pk)).exclude(state__in=ENDED)
    return list(rows.order_by("part", "made_at"))


def paid_fen(held: Sequence[Commitment]) -> int:
    """What was paid and is not being asked back."""
    return sum(one.paid for one in held)


def promised_fen(held: Sequence[Commitment]) -> int:
    """What was paid, or is on its way."""
    return sum(one.reserved + one.committed + one.ordered + one.paid for one in held)


def waiting_fen(held: Sequence[Commitment]) -> int:
    """What is promised and not paid yet."""
    return promised_fen(held) - paid_fen(held)


def firm_up(case: Case, sentence: str) -> int:
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
        elif not _carry(case, one, sentence):
            left += one.reserved
    return left


def _carry(case: Case, one: Commitment, sentence: str) -> bool:
    """Move a reserve into a budget of today and make it firm; False where none can bear it, and nothing is changed."""
    fund = fund_for(case, sentence)
    if fund is None:
        return False
    key, fen = f"{one.pk}:{case.revision}:carry", one.reserved
    reason = _("原预算期间已过，改由本年度资金承担")
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
                    receipt=one.receipt, key=key,
                )  # fmt: skip
            ledger.commit(SYSTEM, new, key=f"{key}:commit")
    except Refused:
        return False
    return True
