"""The money of a case in the ledger: which fund pays, what is promised, what was paid."""

from __future__ import annotations

from collections.abc import Sequence

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import purposes
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
