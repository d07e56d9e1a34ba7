"""Cases of any type follow the ledger by what guards their steps: paid in full, sent back, account confirmed, claims settled.
Again does nothing."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import SYSTEM_ACTOR
from zhiwei.platform.cases.models import Case
from zhiwei.platform.ledger.models import Commitment, PaymentLine, PaymentList
from zhiwei.platform.programmes.files.registry import all_programmes
from zhiwei.platform.programmes.money.following import cases_of, end_paid, named, step_each
from zhiwei.platform.programmes.money.promises import moves_itself

PAID, SENT_BACK, CONFIRMED = "paid_in_full", "sent_back", "account_confirmed"
"""The guards of the steps that the installation takes once the bank has paid, or sent back what it had paid, and once the
account is confirmed."""
CLAIMS = ("returned", "given_up", "asked_back")
"""The guards of those that it takes when claimed money came, the claim was given up, or a receipt of it was reversed."""


def follow_list(answered: PaymentList) -> int:
    """Move the cases whose money a list has paid, or the bank sent back; gives how many."""
    keys = cases_of(answered)
    moved = end_paid(keys) + _moved(Case.objects.filter(pk__in=keys, ended_at=None), PAID)
    failed = answered.lines.filter(state=PaymentLine.State.FAILED)
    sent_back = named(failed.values_list("commitment__case", flat=True))
    return moved + _moved(Case.objects.filter(pk__in=sent_back, ended_at__isnull=False), SENT_BACK)


def follow_claims(claimed: Iterable[Commitment]) -> int:
    """Move the cases of claims that moved otherwise than by a step of the case; gives how many."""
    keys = named(one.case for one in claimed if not moves_itself(one.case))
    return sum(_moved(Case.objects.filter(pk__in=keys), guard) for guard in CLAIMS)


def follow_subject(subject: UUID) -> int:
    """Move the cases of a subject that has confirmed an account; gives how many."""
    return _moved(Case.objects.filter(subject=subject, ended_at=None), CONFIRMED)


def waits_for_account(case: Case) -> bool:
    """Whether a case of a programme stands where a confirmed account moves it on."""
    kind = registry.all_types().get(case.type)
    if kind is None or not any(case.type in one.cases for one in all_programmes().values()):
        return False
    return any(
        rule.guarded_by(CONFIRMED) and SYSTEM_ACTOR in rule.actors for rule in kind.leaving(case.state)
    )


def _moved(rows: Iterable[Case], guard: str) -> int:
    moved = 0
    for case in rows:
        kind = registry.all_types().get(case.type)
        for rule in kind.leaving(case.state) if kind is not None else []:
            if rule.guarded_by(guard) and SYSTEM_ACTOR in rule.actors and step_each([case.pk], rule.id):
                moved += 1
                break
    return moved
