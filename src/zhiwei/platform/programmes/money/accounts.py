"""The bank account that a payment goes to: the one its subject confirmed."""

from __future__ import annotations

from zhiwei.platform.ledger.models import BankAccount
from zhiwei.platform.subjects.models import Subject


def confirmed(subject: Subject) -> bool:
    """Whether a subject has confirmed an account."""
    return subject.bank_accounts.filter(state=BankAccount.State.CONFIRMED).exists()


def to_confirm(subject: Subject) -> BankAccount | None:
    """The account that one click confirms: the confirmed one, else the one entered last."""
    found = list(subject.bank_accounts.exclude(state=BankAccount.State.ENDED).order_by("-given_at"))
    known = [one for one in found if one.state == BankAccount.State.CONFIRMED]
    return next(iter([*known, *found]), None)
