"""What happens elsewhere moves cases and their claims: a list the bank answered, an account confirmed, a case that ended."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from zhiwei.platform.cases.models import Case
from zhiwei.platform.ledger.models import BankAccount, PaymentList


@receiver(post_save, sender=PaymentList)
def answered(instance: PaymentList, **_more: Any) -> None:
    """Within the ledger's own transaction, so that a payment and its case never part."""
    from zhiwei.platform.programmes.services.following import follow_list

    if instance.state in (PaymentList.State.APPROVED, PaymentList.State.DONE):
        follow_list(instance)


@receiver(post_save, sender=BankAccount)
def confirmed(instance: BankAccount, **_more: Any) -> None:
    """An account confirmed anywhere is confirmed for the cases that wait for it; after the commit, since the step of a
    case may be what confirms it."""
    from zhiwei.platform.programmes.services.following import follow_subject

    if instance.state == BankAccount.State.CONFIRMED:
        transaction.on_commit(lambda: follow_subject(instance.subject_id))


@receiver(post_save, sender=Case)
def moved(instance: Case, **_more: Any) -> None:
    """What a case claimed is free once it ends against the applicant, and claimed again if it is reopened; a case of a
    programme that waits for an account goes on if one was confirmed before."""
    from zhiwei.platform.programmes.services.claims import follow_case
    from zhiwei.platform.programmes.services.following import follow_subject, waits_for_account

    follow_case(instance)
    if instance.ended_at is None and waits_for_account(instance):
        transaction.on_commit(lambda: follow_subject(instance.subject_id))
